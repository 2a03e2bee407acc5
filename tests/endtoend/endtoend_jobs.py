"""What a process of these tests does: one campaign, from where it stands to its end."""

import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from campaign_house import NOW, make_brand, make_brief

from creative_agents import cli
from creative_agents.approvals.question import Question
from creative_agents.domain.approval import Answer
from creative_agents.domain.campaign import Campaign
from creative_agents.errors import CreativeAgentsError, UnknownNameError
from creative_agents.graphs.campaign import create_campaign_nodes
from creative_agents.graphs.runner import CampaignRunner, Standing
from creative_agents.graphs.store import RunStore
from creative_agents.llm.language import identify
from creative_agents.llm.models import create_chat_model

CALLS = {"challenge": 1, "strategy": 1, "copy": 4, "guardian": 4, "personas": 8, "ranking": 1}
"""Model calls of the test's campaign, stage by stage: two channels, two variants, two readers."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """A campaign to take as far as it goes."""

    file: Path
    """Where the run is kept."""
    base_url: str
    """The model's server."""
    run_id: str = "winter"
    """The run."""
    out: Path | None = None
    """Where it is delivered."""


def runner_of(
    job: Job, clock: Callable[[], datetime] = lambda: NOW, **options: Any
) -> CampaignRunner:
    """Make the runner of a job: our own agents on a model over HTTP, a store in a file."""
    nodes = create_campaign_nodes(
        create_chat_model("openai:fake", base_url=job.base_url, api_key="none"),
        brand=make_brand(),
        store=RunStore.open(job.file),
        clock=clock,
        out=job.out,
        **options,
    )
    return CampaignRunner(nodes)


def take_up(runner: CampaignRunner, run_id: str) -> Standing:
    """Go on where the run was left; start it where nothing of it was kept."""
    try:
        return runner.resume(run_id)
    except UnknownNameError:
        return runner.start(make_brief(), run_id)


def approval(question: Question) -> Answer:
    """Approve everything, by the recommended route."""
    return Answer(default="approve", choice=question.recommended, by="Ana")


def finish(job: Job) -> Campaign:
    """Take a campaign to its end, approving at each gate."""
    runner = runner_of(job)
    standing = take_up(runner, job.run_id)
    while standing.question is not None:
        standing = runner.answer(job.run_id, approval(standing.question))
    assert standing.campaign is not None
    return standing.campaign


def work(job: Job) -> None:
    """Be a process that finishes a campaign, unless it is killed."""
    finish(job)


def die_before_the_first_step(job: Job) -> None:
    """Die in the first node, before it returns anything."""

    def clock() -> datetime:
        die()
        raise AssertionError

    take_up(runner_of(job, clock), job.run_id)


def die_after_deciding(job: Job, gate: str) -> None:
    """Die when the decision stands in the book and the graph has not heard of it."""
    runner = runner_of(job)
    standing = take_up(runner, job.run_id)
    while (question := standing.question) is not None:
        if question.gate == gate:
            runner.nodes.store.book.decide(question.id, approval(question))
            die()
        standing = runner.answer(job.run_id, approval(question))


def die_at(job: Job, moment: str) -> None:
    """Die in the delivery: while a file is written, before the rename, or right after it."""
    renamed = []

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and moment == "writing" and _is_aside(arguments[0], "campaign.md"):
            die()
        if event == "os.rename" and _is_aside(arguments[0], ".partial"):
            renamed.append(arguments[1])
            if moment == "renaming":
                die()
        elif event == "open" and moment == "renamed" and renamed:
            die()

    sys.addaudithook(hook)
    finish(job)


def die() -> None:
    """End as a power cut does: nothing is flushed, nothing is closed."""
    os.kill(os.getpid(), signal.SIGKILL)


def _is_aside(path: object, ending: str) -> bool:
    return ".partial" in str(path) and str(path).endswith(ending)


def result(campaign: Campaign) -> dict[str, Any]:
    """Give what two runs of the same campaign must have in common: all but ids, times, costs."""
    data = campaign.model_dump(
        mode="json",
        exclude={"run_id", "cost", "calls", "started_at", "finished_at", "log_head"},
    )
    for gate in data["gates"]:
        del gate["asked_at"], gate["decided_at"]
    return data


def work_on_a_small_disk(job: Job, kilobytes: int) -> None:
    """Finish a campaign where no file may grow beyond a size; end with the error's exit code."""
    identify("A language is told apart by a model that is unpacked once, before the disk is full.")
    resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, resource.RLIM_INFINITY))
    try:
        finish(job)
    except CreativeAgentsError as error:
        sys.stderr.write(f"error: {error}\n")
        sys.exit(error.exit_code)


def command_line(*arguments: str) -> None:
    """Be the command line."""
    sys.exit(cli.run(list(arguments)))
