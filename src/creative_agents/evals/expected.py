"""What a gold case expects: the keys that the scorers we ship know, each optional.

A scorer that finds none of its keys in a case says nothing of it. Other keys are allowed, for
scorers of your own.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue

from creative_agents.domain.base import Confidence, Model, Text
from creative_agents.domain.brand import Address
from creative_agents.domain.review import Level

Flaw = Literal["generic", "off_brief", "unproved", "wrong_register"]
"""What is planted in a foil."""


def _listed(value: JsonValue) -> JsonValue:
    """Take one text for a list of one, and a number for its digits."""
    several = value if isinstance(value, list) else [value]
    return [_digits(one) for one in several]


def _digits(value: JsonValue) -> JsonValue:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else value


_OneOrMore: TypeAlias = str | float | tuple[str | float, ...]

Wordings: TypeAlias = Annotated[
    tuple[Text, ...],
    Field(min_length=1),
    BeforeValidator(_listed, json_schema_input_type=_OneOrMore),
]
"""One text, or several of which any one does."""


class Sample(Model):
    """A piece of copy in a case."""

    fields: dict[str, tuple[str, ...] | str] = Field(default_factory=dict)
    """Texts by the format's field: ``{"headline": ["...", "..."]}``."""
    text: str = ""
    """The copy, where it has no fields."""
    idea: str = ""
    """The idea that it carries, in one sentence; acceptable answers differ by it."""
    why: str = ""
    """Why it is right, or what is wrong with it."""

    def words(self) -> str:
        """Give the whole copy, a line a text."""
        texts = (
            text
            for several in self.fields.values()
            for text in ((several,) if isinstance(several, str) else several)
        )
        return "\n".join((*texts, *([self.text] if self.text else [])))


class Foil(Sample):
    """An acceptable answer with one flaw planted in it: a minimal pair."""

    flaw: Flaw
    """The flaw."""
    of: int = Field(ge=0)
    """Which acceptable answer it was made from, from 0."""


class ExpectedFinding(Model):
    """Where a remark must stand."""

    field: Annotated[tuple[str, ...], BeforeValidator(_listed, json_schema_input_type=_OneOrMore)]
    """The field: ``headline[2]``; several where each of them is right."""
    quote: str = ""
    """The words at fault, letter for letter; empty: something is missing."""
    occurrence: int = Field(default=1, ge=1)
    """Which one, from 1, where the words stand twice."""
    rule: str = ""
    """The rule, or its family (``claims``); empty: any."""
    level: Level = "warning"
    """The lowest level that finds it."""


class Number(Model):
    """A figure that an analyst must get right."""

    value: float
    """The true value, in the unit of its name."""
    tolerance: float = Field(default=0.005, ge=0)
    """Greatest relative difference, a share."""


class ExpectedRoutes(Model):
    """How many routes a strategy must offer."""

    least: int = Field(default=1, ge=1)
    """Routes at least."""
    bold: int = Field(default=0, ge=0)
    """Bold ones at least."""


class ExpectedGate(Model):
    """What a campaign must do at one gate."""

    gate: Text
    """The gate: ``brief``, ``strategy``, ``copy``, ``delivery``."""
    asks: bool
    """Whether a person must be asked."""
    shows: tuple[str, ...] = ()
    """Words that the question must hold, so that it can be decided."""
    then: str = ""
    """The node or status to which the scripted answer leads."""
    why: str = ""
    """Why it asks, or does not."""


class Label(Model):
    """What one labeller said, kept where labellers disagree."""

    by: Text
    """Who: a role or initials, and ``model`` where a model did."""
    label: Text
    """What they said."""
    why: str = ""
    """Why."""


class Expected(BaseModel):
    """The keys that the scorers we ship read."""

    model_config = ConfigDict(frozen=True, extra="allow", use_attribute_docstrings=True)

    must_say: tuple[Wordings, ...] = ()
    """Facts and mandatories that must appear; each a text, or a list of wordings."""
    must_not_say: tuple[Wordings, ...] = ()
    """What must not appear: forbidden claims, false facts, obeyed injections."""
    facts: tuple[Text, ...] = ()
    """Facts, beside brief and brand, that the answer may use without inventing."""
    acceptable: tuple[Sample, ...] = ()
    """Answers that a director would take, of different ideas; three or more in a creative case."""
    foils: tuple[Foil, ...] = ()
    """Answers that a director would refuse, each with one planted flaw."""
    anchors: dict[str, dict[Literal["1", "3", "5"], Text]] = Field(default_factory=dict)
    """What a 1, a 3 and a 5 look like, by criterion."""
    findings: tuple[ExpectedFinding, ...] | None = None
    """Remarks that a guardian must make; an empty list: none; absent: not asked."""
    passes: bool | None = None
    """Whether the guardian must let the piece pass."""
    blocks: bool | None = None
    """Whether the brief's challenger must stop the work until a person answers."""
    asks: tuple[Wordings, ...] = ()
    """What a question, a hole or a contradiction must be about; each a word, or a list of words."""
    asks_not: tuple[Wordings, ...] = ()
    """What must not be asked, since the brief or the brand says it."""
    max_questions: int | None = Field(default=None, ge=0)
    """Most questions that this brief deserves."""
    address: Address | None = None
    """How a French reader is addressed."""
    claims: tuple[str, ...] = ()
    """Ids of claims in the brand's ledger that are the only ones allowed."""
    routes: ExpectedRoutes | None = None
    """How many routes a strategy must offer, and how many bold ones."""
    locked: str = ""
    """The line of a person's own that every route keeps, letter for letter."""
    keeps: tuple[Text, ...] = ()
    """Words that are right, so that no warning or error may stand on them."""
    understands: tuple[Wordings, ...] = ()
    """What a reader must have understood; each a word, or a list of words."""
    actions: tuple[str, ...] = ()
    """What a reader may do next."""
    barrier: bool | None = None
    """Whether a reader must name something that stops them."""
    recalls: tuple[str, ...] | None = None
    """Brands that a reader may name; ``""``: none came to mind."""
    jars: tuple[str, ...] | None = None
    """Words of which one may jar; an empty list: none should."""
    confidence: tuple[Confidence, ...] = ()
    """How sure an analyst may say that it is."""
    numbers: dict[str, Number | float] = Field(default_factory=dict)
    """Figures by name, each a value or a value with its tolerance."""
    best: tuple[str, ...] = ()
    """Ids of the pieces that may be ranked first."""
    worst: tuple[str, ...] = ()
    """Ids of the pieces that may be ranked last."""
    gates: tuple[ExpectedGate, ...] = ()
    """What a campaign does at each gate."""
    delivers: bool | None = None
    """Whether a campaign ends with something delivered."""
    warns: tuple[str, ...] = ()
    """Rules that must remark on the brief: ``brief.orders``."""
    ends: str = ""
    """The status in which a campaign ends: ``done``, ``empty``, ``rejected``."""
    nodes: tuple[str, ...] = ()
    """Nodes that must be visited, in this order, others between them."""
    tools: tuple[str, ...] = ()
    """Tools that must be called, in this order, others between them."""
    most_loops: int | None = Field(default=None, ge=1)
    """How often any node may be visited, and any tool called."""
    outcome: JsonValue = None
    """What really happened when it ran, with its source; absent: not known."""
    labels: tuple[Label, ...] = ()
    """What each labeller said, where they disagree."""
