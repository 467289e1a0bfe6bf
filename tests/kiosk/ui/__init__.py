"""Tests of the kiosk's screens, with a desk that keeps everything in memory."""
