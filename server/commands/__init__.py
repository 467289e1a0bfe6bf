"""What people type, apart from creating and serving an exam: one module for each kind of work."""
