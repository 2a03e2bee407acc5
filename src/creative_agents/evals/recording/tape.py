"""A tape: recorded model calls in a folder, one file a call, found by what was asked."""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Lock
from typing import Final

from pydantic import Field, JsonValue, ValidationError

from creative_agents.domain.base import Model, Text
from creative_agents.errors import InputError, ServiceError

ABOUT: Final = "about.json"
"""The file that says which model was recorded."""

_SECRETS: Final = re.compile(
    r"sk-[A-Za-z0-9_-]{16,}|gh[pousr]_[A-Za-z0-9]{20,}|AKIA[0-9A-Z]{16}|xox[baprs]-[\w-]{10,}"
    r"|AIza[\w-]{30,}|Bearer\s+[\w.~+/-]{16,}|-----BEGIN [A-Z ]*PRIVATE KEY-----"
)

_NAMES_OF_SECRETS: Final = re.compile(r"KEY|TOKEN|SECRET|PASSWORD", re.IGNORECASE)


class MissError(ServiceError):
    """A call that was never recorded: its case cannot be scored."""


class Asked(Model):
    """What tells one call from another; the texts themselves are not kept."""

    model: Text
    """The model's name."""
    parameters: str
    """SHA-256 of schema, temperature and the most tokens, 16 signs."""
    instructions: str
    """SHA-256 of the system message, 16 signs."""
    material: str
    """SHA-256 of the other messages, 16 signs."""

    @property
    def key(self) -> str:
        """The call's file name: SHA-256 of all of it, 24 signs."""
        held = f"{self.model}\n{self.parameters}\n{self.instructions}\n{self.material}"
        return hashlib.sha256(held.encode("utf-8")).hexdigest()[:24]


class Take(Model):
    """One recorded answer."""

    text: str
    """The answer, letter for letter."""
    stop: str = ""
    """Why the model stopped."""
    refusal: str = ""
    """What it said when it declined."""
    input_tokens: int = Field(default=0, ge=0)
    """Tokens read."""
    output_tokens: int = Field(default=0, ge=0)
    """Tokens written."""


class Recorded(Model):
    """A file of a tape: what was asked, and each answer that was given to it."""

    asked: Asked
    """What was asked."""
    begins: str
    """How the instructions begin, for a person who reads the file."""
    label: str = ""
    """What this recording is, where it was made for a purpose: ``reference``, ``degraded``."""
    takes: tuple[Take, ...]
    """The answers, in the order in which they came."""


class About(Model):
    """Which model a tape holds."""

    model: Text
    """Its name."""
    kind: Text = "strong"
    """``small`` or ``strong``: which prompts it gets."""
    serial: bool = False
    """Whether it answers one call at a time."""
    label: str = ""
    """What the tape is, in a line: who or what gave the answers, and when."""


def digest(value: JsonValue) -> str:
    """Fingerprint a JSON value: SHA-256, 16 signs."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


class Tape:
    """Recorded calls in a folder. Safe to use from several threads."""

    def __init__(self, folder: str | Path) -> None:
        """Name the folder; nothing is read before the first look."""
        self.folder = Path(folder)
        self._lock = Lock()
        self._held: dict[str, Recorded] | None = None
        self._played: dict[str, int] = {}

    def about(self) -> About:
        """Say which model was recorded.

        Raises:
            InputError: The folder is no tape.
        """
        file = self.folder / ABOUT
        try:
            return About.model_validate_json(file.read_text(encoding="utf-8"))
        except (OSError, ValidationError) as error:
            raise InputError(
                f"{str(self.folder)!r} holds no recordings ({ABOUT} cannot be read); "
                "record them with --record"
            ) from error

    def begin(self, about: About) -> None:
        """Write which model is recorded."""
        self.folder.mkdir(parents=True, exist_ok=True)
        _write(self.folder / ABOUT, about.model_dump_json(indent=2))

    def play(self, asked: Asked) -> Take:
        """Give the next recorded answer; after the last, the first again.

        Raises:
            MissError: It was never recorded; the message says what changed.
        """
        with self._lock:
            recorded = self._all().get(asked.key)
            if recorded is None:
                raise MissError(self._miss(asked))
            at = self._played.get(asked.key, 0)
            self._played[asked.key] = at + 1
            return recorded.takes[at % len(recorded.takes)]

    def record(self, asked: Asked, take: Take, *, begins: str, label: str = "") -> None:
        """Keep an answer.

        Raises:
            InputError: The answer, or the beginning of the instructions, holds a secret.
        """
        _refuse_secrets(f"{begins}\n{take.text}\n{take.refusal}")
        with self._lock:
            held = self._all()
            known = held.get(asked.key)
            takes = (*(known.takes if known else ()), take)
            held[asked.key] = Recorded(asked=asked, begins=begins, label=label, takes=takes)
            self.folder.mkdir(parents=True, exist_ok=True)
            file = self.folder / f"{asked.key}.json"
            _write(file, held[asked.key].model_dump_json(indent=1))

    def __len__(self) -> int:
        with self._lock:
            return len(self._all())

    def _all(self) -> dict[str, Recorded]:
        if self._held is None:
            self._held = {one.asked.key: one for one in self._read()}
        return self._held

    def _read(self) -> Iterator[Recorded]:
        for file in sorted(self.folder.glob("*.json")):
            if file.name != ABOUT:
                try:
                    yield Recorded.model_validate_json(file.read_text(encoding="utf-8"))
                except ValidationError as error:
                    raise InputError(f"{file}: this is no recording") from error

    def _miss(self, asked: Asked) -> str:
        """Say what differs from the recording that is nearest to what is asked."""
        parts = ("model", "parameters", "instructions", "material")
        wanted: Mapping[str, str] = asked.model_dump()
        near = max(
            self._all().values(),
            key=lambda one: sum(getattr(one.asked, part) == wanted[part] for part in parts),
            default=None,
        )
        how = "record it with --record"
        if near is None:
            return f"no call is recorded in {str(self.folder)!r}; {how}"
        changed = [part for part in parts if getattr(near.asked, part) != wanted[part]]
        return (
            f"this call is not recorded in {str(self.folder)!r}: against the nearest recording the "
            f"{' and the '.join(changed)} changed; {how}"
        )


def _refuse_secrets(text: str) -> None:
    found = _SECRETS.search(text)
    held = [
        name
        for name, value in os.environ.items()
        if _NAMES_OF_SECRETS.search(name) and len(value) >= 12 and value in text
    ]
    if found or held:
        what = f"the value of {held[0]}" if held else "what looks like a key"
        raise InputError(f"an answer holds {what}; nothing was recorded: take it out of the case")


def _write(file: Path, text: str) -> None:
    aside = file.with_suffix(".part")
    aside.write_text(f"{text}\n", encoding="utf-8")
    aside.replace(file)
