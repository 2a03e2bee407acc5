"""Gold: cases with what is expected of an agent and why, read from YAML or JSON lines.

A file holds one case, a list of cases, or ``defaults`` and ``cases``; a ``.jsonl`` file holds a
case a line.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, Literal, Self

from pydantic import JsonValue, PrivateAttr, ValidationInfo, field_validator

from creative_agents.domain.base import Language, Model, Slug, Text
from creative_agents.errors import InputError
from creative_agents.evals.expected import Expected
from creative_agents.evals.gold_files import Entry, gold_files, read_entries, validated
from creative_agents.evals.inputs import INPUTS

MOST_TOLD: Final = 20
"""Mistakes that one error tells."""

Split = Literal["dev", "held_out"]
"""``dev`` is for whoever changes prompts; ``held_out`` is for the gate alone."""

Labeller = Literal["person", "model"]
"""Who says what is right; a model's word never calibrates a judge."""


class GoldCase(Model):
    """One case: what an agent gets, what is expected of it, and why."""

    id: Slug
    """Identifier, unique in its set."""
    agent: Slug
    """Whose case it is: ``copywriter``, ``campaign``, or the name of your own agent."""
    language: Language
    """Language of the work."""
    split: Split = "dev"
    """For whom; all cases of a brand are in one."""
    brand: Text
    """The brand: its folder, from the file or the working directory, or a name in ``brands.yml``
    beside the file; for an agent of your own, any word that groups cases that are alike."""
    provenance: Text
    """Where it comes from: who invented it, or the record it was taken from."""
    licence: Text
    """Under which licence it may be used: an SPDX identifier."""
    labelled_by: Labeller
    """Who said what is right."""
    why: Text
    """Why this is expected."""
    tags: tuple[Slug, ...] = ()
    """Slices: the trade, the difficulty (``food``, ``forbidden-claim``)."""
    input: dict[str, JsonValue]
    """What the agent gets: `creative_agents.evals.inputs` says which keys ours read."""
    expected: dict[str, JsonValue]
    """What is right: `Expected` says which keys our scorers read."""

    _where: str = PrivateAttr(default="")

    @field_validator("expected")
    @classmethod
    def _known_keys_are_right(cls, expected: dict[str, JsonValue]) -> dict[str, JsonValue]:
        Expected.model_validate(expected)
        return expected

    @field_validator("input")
    @classmethod
    def _our_agents_can_read_it(
        cls, input: dict[str, JsonValue], info: ValidationInfo
    ) -> dict[str, JsonValue]:
        reads = INPUTS.get(info.data.get("agent", ""))
        if reads is not None:
            reads.model_validate(input)
        return input

    @property
    def wants(self) -> Expected:
        """What is expected, as our scorers read it."""
        return Expected.model_validate(self.expected)

    @property
    def where(self) -> str:
        """The file and the line where it stands; empty for a case made in code."""
        return self._where

    @property
    def folder(self) -> Path:
        """The folder of its file, from which its paths start; the working directory else."""
        return Path(self._where.rpartition(":")[0]).parent

    def content_hash(self) -> str:
        """Fingerprint what is asked and expected: SHA-256, 16 hexadecimal signs.

        Id, split, tags, labels of provenance and reasons may change without it.
        """
        held = self.model_dump(
            mode="json", include={"agent", "language", "brand", "input", "expected"}
        )
        text = json.dumps(held, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


@dataclass(frozen=True)
class GoldSet:
    """Cases that are run together, in the order of their files."""

    cases: tuple[GoldCase, ...]
    """The cases."""

    @classmethod
    def load(cls, *paths: str | Path) -> Self:
        """Read cases from files, folders (every ``.yml``, ``.yaml`` and ``.jsonl`` file) or globs.

        Args:
            paths: Where they are; ``brands.yml`` in a folder holds brands and is not read here.

        Raises:
            InputError: A file cannot be read, a case breaks the format, an id is there twice, a
                brand is in both splits; one ``file:line: what is wrong`` a line.
        """
        entries = [entry for file in gold_files(paths) for entry in read_entries(file)]
        problems: list[str] = []
        cases = tuple(_cases(entries, problems))
        problems.extend(_twice(cases))
        problems.extend(_split_twice(cases))
        if problems:
            raise InputError("\n".join(_told(problems)))
        return cls(cases)

    def of(
        self,
        *,
        agent: str | None = None,
        split: Split | None = None,
        language: Language | None = None,
        tag: str | None = None,
    ) -> "GoldSet":
        """Give the cases of one slice; what is not named is not asked."""
        return GoldSet(
            tuple(
                case
                for case in self.cases
                if agent in {None, case.agent}
                and split in {None, case.split}
                and language in {None, case.language}
                and (tag is None or tag in case.tags)
            )
        )

    @cached_property
    def by_id(self) -> dict[str, GoldCase]:
        """The cases by their id."""
        return {case.id: case for case in self.cases}

    def content_hash(self) -> str:
        """Fingerprint the whole set, whatever the order of its files."""
        held = "\n".join(sorted(f"{case.id} {case.content_hash()}" for case in self.cases))
        return hashlib.sha256(held.encode("utf-8")).hexdigest()[:16]

    def __len__(self) -> int:
        return len(self.cases)

    def __iter__(self) -> Iterator[GoldCase]:
        return iter(self.cases)


def _told(problems: Sequence[str]) -> Iterator[str]:
    yield from problems[:MOST_TOLD]
    if len(problems) > MOST_TOLD:
        yield f"and {len(problems) - MOST_TOLD} more"


def _cases(entries: Iterable[Entry], problems: list[str]) -> Iterator[GoldCase]:
    for entry in entries:
        case = validated(GoldCase, entry, problems)
        if case is not None:
            case._where = entry.where  # noqa: SLF001 - set once, where it is made
            yield case


def _twice(cases: Iterable[GoldCase]) -> Iterator[str]:
    seen: dict[str, GoldCase] = {}
    for case in cases:
        if case.id in seen:
            yield f"{case.where}: id {case.id!r} is also at {seen[case.id].where}; rename one"
        seen.setdefault(case.id, case)


def _split_twice(cases: Iterable[GoldCase]) -> Iterator[str]:
    seen: dict[tuple[str, str], GoldCase] = {}
    for case in cases:
        first = seen.setdefault((case.agent, case.brand), case)
        if first.split != case.split:
            yield (
                f"{case.where}: brand {case.brand!r} is {case.split!r} here and {first.split!r} "
                f"at {first.where}; keep all cases of a brand in one split"
            )
