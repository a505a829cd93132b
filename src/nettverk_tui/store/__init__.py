"""The network's file: the only code that changes anything in it."""
