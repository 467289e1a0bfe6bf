"""Tests of what people run around the exam."""
