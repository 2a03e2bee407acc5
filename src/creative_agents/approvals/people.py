"""People in the book: a reference in every row, the name in one table, from where it is erased."""

import secrets
from collections.abc import Iterable
from typing import Final

from creative_agents.approvals.database import Cursor
from creative_agents.approvals.question import Approval, Vote
from creative_agents.domain.approval import Person
from creative_agents.domain.process import Process
from creative_agents.errors import AnswerError

LONGEST_NAME: Final = 300
"""Most characters of a person's id or name: it stands in every row that they decide."""


def person_of(process: Process, id: str, *, name: str = "") -> Person:
    """Give a person with the roles that a brand's process gives them.

    Args:
        process: The brand's process.
        id: How the caller, who authenticated them, names them.
        name: How others call them, where the process does not say.
    """
    found = process.colleague(id)
    if found is None:
        return Person(id=id, name=name)
    return Person(id=found.id, name=found.name or name, roles=found.roles)


def refer(cursor: Cursor, person: Person | None) -> str:
    """Give the reference under which the book knows a person; a new one the first time.

    Raises:
        AnswerError: Their id or their name is longer than a book keeps.
    """
    if person is None:
        return ""
    _refuse_long(person)
    for ref, name in cursor.rows(
        "SELECT ref, name FROM approval_people WHERE id = ?", (person.id,)
    ):
        if name != person.shown:
            cursor.run("UPDATE approval_people SET name = ? WHERE ref = ?", (person.shown, ref))
        return str(ref)
    ref = secrets.token_hex(8)
    cursor.run("INSERT INTO approval_people VALUES (?, ?, ?)", (ref, person.id, person.shown))
    return ref


def _refuse_long(person: Person) -> None:
    for place, text in (("id", person.id), ("name", person.name)):
        if len(text) > LONGEST_NAME:
            raise AnswerError(
                f"the {place} of who answers has {len(text)} characters: give at most "
                f"{LONGEST_NAME}"
            )


def reference(cursor: Cursor, person: Person | None) -> str | None:
    """Give the reference of a person; nothing where the book does not know them."""
    if person is None:
        return None
    rows = cursor.rows("SELECT ref FROM approval_people WHERE id = ?", (person.id,))
    return str(rows[0][0]) if rows else None


def erase(cursor: Cursor, ref: str) -> None:
    """Forget who stands behind a reference; the reference stays."""
    cursor.run("UPDATE approval_people SET id = NULL, name = NULL WHERE ref = ?", (ref,))


def named(cursor: Cursor, rows: Iterable[Approval]) -> tuple[Approval, ...]:
    """Put names where references stand."""
    rows = tuple(rows)
    wanted = {vote.person for row in rows for vote in row.votes} | {row.claimed_by for row in rows}
    names = _names(cursor, wanted - {""})
    return tuple(_named(row, names) for row in rows)


def _names(cursor: Cursor, refs: set[str]) -> dict[str, str]:
    if not refs:
        return {}
    marks = ", ".join("?" for _ in refs)
    statement = f"SELECT ref, name FROM approval_people WHERE ref IN ({marks})"  # noqa: S608 - marks only
    return {ref: name or "" for ref, name in cursor.rows(statement, tuple(sorted(refs)))}


def _named(row: Approval, names: dict[str, str]) -> Approval:
    if not row.votes and not row.claimed_by:
        return row
    votes = tuple(_vote(vote, names) for vote in row.votes)
    by = dict.fromkeys(vote.answer.by for vote in votes if vote.answer.by)
    answer = row.answer and row.answer.model_copy(update={"by": ", ".join(by)})
    claimed = names.get(row.claimed_by, "")
    return row.model_copy(update={"votes": votes, "answer": answer, "claimed_by": claimed})


def _vote(vote: Vote, names: dict[str, str]) -> Vote:
    by = names.get(vote.person, "")
    return vote.model_copy(update={"answer": vote.answer.model_copy(update={"by": by})})
