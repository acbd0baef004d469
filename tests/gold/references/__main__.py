"""`python -m tests.gold.references`."""

from tests.gold.references import main

if __name__ == "__main__":
    main()
