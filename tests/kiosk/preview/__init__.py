"""Tests of what the preview draws, without a screen."""
