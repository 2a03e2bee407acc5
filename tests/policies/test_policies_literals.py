"""Letters looked for in one pass, and the expressions that they stand for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creative_agents.policies._fold import masked, phrase, signs, telling
from creative_agents.policies._later import later
from creative_agents.policies._lexicon import lexicon
from creative_agents.policies._literals import Literals


@given(st.lists(st.text(alphabet="abé ", max_size=4), max_size=8), st.text("abé c", max_size=30))
def test_what_is_found_is_what_stands_in_the_text(words: list[str], text: str) -> None:
    """One pass gives what looking for each word gives, in order; no letters stand everywhere."""
    found = [*Literals(words).within(text)]
    assert found == [number for number, word in enumerate(words) if word in text]


@pytest.mark.parametrize("name", ["claims", "leftovers", "loans"])
def test_every_expression_can_be_compiled(name: str) -> None:
    """Patterns are compiled when they are needed, so that a wrong one would be found late."""
    for entries in (*lexicon(name).entries.values(), *lexicon(name).spared.values()):
        for entry in entries:
            assert entry.pattern.search("") is None, entry.source


@given(st.lists(st.sampled_from(["Café", "œuf", "d’abord", "!", "12", "a"]), min_size=1))
def test_a_sentence_holds_its_telling_letters(words: list[str]) -> None:
    """Wherever a sentence is found, the letters by which it is looked for stand too."""
    text = " ".join(words)
    plain = signs(text).plain
    assert phrase(text).search(plain) is None or telling(text) in plain


@pytest.mark.parametrize(
    "text", ["www.a.fr", "voir a.fr", "À b@c.fr", "@nous", "http://é", "HTTPS://X", "a.b.shop/é"]
)
def test_an_address_is_masked(text: str) -> None:
    """Whatever its kind, no word is read in it."""
    assert " " in masked(text)
    assert len(masked(text)) == len(text)


def test_a_pattern_for_later_is_the_pattern() -> None:
    """It finds what the pattern finds."""
    assert later("(?P<a>b)").groupindex == re.compile("(?P<a>b)").groupindex
    assert later("B", re.IGNORECASE).findall("abb") == ["b", "b"]
    with pytest.raises(re.error, match="unterminated"):
        later("(").search("a")
