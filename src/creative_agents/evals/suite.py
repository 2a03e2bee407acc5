"""A suite: which cases, by which scorers, how often, and what decides; a TOML file."""

import importlib
import random
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from creative_agents.domain.base import Language, Model, Slug
from creative_agents.errors import ConfigError, InputError, UnknownNameError
from creative_agents.evals.gate import LEVEL, MARGIN
from creative_agents.evals.gold import GoldCase, GoldSet
from creative_agents.evals.run import CONCURRENCY
from creative_agents.evals.trial import RunResult

SUFFIX = ".toml"
"""What the name of a suite's file ends with."""


class JudgeSpec(Model):
    """A rubric judge of a suite, and what it was measured on."""

    criterion: Slug
    """The criterion, as in the cases' ``anchors``."""
    model: str
    """The judge's model, as ``--model`` takes it; pinned here."""
    question: str = ""
    """What the criterion asks, in a sentence."""
    gates: bool = False
    """Whether it should gate; where it may not, the run is inconclusive."""
    run: str = ""
    """A stored run that this judge has scored, from the suite's folder."""
    labels: str = ""
    """People's labels of that run's outputs, from the suite's folder."""


class Suite(Model):
    """What a suite's file says."""

    name: Slug
    """Its name, in reports and in the store."""
    gold: tuple[str, ...] = Field(min_length=1)
    """Gold files, folders or globs, from the suite's folder."""
    agent: str = ""
    """Only the cases of this agent; empty: of all."""
    split: Literal["dev", "held_out", "all"] = "all"
    """Only the cases of this split."""
    language: Language | None = None
    """Only the cases in this language."""
    tags: tuple[str, ...] = ()
    """Only the cases with one of these tags; empty: all."""
    scorers: tuple[str, ...] = ()
    """Names of scorers; empty: every one that is installed."""
    subject: str = ""
    """An agent of your own, ``package.module:name``, evaluated in the place of ours."""
    epochs: int = Field(default=1, ge=1)
    """How often each case is run."""
    concurrency: int = Field(default=CONCURRENCY, ge=1)
    """Trials at once."""
    fail_under: float | None = Field(default=None, ge=0, le=1)
    """Least share of trials that must pass everything that can gate."""
    margin: float = Field(default=MARGIN, ge=0, le=1)
    """Drop of a scorer's mean that nobody would mind."""
    level: float = Field(default=LEVEL, gt=0, lt=0.5)
    """Chance to call a run worse when nothing changed."""
    recordings: str = ""
    """Folder of recordings, from the suite's folder: played where no model is named."""
    judges: tuple[JudgeSpec, ...] = ()
    """Rubric judges."""
    folder: Path = Path()
    """The suite's folder, from which its paths start."""

    def cases(self, *, sample: int | None = None) -> GoldSet:
        """Read the suite's cases.

        Args:
            sample: Take only so many, the same ones every time.

        Raises:
            InputError: A gold file cannot be read, or no case is left.
        """
        loaded = GoldSet.load(*(self.folder / path for path in self.gold))
        kept = tuple(case for case in loaded if self._takes(case))
        if not kept:
            raise InputError(f"the suite {self.name!r} has no case left after its filters")
        if sample is not None and sample < len(kept):
            picked = set(random.Random(0).sample(range(len(kept)), sample))  # noqa: S311 - no secret
            kept = tuple(case for at, case in enumerate(kept) if at in picked)
        return GoldSet(kept)

    def own_subject(self) -> Any:  # noqa: ANN401 - a user's function or Runnable
        """Import the agent of your own that the suite names.

        Raises:
            ConfigError: It cannot be imported.
        """
        module, _, name = self.subject.partition(":")
        try:
            return getattr(importlib.import_module(module), name)
        except (ImportError, AttributeError, ValueError) as error:
            raise ConfigError(
                f"the subject {self.subject!r} cannot be imported ({error}); "
                "write 'package.module:name'"
            ) from error

    def tape(self) -> Path | None:
        """Give the folder of recordings, where it is there."""
        folder = self.folder / self.recordings
        return folder if self.recordings and folder.is_dir() else None

    def _takes(self, case: GoldCase) -> bool:
        return (
            self.agent in {"", case.agent}
            and self.split in {"all", case.split}
            and self.language in {None, case.language}
            and (not self.tags or bool(set(self.tags) & set(case.tags)))
        )


def load_suite(name: str | Path) -> Suite:
    """Read a suite.

    Args:
        name: A TOML file; or a name, looked for as ``evals/suites/<name>.toml``.

    Raises:
        UnknownNameError: It is not there.
        InputError: It cannot be read; the message says the key.
    """
    given = Path(name)
    shelf = Path("evals/suites")
    file = given if given.is_file() else shelf / f"{name}{SUFFIX}"
    if not file.is_file():
        known = ", ".join(sorted(one.stem for one in shelf.glob(f"*{SUFFIX}"))) or "none"
        raise UnknownNameError(
            f"no suite {str(name)!r}: give a {SUFFIX} file, or a name in {shelf} (there: {known})"
        )
    try:
        held = tomllib.loads(file.read_text(encoding="utf-8"))
        return Suite.model_validate({"name": file.stem, **held, "folder": file.parent})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: this is no TOML: {error}") from error
    except ValidationError as error:
        lines = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise InputError("\n".join(f"{file}: {line}" for line in lines)) from error


def load_result(path: str | Path) -> RunResult:
    """Read a stored run, for a baseline.

    Raises:
        InputError: It is not there, or is no run.
    """
    try:
        return RunResult.model_validate_json(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"there is no baseline at {str(path)!r}; store one with --save") from error
    except ValidationError as error:
        raise InputError(f"{str(path)!r} is no stored run; store one with --save") from error
