"""Test vectors of every format, so that a stranger can write either side.

Everything is worked out anew from fixed inputs, but for what was sealed to a public key: that takes
randomness of the library's own, so it is kept from the file as long as it opens.
"""
