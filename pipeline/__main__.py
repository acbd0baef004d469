"""Run `chithi` as a module: `python -m chithi`."""

from .commands.main import main

if __name__ == "__main__":
    main(prog_name="chithi")
