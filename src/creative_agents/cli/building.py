"""One sitting with a brand build: from documents to where it waits or ends."""

import json
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import typer

from creative_agents.cli.progress import ProgressDisplay
from creative_agents.domain.base import Language
from creative_agents.errors import (
    EXIT_DONE,
    EXIT_INPUT,
    EXIT_WAITING,
    AnswerError,
    ApprovalError,
    ConfigError,
    CreativeAgentsError,
)

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from creative_agents.domain.approval import Answer
    from creative_agents.graphs.brand_build.runner import BrandBuildRunner, BuildStanding

NOBODY: Final = "none"
"""The model's name that asks no model."""

SMALL_MINUTES: Final = 10.0
"""How long a small model reads where the person does not say, in minutes."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a person typed."""

    documents: tuple[Path, ...]
    """Files and folders to read."""
    out: Path
    """The brand folder."""
    name: str | None
    """The brand's name."""
    language: Language | None
    """Its language."""
    model: str | None
    """The model's name, or ``none``."""
    base_url: str | None
    """The server's address."""
    from_run: str | None
    """A run whose corrections are read."""
    approve: Literal["ask", "policy"]
    """Who decides."""
    answer: Path | None
    """A file that holds the decisions."""
    minutes: float | None
    """How long the model may read."""
    budget: str | None
    """US dollars."""


class BuildSitting:
    """A build, the person before it, and the way from here to the next stop."""

    def __init__(self, terms: Terms) -> None:
        """Take what was typed."""
        self._terms = terms
        self._display = ProgressDisplay()

    def go(self, *, as_json: bool, fail_if_waiting: bool) -> int:
        """Build as far as it goes without a person, ask where one is there, and end.

        Args:
            as_json: Whether a machine reads standard output.
            fail_if_waiting: Whether a build that waits ends with a code of its own.

        Returns:
            The exit code.

        Raises:
            CreativeAgentsError: It was refused or stopped; what was done is kept.
        """
        answer = self._given_answer()
        try:
            with self._display:
                runner = self._runner()
            with runner.nodes.store:
                standing = self._first(runner)
                standing = self._through_gate(runner, standing, answer, as_json=as_json)
        except CreativeAgentsError as error:
            if error.exit_code != EXIT_INPUT:
                self._display.tell("what was done is kept; to go on, type the same command again")
            raise
        self._tell(standing, as_json=as_json)
        waits = standing.question is not None
        return EXIT_WAITING if waits and fail_if_waiting else EXIT_DONE

    def _first(self, runner: "BrandBuildRunner") -> "BuildStanding":
        from creative_agents.graphs.brand_build.runner import build_id

        with self._display:
            return runner.run(build_id(runner.nodes), self._display)

    def _runner(self) -> "BrandBuildRunner":
        from creative_agents.cli.logs import configure_logs
        from creative_agents.cli.starting import _dollars
        from creative_agents.graphs.brand_build import create_build_nodes
        from creative_agents.graphs.brand_build.runner import BrandBuildRunner
        from creative_agents.graphs.store import RunStore
        from creative_agents.llm.profile import profile_of

        configure_logs()
        terms = self._terms
        budget = _dollars(terms.budget)
        model = self._model()
        small = model is not None and profile_of(model).kind == "small"
        minutes = terms.minutes if terms.minutes is not None or not small else SMALL_MINUTES
        nodes = create_build_nodes(
            model,
            terms.documents,
            out=terms.out,
            name=terms.name,
            language=terms.language,
            from_run=terms.from_run,
            approve=terms.approve,
            minutes=minutes,
            budget_usd=Decimal(budget) if budget else None,
            store=RunStore.open(),
        )
        return BrandBuildRunner(nodes)

    def _model(self) -> "BaseChatModel | None":
        from creative_agents.llm.models import create_chat_model, explain

        terms = self._terms
        if terms.model == NOBODY or not terms.documents:
            return None
        found = {
            setting.name: setting.value for setting in explain(terms.model, base_url=terms.base_url)
        }
        return create_chat_model(found["model"], base_url=found.get("base_url"))

    def _given_answer(self) -> "Answer | None":
        path = self._terms.answer
        if path is None:
            return None
        from creative_agents.approvals.answering import read_answer

        try:
            given = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise ConfigError(
                f"--answer {str(path)!r} cannot be read as JSON: {error}; give a file such as "
                '{"default": "approve", "decisions": []}'
            ) from error
        return read_answer({"via": "file", **given} if isinstance(given, dict) else given)

    def _through_gate(
        self,
        runner: "BrandBuildRunner",
        standing: "BuildStanding",
        answer: "Answer | None",
        *,
        as_json: bool,
    ) -> "BuildStanding":
        if answer is not None and standing.question is not None:
            with self._display:
                return runner.answer(standing.run_id, answer, self._display)
        there = not as_json and sys.stdin.isatty() and sys.stdout.isatty()
        while standing.question is not None and there:
            from creative_agents.cli.brand_gate import ask_lines

            self._notices(standing)
            try:
                given = ask_lines(standing.question, standing.state["language"])
            except EOFError:
                typer.echo()
                break
            try:
                with self._display:
                    standing = runner.answer(standing.run_id, given, self._display)
            except (AnswerError, ApprovalError) as error:
                self._display.tell(str(error))
                standing = runner.run(standing.run_id, self._display)
        return standing

    def _tell(self, standing: "BuildStanding", *, as_json: bool) -> None:
        state = standing.state
        if as_json:
            asked = standing.question
            told = {
                "build": standing.run_id,
                "status": standing.status,
                "folder": state.get("folder"),
                "proposed": len(state["lines"]),
                "refused": state["refused"],
                "asked": len(state["changes"]),
                "written": state.get("written", 0),
                "holes": state.get("holes", []),
                "notices": state["notices"],
                "question": json.loads(asked.model_dump_json()) if asked else None,
            }
            typer.echo(json.dumps(told, ensure_ascii=False))
            return
        self._notices(standing)
        if standing.question is not None:
            typer.echo(standing.question.title)
            typer.echo(f"it waits for your decision: {', '.join(standing.question.allowed)}")
            typer.echo("to go on: the same command in a terminal, or with --answer FILE")
        elif standing.status == "unchanged":
            typer.echo(f"{self._terms.out}: nothing changed; {len(state['lines'])} lines stand")
        else:
            typer.echo(f"{state['folder']}")
            typer.echo(
                f"{state['approved']} of {len(state['changes'])} lines approved, "
                f"{state['written']} written, each with its source",
                err=True,
            )
            for hole in state["holes"]:
                typer.echo(f"notice: {hole} is still to be written", err=True)

    def _notices(self, standing: "BuildStanding") -> None:
        for notice in standing.state["notices"]:
            self._display.tell(f"notice: {notice}")
