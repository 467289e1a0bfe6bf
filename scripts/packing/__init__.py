"""Packs all that a lab without internet needs into one archive: program, wheels, Debian packages.

The same commit, wheels and packages give the same bytes.
"""
