"""Places of a voice: which words of a piece take it away from its brand."""

import re
from collections.abc import Iterator, Sequence

from creative_agents.domain.asset import AssetField
from creative_agents.domain.base import Language
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.review import Finding, Level
from creative_agents.tools._remark import Span, remark
from creative_agents.tools._voice_features import longest, sign_of
from creative_agents.tools.voice_profile import Moved, VoiceDistance


def remarks(
    told: VoiceDistance, fields: Sequence[AssetField], language: Language, *, sure: bool = True
) -> Iterator[Finding]:
    """Make the findings: one for the whole when it is far, one a feature, one a word.

    Args:
        told: How far the piece is, and what moves it.
        fields: Its texts.
        language: The reader's.
        sure: Whether the piece has words enough for a warning.
    """
    if told.is_far:
        level: Level = "warning" if sure else "suggestion"
        names = ", ".join(_label(moved.feature, language) for moved in told.moved)
        yield remark("voice.far", language, level=level, values={"features": names})
    for moved in told.moved:
        yield _habit(moved, fields, language)
    for word in told.avoided_words:
        span = _word(word, fields)
        yield remark("voice.word", language, span, source="pieces", values={"word": word})


def _habit(moved: Moved, fields: Sequence[AssetField], language: Language) -> Finding:
    more = moved.value > moved.interval.high
    span = _span(moved.feature, fields) if more else Span()
    told = {
        "label": _label(moved.feature, language),
        "value": _number(moved.value, language),
        "low": _number(moved.interval.low, language),
        "high": _number(moved.interval.high, language),
        "n": moved.interval.n,
    }
    rule = "voice.more" if more else "voice.less"
    return remark(rule, language, span, source="pieces", values=told)


def _span(feature: str, fields: Sequence[AssetField]) -> Span:
    """The longest sentence, or the first sign of what there is too much of."""
    if feature == "sentence_words" and (at := longest([field.text for field in fields])):
        return Span(field=fields[at[0]], start=at[1], end=at[2])
    for field in fields:
        if found := sign_of(feature, field.text):
            return Span(field=field, start=found[0], end=found[1])
    return Span()


def _word(word: str, fields: Sequence[AssetField]) -> Span:
    written = re.escape(word).replace("'", "['’]")
    pattern = re.compile(rf"(?<!\w){written}(?!\w)", re.IGNORECASE)
    for field in fields:
        if found := pattern.search(field.text):
            return Span(field=field, start=found.start(), end=found.end())
    return Span()


def _label(feature: str, language: Language) -> str:
    texts = Catalogue.load("creative_agents.tools", "messages")
    return texts.say(language, f"voice.features.{feature}")


def _number(value: float, language: Language) -> str:
    decimals = 0 if abs(value) >= 10 else 1 if abs(value) >= 1 else 2
    shown = f"{value:.{decimals}f}"
    return shown.replace(".", ",") if language == "fr" else shown
