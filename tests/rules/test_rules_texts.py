from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from creative_agents.errors import ConfigError
from creative_agents.rules import (
    Ruleset,
    Situation,
    Suppression,
    apply_fixes,
    fingerprint,
    position,
    read_baseline,
    read_suppressions,
    suppress,
    write_baseline,
)

MakeRules = Callable[..., Ruleset]

RULE = "extends: existence\nmessage: '%s'\nscope: [text, raw]\ntokens: [cheap]\n"


def lines(rules: Ruleset, text: str) -> list[int]:
    """Give the line of each finding."""
    found = rules.check(text, "markdown", Situation(on=date(2026, 11, 22))).findings
    return [position(text, finding.start).line for finding in found]


@pytest.mark.parametrize("name", ["vale", "creative-agents"])
@pytest.mark.parametrize(
    ("off", "on"),
    [("off", "on"), ("Pack.Words = NO", "Pack.Words = YES"), ("Pack = NO", "Pack = YES")],
)
def test_a_comment_turns_rules_off_and_on(
    make_rules: MakeRules, name: str, off: str, on: str
) -> None:
    """Between two switches a rule is silent, under Vale's name and under ours."""
    text = f"cheap\n\n<!-- {name} {off} -->\n\ncheap\n\n<!-- {name} {on} -->\n\ncheap\n"
    assert lines(make_rules(Words=RULE), text) == [1, 9]


def test_a_switch_of_another_rule_changes_nothing(make_rules: MakeRules) -> None:
    """A switch concerns the rule that it names."""
    text = "<!-- vale Pack.Other = NO -->\n\ncheap\n"
    assert lines(make_rules(Words=RULE), text) == [3]


def test_a_comment_may_accept_with_reason_and_day(make_rules: MakeRules) -> None:
    """A suppression inside a text keeps what it accepts apart, to be told."""
    text = "<!-- creative-agents allow Pack.Words until 2027-01-31: legal said so -->\n\ncheap\n"
    checked = make_rules(Words=RULE).check(text, "markdown", Situation(on=date(2027, 1, 31)))
    assert checked.findings == ()
    assert [finding.quote for finding in checked.suppressed] == ["cheap"]


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("allow Pack.Words until 2026-11-21: legal said so", "is over"),
        ("allow Pack.Words until 2027-01-31", "gives no reason"),
        ("allow Pack.Words: legal said so", "names no day"),
    ],
)
def test_a_suppression_needs_a_reason_and_a_day_to_come(
    make_rules: MakeRules, comment: str, says: str
) -> None:
    """Without a reason, without a day or after it, the finding stays and the comment is told."""
    text = f"<!-- creative-agents {comment} -->\n\ncheap\n"
    checked = make_rules(Words=RULE).check(text, "markdown", Situation(on=date(2026, 11, 22)))
    told, finding = checked.findings
    assert says in told.message
    assert told.rule == "rules.suppression"
    assert finding.quote == "cheap"


def test_a_file_of_suppressions(make_rules: MakeRules, tmp_path: Path) -> None:
    """Suppressions of a file hold by rule, path, words and day."""
    path = tmp_path / "suppressions.yml"
    path.write_text(
        "- rule: Pack.*\n  path: mails/*.md\n  quote: cheap\n  until: 2027-01-31\n  reason: ok\n",
        encoding="utf-8",
    )
    accepted = read_suppressions(path)
    assert accepted == (
        Suppression(
            rule="Pack.*", path="mails/*.md", quote="cheap", until=date(2027, 1, 31), reason="ok"
        ),
    )
    found = make_rules(Words=RULE).check("cheap").findings
    day = date(2026, 11, 22)
    assert suppress(found, accepted, on=day, path="mails/a.md") == ((), found)
    assert suppress(found, accepted, on=day, path="ads/a.md") == (found, ())
    assert suppress(found, accepted, on=date(2027, 2, 1), path="mails/a.md") == (found, ())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("- rule: a.b\n  reason: x\n", "entry 1: write 'rule', 'reason' and 'until'"),
        ("- rule: a.b\n  reason: x\n  until: soon\n", "entry 1: 'until' must be a date"),
        ("rule: a.b\n", "must be a list"),
        ("- [", "is not YAML"),
    ],
)
def test_a_suppression_that_cannot_be_read(tmp_path: Path, content: str, says: str) -> None:
    """A file of suppressions that lacks something says which entry and what to write."""
    path = tmp_path / "suppressions.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=says):
        read_suppressions(path)


