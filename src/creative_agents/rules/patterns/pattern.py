"""A pattern that is compiled when it is first needed, and run against the clock."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import regex

from creative_agents.rules.patterns.clock import Clock
from creative_agents.rules.patterns.cursor import PatternError
from creative_agents.rules.patterns.needs import Needs, literal, sequence
from creative_agents.rules.patterns.reader import Reading, read

LONGEST: Final = 20_000
"""Signs in one pattern, at most."""

BOUND: Final = r"\b"

SHORT: Final = 10_000
"""Code points of a text that is searched without giving way to other threads."""

HELD: Final = 0.05
"""Seconds for which a search may keep other threads waiting; then it begins anew, beside them."""

_PLAIN: Final = re.compile(r"[^\W_](?:[\w '’-]*[^\W_])?\Z")


class Pattern:
    """One pattern of a pack."""

    __slots__ = ("_compiled", "_slow", "_source", "digit", "needs", "words", "written")

    def __init__(self, written: str, options: Iterable[str] = ()) -> None:
        """Read a pattern; it is not compiled yet.

        Args:
            written: The pattern as the pack has it.
            options: Options in force at its beginning, as `read` takes them.

        Raises:
            PatternError: It cannot be read, or is too long, too deep or too large to run.
        """
        reading = read_bounded(written, options)
        self.fill(written, reading.source, reading.needs, words=False)

    def fill(self, written: str, source: str, needs: Needs, *, words: bool) -> None:
        """Set what was read; for the makers of patterns only."""
        self.written = written
        self.needs = needs.any_of
        """Literals, folded, of which every match holds one; absent: nothing is known."""
        self.words = words
        """Whether such a literal is a whole match, with no letter before and after it."""
        self.digit = needs.digit
        """Whether every match holds a digit."""
        self._source = source
        self._compiled: regex.Pattern[str] | None = None
        self._slow = False

    @classmethod
    def token(
        cls,
        written: str,
        options: Iterable[str] = (),
        *,
        bounded: bool,
        before: Reading | None = None,
        after: Reading | None = None,
    ) -> "Pattern":
        """Read one token of a list.

        Args:
            written: The token as the pack has it.
            options: Options in force at its beginning.
            bounded: Whether a match must begin and end with words.
            before: What comes before the token and its bounds.
            after: What comes after them.

        Raises:
            PatternError: It cannot be read, or is too long, too deep or too large to run.
        """
        made = cls.__new__(cls)
        bound = BOUND if bounded else ""
        if _PLAIN.match(written) and before is None and after is None:
            flag = "?i:" if "i" in options else "?:"
            source = f"{bound}({flag}{written}){bound}"
            made.fill(written, source, literal(written), words=bounded)
            return made
        reading = read_bounded(written, options)
        parts = [part for part in (before, reading, after) if part is not None]
        sources = (f"{bound}(?:{p.source}){bound}" if p is reading else p.source for p in parts)
        needs = sequence([part.needs for part in parts])
        texts = reading.needs.exact
        words = bounded and len(parts) == 1 and texts is not None and all(map(_PLAIN.match, texts))
        made.fill(written, "".join(sources), needs, words=words)
        return made

    def search(self, text: str, clock: Clock, start: int = 0) -> regex.Match[str] | None:
        """Give the first match from a place on.

        Raises:
            TimeoutError: The time allowed for the rule or the file is over.
        """
        pattern, left = self._ready(), clock.left()
        if not self._gives_way(text):
            try:
                return pattern.search(text, start, timeout=min(left, HELD), concurrent=False)
            except TimeoutError:
                self._slow, left = True, clock.left()
        return pattern.search(text, start, timeout=left, concurrent=True)

    def all(self, text: str, clock: Clock) -> Iterator[regex.Match[str]]:
        """Give every match, from left to right.

        Raises:
            TimeoutError: The time allowed for the rule or the file is over.
        """
        left, gives_way = clock.left(), self._gives_way(text)
        try:
            yield from self._ready().finditer(text, timeout=left, concurrent=gives_way)
        except TimeoutError:
            self._slow = True
            raise

    def count(self, text: str, clock: Clock) -> int:
        """Count the matches.

        Raises:
            TimeoutError: The time allowed for the rule or the file is over.
        """
        return sum(1 for _ in self.all(text, clock))

    def matches(self, text: str, clock: Clock) -> bool:
        """Say whether a text holds a match.

        Raises:
            TimeoutError: The time allowed for the rule or the file is over.
        """
        return self.search(text, clock) is not None

    def _gives_way(self, text: str) -> bool:
        """Say whether other threads may run meanwhile.

        Most searches take microseconds: letting threads in and out again costs several times
        that, and `regex` counts the work of the whole process as the time of a search.
        """
        return self._slow or len(text) > SHORT

    def _ready(self) -> regex.Pattern[str]:
        if self._compiled is None:
            self._compiled = _compile(self._source)
        return self._compiled


def read_bounded(written: str, options: Iterable[str] = ()) -> Reading:
    """Read a pattern that is not too long.

    Raises:
        PatternError: It cannot be read, or is too long, too deep or too large to run.
    """
    if len(written) > LONGEST:
        raise PatternError(f"has {len(written)} signs; {LONGEST} is the most")
    return read(written, options)


def _compile(source: str) -> regex.Pattern[str]:
    try:
        return regex.compile(source, regex.VERSION0, cache_pattern=False)
    except (regex.error, RecursionError, OverflowError) as error:
        raise PatternError(f"cannot be compiled: {error}") from error
