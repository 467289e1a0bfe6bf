"""What people run around the exam: environment, checks, tests, catalogs, the practice day."""
