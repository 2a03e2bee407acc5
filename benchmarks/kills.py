"""SIGKILL at random points from "model called" to "effect done", then restart.

    python benchmarks/kills.py --kills 200

Campaigns run one after the other, each in processes that are killed, most of them several times,
until so many kills have hit. One kill in three strikes anywhere in a campaign, one while calls
are under way, and one within a twentieth of a second of a moment around a decision and its
effect, where little time passes and much can go wrong. The next process takes the campaign up.

Counted at the end, from outside:

- repeated calls: calls that were made although their answer was recorded before;
- lost decisions: decisions whose caller was told that they were taken, and that the book, the
  record of the campaign or the log does not hold;
- duplicate effects: deliveries beyond one a campaign, and effects that the log tells twice;
- in flight repeated: calls that the server was asked twice because a kill hit them under way.

It exits with 1 unless the first three are 0 and the last at most the calls in flight.
"""

import argparse
import multiprocessing
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from _gates import delivered
from _killing import MOMENTS, Job, work

from creative_agents.approvals.book import SqliteBook
from creative_agents.domain.campaign import Campaign
from creative_agents.testing.server import FakeOpenAIServer

CONTEXT = multiprocessing.get_context("forkserver")
PATIENCE = 120.0
CLOSE = 0.05
"""Seconds after a moment within which a kill strikes."""
LATENCY = 0.05
"""Seconds that the server takes for an answer."""


@dataclass(frozen=True)
class Plan:
    """When a process is killed."""

    moment: str
    """What it says before the kill."""
    delay: float
    """Seconds after that."""
    calls: int = 0
    """How many calls the server must have been asked by then."""


@dataclass
class Found:
    """What the campaigns came to."""

    kills: int = 0
    campaigns: int = 0
    repeated_calls: int = 0
    lost_decisions: int = 0
    duplicate_effects: int = 0
    in_flight: int = 0
    in_flight_repeated: int = 0
    where: Counter[str] = field(default_factory=Counter)

    def last_line(self) -> str:
        """Say it in one line."""
        return (
            f"kills {self.kills} repeated_calls {self.repeated_calls} "
            f"lost_decisions {self.lost_decisions} duplicate_effects {self.duplicate_effects} "
            f"in_flight_repeated {self.in_flight_repeated}"
        )

    @property
    def holds(self) -> bool:
        """Whether what is promised holds."""
        wrong = self.repeated_calls + self.lost_decisions + self.duplicate_effects
        return wrong == 0 and self.in_flight_repeated <= self.in_flight


