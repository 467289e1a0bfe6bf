"""The proctor's and the panel's side of the exam."""
