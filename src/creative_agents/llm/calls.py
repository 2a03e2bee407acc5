"""The call log: what a run asked of models, recorded before the answer is used.

Its tables live in a file that others share, so their names begin with ``calls_``.
"""

import os
import sqlite3
import threading
from collections.abc import Awaitable, Mapping
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol, Self

from creative_agents.domain.cost import Usage
from creative_agents.errors import StorageError
from creative_agents.llm.call import OWNER, Call, Reply
from creative_agents.llm.writer import Writer, storage_error

SCHEMA_VERSION: Final = 1
"""Version of the tables, as `_TABLES` writes it; a file with another one is refused."""


class CallLog(Protocol):
    """Where calls are recorded, by run."""

    def open(self, run_id: str) -> Mapping[str, Reply]:
        """Take a run up: count what dead processes left in flight as lost.

        Args:
            run_id: Which run.

        Returns:
            The finished answers by key.

        Raises:
            StorageError: The log cannot be read or written.
        """
        ...

    def calls(self, run_id: str) -> tuple[Call, ...]:
        """Give every row of a run, in the order of sending.

        Args:
            run_id: Which run; one that nobody knows has no rows.

        Returns:
            The rows.

        Raises:
            StorageError: The log cannot be read.
        """
        ...

    def send(self, call: Call) -> Awaitable[None]:
        """Record that a call is about to be sent; when awaited, it survives a kill."""
        ...

    def finish(self, call: Call, reply: Reply) -> Awaitable[None]:
        """Record an answer; when awaited, it survives a power cut.

        It is written even when nobody awaits it any more.
        """
        ...

    def drop(self, call: Call) -> None:
        """Record that a call ended without an answer, or that an answer was used again."""
        ...

    def forget(self, run_id: str) -> None:
        """Delete every row of a run.

        Args:
            run_id: Which run.

        Raises:
            StorageError: The log cannot be written.
        """
        ...


class MemoryCallLog:
    """A call log that lives as long as the process: for tests and for trying things out."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: dict[str, Call] = {}
        self._replies: dict[tuple[str, str], Reply] = {}

    def open(self, run_id: str) -> Mapping[str, Reply]:
        """Take a run up; see `CallLog`."""
        with self._lock:
            for call in self._calls.values():
                if call.run_id == run_id and call.is_lost:
                    self._calls[call.id] = replace(call, status="lost")
            return {key: reply for (run, key), reply in self._replies.items() if run == run_id}

    def calls(self, run_id: str) -> tuple[Call, ...]:
        """Give every row of a run; see `CallLog`."""
        with self._lock:
            return tuple(call for call in self._calls.values() if call.run_id == run_id)

    async def send(self, call: Call) -> None:
        """Record that a call is about to be sent; see `CallLog`."""
        self.drop(call)

    async def finish(self, call: Call, reply: Reply) -> None:
        """Record an answer; see `CallLog`."""
        with self._lock:
            self._replies.setdefault((call.run_id, call.key), reply)
            self._calls[call.id] = call

    def drop(self, call: Call) -> None:
        """Record how a call ended; see `CallLog`."""
        with self._lock:
            self._calls[call.id] = call

    def forget(self, run_id: str) -> None:
        """Delete every row of a run; see `CallLog`."""
        with self._lock:
            gone = [place for place, call in self._calls.items() if call.run_id == run_id]
            for place in gone:
                self._replies.pop((run_id, self._calls.pop(place).key), None)


class SqliteCallLog:
    """A call log in an SQLite file, for several runs and several processes.

    A finished call is on the disk before it is acknowledged; writes of many calls share
    one commit. The file may hold the tables of others: nothing here waits for their locks on
    the thread of an event loop, which may be what holds them.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Name the file; it is made when the first call is sent.

        Args:
            path: The file; its folder must exist.
        """
        self.path = Path(path)
        self.writer = Writer(self.path, _TABLES)
        """Writes to the file, for others who keep their tables in it too."""
        self._posted: dict[str, Call] = {}

    def open(self, run_id: str) -> Mapping[str, Reply]:
        """Take a run up; see `CallLog`."""
        rows = self._read(_REPLIES, run_id)
        if any(call.status == "in_flight" and call.owner != OWNER for call in self.calls(run_id)):
            self.writer.post(_MARK_LOST, (run_id, OWNER))
        return {row[0]: _reply(row) for row in reversed(rows)}

    def calls(self, run_id: str) -> tuple[Call, ...]:
        """Give every row of a run; see `CallLog`."""
        calls = {row[0]: _call(run_id, row) for row in self._read(_CALLS, run_id)}
        for call in list(self._posted.values()):  # what waits for its commit counts already
            if calls.get(call.id) == call:
                del self._posted[call.id]
            elif call.run_id == run_id:
                calls[call.id] = call
        return tuple(sorted(calls.values(), key=lambda call: (call.started_at, call.id)))

    def send(self, call: Call) -> Awaitable[None]:
        """Record that a call is about to be sent; see `CallLog`."""
        return self.writer.write([(_PUT, _values(call, None))], synced=False)

    def finish(self, call: Call, reply: Reply) -> Awaitable[None]:
        """Record an answer; see `CallLog`."""
        return self.writer.write([(_PUT, _values(call, reply))], synced=True)

    def drop(self, call: Call) -> None:
        """Record how a call ended; see `CallLog`."""
        self._posted[call.id] = call
        self.writer.post(_PUT, _values(call, None))

    def forget(self, run_id: str) -> None:
        """Delete every row of a run; see `CallLog`. Not to be called inside an event loop."""
        if not self.calls(run_id):
            return
        self.writer.post("DELETE FROM calls_call WHERE run_id = ?", (run_id,))
        self.writer.flush()
        self._posted.clear()

    def close(self) -> None:
        """Write what waits and end the writer."""
        self.writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _read(self, statement: str, run_id: str) -> list[tuple[Any, ...]]:
        """Read without waiting for anybody; a file without our tables holds no call."""
        if not self.path.exists():
            return []
        address = f"{self.path.absolute().as_uri()}?mode=ro"
        try:
            with closing(sqlite3.connect(address, uri=True)) as connection:
                if not connection.execute(_IS_THERE).fetchone():
                    return []
                self._check_version(connection)
                return connection.execute(statement, (run_id,)).fetchall()
        except sqlite3.Error as error:
            raise storage_error(self.path, error) from error

    def _check_version(self, connection: sqlite3.Connection) -> None:
        found = connection.execute("SELECT version FROM calls_meta").fetchone()
        version = found[0] if found else 0
        if version != SCHEMA_VERSION:
            raise StorageError(
                f"the record {str(self.path)!r} has version {version}, this release reads "
                f"version {SCHEMA_VERSION}: use the release that wrote it, or another file"
            )


_IS_THERE = "SELECT 1 FROM sqlite_master WHERE name = 'calls_meta'"

_TABLES = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS calls_meta (version INTEGER NOT NULL);
INSERT INTO calls_meta SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM calls_meta);
CREATE TABLE IF NOT EXISTS calls_call (
    id TEXT PRIMARY KEY,
    run_id TEXT NOT NULL,
    key TEXT NOT NULL,
    agent TEXT NOT NULL,
    model TEXT NOT NULL,
    prompt TEXT NOT NULL,
    status TEXT NOT NULL,
    owner TEXT NOT NULL,
    started_at REAL NOT NULL,
    reserved TEXT,
    seconds REAL NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL,
    usd TEXT,
    outcome TEXT NOT NULL,
    retries INTEGER NOT NULL,
    answer TEXT,
    stop TEXT,
    refusal TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS calls_call_run ON calls_call (run_id, started_at);
COMMIT;
"""