def test_a_baseline_knows_what_moved(make_rules: MakeRules, tmp_path: Path) -> None:
    """Old findings stay known when lines move; a new one, and one written again, do not."""
    rules = make_rules(Words=RULE)
    old = "A cheap lamp for the house.\n"
    path = tmp_path / "baseline.json"
    write_baseline(path, {"a.md": (old, rules.check(old).findings)})
    baseline = read_baseline(path)
    moved = "A new line.\n\n" + old
    assert baseline.new(rules.check(moved).findings, moved, "a.md") == ()
    twice = old + "Another cheap lamp.\n"
    (new,) = baseline.new(rules.check(twice).findings, twice, "a.md")
    assert new.start == twice.rindex("cheap")
    assert len(baseline.new(rules.check(old).findings, old, "b.md")) == 1


def test_a_fingerprint_is_that_of_rule_and_words(make_rules: MakeRules) -> None:
    """The same words in the same company have one fingerprint, wherever they stand."""
    rules = make_rules(Words=RULE)
    one, other = "so cheap, so good", "  \n\nso cheap,  so good"
    prints = {fingerprint(rules.check(text).findings[0], text) for text in (one, other)}
    assert len(prints) == 1


def test_a_baseline_of_somebody_else(tmp_path: Path) -> None:
    """A file that is no baseline says so."""
    path = tmp_path / "baseline.json"
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(ConfigError, match="is not a baseline; write it again"):
        read_baseline(path)


FIXES = """
extends: substitution
message: "'%s' instead of '%s'"
action: {name: replace}
swap: {utilize: use, log in: sign in|log on, so good: good}
"""


def test_fixes_are_written_where_there_is_no_choice(make_rules: MakeRules) -> None:
    """One candidate is written, two are left to a person."""
    text = "utilize it, log in, so good"
    found = make_rules(Swap=FIXES).check(text).findings
    assert apply_fixes(text, found) == "use it, log in, good"


@pytest.mark.parametrize(
    ("action", "text", "fixed"),
    [
        ("{name: remove}", "very !! good", "very good"),
        ("{name: edit, params: [trim_right, '!']}", "so good!!", "so good"),
        ("{name: edit, params: [regex, '!+', '.']}", "so good!!", "so good."),
        ("{name: edit, params: [truncate, '!']}", "so good!!", "so good"),
        ("{name: edit, params: [split, '!', 0]}", "so good!!", "so good"),
        ("{name: suggest, params: [spellings]}", "so good!!", "so good!!"),
    ],
)
def test_actions(make_rules: MakeRules, action: str, text: str, fixed: str) -> None:
    """Each action of Vale that needs no script does what it says."""
    rules = make_rules(
        A=(
            f"extends: existence\nmessage: '%s'\nnonword: true\naction: {action}\n"
            "tokens: ['(?:so good| )!!']\n"
        )
    )
    found = rules.check(text).findings
    assert len(found) == 1
    assert apply_fixes(text, found) == fixed


def test_fixes_do_not_overlap_and_never_miss(make_rules: MakeRules) -> None:
    """Of two fixes that overlap the first is written; words that changed are left."""
    rules = make_rules(
        A=FIXES,
        B=(
            "extends: substitution\nmessage: '%s %s'\naction: {name: replace}\n"
            "swap: {utilize it: it}\n"
        ),
    )
    text = "utilize it"
    assert apply_fixes(text, rules.check(text).findings) in {"use it", "it"}
    assert apply_fixes("something else", rules.check(text).findings) == "something else"


@pytest.mark.parametrize(
    ("token", "text", "fixed"),
    [
        ("very", "very good, very good", "good, good"),
        ("very", "good, very", "good, "),
        ("'[a-z]\\. [A-Z]'", "is so. It is", "is so. It is"),
    ],
)
def test_a_removal_leaves_whole_words(
    make_rules: MakeRules, token: str, text: str, fixed: str
) -> None:
    """A word goes with one of its spaces; what would cut a word in two is left."""
    rules = make_rules(
        A=(
            "extends: existence\nmessage: '%s'\nnonword: true\naction: {name: remove}\n"
            f"tokens: [{token}]\n"
        )
    )
    found = rules.check(text).findings
    assert found
    assert apply_fixes(text, found) == fixed


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_are_those_of_the_text_as_it_is(make_rules: MakeRules, end: str) -> None:
    """Whatever its line ends, a text is read line by line, and places are its own."""
    text = end.join(["# été", "", "cheap", "", "so cheap"])
    found = make_rules(Words=RULE).check(text, "markdown").findings
    assert [text[finding.start : finding.end] for finding in found] == ["cheap", "cheap"]
    assert [position(text, finding.start) for finding in found] == [(3, 1), (5, 4)]
