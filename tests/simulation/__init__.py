"""Whole days under a virtual clock: shipped programs, faults of every kind, what must hold."""
