"""Insight and promise from a small model: one sentence each, put on rails.

A pattern forces how each sentence begins, which keeps a small model on its subject in English
and in French alike.
"""

import json
from dataclasses import dataclass
from typing import Final

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableConfig
from pydantic import Field, create_model

from creative_agents.domain.base import Language, Model
from creative_agents.llm.prompt import Prompt
from creative_agents.llm.small import latin_pattern
from creative_agents.llm.small_checks import Wanted
from creative_agents.llm.small_choice import choose
from creative_agents.llm.structured import Request, structured_agent

_SYSTEM: Final[dict[Language, str]] = {
    "en": "You are an advertising strategist. You write one short plain sentence in English. You "
    "use only what you are given.",
    "fr": "Vous êtes planneur stratégique. Vous écrivez une seule phrase, courte et simple, en bon "
    "français. Vous n'utilisez que ce qui est donné.",
}

_TASK: Final[dict[Language, str]] = {
    "en": "People: {people}\nThey want: {want}\nWhat holds them back: {barrier}\n"
    "Brand: {brand}. {facts}",
    "fr": "Gens : {people}\nIls veulent : {want}\nCe qui les retient : {barrier}\n"
    "Marque : {brand}. {facts}",
}

_OPENS: Final[dict[Language, tuple[str, str]]] = {
    "en": ("They want ", "With {brand}, you "),
    "fr": ("Ils veulent ", "Avec {brand}, vous "),
}

_EXAMPLES: Final[dict[Language, tuple[tuple[str, str, str], ...]]] = {
    "en": (
        (
            "People: weekend walkers.\nThey want: to stay up there at night.\nWhat holds them back: "
            "they think it takes a heavy bag.\nBrand: Pen Hut. A bed costs £18. Soup is served at "
            "six.",
            "They want to stay up there at night, but the thought of a heavy bag sends them home.",
            "With Pen Hut, you stay for the night and leave the heavy bag at home.",
        ),
        (
            "People: young parents.\nThey want: to keep playing in the band.\nWhat holds them back: "
            "nobody looks after the children on Thursday.\nBrand: Room Nine. Children's corner next "
            "to the rehearsal room. £6 an hour.",
            "They want to keep playing in the band, but on Thursday nobody looks after the "
            "children.",
            "With Room Nine, you rehearse while the children play next door.",
        ),
    ),
    "fr": (
        (
            "Gens : marcheurs du week-end.\nIls veulent : rester là-haut la nuit.\nCe qui les "
            "retient : ils pensent qu'il faut un gros sac.\nMarque : Refuge du Pré. Un lit coûte "
            "18 €. Le dîner est servi à 18 h 30.",
            "Ils veulent rester là-haut la nuit, mais l'idée d'un gros sac les fait redescendre.",
            "Avec le Refuge du Pré, vous restez la nuit et vous laissez le gros sac à la maison.",
        ),
        (
            "Gens : jeunes parents musiciens.\nIls veulent : continuer à jouer dans leur groupe.\n"
            "Ce qui les retient : personne ne garde les enfants le jeudi.\nMarque : Salle Neuf. Un "
            "coin enfants à côté de la salle. 6 € l'heure.",
            "Ils veulent continuer à jouer dans leur groupe, mais le jeudi personne ne garde les "
            "enfants.",
            "Avec la Salle Neuf, vous répétez pendant que les enfants jouent à côté.",
        ),
    ),
}


class StepsRequest(Request):
    """What an insight and a promise are made from."""

    people: str
    """Who they are."""
    want: str
    """What they try to get done."""
    barrier: str
    """What holds them back."""
    brand: str
    """The brand's name."""
    facts: str
    """Two or three facts of the product."""


class Steps(Model):
    """Two sentences; made by a type for each brand."""


@dataclass(frozen=True, slots=True)
class SaidSteps:
    """What could be used; empty where nothing could."""

    insight: str
    promise: str


class StepsDrafter:
    """Drafts an insight and a promise with a small model."""

    def __init__(self, model: BaseChatModel, *, name: str) -> None:
        """Take a model.

        Args:
            model: A small chat model.
            name: The agent on whose behalf it writes, for the record.
        """
        self._agent: Runnable[StepsRequest, Steps] = structured_agent(
            model,
            name=name,
            render=_render,
            output=_type_of,
            temperature=0.3,
            max_output_tokens=160,
        )

    async def draft(self, request: StepsRequest, config: RunnableConfig | None = None) -> SaidSteps:
        """Draft both sentences.

        Args:
            request: What they are made from.
            config: LangChain's configuration.

        Returns:
            The sentences that limits and facts allow.
        """
        said = (await self._agent.ainvoke(request, config)).model_dump()
        return SaidSteps(_usable(said["insight"], request), _usable(said["promise"], request))


def _usable(sentence: str, request: StepsRequest) -> str:
    given = (request.people, request.want, request.barrier, request.facts, request.brand)
    wanted = Wanted(
        language=request.language, facts=given, most=180, sentence=True, prefer=(request.brand,)
    )
    ranked = choose([sentence], wanted)
    return ranked[0].text if ranked[0].passes else ""


def _render(request: StepsRequest) -> Prompt:
    language = request.language
    asked = request.model_dump(include={"people", "want", "barrier", "brand", "facts"})
    return Prompt(
        instructions=_SYSTEM[language],
        examples=tuple(
            (shown, json.dumps({"insight": insight, "promise": promise}, ensure_ascii=False))
            for shown, insight, promise in _EXAMPLES[language]
        ),
        task=_TASK[language].format(**{key: " ".join(text.split()) for key, text in asked.items()}),
    )


def _type_of(request: StepsRequest) -> type[Steps]:
    opens = [text.format(brand=request.brand) for text in _OPENS[request.language]]
    insight, promise = (
        Field(pattern=latin_pattern(request.language, sentence=True, opens=(text,), closes="[.]"))
        for text in opens
    )
    return create_model("Steps", __base__=Steps, insight=(str, insight), promise=(str, promise))
