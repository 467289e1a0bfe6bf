"""Tests of the exam, the kiosk and the server."""
