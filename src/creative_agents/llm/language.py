"""Which language a model's answer is in, of seven; a line of copy is `domain.language`'s to tell.

An answer has room for a detector that knows languages which nobody asked for; a headline of three
words has not.
"""

from functools import lru_cache
from typing import Any, Final

from creative_agents.errors import StorageError

_KNOWN: Final = ("en", "fr", "de", "es", "it", "nl", "pt")
"""Languages told apart, so that German copy is not taken for English."""

_SURE: Final = 0.7
"""Probability from which a text is said to be in a language.

Of 80 ad lines of 2 to 8 words, each with and without its accents (160), 148 are told right,
none wrong and 12 not at all (measured 2026-11-22, py3langid 0.4).
"""

_READ: Final = 300
"""Characters that are read: more do not change the answer."""


def identify(text: str) -> str | None:
    """Say which of seven languages of western Europe a text is in.

    Args:
        text: An answer of any length.

    Returns:
        An ISO 639-1 code, or nothing when it is too short or too mixed to say.

    Raises:
        StorageError: The detector's data, unpacked at the first call, found no room.
    """
    code, probability = _identifier().classify(text[:_READ])
    return str(code) if probability >= _SURE else None


@lru_cache(maxsize=1)
def _identifier() -> Any:  # noqa: ANN401 - py3langid has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - half a second

    try:
        identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError as error:
        raise StorageError(
            f"the language detector could not unpack its data: {error.strerror or error}; "
            "make room in the temporary folder, or set TMPDIR to another one"
        ) from error
    identifier.set_languages(list(_KNOWN))
    return identifier
