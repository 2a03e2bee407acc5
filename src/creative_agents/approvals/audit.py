"""Reading the log and checking it; dropping what its retention says may go."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from creative_agents.approvals import rows
from creative_agents.approvals.database import Cursor, Record
from creative_agents.approvals.log import GENESIS, Event, Verified, digest, link
from creative_agents.approvals.rows import Row


def events(
    cursor: Cursor,
    *,
    run_id: str | None = None,
    id: str | None = None,
    after: int = 0,
    limit: int | None = None,
) -> tuple[Event, ...]:
    """Give what happened, oldest first, with the names that are known now.

    Args:
        cursor: Where to read.
        run_id: Only of this run.
        id: Only of this question.
        after: Only what came after the event of this number.
        limit: The last so many only.
    """
    clauses = ["e.seq > ?", "e.content IS NOT NULL"]
    values: list[object] = [after]
    for column, value in (("run_id", run_id), ("approval", id)):
        if value is not None:
            clauses.append(f"e.{column} = ?")
            values.append(value)
    last = f" DESC LIMIT {int(limit)}" if limit is not None else ""
    found = cursor.rows(
        "SELECT e.content, e.hash, COALESCE(p.name, '') FROM approval_events e "  # noqa: S608
        "LEFT JOIN approval_people p ON p.ref = e.person "
        f"WHERE {' AND '.join(clauses)} ORDER BY e.seq{last}",
        values,
    )
    read = [
        Event.model_validate({**json.loads(row[0]), "hash": row[1], "name": row[2]})
        for row in found
    ]
    return tuple(reversed(read) if limit is not None else read)


def runs_of(cursor: Cursor, ref: str) -> tuple[str, ...]:
    """Give the runs in which a person did something."""
    found = cursor.rows(
        "SELECT DISTINCT run_id FROM approval_events WHERE person = ? AND run_id <> '' "
        "ORDER BY run_id",
        (ref,),
    )
    return tuple(row[0] for row in found)


def over_before(cursor: Cursor, before: str, *, brand: str) -> tuple[str, ...]:
    """Give the runs of a brand of which nothing waits and nothing happened since a time."""
    found = cursor.rows(
        "SELECT run_id FROM approvals WHERE brand = ? GROUP BY run_id "
        "HAVING MAX(COALESCE(decided_at, asked_at)) < ? "
        "AND SUM(CASE WHEN status IN ('pending', 'claimed') THEN 1 ELSE 0 END) = 0 "
        "ORDER BY run_id",
        (brand, before),
    )
    return tuple(row[0] for row in found)


def drop(cursor: Cursor, runs: Sequence[str]) -> None:
    """Drop the rows of runs and the content of their events; the hashes of the chain stay."""
    for run_id in runs:
        cursor.run("DELETE FROM approvals WHERE run_id = ?", (run_id,))
        cursor.run(
            "UPDATE approval_events SET content = NULL, person = '' WHERE run_id = ?", (run_id,)
        )
    _drop_people(cursor)


def _drop_people(cursor: Cursor) -> None:
    """Drop the people in whom nothing that is left has an interest.

    Whoever only wrote what a question shows did nothing yet: without their reference they could
    approve their own work.
    """
    found = cursor.rows(
        "SELECT ref FROM approval_people WHERE ref NOT IN (SELECT person FROM approval_events)"
    )
    idle = {str(row[0]) for row in found}
    if idle:
        for (content,) in cursor.rows("SELECT question FROM approvals"):
            terms = json.loads(content).get("terms", {})
            idle -= set(terms.get("authors", ()))
    for ref in idle:
        cursor.run("DELETE FROM approval_people WHERE ref = ?", (ref,))


def verify(cursor: Cursor, *, expected: str | None = None) -> Verified:
    """Check the chain from its first event to its last, and every row against it.

    Args:
        cursor: Where to read.
        expected: A head that was printed once; absent: the chain is checked against itself.
    """
    found = cursor.rows(
        "SELECT seq, at, kind, approval, run_id, person, content, content_sha256, hash "
        "FROM approval_events ORDER BY seq"
    )
    dropped = _dropped(found)
    problems = [*_chain(found, dropped), *_rows(cursor, found)]
    hashes = [row[8] for row in found]
    if expected is not None and expected not in hashes:
        problems.append(
            f"no event has the hash {expected!r}: the log was cut or written anew since it was "
            "printed, or it is the head of another log"
        )
    return Verified(
        events=len(found),
        dropped=sum(row[6] is None for row in found),
        head=hashes[-1] if hashes else GENESIS,
        problems=tuple(problems),
    )


def _chain(found: Sequence[Record], dropped: dict[str, int]) -> Iterator[str]:
    previous = GENESIS
    for place, row in enumerate(found, 1):
        seq, content, content_sha256 = row[0], row[6], row[7]
        if seq != place:
            yield f"event {place} is missing: the next one has the number {seq}"
            return
        if content is None:
            if seq > dropped.get(row[4], 0):
                yield f"event {seq} has no content, and no retention dropped it"
        elif digest(content) != content_sha256 or not _agrees(row):
            yield f"event {seq} was edited"
        previous = link(previous, content_sha256)
        if row[8] != previous:
            yield f"event {seq} does not follow the one before it"
            previous = row[8]


def _agrees(row: Record) -> bool:
    """Whether the columns by which events are found say what their content says."""
    said = _content(row)
    return row[:6] == (
        said["seq"],
        rows.stamp(Event.model_validate(said).at),
        said["kind"],
        said["approval"],
        said["run_id"],
        said["person"],
    )


def _rows(cursor: Cursor, found: Sequence[Record]) -> Iterator[str]:
    told = _told(found)
    kept = {row[0]: Row(*row) for row in cursor.rows(rows.SELECT)}
    for id, sha256 in told.items():
        if id not in kept:
            yield f"the question {id!r} is missing from the book"
        elif kept[id].sha256 != sha256:
            yield f"the question {id!r} in the book is not as the log left it"
    for id in kept.keys() - told.keys():
        yield f"the question {id!r} stands in the book and the log does not know it"


def _told(found: Sequence[Record]) -> dict[str, str]:
    """Give the digest of each row that must be there, by the question's id."""
    told: dict[str, str] = {}
    for said in (_content(row) for row in found if row[6] is not None):
        if said.get("row"):
            told[said["approval"]] = said["row"]
        elif said.get("kind") == "forgotten":
            for id in said["details"]["questions"]:
                told.pop(id, None)
    return told


def _dropped(found: Sequence[Record]) -> dict[str, int]:
    """Give, by run, up to which event the retention dropped the content."""
    upto: dict[str, int] = {}
    for row in found:
        if row[2] == "retained" and row[6] is not None:
            details = _content(row).get("details", {})
            upto |= {run: int(details.get("upto", 0)) for run in details.get("runs", [])}
    return upto


def _content(row: Record) -> dict[str, Any]:
    """Read an event's content; one that is no JSON says nothing, and its hash says why."""
    try:
        said = json.loads(row[6])
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
