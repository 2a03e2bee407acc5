from dataclasses import replace

import pytest

from creative_agents.domain.base import Language
from creative_agents.llm.small_checks import Wanted, fits_source
from creative_agents.llm.small_choice import choose

FACTS = {
    "en": (
        "Larkstone repairs rain jackets of any make.",
        "You send the jacket in a prepaid box.",
        "It comes back within 10 working days.",
        "A repair starts at £29.",
        "Twelve people do the work by hand in Bristol.",
        "It still fits, it just leaks.",
    ),
    "fr": (
        "Les soupes sont cuisinées à Rezé avec des légumes de saison.",
        "La livraison a lieu le mardi et le jeudi, à Nantes.",
        "Le bocal en verre est consigné 1 €.",
        "Un coffret de 6 soupes coûte 34 €.",
        "Une soupe se garde 12 jours au frais.",
        "Je veux des légumes sans éplucher.",
    ),
}
EN = Wanted(language="en", facts=FACTS["en"], most=60, prefer=("Larkstone",))
FR = Wanted(language="fr", facts=FACTS["fr"], most=60)


def reasons(line: str, wanted: Wanted) -> str:
    """Why a line cannot be used; empty when it can."""
    return "; ".join(choose([line], wanted)[0].reasons)


@pytest.mark.parametrize(
    "line",
    [
        "Repair starts at £29",
        "Your jacket, back within 10 days",
        "It still fits? Send the jacket in a prepaid box.",
        "12 people work in Bristol",
        "Larkstone repairs it by hand",
    ],
)
def test_a_good_english_line_passes(line: str) -> None:
    """What its facts say, in whole words, can be used."""
    assert reasons(line, EN) == ""


@pytest.mark.parametrize(
    "line",
    [
        "Légumes sans éplucher",
        "Coffret de 6 soupes à 34 €",
        "Votre bocal en verre, consigné 1\u00a0€",
        "L'été à Rezé, des soupes de légumes",
        "Livraison le mardi et le jeudi",
        "Six soupes, 34 €",
    ],
)
def test_a_good_french_line_passes(line: str) -> None:
    """Elisions, accents, numbers in words and no-break spaces are no faults."""
    assert reasons(line, FR) == ""


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Larkstone repairs rain jackets of any make, by hand, in Bristol.", "long, at most 60"),
        ("Repairs 征服 your jacket", "another script"),
        ("Send the jacket in a", "cut after 'a'"),
        ("Repairs rain jackets by handd", "'handd' is no word"),
        ("Repairs rain jackets andFit", "'andFit' is two words"),
        ("Vos jackets sont avec nous pour les repair", "another language"),
        ("A repair starts at £39", "no fact gives '39'"),
        ("12 jackets by hand", "'12' counts something else"),
        ("Repairs of jackets for 10", "'10' counts something else"),
        ("Repair your jacket for £29", "'29' lost its 'from'"),
        ("Repair your jacket for free", "no fact says 'free'"),
        ("The perfect jacket repair", "no fact says 'perfect'"),
        ("10 days", "says too little"),
        ("Book a table by the sea", "mostly about something else"),
    ],
)
def test_a_bad_english_line_has_its_reason(line: str, why: str) -> None:
    """Each fault of a small model is named."""
    assert why in reasons(line, EN)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Des légumes de saison, des soupes de légumes, livrées à Nantes", "long, at most 60"),
        ("Soupe de légumes 小时", "another script"),
        ("Livraison à Nantes pour les", "cut after 'les'"),
        ("Des soups de légumes", "'soups' is no word"),
        ("Légumes sans eplucher", "'eplucher' is no word"),
        ("The soupe is ready for you", "another language"),
        ("Les soupes se garde 12 jours", "do not agree"),
        ("Coffret de 6 soupes à 18 €", "no fact gives '18'"),
        ("Une soupe pour 12 bocaux", "'12' counts something else"),
        ("Livraison gratuite à Nantes", "no fact says 'gratuite'"),
        ("Réservez une table en terrasse", "mostly about something else"),
    ],
)
def test_a_bad_french_line_has_its_reason(line: str, why: str) -> None:
    """The same faults, and those that only French has."""
    assert why in reasons(line, FR)


