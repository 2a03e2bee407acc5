"""A tape: recorded model calls in a folder, one file a call, found by what was asked."""

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
    trial: str = ""
    """The trial that asked, its case and its epoch: ``bistro/1``; empty: asked outside of one."""
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
    session: str = ""
    """The session that recorded it: killed, the same one goes on; empty: calls are added."""


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
        self._played: Counter[tuple[str, str]] = Counter()
        self._fresh: set[tuple[str, str]] = set()
        self._used: set[str] = set()

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

    def begin(self, about: About, *, keep: bool = False) -> None:
        """Write which model is recorded.

        Args:
            about: What the tape is. Where it names a session, what another one recorded is
                erased; where it names none, calls are added to what is there.
            keep: Whether nothing is erased, even for another session.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        if about.session and about.session != self._session() and not keep:
            self._erase()
        session = about.session or self._session()
        held = about.model_copy(update={"session": session})
        _write(self.folder / ABOUT, held.model_dump_json(indent=2))

    def goes_on(self, session: str) -> bool:
        """Whether a session recorded here and did not come to its end."""
        return bool(session) and session == self._session()

    def play(self, asked: Asked, trial: str = "") -> Take:
        """Give the next recorded answer of a trial; after the last, the first again.

        A trial that was not recorded gets what the first that was got: whoever comes first
        changes nobody else's answer.

        Args:
            asked: What is asked.
            trial: For which trial.

        Raises:
            MissError: It was never recorded; the message says what changed.
        """
        with self._lock:
            recorded = self._all().get(asked.key)
            if recorded is None:
                raise MissError(self._miss(asked))
            takes = _takes_of(trial, recorded.takes)
            at = self._played[asked.key, trial]
            self._fresh.add((asked.key, trial))
            self._used.add(asked.key)
            self._played[asked.key, trial] += 1
            return takes[at % len(takes)]

    def record(self, asked: Asked, take: Take, *, begins: str, label: str = "") -> None:
        """Keep an answer, in the place of what a killed session kept for the same trial.

        Raises:
            InputError: The answer, or the beginning of the instructions, holds a secret.
        """
        _refuse_secrets(f"{begins}\n{take.text}\n{take.refusal}")
        with self._lock:
            held = self._all()
            self._used.add(asked.key)
            takes = (*self._kept(asked.key, take.trial), take)
            takes = tuple(sorted(takes, key=lambda one: one.trial))
            held[asked.key] = Recorded(asked=asked, begins=begins, label=label, takes=takes)
            self.folder.mkdir(parents=True, exist_ok=True)
            file = self.folder / f"{asked.key}.json"
            _write(file, held[asked.key].model_dump_json(indent=1))

    def holds(self, asked: Asked, trial: str) -> bool:
        """Whether a trial has an answer here that was not played yet.

        Args:
            asked: What is asked.
            trial: For which trial.
        """
        with self._lock:
            recorded = self._all().get(asked.key)
            takes = [one for one in recorded.takes if one.trial == trial] if recorded else []
            return self._played[asked.key, trial] < len(takes)

    def drop_unused(self) -> int:
        """Erase what this process neither played nor recorded.

        Returns:
            How many calls that were.
        """
        with self._lock:
            unused = self._all().keys() - self._used
            for key in unused:
                (self.folder / f"{key}.json").unlink(missing_ok=True)
                del self._all()[key]
            return len(unused)

    def __len__(self) -> int:
        with self._lock:
            return len(self._all())

    def _kept(self, key: str, trial: str) -> tuple[Take, ...]:
        """Give what stays: all but the takes that an earlier process left of the same trial."""
        stale = bool(trial) and (key, trial) not in self._fresh
        self._fresh.add((key, trial))
        known = self._all().get(key)
        takes = known.takes if known else ()
        return tuple(one for one in takes if not stale or one.trial != trial)

    def _session(self) -> str:
        return self.about().session if (self.folder / ABOUT).is_file() else ""

    def _erase(self) -> None:
        with self._lock:
            for one in tuple(self._read()):
                (self.folder / f"{one.asked.key}.json").unlink(missing_ok=True)
            self._held = None

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


def _takes_of(trial: str, takes: Sequence[Take]) -> Sequence[Take]:
    """Give the takes of a trial; else those of another epoch of its case; else the first's."""
    mine = [one for one in takes if one.trial == trial]
    if mine or not trial:
        return mine or takes
    case, _, epoch = trial.rpartition("/")
    others = [one.trial for one in takes if one.trial.rpartition("/")[0] == case]
    several = list(dict.fromkeys(others)) or [takes[0].trial]
    near = several[(int(epoch) - 1) % len(several)] if epoch.isdigit() else several[0]
    return [one for one in takes if one.trial == near]


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
