"""A reading by a small model: one short question, and the rest left empty."""

import json
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
    "en": "You are {name}. {situation} You read an ad and say what you understood.",
    "fr": "Vous êtes {name}. {situation} Vous lisez une annonce et vous dites ce que vous avez "
    "compris.",
}

_EXAMPLE: Final[dict[Language, tuple[str, dict[str, str]]]] = {
    "en": (
        "Ad: Up there, less is enough. Your bed for £18, soup at six. Pen Hut.",
        {
            "understood": "I understand that I can sleep in a hut for £18 and that they serve soup.",
            "question": "Do I have to book the bed?",
            "barrier": "I do not know how far the hut is.",
            "next_action": "look_closer",
        },
    ),
    "fr": (
        "Annonce : Là-haut, moins suffit. Votre lit à 18 €, le dîner à 18 h 30. Refuge du Pré.",
        {
            "understood": "Je comprends que je peux dormir dans un refuge pour 18 € et y dîner.",
            "question": "Est-ce que je dois réserver le lit ?",
            "barrier": "Je ne sais pas à quelle distance est le refuge.",
            "next_action": "look_closer",
        },
    ),
}

_AD: Final[dict[Language, str]] = {"en": "Ad: {texts}", "fr": "Annonce : {texts}"}

_OPENS: Final[dict[Language, dict[str, tuple[str, ...]]]] = {
    "en": {
        "understood": ("I understand that ",),
        "question": ("Do ", "Does ", "Is ", "Are ", "How ", "What ", "Can ", "When ", "Where "),
        "barrier": ("I ",),
    },
    "fr": {
        "understood": ("Je comprends que ", "Je comprends qu'"),
        "question": ("Est-ce que ", "Est-ce qu'", "Combien ", "Comment ", "Quand ", "Où "),
        "barrier": ("Je ",),
    },
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
            barrier=said["barrier"],
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
    ad, said = _EXAMPLE[language]
    return Prompt(
        instructions=system,
        examples=((ad, json.dumps(said, ensure_ascii=False)),),
        task=_AD[language].format(texts=_shown(request.asset)),
    )


def _shown(asset: Asset) -> str:
    texts = (item.text for item in asset.fields if item.name not in _NOT_READ)
    return " ".join(" ".join(texts).split())[:READ]


_NOT_READ: Final = frozenset({"final_url", "footer", "plain_text", "cta", "path"})
"""Fields that a reader does not read, or that say nothing to a small model."""


def _type(language: Language) -> type[ShortReading]:
    opens = _OPENS[language]
    patterns = {
        name: latin_pattern(
            language, sentence=True, opens=words, closes="[?]" if name == "question" else "[.]"
        )
        for name, words in opens.items()
    }
    return create_model(
        f"Reading{language.capitalize()}",
        __base__=ShortReading,
        understood=(str, Field(pattern=patterns["understood"])),
        question=(str, Field(pattern=patterns["question"])),
        barrier=(str, Field(pattern=patterns["barrier"])),
        next_action=(NextAction, ...),
    )


_TYPES: Final[dict[Language, type[ShortReading]]] = {"en": _type("en"), "fr": _type("fr")}
