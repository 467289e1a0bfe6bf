"""Checks of the PC before the start, and the watch over it during the sitting.

Nothing here changes anything on the PC, waits for the network, or runs another program: what there
is to know stands in files of the kernel and of the system.
"""
