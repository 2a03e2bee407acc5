"""An insight from a small model: one sentence, put on rails.

A pattern forces how it begins, which keeps a small model on its subject in English and in
French alike. A promise is not asked for: every second one was wrong in sense.
"""

import json
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

_OPENS: Final[dict[Language, str]] = {
    "en": "They want ",
    "fr": "Ils veulent ",
}

_EXAMPLES: Final[dict[Language, tuple[tuple[str, str], ...]]] = {
    "en": (
        (
            "People: weekend walkers.\nThey want: to stay up there at night.\nWhat holds them back: "
            "they think it takes a heavy bag.\nBrand: Pen Hut. A bed costs £18. Soup is served at "
            "six.",
            "They want to stay up there at night, but the thought of a heavy bag sends them home.",
        ),
        (
            "People: young parents.\nThey want: to keep playing in the band.\nWhat holds them back: "
            "nobody looks after the children on Thursday.\nBrand: Room Nine. Children's corner next "
            "to the rehearsal room. £6 an hour.",
            "They want to keep playing in the band, but on Thursday nobody looks after the "
            "children.",
        ),
    ),
    "fr": (
        (
            "Gens : marcheurs du week-end.\nIls veulent : rester là-haut la nuit.\nCe qui les "
            "retient : ils pensent qu'il faut un gros sac.\nMarque : Refuge du Pré. Un lit coûte "
            "18 €. Le dîner est servi à 18 h 30.",
            "Ils veulent rester là-haut la nuit, mais l'idée d'un gros sac les fait redescendre.",
        ),
        (
            "Gens : jeunes parents musiciens.\nIls veulent : continuer à jouer dans leur groupe.\n"
            "Ce qui les retient : personne ne garde les enfants le jeudi.\nMarque : Salle Neuf. Un "
            "coin enfants à côté de la salle. 6 € l'heure.",
            "Ils veulent continuer à jouer dans leur groupe, mais le jeudi personne ne garde les "
            "enfants.",
        ),
    ),
}


class InsightRequest(Request):
    """What an insight is made from."""

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


class Insights(Model):
    """One sentence; made by a type for each language."""


class InsightDrafter:
    """Drafts an insight with a small model."""

    def __init__(self, model: BaseChatModel, *, name: str) -> None:
        """Take a model.

        Args:
            model: A small chat model.
            name: The agent on whose behalf it writes, for the record.
        """
        self._agent: Runnable[InsightRequest, Insights] = structured_agent(
            model,
            name=name,
            render=_render,
            output=lambda request: _TYPES[request.language],
            temperature=0.3,
            max_output_tokens=120,
        )

    async def draft(self, request: InsightRequest, config: RunnableConfig | None = None) -> str:
        """Draft the sentence.

        Args:
            request: What it is made from.
            config: LangChain's configuration.

        Returns:
            The sentence, or nothing where limits and facts do not allow it.
        """
        said = (await self._agent.ainvoke(request, config)).model_dump()["insight"]
        given = (request.people, request.want, request.barrier, request.facts, request.brand)
        wanted = Wanted(language=request.language, facts=given, most=180, sentence=True)
        ranked = choose([said], wanted)
        return ranked[0].text if ranked[0].passes else ""


def _render(request: InsightRequest) -> Prompt:
    language = request.language
    asked = request.model_dump(include={"people", "want", "barrier", "brand", "facts"})
    return Prompt(
        instructions=_SYSTEM[language],
        examples=tuple(
            (shown, json.dumps({"insight": insight}, ensure_ascii=False))
            for shown, insight in _EXAMPLES[language]
        ),
        task=_TASK[language].format(**{key: " ".join(text.split()) for key, text in asked.items()}),
    )


def _type(language: Language) -> type[Insights]:
    pattern = latin_pattern(language, sentence=True, opens=(_OPENS[language],), closes="[.]")
    return create_model(
        f"Insight{language.capitalize()}",
        __base__=Insights,
        insight=(str, Field(pattern=pattern)),
    )


_TYPES: Final[dict[Language, type[Insights]]] = {"en": _type("en"), "fr": _type("fr")}
