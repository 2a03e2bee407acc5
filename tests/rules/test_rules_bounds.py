from collections.abc import Callable
from time import monotonic

import pytest

from creative_agents.rules import Bounds, Ruleset, Situation
from creative_agents.rules.formats import Format

MakeRules = Callable[..., Ruleset]

CATASTROPHE = "extends: existence\nmessage: '%s'\nnonword: true\ntokens: ['(?:\\w|\\w)+!']\n"
PLAIN = "extends: existence\nmessage: '%s'\ntokens: [cheap]\n"


@pytest.mark.parametrize(
    ("language", "says"), [("en", "could not finish"), ("fr", "n’a pas pu aller au bout")]
)
def test_a_rule_out_of_time_is_incomplete(make_rules: MakeRules, language: str, says: str) -> None:
    """A rule that takes too long is an error that says so, and the others still run."""
    rules = make_rules(Bad=CATASTROPHE, Good=PLAIN, bounds=Bounds(rule=0.1))
    started = monotonic()
    checked = rules.check("m" * 40 + "?! cheap", situation=Situation(language=language))
    assert monotonic() - started < 5
    assert checked.incomplete
    bad, good = checked.findings
    assert (bad.rule, bad.level, bad.incomplete) == ("Pack.Bad", "error", True)
    assert says in bad.message
    assert (good.rule, good.incomplete) == ("Pack.Good", False)


def test_a_text_out_of_time_tells_how_many_rules_did_not_run(make_rules: MakeRules) -> None:
    """When the time of a text is over, the rules left are counted in one finding."""
    rules = make_rules(
        A=CATASTROPHE, B=CATASTROPHE, C=CATASTROPHE, bounds=Bounds(rule=0.2, text=0.1)
    )
    *told, last = rules.check("m" * 40 + "?!").findings
    assert [one.rule for one in told] == ["Pack.A", "Pack.B"][: len(told)]
    assert last.rule == "rules.time"
    # Time that other threads took is given back, and another rule may begin with it.
    assert last.message.startswith(f"{3 - len(told)} of the rules did not run")


def test_a_text_too_long_is_read_in_part(make_rules: MakeRules) -> None:
    """What stands beyond the bound is not read, and nothing is called clean."""
    rules = make_rules(Good=PLAIN, bounds=Bounds(size=100))
    checked = rules.check("cheap " + "x " * 100 + "cheap")
    assert [finding.rule for finding in checked.findings] == ["Pack.Good", "rules.size"]
    assert checked.incomplete


@pytest.mark.parametrize("format", ["plain", "markdown", "rst", "html"])
@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "😀👩‍👩‍👧 " * 50, "\0\x01", "\ud83d cheap", "[" * 3000, '<a "' * 2000, "`" * 3000],
)
def test_strange_texts_end_quietly(make_rules: MakeRules, format: Format, text: str) -> None:
    """An empty text, emoji, half a sign or broken markup gives findings or none."""
    checked = make_rules(Good=PLAIN).check(text, format)
    assert len(checked.findings) == text.count("cheap")


def test_a_long_block_is_cut_and_nothing_is_lost(make_rules: MakeRules) -> None:
    """A paragraph of 200,000 signs is read in pieces, each fault at its place."""
    text = ("word " * 9 + "cheap ") * 4000
    found = make_rules(Good=PLAIN).check(text).findings
    assert len(found) == 4000
    assert all(text[finding.start : finding.end] == "cheap" for finding in found)
