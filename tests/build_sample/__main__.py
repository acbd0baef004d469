"""`python -m tests.build_sample [--check] [NAME…]`: exit status 0 done, 1 files are stale, 3 cannot build."""

from __future__ import annotations

import argparse
import sys

from tests.build_sample.build import FILES, build, built_name, sources, stale
from tests.build_sample.fonts import FontError
from tests.build_sample.source import SourceError


def main() -> int:
    """Build the named sources, or all; with --check only say which files are stale."""
    parser = argparse.ArgumentParser(prog="python -m tests.build_sample", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="a source without .toml; none: all of them")
    parser.add_argument("--check", action="store_true", help="write nothing, say which files are stale")
    asked = parser.parse_args()
    try:
        if asked.check:
            found = list(stale(asked.names))
            print("\n".join(found) or "Every file is that of its source.")
            return 1 if found else 0
        FILES.mkdir(parents=True, exist_ok=True)
        for source in sources(asked.names):
            data = build(source)
            (FILES / built_name(source)).write_bytes(data)
            print(f"{built_name(source)}  {len(data) / 1000:.0f} kB")
    except (FontError, SourceError) as error:
        print(error, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
