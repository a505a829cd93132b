"""Measurements, run by hand: `make benchmarks`. What they said, and on which machine, is in docs/performance.md."""
