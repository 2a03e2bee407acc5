"""Where the reader of a pattern stands."""


class PatternError(ValueError):
    """A pattern that cannot be read, or may not be run; the message goes on from its name."""


class Cursor:
    """A place in a pattern, which moves to the right."""

    __slots__ = ("at", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return self.at >= len(self.text)

    def ahead(self, steps: int = 0) -> str:
        """Give the sign that many steps ahead; empty past the end."""
        return self.text[self.at + steps : self.at + steps + 1]

    def next(self) -> str:
        """Take one sign.

        Raises:
            PatternError: Nothing is left.
        """
        sign = self.ahead()
        if not sign:
            raise self.error("ends too early")
        self.at += 1
        return sign

    def take(self, text: str) -> bool:
        """Take a text if it stands here, and say whether it did."""
        if not self.text.startswith(text, self.at):
            return False
        self.at += len(text)
        return True

    def expect(self, text: str) -> None:
        """Take a text that must stand here.

        Raises:
            PatternError: It does not.
        """
        if not self.take(text):
            raise self.error(f"lacks {text!r}")

    def word(self) -> str:
        """Take letters, digits and ``_``, as many as there are."""
        start = self.at
        while (sign := self.ahead()) and (sign.isalnum() or sign == "_"):
            self.at += 1
        return self.text[start : self.at]

    def error(self, what: str) -> PatternError:
        """Make the error that something is wrong here."""
        return PatternError(f"{what} (at sign {self.at + 1})")
