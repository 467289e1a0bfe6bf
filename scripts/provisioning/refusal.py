"""The one way in which provisioning refuses."""


class Refusal(Exception):  # noqa: N818 - it is no fault of the program
    """Something cannot be done; the text says what, and what to do."""
