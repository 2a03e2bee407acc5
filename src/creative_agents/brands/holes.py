"""What a brief leaves open, found by rule before any model is asked."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief, Question

_WORDS: Final[dict[Language, dict[str, tuple[str, str, str]]]] = {
    "en": {
        "product": (
            "Which product or service is this for?",
            "Without it there is no fact to write from.",
            "None: the work cannot start.",
        ),
        "audience": (
            "Who must change their mind or habit first?",
            "It decides the insight, the words and the channels.",
            "The brand's first audience.",
        ),
        "kpi": (
            "Which number says that it worked?",
            "It decides the call to action and the test.",
            "The action that the call to action asks for.",
        ),
        "target": (
            "What value must «{name}» reach, from what today, and by when?",
            "It decides when to stop.",
            "Any clear rise over the flight.",
        ),
        "flight": (
            "From when to when does it run?",
            "It decides which offers and dates the copy may name.",
            "It starts on approval and names no date.",
        ),
        "flight-past": (
            "The flight ended on {end}: which dates are right?",
            "Copy must not name a day that has passed.",
            "It starts on approval and names no date.",
        ),
        "offer-ends": (
            "The offer «{name}» ends on {end}, before the flight does: what runs after that day?",
            "Copy must not promise an offer that has ended.",
            "Pieces without the offer after that day.",
        ),
        "offer-expired": (
            "The offer «{name}» ended on {end}: which offer runs?",
            "An offer that has ended cannot be promised.",
            "No offer is named.",
        ),
    },
    "fr": {
        "product": (
            "De quel produit ou service s'agit-il ?",
            "Sans lui, aucun fait sur lequel écrire.",
            "Aucune : le travail ne peut pas commencer.",
        ),
        "audience": (
            "Qui doit changer d'avis ou d'habitude en premier ?",
            "Cela décide de l'insight, des mots et des canaux.",
            "Le premier public de la marque.",
        ),
        "kpi": (
            "Quel chiffre dira que cela a marché ?",
            "Il décide de l'appel à l'action et du test.",
            "L'action que demande l'appel à l'action.",
        ),
        "target": (
            "Quelle valeur «{name}» doit-il atteindre, en partant de combien, et quand ?",
            "Elle décide du moment où l'on arrête.",
            "Toute hausse nette pendant la vague.",
        ),
        "flight": (
            "De quand à quand la vague dure-t-elle ?",
            "Elle décide des offres et des dates que le texte peut nommer.",
            "Elle commence à la validation et ne nomme aucune date.",
        ),
        "flight-past": (
            "La vague s'est terminée le {end} : quelles sont les bonnes dates ?",
            "Le texte ne doit pas nommer un jour passé.",
            "Elle commence à la validation et ne nomme aucune date.",
        ),
        "offer-ends": (
            "L'offre «{name}» finit le {end}, avant la vague : que diffuse-t-on après ce jour ?",
            "Le texte ne doit pas promettre une offre terminée.",
            "Des pièces sans l'offre après ce jour.",
        ),
        "offer-expired": (
            "L'offre «{name}» a pris fin le {end} : quelle offre court ?",
            "On ne peut pas promettre une offre terminée.",
            "Aucune offre n'est nommée.",
        ),
    },
}

BLOCKING: Final = frozenset({"product"})
"""Holes that no assumption can fill."""

MOST: Final = 5
"""A person answers at most this many questions."""


def holes(brief: Brief, brand: Brand, *, on: date) -> tuple[Question, ...]:
    """Find what a brief leaves open, without a model.

    Args:
        brief: What is asked.
        brand: The brand, whose memory answers part of it.
        on: The day on which the work starts.

    Returns:
        At most five questions in the brief's language, the gravest first; the only one that
        blocks is the absence of a product.
    """
    found = (*_nouns(brief, brand), *_offers(brief, brand, on), *_dates(brief, on), *_kpis(brief))
    return tuple(_question(brief.language, key, values) for key, values in found)[:MOST]


def _nouns(brief: Brief, brand: Brand) -> Iterator[tuple[str, dict[str, str]]]:
    if not brief.products and not brand.products:
        yield "product", {}
    if not brief.audiences and not brief.core_audience:
        yield "audience", {}


def _offers(brief: Brief, brand: Brand, on: date) -> Iterator[tuple[str, dict[str, str]]]:
    for offer in (item for item in brand.offers if item.id in brief.offers and item.end):
        values = {"name": offer.name, "end": str(offer.end)}
        if offer.end is not None and offer.end < on:
            yield "offer-expired", values
        elif brief.flight and offer.end is not None and offer.end < brief.flight.end:
            yield "offer-ends", values


def _dates(brief: Brief, on: date) -> Iterator[tuple[str, dict[str, str]]]:
    if brief.flight is None:
        yield "flight", {}
    elif brief.flight.end < on:
        yield "flight-past", {"end": str(brief.flight.end)}


def _kpis(brief: Brief) -> Iterator[tuple[str, dict[str, str]]]:
    if not brief.kpis:
        yield "kpi", {}
    elif brief.kpis[0].target is None:
        yield "target", {"name": brief.kpis[0].name}


def _question(language: Language, key: str, values: dict[str, str]) -> Question:
    question, why, assumption = _WORDS[language][key]
    return Question(
        id=key,
        question=question.format(**values),
        why=why,
        assumption=assumption,
        blocking=key in BLOCKING,
    )
