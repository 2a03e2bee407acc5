"""Sorting a guide's sentences with a small model: one word for each, and none of its own.

One sentence a call: of four at once a small model gave each word of the list once, whatever
the sentences said. The instructions and examples are the same for every call, so that a
following one reads the sentence alone.
"""

import json
from typing import Final, Literal

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableConfig

from creative_agents.domain.base import Language, Model
from creative_agents.llm.prompt import Prompt
from creative_agents.llm.structured import Request, structured_agent

Label = Literal["rule", "brand", "other"]
"""What a sentence of a guide says: what writers must do, how the brand is, anything else."""

_SYSTEM: Final[dict[Language, str]] = {
    "en": "You read a style guide. Say what the sentence is: rule (it tells writers what to do or "
    "not to do), brand (it says how the brand is, sounds or whom it serves), other (anything "
    "else).",
    "fr": "Vous lisez un guide de style. Dites ce qu'est la phrase : rule (elle dit aux rédacteurs "
    "quoi faire ou ne pas faire), brand (elle dit comment la marque est, parle, ou qui elle sert), "
    "other (autre chose).",
}

_EXAMPLES: Final[dict[Language, tuple[tuple[str, Label], ...]]] = {
    "en": (
        ("This page was last changed in May.", "other"),
        ("Put the price before the story.", "rule"),
        ("Our hut is warm, plain and a little dry.", "brand"),
        ("Many people confuse these two words.", "other"),
        ("Capitals are left alone, since nobody likes to be shouted at.", "rule"),
        ("We stand up for people who walk alone.", "brand"),
        ("In this chapter we explain why it matters.", "other"),
        ("A short example helps more than a long reason.", "rule"),
        ("The list below comes from another guide.", "other"),
    ),
    "fr": (
        ("Cette page date du mois de mai.", "other"),
        ("Le prix vient avant l'histoire.", "rule"),
        ("Notre refuge est chaleureux, simple, un peu sec.", "brand"),
        ("Beaucoup de gens confondent ces deux mots.", "other"),
        (
            "On laisse les capitales de côté : personne n'aime qu'on lui crie dessus.",
            "rule",
        ),
        ("Nous défendons ceux qui marchent seuls.", "brand"),
        ("Dans ce chapitre, nous expliquons pourquoi.", "other"),
        ("Un exemple court vaut mieux qu'une longue raison.", "rule"),
        ("La liste ci-dessous vient d'un autre guide.", "other"),
    ),
}


class SortingRequest(Request):
    """One sentence to sort."""

    sentence: str
    """The sentence."""


class Sorted(Model):
    """One word for one sentence."""

    kind: Label
    """The word."""


class SentenceSorter:
    """Has a small model sort sentences."""

    def __init__(self, model: BaseChatModel, *, name: str) -> None:
        """Take a model.

        Args:
            model: A small chat model.
            name: The agent on whose behalf it sorts, for the record.
        """
        self._agent: Runnable[SortingRequest, Sorted] = structured_agent(
            model,
            name=name,
            render=_render,
            output=Sorted,
            temperature=0.0,
            max_output_tokens=20,
        )

    async def sort(self, request: SortingRequest, config: RunnableConfig | None = None) -> Label:
        """Sort one sentence.

        Of 25 sentences that no rule had read, half French, the embedded model sorted 14 as a
        person did: its ``rule`` was right four times of four, its ``brand`` took in nearly all
        that was ``other`` (measured 2026-11-22). Whoever uses ``brand`` asks for more.

        Args:
            request: The sentence.
            config: LangChain's configuration.

        Returns:
            One word.
        """
        return (await self._agent.ainvoke(request, config)).kind


def _render(request: SortingRequest) -> Prompt:
    examples = _EXAMPLES[request.language]
    return Prompt(
        instructions=_SYSTEM[request.language],
        examples=tuple((text, json.dumps({"kind": kind})) for text, kind in examples),
        task=" ".join(request.sentence.split()),
    )
