"""A few cases asked of the model itself, the others played from its recordings."""

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, islice, zip_longest
from typing import Any, Final

from creative_agents.errors import InputError
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.subject import Subject
from creative_agents.evals.trial import Source

SLOW: Final = frozenset({"campaign"})
"""Agents whose cases take a small model minutes: they are never picked to be asked."""


def pick_live(cases: Iterable[GoldCase], most: int) -> frozenset[str]:
    """Pick the cases that are asked of the model: spread over the agents, the same every time.

    Args:
        cases: The suite's cases.
        most: How many; fewer where there are fewer.

    Returns:
        Their ids.

    Raises:
        InputError: There is none to pick.
    """
    by_agent: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        if case.agent not in SLOW:
            by_agent[case.agent].append(case.id)
    if not by_agent:
        raise InputError("no case can be asked live: each of them is a whole campaign")
    shuffled = [_shuffled(agent, ids) for agent, ids in sorted(by_agent.items())]
    turns = chain.from_iterable(zip_longest(*shuffled))
    return frozenset(islice((id for id in turns if id is not None), most))


def recorded(subject: Subject) -> Subject:
    """Say of a subject over a tape that it plays recordings."""
    return replace(subject, source=_played)


def mixed(live: Subject, played: Subject, ids: frozenset[str], *, total: int) -> Subject:
    """Make one subject of two: the model itself for some cases, its recordings for the others.

    Args:
        live: Asks the model.
        played: Plays the recordings of the same model.
        ids: The cases that are asked.
        total: How many cases there are in all, for the name.

    Returns:
        A subject whose name says how many are asked and how many are played.

    Raises:
        InputError: The recordings are another model's.
    """
    if live.name != played.name:
        raise InputError(
            f"the recordings are of {played.name!r} and the model is {live.name!r}: their answers "
            "make no one run; record this model with --record, or ask the other with --model"
        )
    held = f"{live.fingerprint} {played.fingerprint} {' '.join(sorted(ids))}"

    async def answer(case: GoldCase) -> Any:  # noqa: ANN401 - each agent's own type
        return await (live if case.id in ids else played).answer(case)

    def source(case: GoldCase) -> Source:
        return "live" if case.id in ids else "recorded"

    return Subject(
        name=f"{live.name} ({len(ids)} live, {total - len(ids)} recorded)",
        answer=answer,
        fingerprint=hashlib.sha256(held.encode("utf-8")).hexdigest()[:16],
        read=live.read,
        source=source,
    )


def _played(case: GoldCase) -> Source:
    del case
    return "recorded"


def _shuffled(agent: str, ids: list[str]) -> list[str]:
    return random.Random(agent).sample(ids, len(ids))  # noqa: S311 - no secret
