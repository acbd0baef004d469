"""Run `chithi` from a checkout: `python cli.py`."""

import os
import sys

# Python looks for modules beside this file first. What lies here besides the package must not replace a module of
# Python's own, in worker processes neither, so the folder comes last.
_HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [*(each for each in sys.path if os.path.abspath(each or ".") != _HERE), _HERE]

from pipeline.__main__ import run  # noqa: E402

if __name__ == "__main__":
    run()
