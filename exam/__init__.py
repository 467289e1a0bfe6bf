"""What kiosk and server agree on: the rules of the exam, without I/O and without a clock."""
