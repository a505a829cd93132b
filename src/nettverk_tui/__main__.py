"""`python -m nettverk_tui` is `nettverk`."""

from nettverk_tui.cli import main

if __name__ == "__main__":
    main()
