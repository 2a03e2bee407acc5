"""The fingerprint of exactly what a person saw."""

import hashlib
import json
from collections.abc import Mapping

from pydantic import BaseModel, JsonValue


def fingerprint(subject: BaseModel | Mapping[str, JsonValue]) -> str:
    """Give the SHA-256 of a subject, the same on every machine and in every version of Python.

    Args:
        subject: What is approved: a noun, or a JSON object.

    Returns:
        64 hexadecimal digits. Two subjects with the same content have the same one,
        whatever the order of their keys.
    """
    data = subject.model_dump(mode="json") if isinstance(subject, BaseModel) else subject
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def approval_id(run_id: str, gate: str, round: int) -> str:
    """Give the id of the approval of one gate in one round of one run.

    The same run, gate and round always give the same id, so that a node that runs again
    after a crash asks the same question and not a second one.

    Args:
        run_id: The run.
        gate: The gate's name.
        round: From 1.

    Returns:
        12 hexadecimal digits: short enough to type.
    """
    return hashlib.sha256(f"{run_id}\n{gate}\n{round}".encode()).hexdigest()[:12]
