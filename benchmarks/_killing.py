"""A process that takes a campaign to its end and says on the way where it is."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from uuid import uuid4

from _gates import BRIEF, EXAMPLES, approval, runner_of

from creative_agents.approvals.book import ApprovalsBook
from creative_agents.approvals.question import Approval
from creative_agents.brands.briefs import load_brief
from creative_agents.domain.approval import Answer
from creative_agents.errors import UnknownNameError
from creative_agents.graphs.campaign import CampaignOptions
from creative_agents.graphs.campaign.nodes import CampaignNodes
from creative_agents.graphs.runner import CampaignRunner

__all__ = ["EXAMPLES", "MOMENTS", "Job", "work"]


@dataclass(frozen=True)
class Job:
    """A campaign to take as far as it goes."""

    run_id: str
    """The run."""
    base_url: str
    """The model's server, under the run's own address."""
    folder: Path
    """Where runs are kept, and deliveries written."""

    @property
    def witness(self) -> Path:
        """The file that says which decisions were taken, in the words of whoever took them."""
        return self.folder / "witness"


class WatchedBook:
    """An approvals book that says what it is about to do, and what it did."""

    def __init__(self, book: ApprovalsBook, say: Callable[[str], None], witness: Path) -> None:
        """Take a book.

        Args:
            book: The book.
            say: Hears of each moment.
            witness: The file that receives each decision once it is taken.
        """
        self._book = book
        self._say = say
        self._witness = witness

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - everything else is the book's own
        return getattr(self._book, name)

    def decide(self, id: str, answer: Answer, **options: Any) -> Approval:  # noqa: ANN401
        """Decide, then bear witness."""
        self._say("deciding")
        row = self._book.decide(id, answer, **options)
        descriptor = os.open(self._witness, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        os.write(descriptor, f"{id} {answer.note}\n".encode())
        os.close(descriptor)
        self._say("decided")
        return row

    def begin_effect(self, id: str) -> Approval:
        """Begin the effect of a decision."""
        row = self._book.begin_effect(id)
        self._say("effect begun" if row.question.gate == "copy" else "gone on")
        return row

    def end_effect(self, ids: Sequence[str], *, key: str = "") -> None:
        """End the effect of decisions."""
        self._say("delivered")
        self._book.end_effect(ids, key=key)
        self._say("effect done")


SMALL: CampaignOptions = {"channels": ("email", "google_rsa"), "variants": 1, "readers": 2}
"""A campaign of a dozen calls."""

MOMENTS = ("deciding", "decided", "gone on", "effect begun", "delivered", "effect done")
"""What a process says, in the order of time; a campaign has two gates or three."""


def work(job: Job, pipe: Connection) -> None:
    """Be a process that finishes a campaign, approving at each gate, unless it is killed."""
    runner = runner_of(job.base_url, job.folder, options=SMALL)
    store = runner.nodes.store
    book: Any = WatchedBook(store.book, pipe.send, job.witness)
    runner = CampaignRunner(_with_book(runner.nodes, book))
    pipe.send("ready")
    try:
        standing = runner.resume(job.run_id)
    except UnknownNameError:
        standing = runner.start(load_brief(BRIEF), job.run_id)
    while standing.question is not None:
        answer = approval(standing.question).model_copy(update={"note": uuid4().hex})
        standing = runner.answer(job.run_id, answer)
    pipe.send(f"ended {standing.status}")


def _with_book(nodes: CampaignNodes, book: ApprovalsBook) -> CampaignNodes:
    return replace(nodes, store=replace(nodes.store, book=book))
