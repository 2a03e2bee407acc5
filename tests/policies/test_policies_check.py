import pkgutil
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Final

import pytest
from policies_shop import asset, context, said, shop, variant

import creative_agents.policies as room
from creative_agents.domain.asset import Asset
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.review import Finding
from creative_agents.policies import check
from creative_agents.policies._registry import deck_policies, piece_policies
from creative_agents.policies.base import Place, PolicyContext, Rule

OWN: Final = Catalogue(
    en={"shouting": {"message": "“{quote}” shouts."}},
    fr={"shouting": {"message": "« {quote} » crie."}},
)
SHOUTS: Final = Rule(name="shouting", level="warning", texts=OWN)


def shouting(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find texts in capitals."""
    return (SHOUTS.finding(context, Place(f)) for f in piece.fields if f.text.isupper())


def rules() -> Iterator[Rule]:
    """Every rule that a policy of the folder declares."""
    for package in (room.__name__, f"{room.__name__}.deck"):
        for module in pkgutil.iter_modules(import_module(package).__path__):
            for value in vars(import_module(f"{package}.{module.name}")).values():
                found = value.values() if isinstance(value, dict) else (value,)
                yield from (rule for rule in found if isinstance(rule, Rule))


def test_the_folder_is_the_registry() -> None:
    """Each file without an underscore is a policy, ordered by its name."""
    names = [policy.__name__ for policy in piece_policies()]  # type: ignore[attr-defined]
    assert names == sorted(names)
    assert {"terms", "claims", "offers", "limits"} <= set(names)
    assert len(deck_policies()) == 3


@pytest.mark.parametrize("rule", [*rules()], ids=lambda rule: rule.name)
def test_every_rule_says_what_is_wrong_and_what_to_do(rule: Rule) -> None:
    """A rule has a message and a fix in the catalogue, and so in both languages."""
    texts = rule.texts or Catalogue.load("creative_agents.policies", "messages")
    assert f"{rule.name}.message" in texts
    assert f"{rule.name}.fix" in texts


def test_errors_come_first_then_the_order_of_the_piece() -> None:
    """A director reads what forbids the piece before what is a matter of taste."""
    piece = asset("landing_hero", "fr", headline="L'addict !", subhead="Dosettes", cta="Oui")
    found = check(piece, context(piece))
    graded = [(f.level, f.field) for f in found if f.rule.startswith(("terms", "french"))]
    assert graded[:2] == [("error", "headline[1]"), ("error", "subhead[1]")]
    assert {level for level, _ in graded[2:]} == {"suggestion"}


def test_a_finding_carries_the_variants_id() -> None:
    """With a variant in the context, each finding names it."""
    piece = asset("landing_hero", "fr", headline="Dosettes", subhead="Oui", cta="Oui")
    found = check(piece, context(piece, variant=variant(piece, "landing_hero/2")))
    assert {finding.piece for finding in found} == {"landing_hero/2"}


def test_findings_come_in_the_brands_language() -> None:
    """An English brand reads English findings on its French copy."""
    found = said("Fini les dosettes", "fr", brand=shop("en"))
    assert "is a word that the brand never uses" in found[0].message


def test_a_policy_may_travel_alone_with_its_own_texts() -> None:
    """A rule from elsewhere brings its function and its catalogue, and runs on demand."""
    piece = asset("landing_hero", "fr", headline="ASSIS", subhead="Oui", cta="Oui")
    found = check(piece, context(piece), policies=[shouting])
    assert [finding.message for finding in found] == ["« ASSIS » crie."]


def test_the_same_piece_gives_the_same_findings() -> None:
    """A rule has no memory: checking twice gives the same findings."""
    text = "Le meilleur chocolat, -30 % jusqu\u2019au 31 décembre, bio !"
    assert said(text, "fr") == said(text, "fr")


@pytest.mark.parametrize("text", ["", " ", "☕️" * 50, "\u200b", "«", "((((", "%", "{", "a" * 5000])
def test_strange_texts_are_checked_without_a_stack_trace(text: str) -> None:
    """Empty, invisible, endless or broken text ends in findings or in none."""
    assert isinstance(said(text, "fr"), tuple)
