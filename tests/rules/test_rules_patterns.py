import re
from threading import Event, Thread
from time import monotonic, sleep, thread_time
from typing import Self

import pytest

from creative_agents.rules.index import Index
from creative_agents.rules.patterns.alternatives import find
from creative_agents.rules.patterns.clock import Clock
from creative_agents.rules.patterns.cursor import PatternError
from creative_agents.rules.patterns.pattern import Pattern


def clock() -> Clock:
    """Give plenty of time."""
    return Clock.start(5)


def spans(pattern: str, text: str) -> list[tuple[int, int]]:
    """Give the places where a pattern matches."""
    return [match.span() for match in Pattern(pattern).all(text, clock())]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("a(?i)b|c", "aB C A", [(0, 2), (3, 4)]),  # the flag holds to the end of its group
        ("(a(?i)b)c", "aBc aBC", [(0, 3)]),  # and no longer
        ("a$", "a\n", []),  # the very end, as in Go
        ("(?m)a$", "a\nb", [(0, 1)]),
        (r"a\Z", "a\n", []),
        ("[a-z-[aeiou]]+", "aabcd", [(2, 5)]),  # a set taken out of a set
        ("a{x}", "a{x}", [(0, 4)]),  # a brace that counts nothing is a sign
        ("a{2}", "aaa", [(0, 2)]),
        (r"(?<n>a)\k<n>", "aa", [(0, 2)]),
        (r"(?P<n>a)\1", "aa", [(0, 2)]),
        ("(?x) a b # why\n c", "abc", [(0, 3)]),
        ("(?n)(a)b", "ab", [(0, 2)]),
        ("(?s)a.b", "a\nb", [(0, 3)]),
        ("[[:upper:]]+", "abCDe", [(2, 4)]),
        ("[]a]", "]", [(0, 1)]),
        ("[^[\\s]", "[ x", [(2, 3)]),
        (r"(?<!\bnot )cheap", "not cheap, cheap", [(11, 16)]),
        (r"\x41\u0042\x{43}", "ABC", [(0, 3)]),
        ("é", "É é", [(2, 3)]),
        ("(?i)été", "ÉTÉ", [(0, 3)]),
        (r"\p{Lu}", "aÉ", [(1, 2)]),
        ("a(?#why)b", "ab", [(0, 2)]),
        ("a--b&&c~~", "a--b&&c~~", [(0, 9)]),
        ("[a&&b]", "&", [(0, 1)]),
    ],
)
def test_the_dialect_is_that_of_vale(
    pattern: str, text: str, expected: list[tuple[int, int]]
) -> None:
    """Where Vale's regular expressions differ from Python's, they mean what Vale means."""
    assert spans(pattern, text) == expected


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(a", "lacks ')'"),
        ("a)", "was not opened"),
        ("[a", "ends too early"),
        ("a**", "already counted"),
        ("*a", "nothing before it"),
        ("[z-a]", "backwards"),
        ("a{3,2}", "backwards"),
        ("(?R)", "not supported"),
        (r"\q", "does not know"),
        (r"(a)\2", "refers to the group 2"),
        (r"\p{Nope}", "Unicode does not have"),
        ("(" * 100 + ")" * 100, "too deep"),
        ("[a-" * 50, "too deep"),
        ("(a{1000}){1000}", "repeats too much"),
        ("a" * 30_000, "is the most"),
        (r"\ud83d", "does not exist"),
    ],
)
def test_a_pattern_that_cannot_be_is_refused(pattern: str, reason: str) -> None:
    """What nobody can read, or run within bounds, is refused with its reason."""
    with pytest.raises(PatternError, match=re.escape(reason)):
        Pattern(pattern)


def test_a_catastrophe_ends_in_time() -> None:
    """A pattern that would run for ever stops with TimeoutError."""
    started = monotonic()
    soon = Clock.start(0.2)
    with pytest.raises(TimeoutError):
        Pattern(r"(?:\w|\w)+!").search("m" * 40 + "?!", soon)
    assert monotonic() - started < 5


def test_time_that_others_took_is_given_back() -> None:
    """A thread that waits for its turn has not worked: a busy machine changes no answer."""
    clock = Clock.start(0.05)
    sleep(0.1)
    assert 0 < clock.left() <= 0.05
    assert not clock.is_over()


def test_the_time_of_a_text_holds_for_its_rules() -> None:
    """A rule may not take what the whole text has no more."""
    whole = Clock.start(0.01)
    until = thread_time() + 0.02
    while thread_time() < until:
        pass
    assert whole.is_over()
    with pytest.raises(TimeoutError):
        Clock.start(5, within=whole).left()


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("cheap", {"cheap"}),
        ("Cheap|Free", {"cheap", "free"}),
        (r"\bcheap\w*\s+price", {"cheap", "price"}),
        ("(?:a|b)?c", {"c", "ac", "bc"}),
        ("colou?r", {"color", "colour"}),
        (r"\w+", None),
        ("(?=cheap)", None),
        ("[Cc]heap", {"cheap"}),
        (" {2,}", {"  "}),
    ],
)
def test_what_a_match_needs_is_known(pattern: str, needs: set[str] | None) -> None:
    """The literals of a pattern are ones of which every match holds one."""
    found = Pattern(pattern).needs
    if needs is None:
        assert found is None
    else:
        assert found is not None
        assert found <= needs


def test_a_text_without_digits_calls_for_no_figure() -> None:
    """A pattern that needs a digit is not run on a text without one."""
    index = Index([Pattern(r"\d+"), Pattern(r"\w+")])
    assert index.called_for("no figure") == {1}
    assert index.called_for("n° 1") == {0, 1}
    assert index.called_for("n° ٣") == {0, 1}


def test_the_index_finds_whole_words() -> None:
    """A word is called for where it stands alone, not inside another one."""
    words = ["tout", "art", "ici", "non", "oui", "peu", "mot", "élan"]
    index = Index([Pattern.token(word, "i", bounded=True) for word in words])
    assert index.called_for("PARTOUT, l’Élan : l'art") == {1, 7}


def test_branches_behave_as_one_alternation() -> None:
    """Leftmost first, then the first one written, and never two that overlap."""
    branches = [Pattern("ab"), Pattern("abc"), Pattern("b"), Pattern("c")]
    found = [(one.branch, one.text) for one in find(branches, [3, 2, 1, 0], "abcb", clock())]
    assert found == [(0, "ab"), (3, "c"), (2, "b")]


def test_a_search_gives_way_to_others_once_it_was_slow() -> None:
    """A search keeps others waiting for a moment at most, and a slow pattern never again."""
    pattern = Pattern(r"(?:\w|\w)+!")
    for _ in range(2):
        with Other() as other, pytest.raises(TimeoutError):
            pattern.search("m" * 40 + "?!", Clock.start(0.5))
        assert other.turns > 20


class Other:
    """A thread that counts how often it gets a turn."""

    def __init__(self) -> None:
        self.turns = 0
        self._over = Event()
        self._thread = Thread(target=self._count)

    def __enter__(self) -> Self:
        self._thread.start()
        while not self.turns:
            sleep(0.001)
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _count(self) -> None:
        while not self._over.wait(0.001):
            self.turns += 1
