"""What a checkpoint holds, each value kept once: a step writes what it changed.

LangGraph's SQLite checkpointer writes the whole state at every step, some twenty times a
campaign. Each value of the state has a version that changes with it, so a row a version is
enough, as LangGraph's own PostgreSQL checkpointer keeps them.
"""

import json
from collections.abc import Iterable
from typing import Final

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import ChannelVersions, Checkpoint, CheckpointTuple
from langgraph.checkpoint.serde.base import SerializerProtocol

TABLE: Final = """
CREATE TABLE IF NOT EXISTS checkpoint_values (
    thread_id TEXT NOT NULL,
    checkpoint_ns TEXT NOT NULL,
    state_key TEXT NOT NULL,
    version TEXT NOT NULL,
    type TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (thread_id, checkpoint_ns, state_key, version)
);
"""

PUT: Final = "INSERT OR REPLACE INTO checkpoint_values VALUES (?, ?, ?, ?, ?, ?)"

GET: Final = """
SELECT kept.state_key, kept.type, kept.value FROM json_each(?) AS wanted
JOIN checkpoint_values AS kept ON kept.state_key = wanted.key AND kept.version = wanted.value
WHERE thread_id = ? AND checkpoint_ns = ?
"""

DELETE: Final = "DELETE FROM checkpoint_values WHERE thread_id = ?"

Row = tuple[str, str, str, str, str, bytes]


def rows(
    config: RunnableConfig,
    checkpoint: Checkpoint,
    new_versions: ChannelVersions,
    serde: SerializerProtocol,
) -> tuple[Row, ...]:
    """Give a row for each value that changed with this checkpoint."""
    held = checkpoint["channel_values"]
    return tuple(
        (*_place(config), key, str(version), *serde.dumps_typed(held[key]))
        for key, version in new_versions.items()
        if key in held
    )


def without(checkpoint: Checkpoint) -> Checkpoint:
    """Give a checkpoint without its values."""
    return {**checkpoint, "channel_values": {}}


def wanted(found: CheckpointTuple) -> tuple[str, str, str]:
    """Give what `GET` asks for: the versions of a checkpoint, and its place."""
    versions = {key: str(one) for key, one in found.checkpoint["channel_versions"].items()}
    return json.dumps(versions), *_place(found.config)


def filled(
    checkpoint: Checkpoint, rows: Iterable[tuple[str, str, bytes]], serde: SerializerProtocol
) -> Checkpoint:
    """Give a checkpoint with its values; one of an earlier release holds them itself."""
    kept = {key: serde.loads_typed((kind, value)) for key, kind, value in rows}
    return {**checkpoint, "channel_values": {**checkpoint["channel_values"], **kept}}


def _place(config: RunnableConfig) -> tuple[str, str]:
    """Give the thread and the namespace of a checkpoint."""
    configurable = config["configurable"]
    return str(configurable["thread_id"]), str(configurable.get("checkpoint_ns", ""))
