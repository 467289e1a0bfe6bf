"""A whole selection rehearsed with simulated people against the real server."""
