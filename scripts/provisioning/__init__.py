"""Turns an installed Debian 12 PC into a kiosk of the exam or its server, and back.

What lands on a PC lies as itself under `files`. Everything that is changed is kept as it was
before, so a second run changes nothing, a run that was cut can be repeated, and `--undo` gives
back the PC. Python's standard library is all that is needed.
"""
