"""Run `chithi` from a checkout: `python cli.py`."""

from pipeline.commands.main import main

if __name__ == "__main__":
    main(prog_name="chithi")
