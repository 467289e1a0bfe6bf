"""The pages that people watch and read: the proctor's room, and the panel's papers."""
