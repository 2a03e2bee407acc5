"""A reading by a small model: one short question, and the rest left empty."""

from typing import Final

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableConfig
from pydantic import Field, create_model

from creative_agents.domain.asset import Asset
from creative_agents.domain.base import Language, Model
from creative_agents.domain.persona import NextAction, Persona, Reaction
from creative_agents.llm.prompt import Prompt
from creative_agents.llm.small import latin_pattern
from creative_agents.llm.structured import Request, structured_agent

_SYSTEM: Final[dict[Language, str]] = {
    "en": "You are {name}. {situation} You read an ad and say, in one short sentence of your own, "
    "what it told you; then one question that you would ask; then what you do.",
    "fr": "Vous êtes {name}. {situation} Vous lisez une publicité et vous dites, en une phrase "
    "courte à vous, ce qu'elle vous a dit ; puis une question que vous poseriez ; puis ce que vous "
    "faites.",
}

_EXAMPLE: Final[dict[Language, tuple[str, str]]] = {
    "en": (
        "Get there without the bag. Your bed in the hut costs £18 a night.",
        """{"understood": "They rent beds in a mountain hut for eighteen pounds.", \
"question": "Do I have to book before I come?", "next_action": "look_closer"}""",
    ),
    "fr": (
        "Montez sans gros sac. Votre lit au refuge coûte 18 € la nuit.",
        """{"understood": "Ils louent des lits dans un refuge de montagne, à dix-huit euros.", \
"question": "Faut-il réserver avant de monter ?", "next_action": "look_closer"}""",
    ),
}

READ: Final = 400
"""Characters of a piece that a small model reads before it loses its beginning."""


class ReadingOf(Request):
    """One piece and its reader."""

    persona: Persona
    """Who reads."""
    asset: Asset
    """What they read."""


class ShortReading(Model):
    """What a small model can say of a piece."""

    def reaction(self) -> Reaction:
        """Give it as a reaction; what a small model cannot say stays empty."""
        said = self.model_dump()
        return Reaction(
            understood=said["understood"],
            recalled_brand="",
            barrier="",
            question=said["question"],
            jarring="",
            next_action=said["next_action"],
            outside="",
        )


class ReadingDrafter:
    """Has a small model read pieces."""

    def __init__(self, model: BaseChatModel, *, name: str) -> None:
        """Take a model.

        Args:
            model: A small chat model.
            name: The agent on whose behalf it reads, for the record.
        """
        self._agent: Runnable[ReadingOf, ShortReading] = structured_agent(
            model,
            name=name,
            render=_render,
            output=lambda request: _TYPES[request.language],
            temperature=0.5,
            max_output_tokens=160,
        )

    async def read(self, reading: ReadingOf, config: RunnableConfig | None = None) -> Reaction:
        """Read one piece.

        Args:
            reading: The piece and its reader.
            config: LangChain's configuration.

        Returns:
            What was understood, one question, and what the reader does.
        """
        return (await self._agent.ainvoke(reading, config)).reaction()


def _render(request: ReadingOf) -> Prompt:
    persona, language = request.persona, request.language
    system = _SYSTEM[language].format(name=persona.name, situation=persona.situation)
    texts = " ".join(" ".join(field.text.split()) for field in request.asset.fields)
    return Prompt(instructions=system, examples=(_EXAMPLE[language],), task=texts[:READ])


def _type(language: Language) -> type[ShortReading]:
    sentence = Field(pattern=latin_pattern(language, sentence=True))
    question = Field(pattern=latin_pattern(language, sentence=True, closes="[?]"))
    return create_model(
        f"Reading{language.capitalize()}",
        __base__=ShortReading,
        understood=(str, sentence),
        question=(str, question),
        next_action=(NextAction, ...),
    )


_TYPES: Final[dict[Language, type[ShortReading]]] = {"en": _type("en"), "fr": _type("fr")}
