import tomllib
from pathlib import Path

import pytest
from policies_shop import LOCKED, SANTE, asset, brief, context, locked, mandatory, said, variant

from creative_agents.domain.base import Language
from creative_agents.policies import check

READ = tomllib.loads(Path(__file__).with_name("clean.toml").read_text(encoding="utf-8"))
CLEAN: list[tuple[Language, str]] = [
    *(("fr", text) for text in READ["fr"]),
    *(("en", text) for text in READ["en"]),
]


@pytest.mark.parametrize(("language", "text"), CLEAN)
def test_a_clean_line_gives_no_alarm(language: Language, text: str) -> None:
    """A line that a careful writer would sign gives neither an error nor a warning."""
    alarms = [(f.rule, f.quote) for f in said(text, language) if f.level != "suggestion"]
    assert alarms == []


def test_the_clean_lines_are_half_french() -> None:
    """At least forty clean lines, and half of them French."""
    french = sum(language == "fr" for language, _ in CLEAN)
    assert len(CLEAN) >= 40
    assert french * 2 >= len(CLEAN)


def test_a_mandatory_line_may_change_its_typography() -> None:
    """Capitals, kinds of space and the full stop at the end are typography."""
    carried = SANTE.upper().rstrip(".").replace(" ", "\u00a0")
    found = said(carried, "fr", brief=brief("fr", **mandatory(SANTE)))
    assert [f.rule for f in found if f.level == "error"] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_locked_line_may_change_its_apostrophe(language: Language) -> None:
    """A straight apostrophe instead of a curly one leaves the person's words untouched."""
    text = LOCKED[language].replace("\u2019", "'")
    found = said(text, language, brief=brief(language, **locked(language)))
    assert [f.rule for f in found if f.level == "error"] == []


def test_a_mail_that_has_everything_is_clean() -> None:
    """A French mail with sender, way out and address gives no error and no warning."""
    piece = asset(
        "email",
        "fr",
        sender="Mirelle",
        subject="Le Duo à 19,90\u00a0€, jusqu\u2019au 24 décembre",
        preheader="Deux sachets, un seul matin",
        body="Bonjour {{ prenom }},\n\nLe Duo est à 19,90\u00a0€ au lieu de 24,90\u00a0€.\n"
        "Offre Duo jusqu\u2019au 24 décembre 2026.\n\nÀ demain matin,\nL\u2019équipe Mirelle",
        cta="Commander",
        footer="Mirelle SAS, 4 rue des Tables, 69001 Lyon. Se désabonner\u00a0: mirelle.fr/stop",
    )
    whole = variant(piece, offer="duo", claims_used=("recycle",))
    found = check(piece, context(piece, variant=whole))
    assert [(f.rule, f.quote) for f in found if f.level != "suggestion"] == []


def test_a_script_may_number_its_shots_and_seconds() -> None:
    """Time codes, shot numbers and notes in brackets are a script's, not claims."""
    piece = asset(
        "tiktok",
        "en",
        hook="0-3 s: [close-up] A chair, empty.",
        shot="Shot 2 (3\u20138 s): coffee is poured.",
        voice_over="VO: “Sit down first.”",
        super="Sit down first.",
        duration="15 s",
        caption="Mornings, slower.",
        brand_name="Mirelle",
    )
    found = check(piece, context(piece))
    rules = {f.rule for f in found if f.level != "suggestion" and not f.rule.startswith("limits")}
    assert {rule for rule in rules if not rule.startswith("required_fields")} == set()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The lamp came back and so did the evening", "whole_words.no_stop"),
        ("It came back. The evening came back with", "whole_words.unended"),
    ],
)
def test_one_sentence_may_go_without_a_stop(text: str, rule: str) -> None:
    """A text of one sentence reads as a headline does; after another, the last was cut."""
    found = said(text, "en", channel="meta_feed")
    assert [f.rule for f in found if f.rule.startswith("whole_words")] == [rule]
