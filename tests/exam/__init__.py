"""Tests of the rules that kiosk and server share."""
