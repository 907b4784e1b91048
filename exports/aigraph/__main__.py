"""`python -m aigraph` is the `aigraph` command."""

from aigraph.cli import main

if __name__ == "__main__":
    main()
