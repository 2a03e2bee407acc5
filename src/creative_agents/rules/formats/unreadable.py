"""A text that cannot be read in its format."""


class UnreadableError(ValueError):
    """The text cannot be read in its format, so that nothing may call it clean."""
