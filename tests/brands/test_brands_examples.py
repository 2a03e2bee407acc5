"""The two example brands and the four briefs that come with the project."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from creative_agents.brands.briefs import load_brief, parse_brief
from creative_agents.brands.loader import load_brand
from creative_agents.brands.notices import notices
from creative_agents.domain.base import Model
from creative_agents.domain.brand import Brand, speakable
from creative_agents.domain.brief import Brief

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDERS = ("larkwick", "maison-kermorvel")
BRIEFS = sorted((EXAMPLES / "briefs").glob("*.yml"))
WRITTEN = date(2026, 11, 22)
PAIR = re.compile(r"[A-Za-zÀ-ÿœŒ]'[A-Za-zÀ-ÿœŒ]")


@pytest.fixture(scope="module", params=FOLDERS)
def brand(request: pytest.FixtureRequest) -> Brand:
    """An example brand."""
    return load_brand(EXAMPLES / "brands" / request.param)


def brief_and_brand(path: Path) -> tuple[Brief, Brand]:
    """Load a brief with the brand that its name begins with."""
    folder = "larkwick" if path.stem.startswith("larkwick") else "maison-kermorvel"
    brand = load_brand(EXAMPLES / "brands" / folder)
    return load_brief(path, brand=brand), brand


def texts(item: object) -> list[str]:
    """Every text inside a noun."""
    if isinstance(item, Model):
        return [text for name in type(item).model_fields for text in texts(getattr(item, name))]
    if isinstance(item, tuple | list):
        return [text for part in item for text in texts(part)]
    if isinstance(item, dict):
        return [text for part in item.values() for text in texts(part)]
    return [item] if isinstance(item, str) else []


def test_a_brand_is_as_full_as_a_real_team_would_make_it(brand: Brand) -> None:
    """Products, offers, proof, audiences with readers, competitors, past pieces, rules."""
    assert 2 <= len(brand.products) <= 4
    assert len(brand.claims) >= 8
    assert len(brand.competitors) == 3
    assert 2 <= len(brand.audiences) <= 3
    for audience in brand.audiences:
        assert audience.barriers
        assert audience.words
        assert 2 <= len(audience.personas) <= 3


def test_every_past_piece_says_what_came_of_it(brand: Brand) -> None:
    """At least twelve, with results, reasons and rights; some lost and some came back."""
    assert len(brand.pieces) >= 12
    assert all(piece.results is not None for piece in brand.pieces)
    assert {piece.outcome for piece in brand.pieces} == {"won", "lost", "unclear"}
    assert sum(bool(piece.notes) for piece in brand.pieces) >= 6


def test_every_learned_rule_rests_on_pieces_of_the_folder(brand: Brand) -> None:
    """No rule without evidence that one can open."""
    pieces = {piece.id for piece in brand.pieces}
    for rule in brand.rules:
        assert pieces & set(rule.evidence), rule.id
        named = [one for one in rule.evidence if " " not in one]
        assert set(named) <= pieces, rule.id


def test_one_claim_is_confidential_one_under_embargo_one_expired(brand: Brand) -> None:
    """A real ledger holds what may not be said today."""
    hidden = set(brand.claims) - set(speakable(brand.claims, on=WRITTEN))
    assert sum(claim.confidential for claim in hidden) == 1
    assert sum(claim.embargo_until is not None for claim in hidden) == 1
    expired = [claim for claim in brand.claims if claim.expires and claim.expires < WRITTEN]
    assert len(expired) == 1


@pytest.mark.parametrize("day", [WRITTEN, date(2027, 6, 15)])
def test_every_offer_runs_today_and_well_into_next_year(brand: Brand, day: date) -> None:
    """The demo finds offers that it may still promise."""
    for offer in brand.offers:
        assert offer.start is not None
        assert offer.end is not None
        assert offer.start <= day <= offer.end, offer.id


def test_the_policy_of_the_brand_answers_every_gate(brand: Brand) -> None:
    """The demo runs without a person."""
    autonomy = {name: brand.process.gate(name).autonomy for name in ("brief", "strategy", "copy")}
    assert "ask" not in autonomy.values()


def test_nothing_of_ours_breaks_our_own_terms() -> None:
    """What won in the past holds none of the words that the brand refuses."""
    brand = load_brand(EXAMPLES / "brands" / "larkwick")
    avoided = [word for term in brand.terms for word in term.avoid]
    for piece in (piece for piece in brand.pieces if piece.outcome == "won"):
        copy = " ".join(texts(piece.fields)).lower()
        assert not [word for word in avoided if word in copy], piece.id


def test_the_french_brand_is_written_in_french_typography() -> None:
    """Curly apostrophes, no-break spaces before high punctuation and inside quotation marks."""
    brand = load_brand(EXAMPLES / "brands" / "maison-kermorvel")
    written = [text for text in texts(brand) if "STOP au" not in text]
    assert not [text for text in written if PAIR.search(text)]
    assert not [text for text in written if re.search(r"[^\s\u00a0\u202f][?!;] | [?!;»]|« ", text)]


def test_the_readme_says_that_the_brand_is_invented() -> None:
    """Nobody takes the figures for a real company's."""
    for folder, word in zip(FOLDERS, ("invented brand", "marque inventée"), strict=True):
        assert word in (EXAMPLES / "brands" / folder / "README.md").read_text("utf-8")


def test_a_brand_survives_the_round_trip_through_json(brand: Brand) -> None:
    """What a checkpoint keeps is what the folder said."""
    assert Brand.model_validate_json(brand.model_dump_json()) == brand


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_a_brief_survives_the_round_trip_through_its_json(path: Path) -> None:
    """JSON is one of the formats that a brief is written in."""
    brief, brand = brief_and_brand(path)
    assert parse_brief(brief.model_dump_json(), brand=brand) == brief


def test_what_has_run_out_is_told_apart_from_mistakes(brand: Brand) -> None:
    """An expired claim loads, and is named when somebody asks on a day."""
    assert any("expired on 2025-12-31" in said for said in notices(brand, on=WRITTEN))
    assert not [said for said in notices(brand, on=date(2020, 1, 1)) if "expired" in said]
    assert len(notices(brand, on=WRITTEN + timedelta(days=730))) > 5


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_a_brief_reads_against_its_brand(path: Path) -> None:
    """Its products, offers and audiences exist, and it names its channels."""
    brief, brand = brief_and_brand(path)
    assert brief.language == brand.language
    assert brief.products
    assert brief.audiences
    assert len(brief.channels) >= 3


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_the_offers_of_a_brief_outlive_its_flight(path: Path) -> None:
    """No piece promises what has ended."""
    brief, brand = brief_and_brand(path)
    for offer in (brand.offer(id) for id in brief.offers):
        assert brief.flight is not None
        assert offer is not None
        assert offer.end is not None
        assert offer.end >= brief.flight.end


def test_the_four_briefs_are_two_in_each_language_with_a_human_line_and_a_hole() -> None:
    """One starts from a person's headline; one has no number to judge it by."""
    briefs = [load_brief(path) for path in BRIEFS]
    assert sorted(brief.language for brief in briefs) == ["en", "en", "fr", "fr"]
    started = [brief.start_from for brief in briefs if brief.start_from is not None]
    assert [start.kind for start in started] == ["line"]
    assert sum(not brief.kpis and brief.budget is None for brief in briefs) == 1
