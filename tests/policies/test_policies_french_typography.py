import pytest
from policies_pieces import findings, piece, told

from creative_agents.policies.french_typography import french_typography
from creative_agents.rules.fixes import apply_fixes

NAMES = "french_typography"


@pytest.mark.parametrize(
    ("text", "rule", "quote"),
    [
        ("Prêt?", "missing_space", "t?"),
        ("Dans la bouteille: de l’eau.", "missing_space", "e:"),
        ("Dès 15€", "missing_space", "5€"),
        ("Un «mot\u00a0»", "missing_space", "«m"),
        ("Prêt ?", "breakable_space", " ?"),
        ("Un « mot\u00a0»", "breakable_space", "« "),
        ("Un mot , puis", "extra_space", " ,"),
        ("L'aube", "apostrophe", "'"),
        ('Le "bon" matin', "quotes", '"'),
        ("Le “bon” matin", "quotes", "”"),
        ("A huit ans", "accent", "A"),
        ("A Troyes, on tricote", "accent", "A"),
        ("Oui. A 20 h, on ferme", "accent", "A"),
        ("Etes-vous là", "accent", "E"),
        ("SOLDES D’ETE", "accent", "E"),
        ("Ca tient", "accent", "C"),
        ("Ile de Ré", "accent", "I"),
        ("On attend... on boit", "ellipsis", "..."),
        ("Un coeur", "ligature", "oe"),
        ("C’est fini..", "doubled", ".."),
        ("Le pull et et le col", "doubled", "et et"),
        ("Il est à 29.90 €", "amount", "29.90 €"),
        ("Il est à €29", "amount", "€29"),
        ("Le 12 Novembre", "month", "Novembre"),
        ("Un mot - un autre", "dash", "-"),
        ("Deux  mots", "loose_space", "  "),
        ("L’ hiver", "loose_space", "L’ "),
        ("Un mot,puis", "run_on", ","),
        ("Sur 10km", "unit", "0km"),
        ("A bientôt", "accent", "A"),
        ("Une Ecole", "accent", "E"),
        ("Le 2ème jour", "abbreviation", "2ème"),
        ("La 1ère tasse", "abbreviation", "1ère"),
        ("Du pain, etc...", "abbreviation", "etc..."),
    ],
)
def test_what_french_typography_wants(text: str, rule: str, quote: str) -> None:
    """The span is the sign with its space, or the two signs between which one is missing."""
    found = told(findings(french_typography, piece("landing_hero", "fr", subheadline=text)))
    assert (f"{NAMES}.{rule}", "subheadline[1]", quote) in found


def test_each_missing_space_is_told() -> None:
    """Two faults are two places."""
    found = findings(french_typography, piece("landing_hero", "fr", subheadline="Oui! Non!"))
    assert [each.quote for each in found] == ["i!", "n!"]


def test_a_text_message_is_spared_what_its_alphabet_lacks() -> None:
    """GSM-7 has neither a curly apostrophe nor a no-break space nor À."""
    assert findings(french_typography, piece("sms", "fr", body="A bientôt, l'aube vient !")) == []


@pytest.mark.parametrize(
    "text",
    [
        "A lu et approuvé. Plan A. Vitamine A, B et C.",
        "A-t-on le temps\u202f? L’équipe A, le format A4.",
        "Emballage, Encore, Escale, Espace.",
        "Une «\u00a0ligne “fine” ici\u00a0»",
        "Nous nous levons, vous vous couchez.",
        "Voir larkwick.example/a  la page",
        "Le poêle, la moelle, Joël et Noé.",
    ],
)
def test_what_french_typography_allows(text: str) -> None:
    """Letters, verbs, nested quotes and addresses are nobody's fault."""
    rules = {"accent", "quotes", "doubled", "ligature", "run_on"}
    found = findings(french_typography, piece("landing_hero", "fr", subheadline=text))
    assert [f.quote for f in found if f.rule.partition(".")[2] in rules] == []


