"""Cases, pieces and runs for the tests of evals."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from creative_agents.domain.asset import Asset, AssetField, Variant
from creative_agents.domain.base import Language
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.trial import RunResult, Trial, trial_of

REPO: Final = Path(__file__).parents[2]
LARKWICK: Final = str(REPO / "examples" / "brands" / "larkwick")
KERMORVEL: Final = str(REPO / "examples" / "brands" / "maison-kermorvel")
BRIEF: Final = {"business_problem": "Lamps are thrown away.", "objective": "Sell the Perch."}


def gold(id: str = "one", **changes: Any) -> GoldCase:
    """Make a case of an agent of one's own."""
    fields: dict[str, Any] = {
        "agent": "mine",
        "language": "en",
        "brand": "anybody",
        "provenance": "invented",
        "licence": "Apache-2.0",
        "labelled_by": "person",
        "why": "it is a test",
        "input": {},
        "expected": {},
    }
    return GoldCase.model_validate({"id": id, **fields, **changes})


def copy_case(
    expected: Mapping[str, Any] | None = None, language: Language = "en", **changes: Any
) -> GoldCase:
    """Make a copywriter's case for Larkwick, or for Kermorvel in French."""
    market = {"en": "GB", "fr": "FR"}[language]
    return gold(
        agent="copywriter",
        language=language,
        brand=LARKWICK if language == "en" else KERMORVEL,
        input={
            "on": "2026-11-22",
            "brief": {**BRIEF, "market": market},
            "channel": "x_post",
            "strategy": {"proposition": "The lamp you can mend.", "idea": "Mend it."},
        },
        expected=dict(expected or {}),
        **changes,
    )


def piece(
    text: str, *, channel: str = "x_post", language: Language = "en", number: int = 1, **more: Any
) -> Variant:
    """Make a piece of one field."""
    asset = Asset(channel=channel, language=language, fields=(AssetField(name="text", text=text),))
    return Variant(id=f"{channel}/{number}", asset=asset, idea="an idea", **more)


def result(values: Mapping[str, Sequence[Sequence[float]]], **changes: Any) -> RunResult:
    """Make a run: for each scorer, for each case, a value an epoch."""
    cases = len(next(iter(values.values())))
    trials = [
        trial
        for number in range(cases)
        for trial in _trials(gold(f"case-{number:03}"), {k: v[number] for k, v in values.items()})
    ]
    return run_of(trials, **changes)


def run_of(trials: Iterable[Trial], **changes: Any) -> RunResult:
    """Make a run of trials."""
    fields: dict[str, Any] = {
        "suite": "suite",
        "subject": "mine",
        "started_at": datetime(2026, 11, 22, tzinfo=UTC),
        "trials": tuple(trials),
    }
    return RunResult(**{**fields, **changes})


def _trials(case: GoldCase, values: Mapping[str, Sequence[float]]) -> list[Trial]:
    epochs = len(next(iter(values.values())))
    return [
        trial_of(case, epoch + 1).model_copy(
            update={
                "output": f"output of {case.id}",
                "scores": tuple(
                    Score.judged(name, several[epoch]) for name, several in values.items()
                ),
            }
        )
        for epoch in range(epochs)
    ]
