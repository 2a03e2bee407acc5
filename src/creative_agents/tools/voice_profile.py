"""The voice's nouns: a profile, its intervals, and the distance of a text from it."""

import math
from typing import Final, Literal

from creative_agents.domain.base import Language, Model

FEWEST_PIECES: Final = 5
"""With fewer pieces a profile judges nothing."""
FAR: Final = 3
"""A text that leaves this many intervals is far from the voice."""

Register = Literal["tu", "vous", "both", "neither"]
"""How French pieces address their reader."""


class Interval(Model):
    """Where the next piece of the same hand should lie, for one feature."""

    feature: str
    """``sentence_words``, ``questions`` ..."""
    low: float
    """Lower end of the 95 % prediction interval."""
    mean: float
    """Mean of the pieces."""
    high: float
    """Upper end."""
    n: int
    """Pieces that it rests on."""


class VoiceProfile(Model):
    """How a brand sounds in a language."""

    language: Language
    """The language."""
    n: int
    """Pieces that it was learned from."""
    words: int
    """Words in them."""
    intervals: tuple[Interval, ...] = ()
    """One a feature that enough pieces show."""
    register_used: Register = "neither"
    """In French: how the pieces address their reader."""
    preferred: tuple[str, ...] = ()
    """Words it uses more than others do, the surest first."""
    avoided: tuple[str, ...] = ()
    """Words that others use and it never does."""
    notices: tuple[str, ...] = ()
    """What could not be learned, and why; in English."""

    @property
    def is_enough(self) -> bool:
        """Whether it rests on enough pieces to judge a text."""
        return self.n >= FEWEST_PIECES


class Moved(Model):
    """One feature of a text beside the profile's."""

    feature: str
    """Which."""
    value: float
    """The text's."""
    interval: Interval
    """The profile's."""

    @property
    def is_outside(self) -> bool:
        """Whether the text leaves the interval."""
        return not self.interval.low <= self.value <= self.interval.high

    @property
    def strength(self) -> float:
        """Distance from the mean; 1 is the interval's edge on that side."""
        mean, low, high = self.interval.mean, self.interval.low, self.interval.high
        room = (high - mean) if self.value >= mean else (mean - low)
        gap = abs(self.value - mean)
        return gap / room if room else (math.inf if gap else 0.0)


class VoiceDistance(Model):
    """How far a text is from a voice, and what moves it."""

    features: tuple[Moved, ...] = ()
    """Every feature measured, the strongest first."""
    avoided_words: tuple[str, ...] = ()
    """Words of the text that the brand never uses."""
    insufficient: str = ""
    """Why nothing was judged; empty when it was. In English."""

    @property
    def moved(self) -> tuple[Moved, ...]:
        """The features that leave their interval, the strongest first."""
        return tuple(feature for feature in self.features if feature.is_outside)

    @property
    def is_far(self) -> bool:
        """Whether a person should look at the whole."""
        return len(self.moved) >= FAR
