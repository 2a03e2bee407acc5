"""Plain copy in English and French for made-up answers: no number, no claim, no superlative."""

from random import Random
from typing import Final

from creative_agents.domain.base import Language

_OPENERS: Final[dict[Language, tuple[str, ...]]] = {
    "en": (
        "Keep",
        "Find",
        "Take",
        "Share",
        "Welcome",
        "Choose",
        "Discover",
        "Enjoy",
        "Remember",
        "Save",
        "Bring back",
        "Make room for",
    ),
    "fr": (
        "Gardez",
        "Trouvez",
        "Prenez",
        "Partagez",
        "Accueillez",
        "Choisissez",
        "Découvrez",
        "Savourez",
        "Retrouvez",
        "Préparez",
        "Invitez",
        "Faites place à",
    ),
}
_OBJECTS: Final[dict[Language, tuple[str, ...]]] = {
    "en": (
        "the road home",
        "a calm evening",
        "the pace you like",
        "a quiet minute",
        "the light of autumn",
        "a good habit",
        "the people you love",
        "a simple plan",
        "the long way round",
        "a slow morning",
        "the joy of small things",
        "a place for friends",
    ),
    "fr": (
        "le chemin du retour",
        "une soirée calme",
        "le rythme qui vous va",
        "une minute à vous",
        "la lumière d'automne",
        "une bonne habitude",
        "les gens que vous aimez",
        "l'envie de sortir",
        "un détour sans hâte",
        "une matinée lente",
        "la joie des petites choses",
        "une place pour les amis",
    ),
}
_ENDINGS: Final[dict[Language, tuple[str, ...]]] = {
    "en": (
        "this evening",
        "whatever the weather",
        "before the day begins",
        "one step at a time",
        "with a clear mind",
        "all week long",
        "after work",
        "on your own terms",
        "when the city sleeps",
        "without a second thought",
    ),
    "fr": (
        "dès ce soir",
        "par tous les temps",
        "avant le début du jour",
        "un pas après l'autre",
        "l'esprit tranquille",
        "toute la semaine",
        "après le travail",
        "comme vous l'entendez",
        "quand la ville dort",
        "sans y penser",
    ),
}
_SHORT: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("See how it works", "See you soon", "Have a look", "Read more", "Tonight", "Go", "A"),
    "fr": ("En savoir plus", "Voir comment", "Bonne route", "Ce soir", "Oui", "Y"),
}


_SHORTEST: Final = 4
"""Characters of the shortest sentence, with its full stop."""


def phrase(random: Random, language: Language, *, max_length: int) -> str:
    """Write one phrase without a full stop, of whole words.

    Args:
        random: Where the choice comes from.
        language: The language of the words.
        max_length: Characters (Unicode code points) at most, from 1.

    Returns:
        A phrase that is never longer than `max_length`.
    """
    opener = random.choice(_OPENERS[language])
    object_ = random.choice(_OBJECTS[language])
    ending = random.choice(_ENDINGS[language])
    for words in ((opener, object_, ending), (opener, object_)):
        if len(text := " ".join(words)) <= max_length:
            return text
    short = [text for text in _SHORT[language] if len(text) <= max_length]
    return random.choice(short[:4])


def paragraph(random: Random, language: Language, *, min_length: int, max_length: int) -> str:
    """Write whole sentences, at least `min_length` and at most `max_length` characters.

    Where no sentence fits any more, full stops fill what is missing.
    """
    text = ""
    while len(text) < max(min_length, 1):
        room = max_length - len(text) - bool(text)
        if room < _SHORTEST:
            return text.ljust(min_length, ".")[:max_length]
        text = f"{text} {phrase(random, language, max_length=room - 1)}.".strip()
    return text


def language_of(text: str) -> Language:
    """Tell French from English by their smallest words; English where neither is seen."""
    words = text.lower().split()
    french = sum(word in _FRENCH for word in words)
    english = sum(word in _ENGLISH for word in words)
    return "fr" if french > english else "en"


_FRENCH: Final = frozenset(
    (
        "le",
        "la",
        "les",
        "des",
        "du",
        "une",
        "est",
        "et",
        "pour",
        "dans",
        "que",
        "qui",
        "sur",
        "vous",
    )
)
_ENGLISH: Final = frozenset(
    ("the", "a", "an", "of", "is", "are", "and", "for", "in", "that", "which", "on", "you", "to")
)
