import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from creative_agents.errors import ConfigError
from creative_agents.rules import Ruleset, Situation, load_packs, pack_names

MakeRules = Callable[..., Ruleset]

RULE = "extends: existence\nmessage: \"Avoid '%s'.\"\ntokens: [cheap]\n"


def test_our_packs_load_whole() -> None:
    """Every pack that we ship loads, and asks nothing that we do not support."""
    assert load_packs(pack_names()).notices == ()


def test_a_rule_is_named_after_its_pack(make_rules: MakeRules) -> None:
    """The folder is the pack, the file is the rule."""
    (finding,) = make_rules(Words=RULE).check("so cheap").findings
    assert (finding.rule, finding.level) == ("Pack.Words", "warning")
    assert (finding.start, finding.end, finding.quote) == (3, 8, "cheap")


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (RULE + "foo: bar\n", "the key 'foo' is not supported"),
        (RULE + "scope: [link, figure, code, teapot]\n", "the scope 'teapot' is not supported"),
        (RULE.replace("existence", "script"), "of the kind 'script', which is not supported"),
        (RULE.replace("existence", "sequence"), "of the kind 'sequence'"),
        (RULE.replace("existence", "spelling"), "of the kind 'spelling'"),
        (RULE.replace("existence", "poetry"), "of the kind 'poetry'; we know capitalization"),
        (RULE.replace("cheap", "cheap, '(a'"), "the pattern '(a' lacks ')'"),
        (RULE + "exceptions: ['[']\n", "the exception '[' ends too early"),
        (RULE + "level: grave\n", "'level' must be one of suggestion, warning, error"),
        (RULE + "nonword: perhaps\n", "'nonword' must be true or false"),
        ("message: x\n", "lacks 'extends'"),
        ("extends: existence\n", "lacks 'message'"),
        ("extends: occurrence\nmessage: x\ntoken: '('\n", "has a pattern that lacks ')'"),
        ("extends: metric\nmessage: x\nformula: open('x')\ncondition: '> 1'\n", "a formula that"),
        ("extends: requirement\nmessage: x\n", "lacks 'tokens'"),
        (RULE + "creative_agents: {marktes: [FR]}\n", "the key 'creative_agents.marktes'"),
        (
            RULE + "creative_agents: {texts: {fr: {mesage: x}}}\n",
            "the key 'creative_agents.texts.fr.mesage'",
        ),
        (
            RULE + "creative_agents: {in_force_from: tomorrow}\n",
            "'creative_agents.in_force_from' must be a date",
        ),
    ],
)
def test_what_is_not_supported_is_told_once(make_rules: MakeRules, rule: str, told: str) -> None:
    """A key, scope, kind or pattern that we cannot follow gives one notice, never an error."""
    (notice,) = make_rules(Words=rule).notices
    assert notice.startswith("Pack.Words: ")
    assert told in notice


def test_one_bad_token_leaves_the_others(make_rules: MakeRules) -> None:
    """A pattern that cannot be read is left out; the rest of its rule runs."""
    rules = make_rules(Words=RULE.replace("cheap", "'(a', cheap"))
    assert [finding.quote for finding in rules.check("cheap").findings] == ["cheap"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"extends: [", "this is not YAML"),
        (b"\t: x", "this is not YAML"),
        (b"- a\n- b\n", "is not a rule"),
        (b"", "is not a rule"),
        ("message: déjà".encode("latin-1"), "is not UTF-8 (byte 11); save it as UTF-8"),
        (b"a: " + b"[" * 5000, "this is not YAML"),
        (b"\x00\x01", "this is not YAML"),
    ],
)
def test_a_broken_rule_file_is_one_clear_line(tmp_path: Path, content: bytes, says: str) -> None:
    """A file that cannot be read is named, with what is wrong and on which line."""
    (tmp_path / "Bad.yml").write_bytes(content)
    with pytest.raises(ConfigError, match=re.escape(says)) as caught:
        load_packs((tmp_path,))
    assert "\n" not in str(caught.value)
    assert "Bad.yml" in str(caught.value)


def test_an_unknown_pack_names_ours() -> None:
    """A name that is neither a pack nor a folder says which names there are."""
    with pytest.raises(ConfigError, match="unknown pack 'law-xx'; name a folder, or one of ours: "):
        load_packs(("law-xx",))


def test_words_stay_as_they_are_written(make_rules: MakeRules) -> None:
    """YAML's own readings of no, 1.0 or a date do not change a token."""
    rules = make_rules(Words=RULE.replace("cheap", "no, 1.0, 2026-01-01, null"))
    found = rules.check("no 1.0 2026-01-01 yes").findings
    assert [finding.quote for finding in found] == ["no", "1.0", "2026-01-01"]


OURS = (
    RULE
    + """
link: https://example.com/rule
creative_agents:
  languages: [fr]
  markets: [EU]
  channels: [sms]
  categories: [alcohol]
  in_force_from: 2026-09-27
  in_force_to: 2027-01-01
  reference: "art. 1"
  owner: legal
  texts:
    en: {message: "Not '%s'.", why: "The law.", fix: "Leave it out."}
    fr: {message: "Pas « %s ».", why: "La loi.", fix: "À retirer."}
"""
)

HERE = {
    "language": "fr",
    "market": "FR",
    "channel": "sms",
    "categories": frozenset({"alcohol"}),
    "on": date(2026, 11, 22),
}


@pytest.mark.parametrize(
    ("change", "runs"),
    [
        ({}, True),
        ({"language": "en"}, False),
        ({"language": ""}, True),
        ({"market": "US"}, False),
        ({"market": "DE"}, True),
        ({"market": ""}, True),
        ({"channel": "email"}, False),
        ({"channel": ""}, False),
        ({"categories": frozenset()}, False),
        ({"on": date(2026, 9, 26)}, False),
        ({"on": date(2026, 9, 27)}, True),
        ({"on": date(2027, 1, 1)}, True),
        ({"on": date(2027, 1, 2)}, False),
    ],
)
def test_a_rule_runs_where_it_applies(
    make_rules: MakeRules, change: dict[str, object], *, runs: bool
) -> None:
    """Language, market, channel, category and dates say in which situations a rule runs."""
    situation = Situation(**{**HERE, **change})  # type: ignore[arg-type]
    assert bool(make_rules(Law=OURS).check("cheap", situation=situation).findings) is runs


@pytest.mark.parametrize(
    ("reader", "message", "why", "fix"),
    [
        ("fr", "Pas « cheap ».", "La loi.", "À retirer."),
        ("en", "Not 'cheap'.", "The law.", "Leave it out."),
    ],
)
def test_a_finding_speaks_its_readers_language(
    make_rules: MakeRules, reader: str, message: str, why: str, fix: str
) -> None:
    """The texts come in the reader's language; source and owner come from the rule."""
    situation = Situation(**{**HERE, "reader": reader})  # type: ignore[arg-type]
    (finding,) = make_rules(Law=OURS).check("cheap", situation=situation).findings
    assert (finding.message, finding.why, finding.fix) == (message, why, fix)
    assert (finding.owner, finding.source) == ("legal", "https://example.com/rule")
