"""Recorded answers: a script in a file."""

import json
from pathlib import Path
from typing import Any


def recorded_answers(path: Path) -> dict[str, list[Any]]:
    """Read a file of recorded answers.

    Args:
        path: JSON lines, each ``{"for": "Strategy", "answer": {...}}``: the title of the schema
            or a word of the system message, and the answer; in their order for each key.

    Returns:
        The script, as `FakeOpenAIServer` and `ScriptedChatModel` take it.

    Raises:
        ValueError: A line is not of that shape.
    """
    script: dict[str, list[Any]] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        recorded = json.loads(line)
        if not isinstance(recorded, dict) or set(recorded) != {"for", "answer"}:
            raise ValueError(f"{path}:{number}: {line[:60]!r} must have 'for' and 'answer' only")
        script.setdefault(recorded["for"], []).append(recorded["answer"])
    return script
