import pytest
from guide_files import ENGLISH, FRENCH

from creative_agents.brands.building.lines import Line
from creative_agents.brands.building.markdown import read_markdown
from creative_agents.brands.building.merging import merge
from creative_agents.brands.building.rules import propose
from creative_agents.brands.building.verifying import objection
from creative_agents.domain.base import Language


def proposed(text: str, language: Language = "en") -> list[Line]:
    """Read a guide with the rules."""
    document = read_markdown("guide.md", text)
    lines = merge(propose([document], language))
    assert not [reason for line in lines if (reason := objection(line, {"guide.md": document}))]
    return list(lines)


def shown(text: str, place: str, language: Language = "en") -> list[str]:
    """Give the lines of one place."""
    return [line.shown for line in proposed(text, language) if line.place == place]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- **email**, not e-mail", "use email; avoid e-mail"),
        ("- **U.S.**, not US or USA", "use U.S.; avoid US, USA"),
        ("Use _hut_ instead of _cabin_.", "use hut; avoid cabin"),
        ("We prefer *bed* to *berth*.", "use bed; avoid berth"),
        ("Instead of _utilise_, use _use_.", "use use; avoid utilise"),
        ("## Words to avoid\n\n- facilitate (use _help_)", "use help; avoid facilitate"),
        ("## Words to avoid\n\n- land (unless it flies)", "avoid land; unless it flies"),
        ("|Say|Don't say|\n|-|-|\n|bed|berth|", "use bed; avoid berth"),
        ("## Word list\n\n- **Wi-Fi**", "use Wi-Fi"),
    ],
)
def test_a_term_is_read_in_english(text: str, expected: str) -> None:
    """Each way in which a guide sets one word against another."""
    assert expected in shown(text, "terms")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Écrire « dortoir » plutôt que « chambrée ».", "use dortoir; avoid chambrée"),
        ("Préférer *gîte* à *refuge*.", "use gîte; avoid refuge"),
        (
            "On préférera les termes e-mail et bug à la place de courriel et bogue.",
            "use e-mail; avoid courriel",
        ),
        ("|Anglais|Français|\n|-|-|\n|Malware|Logiciel malveillant|", "use Logiciel malveillant"),
        ("## Mots à éviter\n\n- impacter (dire _toucher_)", "use toucher; avoid impacter"),
        ("Le terme client ne doit pas être utilisé.", "avoid client"),
    ],
)
def test_a_term_is_read_in_french(text: str, expected: str) -> None:
    """Accents, quotation marks and elision do not stand in the way."""
    assert any(line.startswith(expected) for line in shown(text, "terms", "fr"))


def test_a_list_of_pairs_gives_each_pair() -> None:
    """The word that opens the next pair is not the last of this one."""
    text = "Use _buy_ instead of _purchase_, _help_ instead of _assist_, and so on."

    assert shown(text, "terms") == ["use buy; avoid purchase", "use help; avoid assist"]


def test_a_word_that_is_merely_shown_is_no_term() -> None:
    """An example of an abbreviation refuses nothing."""
    assert shown("For example, writing *St.* instead of *Street*.", "terms") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("✅ Soup at six.\n\n❌ A journey awaits!", "en"),
        ("Instead of:\n\n> A journey awaits!\n\nUse:\n\n> Soup at six.", "en"),
        ("👎 A journey awaits!\n\n👍 Soup at six.", "fr"),
    ],
)
def test_a_pair_is_read(text: str, language: Language) -> None:
    """The good half comes first, whichever the guide shows first."""
    assert shown(text, "voice.examples", language) == ["Soup at six. / A journey awaits!"]


def test_halves_that_text_parts_are_no_pair() -> None:
    """Two examples of two rules do not go together."""
    text = "✅ Soup at six.\n\nThe next rule is about titles and their case.\n\n❌ SOUP"

    assert shown(text, "voice.examples") == []


def test_traits_come_from_a_list_and_from_a_table() -> None:
    """A trait keeps what it means, where the guide says so."""
    assert shown(ENGLISH, "voice.traits") == ["Warm", "A little dry"]
    assert shown(FRENCH, "voice.traits", "fr") == [
        "Chaleureux\u00a0: Nous accueillons chacun par son prénom."
    ]


def test_advice_is_told_from_what_is_forbidden() -> None:
    """In English and in French."""
    assert "Keep sentences under 20 words." in shown(ENGLISH, "voice.do")
    assert "Avoid exclamation marks." in shown(ENGLISH, "voice.dont")
    assert "Le séparateur décimal est la virgule." in shown(FRENCH, "voice.do", "fr")
    assert "Éviter les points d’exclamation." in shown(FRENCH, "voice.dont", "fr")


def test_advice_that_leans_on_the_sentence_before_brings_it() -> None:
    """A line must stand without the document."""
    (line,) = proposed("Acronyms confuse readers. Avoid them whenever possible.")

    assert line.shown == "Acronyms confuse readers. Avoid them whenever possible."
    assert line.citation.quote == line.shown


def test_a_french_guide_says_how_the_reader_is_addressed() -> None:
    """And whom it writes for."""
    assert shown(FRENCH, "voice.address", "fr") == ["vous"]
    assert shown(FRENCH, "audiences", "fr")[0].endswith("des marcheurs qui dorment une nuit.")


def test_the_other_language_of_a_bilingual_guide_is_left_out() -> None:
    """A brand's folder speaks one language."""
    text = "Évitez le jargon dans tous les textes.\n\nAvoid the use of jargon in all of the texts."

    assert shown(text, "voice.dont", "fr") == ["Évitez le jargon dans tous les textes."]
    assert shown(text, "voice.dont", "en") == ["Avoid the use of jargon in all of the texts."]


def test_lists_of_links_say_nothing_of_a_brand() -> None:
    """A section of resources is not read."""
    assert proposed("## Resources\n\n- Use the [AP style guide](https://x.org)") == []


def test_products_and_the_promise_are_read() -> None:
    """From the line that announces them."""
    text = "**Brand promise:**\n\nA dry bed\n\n**Our products:**\n\n- Pen Hut (a hut)\n"

    assert shown(text, "about.positioning") == ["A dry bed"]
    assert shown(text, "products") == ["Pen Hut: a hut"]