def test_a_straight_apostrophe_among_curly_ones_is_told_at_each() -> None:
    """A text that mixes is told at each place; one that is straight throughout, once."""
    mixed = findings(
        french_typography, piece("landing_hero", "fr", subheadline="L’eau, l'air, d'ici")
    )
    plain = findings(french_typography, piece("landing_hero", "fr", subheadline="L'eau, l'air"))
    assert [f.start for f in mixed] == [8, 15]
    assert [f.start for f in plain] == [1]


def test_a_sign_that_runs_into_the_next_sentence_is_told() -> None:
    """A capital right after a question mark wants a space before it."""
    text = "Une voiture\u00a0?Venez la voir."
    found = told(findings(french_typography, piece("landing_hero", "fr", subheadline=text)))
    assert (f"{NAMES}.run_on", "subheadline[1]", "?") in found


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Prêt? Oui!", "Prêt\u202f? Oui\u202f!"),
        ("Dans la bouteille: de l’eau.", "Dans la bouteille\u00a0: de l’eau."),
        ("Un «mot», dès 15€", "Un «\u00a0mot\u00a0», dès 15\u00a0€"),
        ("Prêt ? Un « mot » : 10 %", "Prêt\u202f? Un «\u00a0mot\u00a0»\u00a0: 10\u00a0%"),
        ("Un mot , puis là .", "Un mot, puis là."),
        ("L'aube, l'été", "L’aube, l’été"),
        ("On attend... un coeur, un Oeuf", "On attend… un cœur, un Œuf"),
        ("Le 12 novembre, sur 10km", "Le 12 novembre, sur 10\u00a0km"),
        ("Deux  mots,puis trois", "Deux mots, puis trois"),
        ("C’est fini..", "C’est fini.."),
        ("Il est à 29.90 €", "Il est à 29.90\u00a0€"),
        ('Le "bon" matin', 'Le "bon" matin'),
        ("Le costume de De Fursac", "Le costume de De Fursac"),
        ("Au 12 rue du 4 Septembre", "Au 12 rue du 4 Septembre"),
        ("Dommage :( On recommence", "Dommage :( On recommence"),
        ("Du rock ‘n’ roll", "Du rock ‘n’ roll"),
        ("Jean.Claude et moi - même", "Jean.Claude et moi - même"),
        ("{KeyWord:10km} ici", "{KeyWord:10km} ici"),
        ("{{ prenom|default:5€ }} ici", "{{ prenom|default:5€ }} ici"),
        ("Caf&eacute; et 10&nbsp;€", "Caf&eacute; et 10&nbsp;€"),
        ('<b style="color:1px;">oui</b>', '<b style="color:1px;">oui</b>'),
        ("#10km et #100% laine", "#10km et #100% laine"),
        ("Code:10OFF, tel:0612", "Code:10OFF, tel:0612"),
        (":smile: dit-il", ":smile: dit-il"),
    ],
)
def test_what_needs_no_choice_is_set_right(text: str, right: str) -> None:
    """Written into the text, each fix gives what a typesetter would; what is left asks a person."""
    for _ in range(3):
        told = findings(french_typography, piece("landing_hero", "fr", subheadline=text))
        text = apply_fixes(text, told)
    assert text == right


def test_a_text_message_keeps_its_alphabet() -> None:
    """A no-break space would make two messages of one: nothing is written for anybody."""
    told = findings(french_typography, piece("sms", "fr", body="Rentrée: 10€ à Nantes! STOP 36111"))
    assert told
    assert not any(each.replacement for each in told)


def test_a_name_is_left_as_it_is() -> None:
    """A brand that writes its name with a sign, or without a space, keeps it."""
    name = findings(french_typography, piece("landing_hero", "fr", subheadline="Lumea! Oui!"))
    assert [each.replacement for each in name] == [None, "i\u202f!"]