_PUT = "INSERT OR REPLACE INTO calls_call VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"

_CALLS = """
SELECT id, key, agent, model, prompt, status, owner, started_at, reserved, seconds,
    input_tokens, output_tokens, cached_tokens, usd, outcome, retries
FROM calls_call WHERE run_id = ? ORDER BY started_at, id
"""

_REPLIES = """
SELECT key, answer, stop, refusal, model, input_tokens, output_tokens, cached_tokens
FROM calls_call WHERE run_id = ? AND status = 'finished' ORDER BY started_at, id
"""

_MARK_LOST = """
UPDATE calls_call SET status = 'lost'
WHERE run_id = ? AND status = 'in_flight' AND owner != ?
"""


def _values(call: Call, reply: Reply | None) -> tuple[object, ...]:
    return (
        call.id,
        call.run_id,
        call.key,
        call.agent,
        call.model,
        call.prompt,
        call.status,
        call.owner,
        call.started_at,
        None if call.reserved is None else str(call.reserved),
        call.seconds,
        call.usage.input_tokens,
        call.usage.output_tokens,
        call.usage.cached_tokens,
        None if call.usd is None else str(call.usd),
        call.outcome,
        call.retries,
        reply.text if reply else None,
        reply.stop if reply else None,
        reply.refusal if reply else None,
    )


def _call(run_id: str, row: tuple[Any, ...]) -> Call:
    return Call(
        id=row[0],
        run_id=run_id,
        key=row[1],
        agent=row[2],
        model=row[3],
        prompt=row[4],
        status=row[5],
        owner=row[6],
        started_at=row[7],
        reserved=None if row[8] is None else Decimal(row[8]),
        seconds=row[9],
        usage=Usage(input_tokens=row[10], output_tokens=row[11], cached_tokens=row[12]),
        usd=None if row[13] is None else Decimal(row[13]),
        outcome=row[14],
        retries=row[15],
    )


def _reply(row: tuple[Any, ...]) -> Reply:
    return Reply(
        text=row[1],
        stop=row[2],
        refusal=row[3],
        model=row[4],
        usage=Usage(input_tokens=row[5], output_tokens=row[6], cached_tokens=row[7]),
    )
