"""Faults on real processes, and the harness that makes them."""