def main() -> int:
    """Run it; give the exit code."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)  # the fork server finds what we find
    CONTEXT.set_forkserver_preload(["_warm"])
    dice, found = random.Random(options.seed), Found()
    with tempfile.TemporaryDirectory() as name, FakeOpenAIServer(latency_seconds=LATENCY) as server:
        usual = whole(server, Path(name))
        while found.kills < options.kills:
            job = job_of(server, Path(name), f"campaign-{found.campaigns + 1:03}")
            run(job, found, options.kills, dice, usual, server)
            check(job, found, server)
            found.campaigns += 1
            print(f"{found.campaigns} campaigns, {found.kills} kills", flush=True)
    for moment, count in found.where.most_common():
        print(f"  {count:4} kills after {moment!r}")
    print(f"calls in flight at the kills: {found.in_flight}")
    print(found.last_line())
    return 0 if found.holds else 1


def job_of(server: FakeOpenAIServer, folder: Path, run_id: str) -> Job:
    """Make a job with a folder and an address of its own."""
    own = folder / run_id
    own.mkdir()
    return Job(run_id=run_id, base_url=server.url_of(run_id), folder=own)


def whole(server: FakeOpenAIServer, folder: Path) -> float:
    """Leave one campaign in peace; give how long it took."""
    job = job_of(server, folder, "in-peace")
    start = time.monotonic()
    if not attempt(job, None, Found(), server):
        raise RuntimeError("the campaign that nobody killed did not end")
    return time.monotonic() - start


def run(  # noqa: PLR0913, PLR0917 - what an attempt is planned from
    job: Job,
    found: Found,
    kills: int,
    dice: random.Random,
    usual: float,
    server: FakeOpenAIServer,
) -> None:
    """Take a campaign to its end, through kills."""
    over = False
    while not over:
        over = attempt(job, plan(dice, usual) if found.kills < kills else None, found, server)


def plan(dice: random.Random, usual: float) -> Plan:
    """Choose when to kill: anywhere, while calls are under way, or close to a moment."""
    match dice.randrange(3):
        case 0:
            return Plan("ready", dice.uniform(0, usual / 2))
        case 1:
            return Plan("ready", dice.uniform(0, LATENCY), calls=dice.randint(1, 6))
        case _:
            return Plan(dice.choice(MOMENTS), dice.uniform(0, CLOSE))


def attempt(job: Job, chosen: Plan | None, found: Found, server: FakeOpenAIServer) -> bool:
    """Start a process and kill it as planned; say whether it came to the end first.

    Args:
        job: The campaign.
        chosen: When to kill it; absent: it is left in peace.
        found: Where a kill is counted.
        server: The model.
    """
    ours, theirs = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=work, args=(job, theirs))
    process.start()
    theirs.close()
    said = listen(ours, chosen, server)
    if said is None or not said.startswith("ended"):
        process.kill()
    process.join()
    code = process.exitcode
    last = rest(ours, said)
    ours.close()
    if code == -signal.SIGKILL:
        found.kills += 1
        found.where[last or "start"] += 1
        return False
    if code or not (last or "").startswith("ended done"):
        raise RuntimeError(f"{job.run_id} ended with {code} after {last!r}")
    return True


def listen(pipe: Connection, chosen: Plan | None, server: FakeOpenAIServer) -> str | None:
    """Hear a process until it is time to kill it; gives what it said last."""
    said: str | None = None
    strikes: float | None = None
    is_said = False
    asked = server.stats.requests
    end = time.monotonic() + PATIENCE
    while strikes is None or time.monotonic() < strikes:
        if time.monotonic() > end:
            raise RuntimeError(f"nothing was heard after {said!r}")
        try:
            if pipe.poll(0.002):
                said = pipe.recv()
        except EOFError:
            return said
        if said is not None and said.startswith("ended"):
            return said
        if chosen is None or strikes is not None:
            continue
        is_said = is_said or said == chosen.moment
        if is_said and server.stats.requests >= asked + chosen.calls:
            strikes = time.monotonic() + chosen.delay
    return said


def rest(pipe: Connection, said: str | None) -> str | None:
    """Hear what was still said before the kill hit."""
    while True:
        try:
            if not pipe.poll(0):
                return said
            said = pipe.recv()
        except (EOFError, OSError):
            return said


def check(job: Job, found: Found, server: FakeOpenAIServer) -> None:
    """Count what a campaign did twice, and what it lost."""
    asked = Counter(one.digest for one in server.exchanges if one.run == job.run_id)
    again = sum(asked.values()) - len(asked)
    lost, recorded_again = calls(job)
    found.in_flight += lost
    found.repeated_calls += recorded_again + max(0, again - lost)
    found.in_flight_repeated += min(again, lost)
    folders = delivered(job.folder / "out")
    if job.run_id not in folders:
        raise RuntimeError(f"{job.run_id} was not delivered")
    found.duplicate_effects += len([name for name in folders if not name.startswith(".")]) - 1
    text = (job.folder / "out" / job.run_id / "campaign.json").read_text(encoding="utf-8")
    campaign = Campaign.model_validate_json(text)
    with closing(SqliteBook(job.folder / "runs.sqlite")) as book:
        checked = book.verify(campaign.log_head)
        if not checked.ok:
            raise RuntimeError(f"{job.run_id}: {checked.problems}")
        events = Counter((event.kind, event.approval) for event in book.events())
        notes = {row.question.id: row.answer and row.answer.note for row in book.of_run(job.run_id)}
    done = {id: count for (kind, id), count in events.items() if kind == "effect_done"}
    found.duplicate_effects += sum(done.values()) - len(done)
    kept = {gate.answer.note for gate in campaign.gates}
    for line in job.witness.read_text().splitlines():
        id, note = line.split()
        is_kept = notes[id] == note and note in kept and events["decided", id] == 1
        found.lost_decisions += not is_kept


def calls(job: Job) -> tuple[int, int]:
    """Count the calls that were under way at a kill, and those made after their answer was kept."""
    with closing(sqlite3.connect(job.folder / "runs.sqlite")) as connection:
        rows = connection.execute(
            "SELECT key, status, started_at, started_at + seconds FROM calls_call"
        ).fetchall()
    kept: dict[str, float] = {}
    for key, status, _, ended in rows:
        if status == "finished":
            kept[key] = min(ended, kept.get(key, ended))
    # An answer that is given again from the record has a row of its own, and was not asked for.
    sent = [(key, started) for key, status, started, _ in rows if status != "replayed"]
    again = sum(started > kept.get(key, started) for key, started in sent)
    # A fork has its parent's name in the log, so what a killed one left still looks under way.
    return sum(status in {"lost", "in_flight"} for _, status, _, _ in rows), again


if __name__ == "__main__":
    sys.exit(main())
