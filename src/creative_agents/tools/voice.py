"""Voice: how a brand sounds, learned from the pieces it approved, and how far a text is from it.

Everything is counted: no model is asked. A profile says on how many pieces it rests, and with
fewer than five of them it says that this is not enough.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from statistics import fmean, stdev
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand, PastPiece
from creative_agents.domain.by_identity import by_identity
from creative_agents.domain.review import Finding
from creative_agents.tools._readability import FEWEST_WORDS as LONG
from creative_agents.tools._readability import can_measure
from creative_agents.tools._remark import is_copy, written
from creative_agents.tools._sentences import words
from creative_agents.tools._student import quantile
from creative_agents.tools._voice_features import COUNTED, FEATURES, Reading, per_unit
from creative_agents.tools._voice_places import remarks
from creative_agents.tools._voice_words import preferred_and_avoided
from creative_agents.tools.voice_profile import (
    FAR,
    FEWEST_PIECES,
    Interval,
    Moved,
    Register,
    VoiceDistance,
    VoiceProfile,
)

FEWEST_WORDS: Final = 20
"""A text with fewer words is not judged."""

FEWEST_SURE: Final = 40
"""A text with fewer words may leave several habits by chance: that is a suggestion."""

VOICELESS: Final = frozenset({"sms"})
"""Channels with no room for a voice: nothing is judged there."""

Source = PastPiece | Asset | str
"""What a voice is learned from."""


def learn_voice(
    pieces: Iterable[Source],
    language: Language,
    *,
    others: Iterable[str] = (),
    word_lists: bool = True,
) -> VoiceProfile:
    """Learn a voice.

    Args:
        pieces: What the brand approved: past pieces, assets or plain texts. Past pieces and
            assets in another language are left out.
        language: The language.
        others: Texts of others, competitors' lines for one, to tell its words apart from;
            none: the language at large.
        word_lists: Whether to look for preferred and avoided words, which reads a list of the
            whole language (a second, once a process).

    Returns:
        The profile, with what could not be learned.
    """
    readings = [*_readings(pieces, language)]
    n, words = len(readings), sum(len(reading.words) for reading in readings)
    if n < FEWEST_PIECES:
        why = f"insufficient evidence: {n} pieces in {language!r}, {FEWEST_PIECES} are needed"
        return VoiceProfile(language=language, n=n, words=words, notices=(why,))
    preferred, avoided = _word_lists(readings, others) if word_lists else ((), ())
    intervals = tuple(_intervals(readings))
    return VoiceProfile(
        language=language,
        n=n,
        words=words,
        intervals=intervals,
        register_used=_register(readings),
        preferred=preferred,
        avoided=avoided,
        notices=tuple(_notices(intervals)),
    )


def distance(text: str | Sequence[str], profile: VoiceProfile) -> VoiceDistance:
    """Measure how far a text is from a voice.

    Args:
        text: The text, or the texts of one piece.
        profile: The voice.

    Returns:
        Each feature with its value, the profile's interval and its n; nothing but the reason
        where the profile rests on too few pieces or the text has too few words.
    """
    reading = Reading((text,) if isinstance(text, str) else tuple(text), profile.language)
    if not profile.is_enough:
        return VoiceDistance(insufficient=f"the profile rests on {profile.n} pieces")
    if len(reading.words) < FEWEST_WORDS:
        return VoiceDistance(insufficient=f"{len(reading.words)} words are too few to judge")
    values = reading.features(interval.feature for interval in profile.intervals)
    features = [
        Moved(feature=interval.feature, value=values[interval.feature], interval=interval)
        for interval in profile.intervals
        if interval.feature in values
    ]
    features.sort(key=lambda moved: (-moved.strength, moved.feature))
    said = set(reading.words)
    return VoiceDistance(
        features=tuple(features),
        avoided_words=tuple(word for word in profile.avoided if word in said),
    )


def check_voice(
    asset: Asset, brand: Brand, *, profile: VoiceProfile | None = None
) -> tuple[Finding, ...]:
    """Say where a piece does not sound like its brand.

    A feature that leaves its interval is a suggestion; a piece that leaves three or more of them
    is a warning on the whole.

    Args:
        asset: The piece.
        brand: Whose voice; past pieces that lost are not learned from.
        profile: The voice, where it was learned before; else it is learned from the folder, its
            habits alone, and kept.

    Returns:
        The findings; none where there is too little evidence, and none of a text message.
    """
    if asset.channel in VOICELESS:
        return ()
    voice = profile or _habits(brand, asset.language)
    fields = written(asset)
    told = distance([field.text for field in fields], voice)
    if told.insufficient:
        return ()
    enough = sum(len(words(field.text)) for field in fields) >= FEWEST_SURE
    sure = enough or len(told.moved) > FAR
    return tuple(remarks(told, fields, brand.language, sure=sure))


def brand_voice(brand: Brand, language: Language, *, word_lists: bool = True) -> VoiceProfile:
    """Learn a brand's voice from the past pieces that did not lose, beside its competitors.

    Args:
        brand: The brand.
        language: The language.
        word_lists: As for `learn_voice`.
    """
    kept = [piece for piece in brand.pieces if piece.outcome != "lost"]
    lines = [line for competitor in brand.competitors for line in competitor.lines]
    return learn_voice(kept, language, others=lines, word_lists=word_lists)


@by_identity(32)
def _habits(brand: Brand, language: Language) -> VoiceProfile:
    return brand_voice(brand, language, word_lists=False)


def _word_lists(
    readings: Sequence[Reading], others: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    language = readings[0].language
    theirs = [Reading((text,), language).words for text in others]
    return preferred_and_avoided([reading.words for reading in readings], theirs, language)


def _readings(pieces: Iterable[Source], language: Language) -> Iterator[Reading]:
    for piece in pieces:
        if not isinstance(piece, str) and piece.language != language:
            continue
        reading = Reading(_texts(piece), language)
        if reading.words:
            yield reading


def _texts(piece: Source) -> tuple[str, ...]:
    if isinstance(piece, str):
        return (piece,)
    if isinstance(piece, Asset):
        return tuple(field.text for field in written(piece))
    return tuple(t for name, texts in piece.fields.items() if is_copy(name) for t in texts)


def _intervals(readings: Sequence[Reading]) -> Iterator[Interval]:
    long = sum(len(reading.words) >= LONG for reading in readings)
    names = [name for name in FEATURES if name != "reading_ease" or long >= FEWEST_PIECES]
    measured = [reading.features(names) for reading in readings]
    for feature in names:
        values = [each[feature] for each in measured if feature in each]
        if len(values) >= FEWEST_PIECES:
            yield _interval(feature, values, readings)


def _interval(feature: str, values: Sequence[float], readings: Sequence[Reading]) -> Interval:
    n, mean = len(values), fmean(values)
    half = quantile(n - 1) * stdev(values) * math.sqrt(1 + 1 / n)
    if feature in COUNTED and not any(values):
        # Never seen: the rule of three gives how often it may still happen.
        scale = 1 if feature in {"questions", "exclamations"} else 100
        half = 3 * scale / sum(per_unit(feature, readings))
    low = mean - half if feature == "reading_ease" else max(0.0, mean - half)
    return Interval(feature=feature, low=low, mean=mean, high=mean + half, n=n)


def _register(readings: Sequence[Reading]) -> Register:
    said = {word for reading in readings for word in reading.words}
    tu, vous = bool(said & {"tu", "ton", "ta", "tes", "toi"}), bool(said & {"vous", "votre", "vos"})
    if readings[0].language != "fr" or not (tu or vous):
        return "neither"
    return "both" if tu and vous else "tu" if tu else "vous"


def _notices(intervals: Sequence[Interval]) -> Iterator[str]:
    if any(interval.feature == "reading_ease" for interval in intervals):
        return
    if can_measure():
        yield f"readability was left out: {FEWEST_PIECES} pieces of {LONG} words are needed"
    else:
        yield "readability was left out: it needs the extra 'voice' (textstat)"
