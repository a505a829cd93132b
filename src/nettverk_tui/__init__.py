"""Nettverk: a learning network's gatherings, led from the terminal. Only the version lives here."""

__version__ = "0.1.0"
