"""Random keys at a real screen, and what its text has to be by the meaning of each key."""
