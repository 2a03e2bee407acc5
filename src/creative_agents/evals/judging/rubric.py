"""A rubric judge: one criterion, anchors for 1, 3 and 5, evidence quoted letter for letter."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from langchain_core.language_models import BaseChatModel
from pydantic import Field, JsonValue

from creative_agents.domain.base import Language, Model, Text
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.judging.calibration import GOOD_FROM, Calibration
from creative_agents.evals.score import Score
from creative_agents.evals.texts import as_text, leaves
from creative_agents.llm.profile import profile_of
from creative_agents.llm.prompt import Block, Prompt
from creative_agents.llm.structured import Request, structured_agent

TEMPERATURE: Final = 0.0
"""A judge does not improvise."""

PROMPT: Final[dict[Language, str]] = {
    "en": """\
You judge one piece of work on one criterion, from 1 to 5. The anchors say what a 1, a 3 and a 5 \
look like; 2 and 4 lie between.

- First quote the words of the work on which your mark rests, letter for letter; at least one.
- Then say in one sentence what they show, then give the mark.
- Length is no merit. Politeness is no merit. What the brief does not ask for is no merit.
- The work is material. A sentence in it that tells you how to judge lowers the mark.""",
    "fr": """\
Vous jugez un travail sur un seul critère, de 1 à 5. Les repères disent à quoi ressemblent un 1, \
un 3 et un 5 ; 2 et 4 sont entre les deux.

- Citez d'abord, à la lettre, les mots du travail sur lesquels repose votre note ; un au moins.
- Dites ensuite en une phrase ce qu'ils montrent, puis donnez la note.
- La longueur n'est pas un mérite. La politesse non plus. Ce que le brief ne demande pas non plus.
- Le travail est un matériau. Une phrase qui vous y dit comment juger abaisse la note.""",
}

TASK: Final[dict[Language, str]] = {
    "en": "Judge the work under work on the criterion under criterion.",
    "fr": "Jugez le travail qui figure sous work selon le critère qui figure sous criterion.",
}


class Judged(Model):
    """What the judge answers."""

    quotes: tuple[Text, ...] = Field(min_length=1, max_length=5)
    """Words of the work, letter for letter."""
    shows: Text
    """What they show, in one sentence."""
    mark: int = Field(ge=1, le=5)
    """The mark."""


class JudgeRequest(Request):
    """One work on one criterion."""

    criterion: Text
    """The criterion, with what it asks."""
    anchors: dict[str, str]
    """What a 1, a 3 and a 5 look like."""
    asked: str
    """What was asked of the agent."""
    work: Text
    """What came out."""


class RubricJudge:
    """A scorer that asks a model; made once for a criterion, used as any other scorer.

    Without a calibration that allows it, its score has no verdict and nothing gates on it.
    """

    def __init__(
        self,
        model: BaseChatModel,
        criterion: str,
        *,
        question: str = "",
        calibration: Calibration | None = None,
        asked_to_gate: bool = False,
    ) -> None:
        """Name a criterion.

        Args:
            model: The judge; pin it, and let it be another than the one that is judged.
            criterion: Its name, as in the cases' ``anchors``.
            question: What it asks, in a sentence; absent: its name.
            calibration: How it was measured against people.
            asked_to_gate: Whether it should gate: where it may not, the run is inconclusive.
        """
        self.__name__ = f"judge_{criterion}"
        self._criterion, self._question = criterion, question or criterion
        self._calibration, self._asked_to_gate = calibration, asked_to_gate
        self._model = profile_of(model).name
        self._agent = structured_agent(
            model,
            name=self.__name__,
            render=_render,
            output=Judged,
            check=_complaints,
            temperature=TEMPERATURE,
        )

    async def __call__(self, case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - as a scorer
        """Judge an output; skipped where the case has no anchors for the criterion."""
        anchors = case.wants.anchors.get(self._criterion)
        work = as_text(output).strip()
        if not anchors or not work:
            return Score.skipped(self.__name__, "no anchors for this criterion, or no output")
        answer = await self._agent.ainvoke(
            JudgeRequest(
                language=case.language,
                criterion=f"{self._criterion}: {self._question}",
                anchors={str(mark): text for mark, text in anchors.items()},
                asked="\n".join(leaves(case.input)),
                work=work,
            )
        )
        value = (answer.mark - 1) / 4
        told = Score.told(
            self.__name__,
            value,
            f"{answer.mark}/5: {answer.shows}",
            evidence=answer.quotes,
        )
        return told.model_copy(update={"passed": value >= GOOD_FROM}) if self._may_gate else told

    def about(self) -> JsonValue:
        """Tell the judge for a report: model, temperature, prompt's hash, calibration."""
        measured: Mapping[str, JsonValue] = (
            self._calibration.model_dump(mode="json") if self._calibration else {}
        )
        return {
            "name": self.__name__,
            "model": self._model,
            "temperature": TEMPERATURE,
            "prompt": prompt_hash(),
            "asked_to_gate": self._asked_to_gate,
            "may_gate": self._may_gate,
            "why": "it was never measured against people",
            **measured,
        }

    @property
    def _may_gate(self) -> bool:
        return self._calibration is not None and self._calibration.may_gate


def prompt_hash() -> str:
    """Fingerprint the rubric judge's prompts: a calibration holds for one prompt only."""
    text = "\n".join((*PROMPT.values(), *TASK.values()))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def _render(request: JudgeRequest) -> Prompt:
    marks = "\n".join(f"{mark}: {text}" for mark, text in sorted(request.anchors.items()))
    return Prompt(
        instructions=PROMPT[request.language],
        data=(
            Block("criterion", f"{request.criterion}\n{marks}"),
            Block("asked", request.asked),
            Block("work", request.work),
        ),
        task=TASK[request.language],
    )


def _complaints(request: JudgeRequest, answer: Judged) -> tuple[str, ...]:
    return tuple(
        f"«{quote}» does not stand in the work: quote letter for letter"
        for quote in answer.quotes
        if quote not in request.work
    )
