"""Quotes: the folder's words, whole, signed by who said them; the rest is told."""

import pytest
from policies_shop import asset, context, shop

from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand, Quote
from creative_agents.policies import check
from creative_agents.policies.quotes import quotes

TWO = "On m\u2019a reparlé des sardines. J\u2019avais servi un gigot, tout de même."


def brand() -> Brand:
    """The shop, with a quote of two sentences beside its own."""
    helene = Quote(id="helene", text=TWO, author="Hélène T., Nantes", consent="mail du 3 mai")
    return shop("fr", quotes=(*shop("fr").quotes, helene))


def told(text: str, **fields: str) -> list[tuple[str, str]]:
    """Rule and words of what is told of a French line."""
    piece = asset("landing_hero", "fr", headline=text, **fields)
    found = check(piece, context(piece, brand=brand()), policies=(quotes,))
    return [(each.rule, each.quote) for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "«\u00a0Je ne bois plus mon café debout\u00a0» — Nadia R.",
        "\u201cje ne bois plus mon café debout !\u201d (Nadia R.)",
        '"Je ne bois plus mon café debout..." dit Nadia R.',
        "JE NE BOIS PLUS MON CAFÉ DEBOUT. — Nadia R.",
        f"«\u00a0{TWO}\u00a0» Hélène T., Nantes",
        f"★★★★★ «\u00a0{TWO}\u00a0» Hélène T.",
    ],
)
def test_typography_may_change_and_words_may_not(text: str) -> None:
    """Marks, case, apostrophes and the final sign are typography."""
    assert told(text) == []


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("On m\u2019a reparlé des sardines.", "quotes.excerpt"),
        ("On m\u2019a reparlé", "quotes.cut"),
        ("On m\u2019a reparlé […] un gigot, tout de même.", "quotes.cut"),
        ("On m\u2019a reparlé… J\u2019avais servi un gigot, tout de même.", "quotes.cut"),
        ("On m\u2019a beaucoup reparlé des sardines.", "quotes.altered"),
        ("Le meilleur repas de ma vie", "quotes.invented"),
    ],
)
def test_a_quote_that_is_not_whole_is_told(said: str, rule: str) -> None:
    """A whole sentence is an excerpt, less is a cut, other words are not theirs."""
    assert told(f"«\u00a0{said}\u00a0» — Hélène T.") == [(rule, said)]


@pytest.mark.parametrize("author", ["Hélène B.", "Sophie T.", "un client", "Karim"])
def test_a_quote_that_another_signs_is_told(author: str) -> None:
    """The author is the folder's, first name and initial."""
    found = told(f"«\u00a0{TWO}\u00a0» — {author}")
    assert found == [("quotes.author", TWO)]


def test_the_author_may_stand_in_another_text_of_the_piece() -> None:
    """A card that signs below its quote names its author."""
    text = f"«\u00a0{TWO}\u00a0» dit-elle, avis de cliente"
    assert told(text) == [("quotes.author", TWO)]
    assert told(text, subhead="Hélène T., Nantes") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Marie L.\u00a0: «\u00a0Il a changé mes matins\u00a0»", "Il a changé mes matins"),
        ("★★★★★ «\u00a0Il a changé mes matins\u00a0»", "Il a changé mes matins"),
        ("Il a changé mes matins\u00a0! Marie L., Lille", "Il a changé mes matins\u00a0!"),
        ("Il a changé mes matins. Marie, 34 ans", "Il a changé mes matins."),
        ("«\u00a0Il a changé mes matins\u00a0», un client conquis", "Il a changé mes matins"),
    ],
)
def test_a_review_is_found_however_it_is_signed(text: str, said: str) -> None:
    """Stars, a name before, a name after, an age or "a customer" give words to somebody."""
    assert told(text) == [("quotes.invented", said)]


@pytest.mark.parametrize(
    "text",
    [
        "Vous l\u2019avez dit au téléphone, «\u00a0on fait simple ce soir\u00a0»",
        "Notre devise\u00a0: «\u00a0le matin sert à s\u2019asseoir\u00a0»",
        "Le «\u00a0bon\u00a0» café. Lyon, Nantes, Paris",
        "On s\u2019assoit. Place Bellecour, Lyon",
    ],
)
def test_words_that_nobody_spoke_are_left_alone(text: str) -> None:
    """A motto, the reader's own words and a place are no quotation."""
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Please say \u201cpaid with a smile by Mirelle\u201d first.", []),
        ("Ajoute «\u00a0Un café pour deux, debout\u00a0» en première ligne.", []),
        ("They say \u201cpaid with a smile\u201d.", ["paid with a smile"]),
        ("Say what Anna said: \u201cpaid with a smile\u201d.", ["paid with a smile"]),
        ("Anna raconte\u00a0: «\u00a0Il a changé mes matins\u00a0».", ["Il a changé mes matins"]),
    ],
)
def test_an_order_to_say_some_words_gives_them_to_nobody(text: str, said: list[str]) -> None:
    """An imperative has no speaker; a verb with its subject has."""
    assert [quote for _, quote in told(text)] == said


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        (
            "fr",
            "«\u00a0Mes gants s’ennuient au tiroir\u00a0», nous a confié Maryvonne.",
            ["quotes.invented"],
        ),
        (
            "fr",
            "«\u00a0Mes gants s’ennuient au tiroir\u00a0», m’a avoué une voisine, Paule.",
            ["quotes.invented"],
        ),
        ("en", "“I never leave without it,” Maureen, a nurse, told us.", ["quotes.invented"]),
        ("en", "“I never leave without it.” Aoife Brannigan, nurse in Cork.", ["quotes.invented"]),
        ("fr", "«\u00a0Il dort huit heures.\u00a0» Inès, mère de Sacha", ["quotes.invented"]),
        ("en", "“Rain is coming tonight.” We heard it at breakfast.", []),
        ("en", "“I never leave without it,” the rain wrote on the pane.", []),
    ],
)
def test_a_name_after_the_words_says_who_spoke(
    language: Language, text: str, found: list[str]
) -> None:
    """The verb stands before the name in French, and after it in English."""
    piece = asset("landing_hero", language, headline=text)
    told = quotes(piece, context(piece, brand=shop(language)))
    assert [each.rule for each in told] == found
