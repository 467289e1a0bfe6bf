"""The two doors of the server: one for kiosks, one for people."""
