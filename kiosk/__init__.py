"""The candidate's PC."""
