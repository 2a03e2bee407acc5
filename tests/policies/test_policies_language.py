import pytest
from policies_pieces import findings, piece

from creative_agents.domain.base import Language
from creative_agents.policies.language import language


def told(text: str, wanted: Language) -> list[tuple[str, str]]:
    """Level and quote of what the policy says of a headline."""
    found = findings(language, piece("landing_hero", wanted, headline=text))
    return [(f.level, f.quote) for f in found]


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("en", "Choisissez la couleur et gardez la lampe quand la pile fatigue."),
        ("en", "Voir la robe"),
        ("en", "Ajouter au panier"),
        ("en", "Prêt à partir\u202f?"),
        ("fr", "Two pockets and nothing to prove"),
        ("fr", "Shop now and save"),
        ("fr", "Add to basket"),
        ("fr", "Find out more"),
    ],
)
def test_a_line_that_was_left_behind_is_found(wanted: Language, text: str) -> None:
    """A line, a headline or a button in the other language is an error on its words."""
    assert told(text, wanted) == [("error", text)]


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("en", "Porridge à la Zoë"),
        ("en", "Fleur de sel and butter"),
        ("en", "“C\u2019est la vie,” she said, and sat down."),
        ("en", "We walk from the Gare du Nord to Les Halles"),
        ("en", "A tea towel from the Musée de la Mer"),
        ("en", "Pour, then wait."),
        ("en", "Your car, and a pendant lamp"),
        ("fr", "On a ri, puis on a noté."),
        ("fr", "Le Sea Shanty Inn rouvre"),
        ("fr", "On a vu The Third Man au Rex"),
        ("fr", "Le film Two for the Road passe jeudi"),
        ("fr", "“It was a good day”, dit-elle en riant."),
        ("fr", "On y va, on rit, on rentre."),
        ("fr", "Fish and chips le vendredi"),
    ],
)
def test_names_loans_and_dialogue_say_nothing_of_the_language(wanted: Language, text: str) -> None:
    """What stands in a line because it is a name, a dish or somebody's words is no fault."""
    assert told(text, wanted) == []


def test_a_dish_alone_is_a_suggestion() -> None:
    """A thing and what it is made of has no verb: it may be its name."""
    assert told("Sauce à l\u2019orange", "en") == [("suggestion", "Sauce à l\u2019orange")]


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("en", "Unsere Technikerinnen kommen zu Ihnen nach Hause"),
        ("en", "Nuestros técnicos llegan a tu casa"),
        ("en", "Garantia de dois anos em todas as peças"),
        ("fr", "Gratis hersteld gedurende twee jaar"),
        ("fr", "La nostra bottega è aperta ogni giorno"),
        ("fr", "Vår butik är öppen varje dag"),
        ("fr", "Darmowa dostawa od stu złotych"),
    ],
)
def test_a_line_of_a_third_language_is_found(wanted: Language, text: str) -> None:
    """Neither English nor French: the whole line is the fault."""
    assert told(text, wanted) == [("error", text)]


def test_a_foreign_sentence_is_found_beside_a_short_one_of_ours() -> None:
    """The span is the sentence, not the line."""
    text = "Free returns. Entdecken Sie unsere neue Kollektion."
    assert told(text, "en") == [("error", "Entdecken Sie unsere neue Kollektion.")]


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("en", "Spaghetti alle vongole e limone"),
        ("en", "A die, a hat, an arm, and the war"),
        ("en", "Tom van der Berg and Anna de Vries cook"),
        ("en", "The dolce vita starts at four"),
        ("fr", "Tu as dit non, elle a dit oui"),
        ("fr", "Santa Maria del Mar, à neuf heures"),
        ("fr", "Pane e olio di casa, dès midi"),
    ],
)
def test_dishes_names_and_words_that_look_foreign_are_left_alone(
    wanted: Language, text: str
) -> None:
    """Words that bind a name, and words that two languages write alike, make no foreign line."""
    assert told(text, wanted) == []
