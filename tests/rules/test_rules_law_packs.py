"""House rules of the law packs: each rule is sourced, dated, bilingual and documented."""

from datetime import date
from pathlib import Path
from typing import Final, Literal

import pytest

from creative_agents.rules import Ruleset, Situation, load_packs
from creative_agents.rules.loading import PACKS
from creative_agents.rules.rule import Rule

LAW: Final = ("law-fr", "law-eu", "law-us")
DOCS: Final = Path(__file__).parents[2] / "docs" / "law.md"
RULES: Final = load_packs(LAW).rules
NAMES: Final = [rule.name for rule in RULES]


@pytest.fixture(scope="module")
def packs() -> Ruleset:
    """The three packs, compiled once."""
    return load_packs(LAW)


def test_the_packs_ask_nothing_that_is_not_supported(packs: Ruleset) -> None:
    """The three packs load whole."""
    assert packs.notices == ()


def test_every_file_gives_a_rule() -> None:
    """No file of the three folders is lost."""
    files = [path for pack in LAW for path in (PACKS / pack).glob("*.yml")]
    assert len(files) == len(NAMES)


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_a_rule_is_sourced_and_owned(rule: Rule) -> None:
    """A rule names its text, links to it, was checked on a day past, and is legal's."""
    known = rule.definition
    assert known.reference
    assert known.link.startswith("http")
    assert known.checked is not None
    assert known.checked <= date(2026, 11, 22)
    assert known.owner == "legal"


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_a_rule_has_a_market(rule: Rule) -> None:
    """No rule of law runs without a place where it is law."""
    assert rule.definition.applies.markets


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_a_rule_speaks_both_languages(rule: Rule, language: str) -> None:
    """A rule has its message, reason and fix in English and in French."""
    said = (rule.definition.texts or {})[language]
    assert all((said.message, said.why, said.fix))


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_a_rule_is_told_alike_to_vale(rule: Rule) -> None:
    """The message that Vale shows is the English one."""
    assert rule.definition.message == rule.definition.texts_in("en").message


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_a_rule_is_documented(rule: Rule) -> None:
    """The table tells the rule, its level, its text with the link, and the day it was read."""
    pack, name = rule.name.split(".")
    section = DOCS.read_text(encoding="utf-8").split(f"`{pack}`\n\n| rule")[1].split("\n## ")[0]
    (row,) = (line for line in section.splitlines() if line.startswith(f"| `{name}` |"))
    known = rule.definition
    assert f"| {known.level} |" in row
    assert f"[{known.reference}]({known.link})" in row
    assert str(known.checked) in row


def test_no_documented_rule_is_missing() -> None:
    """The table tells no rule that the packs do not have."""
    rows = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line[:3] == "| `"]
    told = [row.split("`")[1] for row in rows if row.split("`")[1][0].isupper()]
    assert sorted(told) == sorted(name.split(".")[1] for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_is_tried_by_a_case(name: str) -> None:
    """Each rule is named in the table of cases of its pack."""
    pack, rule = name.split(".")
    tables = Path(__file__).parent.glob(f"test_rules_{pack.replace('-', '_')}*.py")
    assert any(f'"{rule}"' in table.read_text("utf-8") for table in tables)


@pytest.mark.parametrize(
    ("market", "text"),
    [
        ("FR", "Le sac Nova, 14 litres, cousu à Lyon, réparé à vie. 129 €."),
        ("FR", "-20 % sur les manteaux : 160 € au lieu de 200 €, jusqu’au 30 novembre."),
        ("FR", "Un logiciel de paie qui rend deux heures par semaine, mesuré chez 212 clients."),
        ("FR", "Soirée portes ouvertes le jeudi 3 décembre, entrée gratuite."),
        ("FR", "Prenez soin de vous : un bain chaud, une bougie, le silence."),
        ("FR", "Notre emballage contient 80 % de carton recyclé."),
        ("DE", "Ensemble, luttons contre la maladie d’Alzheimer."),
        ("DE", "We cut emissions by 38% since 2019 (scopes 1 and 2)."),
        ("DE", "A mattress with a ten-year guarantee."),
        ("US", "Free delivery over $50. Returns within 30 days."),
        ("US", "Join 12,000 teams who close their books in a day."),
        ("US", "Ad-free streaming for $5 a month."),
    ],
)
def test_everyday_copy_is_clean(packs: Ruleset, market: str, text: str) -> None:
    """Lawful copy of every day gets no finding above a reminder."""
    where = Situation(market=market, on=date(2026, 11, 22))
    found = packs.check(text, "plain", where).findings
    assert not [one for one in found if one.level != "suggestion"]


def test_a_mention_in_another_field_counts(packs: Ruleset) -> None:
    """What must stand somewhere in the piece may stand in any of its fields."""
    where = Situation(market="FR", categories=frozenset({"alcohol"}), on=date(2026, 11, 22))
    piece = {
        "headline": "Un rouge de Loire",
        "legal": "L’abus d’alcool est dangereux pour la santé, à consommer avec modération.",
    }
    assert not packs.check_fields(piece, "plain", where).findings


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("markdown", "# Un rouge\n\nFranc.\n\n*L’abus d’alcool est dangereux pour la santé.*"),
        (
            "html",
            "<p>Franc.</p><i>L&rsquo;abus d&rsquo;alcool est dangereux pour la sant&eacute;</i>",
        ),
    ],
)
def test_a_mention_is_seen_in_a_marked_up_text(
    packs: Ruleset, format: Literal["markdown", "html"], text: str
) -> None:
    """The mention counts wherever it stands in a page, through markup and entities."""
    where = Situation(market="FR", categories=frozenset({"alcohol"}), on=date(2026, 11, 22))
    found = packs.check(text, format, where).findings
    assert "law-fr.AlcoholMention" not in [one.rule for one in found]
