"""Results → lines for the terminal: one module for each command, of the same name; JSON is in `pipeline.contract`.

Text from documents and file names passes `terminal.safe` or `terminal.one_line` on its way to the screen.
"""
