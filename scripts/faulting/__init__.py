"""Faults on real processes: what is killed, cut off or filled up while a robot types."""
