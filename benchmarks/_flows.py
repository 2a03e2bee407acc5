"""The two sides: our campaign, and the bare client doing the same calls."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from _plan import Plan, Stage
from openai import AsyncOpenAI


class Flow(Protocol):
    """Something that runs campaigns."""

    name: str
    """What the table calls it."""
    calls: int
    """How many calls a campaign makes."""

    async def campaign(self, number: int) -> None:
        """Run one campaign; each has its own number."""
        ...

    async def close(self) -> None:
        """Let go of connections and files."""
        ...


class BareFlow:
    """The openai client with its defaults: the same bodies in the same order, and nothing else."""

    name = "bare openai client"

    def __init__(self, base_url: str, plan: Plan) -> None:
        """Keep what to send.

        Args:
            base_url: The server.
            plan: The calls of a campaign.
        """
        self._client = AsyncOpenAI(base_url=base_url, api_key="none")
        self._plan = plan
        self.calls = plan.calls

    async def campaign(self, number: int) -> None:
        """Make the calls of one campaign."""
        del number
        stages: list[asyncio.Task[None]] = []
        for stage in self._plan.stages:
            before = [stages[index] for index in sorted(stage.after)]
            stages.append(asyncio.create_task(self._stage(stage, before)))
        await asyncio.gather(*stages)

    async def _stage(self, stage: Stage, before: Sequence[asyncio.Task[None]]) -> None:
        await asyncio.gather(*before)
        answers = await asyncio.gather(
            *(self._client.chat.completions.create(**body) for body in stage.bodies)
        )
        assert all(answer.choices[0].message.content for answer in answers)

    async def close(self) -> None:
        """Close the client."""
        await self._client.close()


class CampaignFlow:
    """Our campaign graph: agents, model door, ledger, policies, gates, SQLite on the disk."""

    def __init__(self, base_url: str, folder: Path, *, deliver: bool, calls: int = 0) -> None:
        """Load the example brand and compile the graph.

        Args:
            base_url: The server.
            folder: Where runs are kept, and deliveries written.
            deliver: Whether each campaign ends with its folder.
            calls: How many calls a campaign makes.
        """
        self.calls = calls
        from _campaign import create_flow  # noqa: PLC0415 - heavy

        self.name = "ours, with delivery" if deliver else "ours"
        self._run = create_flow(base_url, folder, deliver=deliver)

    async def campaign(self, number: int) -> None:
        """Run one campaign to its end."""
        await self._run(number)

    async def close(self) -> None:
        """Keep the client: the process has one."""
