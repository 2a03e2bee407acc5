import subprocess
import sys

import pytest
from policies_shop import asset, context, shop

from creative_agents.domain.base import Language
from creative_agents.domain.brand import Product, Term
from creative_agents.policies.terms import terms

BOLD = "".join(chr(0x1D5EE + ord(letter) - ord("a")) for letter in "addict")
FRENCH = (
    Term(avoid=("pas cher", "révolutionnaire", "marché", "profiter", "week-end"), language="fr"),
    Term(avoid=("bon plan", "n°1", "œuvre"), language="fr"),
    Term(avoid=("addict",)),
)
ENGLISH = (
    Term(avoid=("leader", "leverage", "cheap"), language="en", exceptions=("thought leader",)),
    Term(avoid=("leading", "eco-friendly", "100%"), language="en"),
    Term(avoid=("addict",)),
)


def quotes(text: str, language: Language, **changes: object) -> list[str]:
    """What the policy quotes of a headline."""
    brand = shop(language, terms=FRENCH if language == "fr" else ENGLISH, **changes)
    piece = asset("landing_hero", language, headline=text)
    found = list(terms(piece, context(piece, brand=brand)))
    assert all(text[f.start : f.end] == f.quote for f in found)
    return [f.quote for f in found]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Des sachets pas chers", "pas chers"),
        ("Une tasse pas chère", "pas chère"),
        ("Un café pas\u00a0cher", "pas\u00a0cher"),
        ("Profitez du matin", "Profitez"),
        ("On en profitera", "profitera"),
        ("Un café REVOLUTIONNAIRE", "REVOLUTIONNAIRE"),
        ("Un cafe revolutionnaire", "revolutionnaire"),
        ("Des week end lents", "week end"),
        ("Un weekend lent", "weekend"),
        ("De bons plans pour midi", "bons plans"),
        ("L\u2019addict du matin", "addict"),
        ("D'addicts en addicts", "addicts"),
        ("Un coffee-addict", "addict"),
        ("Un ad\u00addict", "ad\u00addict"),
        ("Un ad\u200bdict", "ad\u200bdict"),
        ("☕️addict☕️", "addict"),
        (f"Le {BOLD}", BOLD),
        ("Le n° 1 du matin", "n° 1"),
        ("Des oeuvres de patience", "oeuvres"),
        ("Le re\u0301volutionnaire", "re\u0301volutionnaire"),
    ],
)
def test_a_word_is_found_as_people_write_it_in_french(text: str, quote: str) -> None:
    """Inflected, without accents, elided, hyphenated, disguised: it is the same word."""
    assert quote in quotes(text, "fr")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The leaders of coffee", "leaders"),
        ("Leveraging the morning", "Leveraging"),
        ("Cheaper every day", "Cheaper"),
        ("Eco friendly bags", "Eco friendly"),
        ("An ecofriendly bag", "ecofriendly"),
        ("100 % coffee", "100 %"),
        ("The leader\u2019s cup", "leader"),
    ],
)
def test_a_word_is_found_as_people_write_it_in_english(text: str, quote: str) -> None:
    """Plural, tense, comparative, hyphen or none: it is the same word."""
    assert quote in quotes(text, "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Il marche jusqu\u2019au café", "fr"),
        ("Leadership at the table", "en"),
        ("A lead, then a cup", "en"),
        ("Every thought leader sits down", "en"),
        ("«\u00a0Le café est révolutionnaire\u00a0», dit-elle", "fr"),
        ("mirelle.fr/addict", "fr"),
        ("Une addiction douce", "fr"),
    ],
)
def test_other_words_pass(text: str, language: Language) -> None:
    """Another word, an exception, a quotation, an address are not the word."""
    assert quotes(text, language) == []


def test_a_word_in_marks_is_still_the_word() -> None:
    """One word at arm's length is no quotation."""
    assert quotes("Un café « addict »", "fr") == ["addict"]


def test_a_name_keeps_its_own_words() -> None:
    """A product's name of several words may hold an avoided one."""
    box = Product(id="box", name="Lent Addict Club", description="Un coffret.")
    assert quotes("Le Lent Addict Club, pour les addicts", "fr", products=(box,)) == ["addicts"]


def test_a_missing_accent_that_makes_another_word_is_read_with_the_text() -> None:
    """Without any accent in the text, "marche" may be "marché"; among accents it is not."""
    assert quotes("Le marche du matin", "fr") == ["marche"]
    assert quotes("Le café marche", "fr") == []


def test_one_place_is_told_once() -> None:
    """Two listed forms of a word, or a word in a longer phrase, make one finding."""
    both = (Term(avoid=("artisanal", "artisanale", "café artisanal")),)
    piece = asset("landing_hero", "fr", headline="Un café artisanal, deux tasses artisanales")
    found = terms(piece, context(piece, brand=shop("fr", terms=both)))
    assert sorted(f.quote for f in found) == ["artisanales", "café artisanal"]


def test_importing_the_policies_reads_no_dictionary() -> None:
    """Dictionaries are read at the first check of a brand that has terms."""
    code = "import sys, creative_agents.policies as p; p.check; print('simplemma' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "False"


def test_five_thousand_terms_are_looked_up_and_not_tried() -> None:
    """Only the terms that share a word with the text are tried on it."""
    many = tuple(Term(avoid=(f"mot{n} interdit{n}",), language="fr") for n in range(5000))
    brand = shop("fr", terms=(*many, Term(avoid=("addict",))))
    piece = asset("landing_hero", "fr", headline="L\u2019addict a dit mot7 interdit7")
    found = list(terms(piece, context(piece, brand=brand)))
    assert [f.quote for f in found] == ["mot7 interdit7", "addict"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le dépôt ouvre rue du Marché, un samedi"),
        ("fr", "Rendez-vous au musée des Œuvres"),
        ("en", "Find us on Cheap Lane, near the river"),
        ("en", "Our jars come from Leading Foods Ltd, down the road"),
    ],
)
def test_the_name_of_a_place_or_a_firm_keeps_its_words(language: Language, text: str) -> None:
    """A street, a museum, a firm: nobody can write it otherwise."""
    assert quotes(text, language) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ce lait ne sublime rien.", "sublime"),
        ("Le soir, il sublime la peau.", "sublime"),
        ("Nos huiles subliment vos cheveux.", "subliment"),
        ("Sublime ton été.", "Sublime"),
        ("Un sublime matin d’été.", ""),
        ("La lumière est sublime.", ""),
        ("Des sublimes couchers de soleil.", ""),
    ],
)
def test_a_verb_is_told_from_the_word_that_looks_like_it(text: str, found: str) -> None:
    """A form that is a noun or an adjective too is the verb where it has a subject or an object."""
    brand = shop("fr", terms=(Term(avoid=("sublimer",), language="fr"),))
    piece = asset("landing_hero", "fr", headline=text)
    told = terms(piece, context(piece, brand=brand))
    assert [each.quote for each in told] == ([found] if found else [])
