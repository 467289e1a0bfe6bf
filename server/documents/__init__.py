"""What leaves the server on paper or as a file."""
