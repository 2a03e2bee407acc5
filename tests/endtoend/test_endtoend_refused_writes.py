"""Whichever write of the state is the last one that the disk took, the run goes on from there."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from campaign_house import NOW, department, make_brand
from endtoend_jobs import approval, result, take_up
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import ChannelVersions, Checkpoint, CheckpointMetadata

from creative_agents.approvals.book import SqliteBook
from creative_agents.domain.campaign import Campaign
from creative_agents.errors import StorageError
from creative_agents.graphs.campaign import create_campaign_nodes
from creative_agents.graphs.checkpoints import SqliteCheckpointer
from creative_agents.graphs.runner import CampaignRunner
from creative_agents.graphs.store import RunStore
from creative_agents.llm.calls import SqliteCallLog
from creative_agents.testing.scripted_model import ScriptedChatModel


@dataclass
class Room:
    """Room for so many writes: LangGraph works on a copy of a checkpointer, the room is one."""

    left: int
    """Writes that the disk still takes."""

    def take(self) -> None:
        """Take a write, where there is room."""
        if self.left <= 0:
            raise StorageError("the disk takes nothing any more")
        self.left -= 1


class ClosingCheckpointer(SqliteCheckpointer):
    """A disk that takes so many writes of the state and then none, as at a power cut."""

    def __init__(self, path: Path, room: Room) -> None:
        """Open the file.

        Args:
            path: The file.
            room: For how many writes.
        """
        super().__init__(path)
        self._room = room

    def put(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        """Keep a checkpoint, while there is room."""
        self._room.take()
        return super().put(config, checkpoint, metadata, new_versions)

    def put_writes(
        self,
        config: RunnableConfig,
        writes: Sequence[tuple[str, Any]],
        task_id: str,
        task_path: str = "",
    ) -> None:
        """Keep what a node wrote, while there is room."""
        self._room.take()
        super().put_writes(config, writes, task_id, task_path)


def finish(file: Path, writes: int) -> tuple[Campaign, int]:
    """Take a campaign to its end; gives the record and how many writes were left."""
    room = Room(writes)
    store = RunStore(
        checkpointer=ClosingCheckpointer(file, room),
        calls=SqliteCallLog(file),
        book=SqliteBook(file),
        path=file,
    )
    nodes = create_campaign_nodes(
        ScriptedChatModel(answers=[]),
        brand=make_brand(),
        store=store,
        clock=lambda: NOW,
        **department(),
    )
    runner = CampaignRunner(nodes)
    standing = take_up(runner, "winter")
    while standing.question is not None:
        standing = runner.answer("winter", approval(standing.question))
    assert standing.campaign is not None, standing
    return standing.campaign, room.left


@pytest.mark.parametrize("part", range(4))
def test_the_state_is_never_lost_between_two_writes(tmp_path: Path, part: int) -> None:
    """Stopped after every single write in turn, another session comes to the same end."""
    plenty = 1_000
    campaign, left = finish(tmp_path / "whole.sqlite", plenty)
    writes = plenty - left
    assert writes > 30
    for taken in range(part, writes, 4):
        file = tmp_path / f"{taken}.sqlite"
        with pytest.raises(StorageError, match="the disk takes nothing any more"):
            finish(file, taken)

        assert result(finish(file, plenty)[0]) == result(campaign), f"after {taken} writes"
