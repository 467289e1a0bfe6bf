"""Fuzzing of every parser in `exam` that reads bytes or typed text from outside."""
