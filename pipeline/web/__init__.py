"""`chithi serve`: the library in a browser of this computer, offline.

Routes call the public `Library`, as the command line does; everything on a page comes from this computer. The pages
work without script; htmx adds results while one types. Secret documents that were accepted are never shown here.
"""
