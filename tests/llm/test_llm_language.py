import unicodedata

import pytest

from creative_agents.llm.language import identify

FRENCH = [
    "Livraison offerte ce week-end",
    "Réservez votre table pour dimanche",
    "La mer à deux heures de Paris",
    "Dormez mieux dès ce soir",
    "Votre vélo mérite une lumière",
    "Moins de bruit, plus de sommeil",
    "Rien à installer, tout à gagner",
    "On s’occupe de tout, vous partez",
    "Et si vous changiez d’air ?",
    "Commandez avant midi, recevez demain",
    "Aucun engagement, aucune surprise",
    "Ça roule même sous la pluie",
    "L'assurance qui répond au téléphone",
    "Fini les lundis sans lumière",
    "Demandez votre devis",
    "Le confort sans compromis",
]

ENGLISH = [
    "Free delivery this weekend",
    "Book your table for Sunday",
    "The sea, two hours from London",
    "Sleep better from tonight",
    "Your bike deserves a light",
    "Nothing to install, everything to gain",
    "We take care of it all, you leave",
    "What if you changed scenery?",
    "It’s time for a snack",
    "Order before noon, get it tomorrow",
    "A quiet room facing the harbour",
    "Repair it, don't bin it",
    "It rides even in the rain",
    "Insurance that picks up the phone",
    "Learn the piano without leaving home",
    "Comfort without compromise",
]


def plain(text: str) -> str:
    """Take the accents off, as a hurried typist does."""
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@pytest.mark.parametrize("accents", [True, False], ids=["accents", "none"])
@pytest.mark.parametrize(("language", "lines"), [("fr", FRENCH), ("en", ENGLISH)])
def test_short_ad_lines_are_told(language: str, lines: list[str], *, accents: bool) -> None:
    """Of sixteen ad lines none is told wrong and at least twelve are told."""
    told = [identify(line if accents else plain(line)) for line in lines]
    assert set(told) <= {language, None}
    assert told.count(None) <= 4


@pytest.mark.parametrize("text", ["", "Marée", "20 %", "Luma 3", "😀"])
def test_too_short_to_say(text: str) -> None:
    """A name or a number has no language."""
    assert identify(text) is None


def test_german_is_told() -> None:
    """An answer in a third language is not taken for English or French."""
    assert identify("Kostenlose Lieferung dieses Wochenende für alle Kunden") == "de"
