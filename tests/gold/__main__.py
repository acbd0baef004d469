"""`python -m tests.gold`: every evaluation on the gold."""

import sys

from tests.gold import headers, references

if __name__ == "__main__":
    for title, words, main in (
        ("Headers of the sample", ["--sample"], headers.main),
        ("Headers of the real files", [], headers.main),
        ("References of the sample", [], references.main),
    ):
        print(f"\n{title}")
        sys.argv[1:] = words
        main()
