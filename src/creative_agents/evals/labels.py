"""Labels: what a person says of outputs, for a judge to be measured against.

A file of JSON lines, one label a line, that grows as a team labels.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from pydantic import Field, JsonValue, ValidationError

from creative_agents.domain.base import Model, Slug, Text
from creative_agents.errors import InputError
from creative_agents.evals.gold import Labeller
from creative_agents.evals.trial import RunResult, Trial


class HumanLabel(Model):
    """One word of one labeller on one output."""

    case: Slug
    """Id of the case."""
    output_hash: Text
    """Fingerprint of the output, so that a label never passes to another one."""
    criterion: Slug = "good"
    """What was judged."""
    passed: bool
    """What they said."""
    mark: int | None = Field(default=None, ge=1, le=5)
    """The same on the criterion's scale, where they gave it."""
    by: Text
    """Who: initials or a role."""
    labelled_by: Labeller = "person"
    """A model's label is kept and never calibrates a judge."""
    why: str = ""
    """Why."""
    at: datetime
    """When (UTC)."""


def output_hash(output: JsonValue) -> str:
    """Fingerprint an output: SHA-256, 16 signs."""
    text = json.dumps(output, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def new_label(  # noqa: PLR0913 - what a label says, by name
    trial: Trial,
    *,
    passed: bool,
    by: str,
    criterion: str = "good",
    mark: int | None = None,
    why: str = "",
) -> HumanLabel:
    """Make a person's label of a trial's output, dated now."""
    return HumanLabel(
        case=trial.case,
        output_hash=output_hash(trial.output),
        criterion=criterion,
        passed=passed,
        mark=mark,
        by=by,
        why=why,
        at=datetime.now(UTC),
    )


def load_labels(path: str | Path) -> tuple[HumanLabel, ...]:
    """Read labels; a file that is not there yet holds none.

    Raises:
        InputError: A line is no label; the message says which.
    """
    file = Path(path)
    return tuple(_read(file)) if file.exists() else ()


def add_label(path: str | Path, label: HumanLabel) -> None:
    """Append a label to a file."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as held:
        held.write(label.model_dump_json() + "\n")


def unlabelled(
    result: RunResult, labels: Iterable[HumanLabel], *, by: str, criterion: str = "good"
) -> Iterator[Trial]:
    """Give the outputs of a run that somebody has not labelled yet, each once."""
    known = {one.output_hash for one in labels if (one.by, one.criterion) == (by, criterion)}
    for trial in result.trials:
        fingerprint = output_hash(trial.output)
        if trial.status == "finished" and fingerprint not in known:
            known.add(fingerprint)
            yield trial


def _read(file: Path) -> Iterator[HumanLabel]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                yield HumanLabel.model_validate_json(line)
            except ValidationError as error:
                raise InputError(f"{file}:{number}: this is no label; see docs/evals.md") from error
