"""The image that a PC is started from: a system on a stick, with the work on it encrypted.

A PC that is started from it keeps its own disks as they are: they are neither mounted nor written.
"""
