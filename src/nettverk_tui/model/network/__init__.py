"""A network and its groups: planned, typed and imported; and the thresholds of its warnings."""