def test_a_claim_word_passes_where_a_fact_says_it() -> None:
    """A claim is refused for want of a fact, not for its word."""
    told = replace(EN, facts=(*FACTS["en"], "Postage is free."))
    assert reasons("Free postage", told) == ""


def test_a_sentence_is_wanted_where_it_is() -> None:
    """A headline needs no full stop, a text does."""
    line = "Your jacket comes back within 10 days"
    assert reasons(line, EN) == ""
    assert "no whole sentence" in reasons(line, replace(EN, sentence=True))


@pytest.mark.parametrize(
    ("term", "line", "wanted"),
    [
        ("leak", "It leaks? Send the jacket in a box.", EN),
        ("bocal", "Un Bocal en verre consigné", FR),
        ("légume de saison", "Légume de saison de Rezé", FR),
    ],
)
def test_what_the_brand_avoids_is_avoided(term: str, line: str, wanted: Wanted) -> None:
    """Plurals, capitals and accents do not hide an avoided term."""
    assert f"the brand avoids {term!r}" in reasons(line, replace(wanted, avoid=(term,)))


def test_the_platform_counts() -> None:
    """The limit is in the platform's unit, not always in code points."""
    wide = replace(EN, most=21, count=lambda text: 2 * len(text))
    assert "40 long, at most 21" in reasons("Repair starts at £29", wide)


def test_a_line_speaks_of_one_source() -> None:
    """A number of another source is refused: its claim would be another."""
    line = "Your jacket is back in 10 days"
    [own] = choose([line], EN, sources=[FACTS["en"][2] + " + " + FACTS["en"][1]])
    [other] = choose([line], EN, sources=[FACTS["en"][3]])
    assert own.passes
    assert own.source == 0
    assert other.source is None
    assert other.reasons == ("says nothing of a source",)


@pytest.mark.parametrize(
    ("language", "source", "line", "fits"),
    [
        ("fr", "Sans engagement : on arrête avant le 20.", "Sans engagement, arrête pas", False),
        ("fr", "Sans engagement : on arrête avant le 20.", "Arrêtez sans engagement", True),
        ("fr", "Livré avant la marée, jamais après.", "Jamais livré après la marée", True),
        ("en", "You may stop before the 20th.", "You can\u2019t stop before the 20th", False),
        ("en", "You can't buy it without a coin.", "Don't buy it without a coin", True),
    ],
)
def test_a_line_denies_no_more_than_its_source(
    language: Language, source: str, line: str, *, fits: bool
) -> None:
    """A small model turns an offer into its contrary with one word."""
    assert fits_source(line, source, language) is fits


def test_a_line_that_lost_its_place_finds_its_source() -> None:
    """A small model slips a line: what it rewrote is found by words and numbers."""
    lines = ["Repair starts at £29", "Handmade in Bristol"]
    found = choose(lines, EN, sources=[FACTS["en"][4], FACTS["en"][3]])
    assert {one.text: one.source for one in found} == {lines[0]: 1, lines[1]: 0}


def test_lines_that_say_the_same_stand_once() -> None:
    """The better of two twins stays, and one that stands elsewhere already goes too."""
    lines = ["Repair starts at £29", "A repair starts at £29", "Handmade in Bristol"]
    kept = [one.text for one in choose(lines, EN) if one.passes]
    assert len(kept) == 2
    assert "Handmade in Bristol" in kept
    taken = choose(lines, EN, taken=["By hand in Bristol, handmade"])
    assert "Handmade in Bristol" not in [one.text for one in taken if one.passes]


def test_the_reader_comes_before_the_writer() -> None:
    """A line that speaks to the reader ranks before one that speaks as the reader."""
    lines = ["My jacket fits and leaks", "Your jacket still fits, it leaks"]
    assert choose(lines, EN)[0].text == lines[1]


def test_the_same_lines_give_the_same_order() -> None:
    """Ranking is deterministic, and loses no candidate."""
    lines = ["Repair starts at £29", "Send the jacket in a", "Handmade in Bristol"]
    first = choose(lines, EN)
    assert first == choose(lines, EN)
    assert sorted(one.text for one in first) == sorted(lines)


def test_each_candidate_has_its_source() -> None:
    """A list of another length is a mistake of the caller's."""
    with pytest.raises(ValueError, match="1 sources for 2 candidates"):
        choose(["a", "b"], EN, sources=["a"])
