"""Channels and formats: where a piece runs, and what its shape allows."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from creative_agents.domain.base import Language, Model, Slug, Text

LimitLevel = Literal["hard", "visible", "recommended"]
"""``hard``: the platform refuses more. ``visible``: more is cut on the screen.
``recommended``: the platform advises less."""

Unit = Literal[
    "characters",
    "google_characters",
    "x_characters",
    "sms_segments",
    "bytes",
    "words",
    "seconds",
    "lines",
]
"""The platform's own unit. ``characters``: Unicode code points. ``google_characters``:
full-width letters count two. ``x_characters``: the weighted count of X, a URL is 23.
``sms_segments``: segments of GSM-7 or UCS-2."""

FieldKind = Literal["text", "long_text", "url", "choice", "script"]
"""What stands in a field."""

Media = Literal["paid", "owned", "earned"]
"""Who pays for, holds or grants the attention."""

Stage = Literal["aware", "consider", "buy", "use", "advocate"]
"""A stage of the journey."""


class Limit(Model):
    """One limit of one field, in the platform's unit."""

    level: LimitLevel
    """What happens beyond it."""
    max: int | None = Field(default=None, ge=1)
    """At most this many units."""
    min: int | None = Field(default=None, ge=0)
    """At least this many units."""
    unit: Unit = "characters"
    """How the platform counts."""
    source: Text
    """URL of the page that says so."""
    checked: date
    """When somebody last read that page."""


class Localised(Model):
    """A short text in each language that the library speaks."""

    en: Text
    """English."""
    fr: Text
    """French."""

    def in_(self, language: Language) -> str:
        """Give the text in a language."""
        return self.fr if language == "fr" else self.en


class FormatField(Model):
    """One field of a format: a headline, a subject, a shot."""

    name: Slug
    """The field's name: ``headline``, ``subject``, ``body``."""
    label: Localised
    """What a marketer calls it."""
    purpose: Localised
    """What to write there, in one sentence; it reaches the model."""
    kind: FieldKind = "text"
    """What stands in it."""
    min_count: int = Field(default=1, ge=0)
    """How many the platform requires; 0: optional."""
    max_count: int = Field(default=1, ge=1)
    """How many the platform takes."""
    default_count: int | None = Field(default=None, ge=1)
    """How many the copywriter writes; absent: `max_count`."""
    shown: int | None = Field(default=None, ge=1)
    """How many of them a reader sees at once; absent: all."""
    choices: tuple[str, ...] = ()
    """For `kind` ``choice``: the values that the platform takes."""
    limits: tuple[Limit, ...] = ()
    """Limits on each text of the field."""
    one_within: Limit | None = None
    """A limit that one text of the field at least keeps to: a short one for small spaces."""
    forbidden: tuple[str, ...] = ()
    """Signs or patterns (regular expressions) that the platform refuses in the field."""
    on_image: bool = False
    """True when the text stands on the picture and not beside it."""

    @property
    def count(self) -> int:
        """How many texts the copywriter writes."""
        return self.default_count or self.max_count

    def limit(self, level: LimitLevel) -> Limit | None:
        """Give the limit of a level, or nothing where the platform sets none."""
        return next((limit for limit in self.limits if limit.level == level), None)


class Format(Model):
    """The shape of a piece."""

    fields: tuple[FormatField, ...]
    """The fields, in the order in which a person reads them."""
    any_order: bool = False
    """True when the platform combines texts in any order, as a responsive search ad does."""
    video: bool = False
    """True when the piece is the script of a film."""
    total: tuple[Limit, ...] = ()
    """Limits on the whole piece, for example the segments of an SMS."""
    unsubscribe: bool = False
    """True when the law or the platform wants a way out: STOP, a link."""
    rules: tuple[Localised, ...] = ()
    """What else the platform asks of the copy, in words; reaches the model."""

    @model_validator(mode="after")
    def _names_differ(self) -> "Format":
        names = [field.name for field in self.fields]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            msg = f"a field is named twice: {', '.join(twice)}"
            raise ValueError(msg)
        return self

    def field(self, name: str) -> FormatField:
        """Give a field by its name.

        Raises:
            KeyError: The format has no such field.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


class Channel(Model):
    """Where a piece runs: one file of data."""

    name: Slug
    """The name that a person types: ``google_rsa``."""
    label: Localised
    """What a marketer calls it."""
    platform: Slug
    """Who runs it: ``google_ads``, ``meta``, ``owned``."""
    media: Media
    """Paid, owned or earned."""
    stages: tuple[Stage, ...]
    """The stages of the journey that it serves best."""
    role: Localised
    """What it does in a plan, in one sentence."""
    format: Format
    """The shape of a piece."""
    source: Text
    """URL of the platform's page on this format."""
    checked: date
    """When somebody last read that page."""
