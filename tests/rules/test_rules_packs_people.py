"""Packs on people and worn words: a class of wordings, and what only looks like it."""

import pytest

from creative_agents.domain.base import Language
from creative_agents.rules import Situation, load_packs


def quotes(pack: str, text: str, language: Language) -> list[str]:
    """Give the words that a pack reports."""
    found = load_packs((pack,)).check(text, "plain", Situation(language=language)).findings
    return [one.quote for one in found]


@pytest.mark.parametrize(
    ("pack", "language", "text", "quote"),
    [
        ("en-inclusive", "en", "A bookkeeper logs in with his own password.", "his"),
        ("en-inclusive", "en", "A tenant pays his rent in two minutes.", "his"),
        ("en-inclusive", "en", "The subscriber can change his plan.", "his"),
        ("fr-inclusive", "fr", "Une recette qui plaît aux ménagères.", "ménagères"),
        ("en-inclusive", "en", "If somebody forgets his key, we open.", "his"),
        ("en-inclusive", "en", "The ideal candidate brings his laptop.", "his"),
        ("fr-inclusive", "fr", "Idéal pour les mamans pressées.", "mamans pressées"),
        ("fr-inclusive", "fr", "Même ta mère saura le monter.", "Même ta mère saura"),
        ("worn-fr", "fr", "Tu vas adorer le sentier.", "Tu vas adorer"),
        ("worn-fr", "fr", "Un vrai coup de cœur.", "vrai coup de cœur"),
        ("fr-inclusive", "fr", "La fée du logis a ses secrets.", "fée du logis"),
        (
            "worn-fr",
            "fr",
            "Un coucher de soleil à vous couper le souffle.",
            "à vous couper le souffle",
        ),
        ("worn-fr", "fr", "Laissez-vous séduire par la terrasse.", "Laissez-vous séduire"),
        ("worn-fr", "fr", "Une marche hors des sentiers battus.", "hors des sentiers battus"),
        ("worn-en", "en", "A jaw-dropping ride.", "jaw-dropping"),
        ("worn-en", "en", "It takes your breath away.", "takes your breath away"),
    ],
)
def test_the_class_is_found(pack: str, language: Language, text: str, quote: str) -> None:
    """The words at fault, letter for letter."""
    assert quotes(pack, text, language) == [quote]


@pytest.mark.parametrize(
    ("pack", "language", "text"),
    [
        ("en-inclusive", "en", "Tom is an accountant and signs in with his own key."),
        ("en-inclusive", "en", "A customer sent us a photo of his kitchen."),
        ("en-inclusive", "en", "Our founder keeps his notebook here."),
        ("fr-inclusive", "fr", "Des mamans et des papas à l’atelier."),
        ("worn-fr", "fr", "Le cœur de l’atelier, et un coup de marteau."),
        ("en-inclusive", "en", "A driver waves, his lamp in hand."),
        ("fr-inclusive", "fr", "Les ordures ménagères partent le mardi."),
        ("fr-inclusive", "fr", "Une ménagère de 24 pièces en inox."),
        ("worn-fr", "fr", "Il retient son souffle sur le sentier battu par la pluie."),
        ("worn-en", "en", "Take a breath before the hill."),
    ],
)
def test_what_only_looks_like_it_is_left_alone(pack: str, language: Language, text: str) -> None:
    """Somebody in particular, cutlery, rubbish and a real breath."""
    assert quotes(pack, text, language) == []
