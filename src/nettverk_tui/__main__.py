"""Run `nettverk` as `python -m nettverk_tui`."""

from nettverk_tui.cli import main

if __name__ == "__main__":
    main()
