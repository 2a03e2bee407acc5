"""Clean lines of many trades through the whole check, with every pack of words and typography."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand, Identity, Voice
from creative_agents.tools.checking import check

LINES = tomllib.loads(Path(__file__).with_name("clean_lines.toml").read_text(encoding="utf-8"))
PACKS: dict[Language, tuple[str, ...]] = {
    "en": ("en-typography", "en-inclusive", "en-texting", "worn-en"),
    "fr": ("fr-inclusive", "fr-anglicisms", "worn-fr"),
}
CLEAN: list[tuple[Language, str]] = [
    *(("en", text) for text in LINES["en"]),
    *(("fr", text) for text in LINES["fr"]),
]


def house(language: Language) -> Brand:
    """A brand that says vous and holds nothing else."""
    voice = Voice(summary="Plain.", address="vous" if language == "fr" else "none")
    return Brand(
        id="house",
        language=language,
        markets=("GB",) if language == "en" else ("BE",),
        identity=Identity(name="Mirelle"),
        voice=voice,
    )


@pytest.mark.parametrize(("language", "text"), CLEAN)
def test_a_clean_line_of_any_trade_gives_no_alarm(language: Language, text: str) -> None:
    """A line that a careful writer would sign gives neither an error nor a warning."""
    piece = Asset(
        channel="meta_feed", language=language, fields=(AssetField(name="headline", text=text),)
    )
    found = check(piece, house(language), on=date(2026, 11, 22), packs=PACKS[language]).findings
    alarms = [(f.rule, f.quote) for f in found if f.level != "suggestion"]
    assert [each for each in alarms if not each[0].startswith(("required_fields", "limits"))] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_there_are_enough_clean_lines(language: Language) -> None:
    """At least forty a language."""
    assert sum(each == language for each, _ in CLEAN) >= 40
