"""The door to approvals as the command line opens it: with brands, briefs and who is there."""

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from creative_agents.approvals.autonomy import GATE as AUTONOMY
from creative_agents.approvals.door import Approvals
from creative_agents.approvals.words import short
from creative_agents.cli.person import Sitter
from creative_agents.domain.approval import Answer, Person
from creative_agents.domain.brand import Brand
from creative_agents.errors import (
    AnswerError,
    BrandError,
    ConfigError,
    CreativeAgentsError,
    UnknownNameError,
)

if TYPE_CHECKING:
    from creative_agents.approvals.question import Approval, Question
    from creative_agents.domain.brief import Brief
    from creative_agents.domain.process import Hook
    from creative_agents.graphs.runs_index import RunRecord, RunsIndex

BRAND: Final = "CREATIVE_AGENTS_BRAND"
"""The environment variable that names a brand folder, for runs that this machine did not start."""

_SHOWN: Final = 5
"""How many of several ids a refusal shows."""


class Desk:
    """What the command line knows of a question beside what the book says."""

    def __init__(self, *, brand: str | None = None) -> None:
        """Open the door.

        Args:
            brand: What ``--brand`` names: a folder, whose brand is then known, or an id.
        """
        self._named = brand
        self._brands: dict[str, Brand] = {}
        self.unread: list[str] = []
        """Folders of brands that could not be read, once `brands` was asked for."""

    @cached_property
    def approvals(self) -> Approvals:
        """The door; where ``--brand`` names one, no other brand's questions are behind it."""
        return Approvals(brand=self.brand_id, check_edits=self.check)

    @property
    def brand_id(self) -> str | None:
        """Id of the brand that ``--brand`` names.

        Raises:
            BrandError: It names a folder that cannot be read as a brand.
            ConfigError: It is no name of anything.
        """
        if self._named is None or not _is_folder(self._named):
            if self._named and any("\ud800" <= sign <= "\udfff" for sign in self._named):
                raise ConfigError(f"--brand is {short(self._named)}: give a folder or a brand's id")
            return self._named
        return self._load(self._named).id

    def find(self, prefix: str, *, waiting: bool = True) -> str:
        """Give the id of a question that begins so.

        Args:
            prefix: What was typed.
            waiting: Whether what waits comes before what is over.

        Raises:
            UnknownNameError: None does, or several do.
        """
        try:
            return self.approvals.show(prefix).question.id
        except UnknownNameError:
            found = self._beginning(prefix, waiting=waiting)
        if not found:
            of = f" for the brand {short(self.brand_id)}" if self._named else ""
            raise UnknownNameError(
                f"nothing was asked under {short(prefix)}{of}: `creative-agents inbox` shows what "
                "waits"
            )
        if len(found) > 1:
            some = ", ".join(found[:_SHOWN]) + (", ..." if len(found) > _SHOWN else "")
            raise UnknownNameError(
                f"{short(prefix)} could be {len(found)} questions ({some}): type more of it"
            )
        return found[0]

    def record(self, question: "Question") -> "RunRecord | None":
        """Give the run that asks; nothing where this machine did not start it."""
        try:
            return self._runs.get(question.run_id)
        except UnknownNameError:
            return None

    def brand(self, question: "Question") -> Brand:
        """Give the brand that a question is of.

        Raises:
            ConfigError: Nobody said where its folder is, or it is another brand's.
            BrandError: Its folder cannot be read.
        """
        folder = self._folder(question)
        if folder is None:
            raise ConfigError(
                f"the folder of the brand {question.brand!r} is not known here: pass --brand DIR"
            )
        brand = self._load(folder)
        if brand.id != question.brand:
            raise ConfigError(
                f"{folder!r} is the folder of {brand.id!r} and the question is of "
                f"{question.brand!r}: pass --brand DIR"
            )
        return brand

    def known_brand(self, question: "Question") -> Brand | None:
        """Give the brand that a question is of; nothing where its folder is not there."""
        try:
            return self.brand(question)
        except CreativeAgentsError:
            return None

    def person(self, question: "Question", who: Sitter) -> Person:
        """Give who answers, with the roles that the brand's process gives them.

        Raises:
            InputError: The question asks for roles, and the brand's folder is not there.
        """
        from creative_agents.approvals.people import person_of

        needs_roles = any(need.roles for need in question.terms.needs)
        brand = self.brand(question) if needs_roles else self.known_brand(question)
        return person_of(brand.process, who.id) if brand else Person(id=who.id)

    def check(self, question: "Question", answer: Answer) -> None:
        """Refuse a person's own text that breaks a rule.

        Raises:
            AnswerError: It does, or nobody knows the brand's rules here.
        """
        from creative_agents.approvals.corrections import brand_rules

        try:
            brand = self.brand(question)
        except CreativeAgentsError as error:
            raise AnswerError(
                f"a correction is checked by the brand's rules before it counts, and {error}"
            ) from error
        brand_rules(self.approvals.book, brand, brief=self.brief(question))(question, answer)

    def brief(self, question: "Question") -> "Brief | None":
        """Give what the department was asked, where this machine started the run."""
        from creative_agents.domain.brief import Brief

        record = self.record(question)
        return Brief.model_validate_json(record.brief) if record else None

    def next_step(self, question: "Question") -> str:
        """Say what takes the work up after a decision; empty where that is not ours."""
        if self.record(question) is not None:
            return f"creative-agents resume {question.run_id}"
        return "creative-agents brand build" if question.gate == "brand" else ""

    def told_next(self, row: "Approval") -> str:
        """Say in a line what happens next."""
        question, step = row.question, self.next_step(row.question)
        if question.gate == AUTONOMY:
            return _told_autonomy(row)
        if question.gate == "brand" and step:
            return "next: type the same `creative-agents brand build` again"
        if step:
            return f"next: {step}"
        return f"next: whoever runs {question.run_id!r} resumes it; the decision is in the book"

    def hook(self, brand_id: str) -> "Hook | None":
        """Give how a brand's team hears of its gates; nothing where its folder is not there."""
        brand = self.brands.get(brand_id)
        return brand.process.notify if brand else None

    @cached_property
    def brands(self) -> dict[str, Brand]:
        """The brands whose folders are there: those of the runs, and the one that is named."""
        folders = [record.brand_folder for record in self._runs.all()]
        folders += [self._named or "", os.environ.get(BRAND, "")]
        found: dict[str, Brand] = {}
        for folder in dict.fromkeys(folders):
            if folder and _is_folder(folder):
                try:
                    brand = self._load(folder)
                except BrandError:
                    self.unread.append(folder)
                else:
                    found[brand.id] = brand
        return found

    @cached_property
    def _runs(self) -> "RunsIndex":
        from creative_agents.graphs.runs_index import RunsIndex

        return RunsIndex()

    def _folder(self, question: "Question") -> str | None:
        if self._named and _is_folder(self._named):
            return self._named
        record = self.record(question)
        return record.brand_folder if record else os.environ.get(BRAND) or None

    def _load(self, folder: str) -> Brand:
        from creative_agents.brands.loader import load_brand

        if folder not in self._brands:
            self._brands[folder] = load_brand(folder)
        return self._brands[folder]

    def _beginning(self, prefix: str, *, waiting: bool) -> list[str]:
        if not prefix:
            return []
        lines = self.approvals.list() if waiting else ()
        if found := [line.id for line in lines if line.id.startswith(prefix)]:
            return found
        asked = dict.fromkeys(event.approval for event in self.approvals.events())
        return [id for id in asked if id and id.startswith(prefix)]


def _is_folder(name: str) -> bool:
    """Say whether a folder of this name is there; no name is too long to ask."""
    try:
        return Path(name).is_dir()
    except OSError:
        return False


def _told_autonomy(row: "Approval") -> str:
    """Say who writes a changed level where the brand keeps it: nobody of ours does."""
    from creative_agents.approvals.earning import change_of, is_approved

    if not is_approved(row):
        return "next: nothing; the gate stays as it is"
    change = change_of(row)
    return f"next: write `autonomy: {change.to}` under gates, {change.gate}, in process.yml"
