"""Tests of the text core, which knows no screen."""
