from datetime import date

import pytest

from creative_agents.domain.brand import Brand
from creative_agents.knowledge.base import Passage
from creative_agents.knowledge.labels import LABELS
from creative_agents.knowledge.passages import passages_of


def _by_id(brand: Brand) -> dict[str, Passage]:
    return {passage.id: passage for passage in passages_of(brand)}


def test_every_fact_becomes_a_passage_with_its_own_id(brand: Brand) -> None:
    """Nothing is lost and no id stands twice, even where two customers say the same."""
    passages = passages_of(brand)
    assert len({passage.id for passage in passages}) == len(passages)
    assert [passage.id for passage in passages] == [
        "identity/positioning",
        "identity/boilerplate",
        "voice/summary",
        "voice/do-1",
        "voice/dont-1",
        "voice/example-1",
        "term/lampe",
        "product/luma-1",
        "product/luma-2",
        "offer/rentree",
        "offer/duo",
        "claim/quarante-heures",
        "quote/ines",
        "audience/velotafeurs",
        "words/velotafeurs/j-oublie-toujours-de-la-recharger",
        "words/velotafeurs/j-oublie-toujours-de-la-recharger~2",
        "competitor/blitz",
        "piece/hiver-25",
        "note/hiver-25/1",
        "rule/heure",
    ]


def test_a_claim_carries_its_proof_and_its_limits(brand: Brand) -> None:
    """A claim is never read without who proved it, where it holds and until when."""
    claim = _by_id(brand)["claim/quarante-heures"]
    assert claim.text == (
        "Allégation prouvée : 40 heures d'autonomie. "
        "Preuve : 40 h 12 mesurées (Laboratoire LNE, 2026-02-03)."
    )
    assert (claim.source, claim.origin) == ("claims.yml#quarante-heures", "rapport LNE")
    assert (claim.date, claim.valid_until) == (date(2026, 2, 3), date(2028, 2, 3))
    assert claim.markets == ("FR",)


def test_an_offer_names_its_products_its_price_and_its_days(brand: Brand) -> None:
    """An offer can be read without the product's file."""
    offer = _by_id(brand)["offer/rentree"]
    assert offer.text == (
        "Offre Offre de rentrée, pour Luma 1, prix 49.90 EUR, du 2026-09-01, jusqu'au 2026-09-30. "
        "Conditions : dans la limite des stocks. Appel à l'action : Commander."
    )
    assert offer.valid_until == date(2026, 9, 30)


def test_an_offer_takes_on_the_secrecy_of_its_product(brand: Brand) -> None:
    """What names a confidential product is confidential, until the same day."""
    offer = _by_id(brand)["offer/duo"]
    assert offer.confidential
    assert offer.embargo_until == date(2027, 3, 1)
    assert not _by_id(brand)["offer/rentree"].confidential


def test_the_notes_of_a_confidential_piece_are_confidential(brand: Brand) -> None:
    """A note quotes the piece, so it is as secret, and as old."""
    note = _by_id(brand)["note/hiver-25/1"]
    assert note.confidential
    assert note.date == date(2025, 11, 3)
    assert note.text == "Renvoyé sur email : Moins sombre. Avant : Danger. Après : La nuit tombe."


def test_a_past_piece_says_what_came_of_it_and_why(brand: Brand) -> None:
    """The copy alone teaches nothing."""
    piece = _by_id(brand)["piece/hiver-25"]
    assert piece.text.startswith("email, 2025-11-03, gagnant: La nuit tombe à 17 h / Une charge")
    assert piece.text.endswith("Pourquoi : L'heure précise parle à ceux qui rentrent de nuit.")


def test_an_english_brand_is_written_in_english(brand: Brand) -> None:
    """The words around a fact follow the brand's language."""
    english = _by_id(brand.model_copy(update={"language": "en"}))
    assert english["term/lampe"].text == (
        "Write “lampe”, never “phare”. Un phare est pour les voitures."
    )
    assert english["rule/heure"].text == (
        "Learned rule: Donner une heure précise. Learned from: hiver-25."
    )


def test_the_same_brand_gives_the_same_passages(brand: Brand) -> None:
    """Passages depend on nothing but the brand."""
    assert passages_of(brand) == passages_of(brand.model_copy(deep=True))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_label_exists_in_both_languages(language: str) -> None:
    """No passage stops at a word that one language lacks."""
    assert {key: bool(text) for key, text in LABELS[language].items()} == dict.fromkeys(  # type: ignore[index]
        LABELS["en"], True
    )
