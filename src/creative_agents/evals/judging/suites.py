"""The judges of a suite, each with the calibration that its labels give it."""

from collections.abc import Callable, Iterator
from pathlib import Path

from langchain_core.language_models import BaseChatModel

from creative_agents.evals.judging.bias import leaning_to_length
from creative_agents.evals.judging.calibration import Calibration, calibrate, matched
from creative_agents.evals.judging.rubric import RubricJudge, prompt_hash
from creative_agents.evals.labels import load_labels
from creative_agents.evals.suite import JudgeSpec, Suite, load_result
from creative_agents.evals.trial import RunResult
from creative_agents.llm.profile import profile_of


def judges_of(suite: Suite, model: Callable[[str], BaseChatModel]) -> Iterator[RubricJudge]:
    """Make the judges of a suite.

    Args:
        suite: The suite.
        model: Makes a chat model of a name.

    Raises:
        InputError: A stored run or a file of labels cannot be read.
    """
    for spec in suite.judges:
        chosen = model(spec.model)
        yield RubricJudge(
            chosen,
            spec.criterion,
            question=spec.question,
            calibration=_calibration(spec, suite.folder, profile_of(chosen).name),
            asked_to_gate=spec.gates,
        )


def _calibration(spec: JudgeSpec, folder: Path, model: str) -> Calibration | None:
    if not spec.run or not spec.labels:
        return None
    run, name = load_result(folder / spec.run), f"judge_{spec.criterion}"
    labels = load_labels(folder / spec.labels)
    said = matched(run, labels, scorer=name, criterion=spec.criterion)
    bias = leaning_to_length(said.people, said.judge, said.lengths)
    measured = calibrate(said.people, said.judge, biases=[bias])
    changed = _changed(run, name, model)
    return measured.model_copy(update={"may_gate": False, "why": changed}) if changed else measured


def _changed(run: RunResult, name: str, model: str) -> str:
    """Say why a calibration does not hold for this judge any more; empty where it does."""
    known = next(
        (one for one in run.judges if isinstance(one, dict) and one.get("name") == name), None
    )
    if known is None:
        return f"the stored run has no judge {name!r}"
    if known.get("model") != model:
        return f"it was measured with the model {known.get('model')!r}, and this is {model!r}"
    if known.get("prompt") != prompt_hash():
        return "it was measured with another prompt: label and measure it again"
    return ""
