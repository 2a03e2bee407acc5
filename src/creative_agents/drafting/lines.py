"""Rewriting lines: a few source lines in, one line out for each, the best kept."""

import json
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableConfig

from creative_agents.domain.base import Language
from creative_agents.drafting.sources import Source
from creative_agents.llm.prompt import Prompt
from creative_agents.llm.small import Lines, lines_type, numbered
from creative_agents.llm.small_choice import Candidate, Wanted, choose
from creative_agents.llm.structured import Request, structured_agent

Shape = Literal["headline", "sentence"]
"""``headline``: three to five words. ``sentence``: ten to sixteen words, whole."""

BATCH: Final = 6
"""Source lines of one call: with more, a small model loses its place."""

_SYSTEM: Final[dict[Shape, dict[Language, str]]] = {
    "headline": {
        "en": "You are a copywriter. You turn each line you are given into a shorter, warmer line "
        "in English that speaks to the reader. You add no fact, no number and no promise.",
        "fr": "Vous êtes concepteur-rédacteur. Vous transformez chaque ligne reçue en une ligne "
        "plus courte et plus vivante, en bon français, qui parle au lecteur. Vous n'ajoutez aucun "
        "fait, aucun chiffre, aucune promesse.",
    },
    "sentence": {
        "en": "You are a copywriter. You turn each line you are given into one whole sentence in "
        'plain, warm English that speaks to the reader as "you". You keep the fact and its number. '
        "You add no other fact, number or promise.",
        "fr": "Vous êtes concepteur-rédacteur. De chaque ligne reçue vous faites une phrase "
        "entière, en bon français simple et chaleureux, qui parle au lecteur en disant « vous ». "
        "Vous gardez le fait et son chiffre. Vous n'ajoutez aucun autre fait, chiffre ou promesse.",
    },
}

_TASK: Final[dict[Shape, dict[Language, str]]] = {
    "headline": {
        "en": "One headline for each line, 3 to 5 words, at most 30 characters.",
        "fr": "Un titre pour chaque ligne, 3 à 5 mots, 30 caractères au plus.",
    },
    "sentence": {
        "en": "One sentence for each line, 8 to 14 words.",
        "fr": "Une phrase pour chaque ligne, 8 à 14 mots.",
    },
}

_HUT: Final[dict[Language, tuple[str, ...]]] = {
    "en": (
        "When you are up there, less is enough.",
        "I just want to get up there without a heavy bag.",
        "The hut is open all winter, from November to April.",
        "A bed in the hut costs £18 a night.",
        "Guests have to bring their own sheet.",
        "Soup is served at six every evening in the big room.",
    ),
    "fr": (
        "Quand on est là-haut, on a besoin de moins.",
        "J'ai juste envie d'être là-haut sans porter un gros sac.",
        "Le refuge est ouvert tout l'hiver, de novembre à avril.",
        "Un lit au refuge coûte 18 € la nuit.",
        "Chaque client doit apporter son drap.",
        "Le dîner est servi à 18 h 30 dans la grande salle.",
    ),
}

_SHOWN: Final[dict[Shape, dict[Language, tuple[str, ...]]]] = {
    "headline": {
        "en": (
            "Up there, less is enough",
            "Get there without the bag",
            "Open all winter",
            "Your bed for £18",
            "Just bring a sheet",
            "Soup at six",
        ),
        "fr": (
            "Là-haut, moins suffit",
            "Montez sans gros sac",
            "Ouvert tout l'hiver",
            "Votre lit à 18 €",
            "Apportez juste un drap",
            "Dîner à 18 h 30",
        ),
    },
    "sentence": {
        "en": (
            "When you are up there, you will see that less is enough.",
            "You just want to get up there, without carrying a heavy bag.",
            "Our hut keeps its door open for you all winter, from November to April.",
            "Your bed costs £18 a night, whichever night you choose.",
            "You bring your own sheet, and that is all we ask of you.",
            "Soup is on the table at six every evening, in the big room.",
        ),
        "fr": (
            "Là-haut, vous verrez que l'on a besoin de moins.",
            "Vous avez juste envie d'être là-haut, sans porter un gros sac.",
            "Notre refuge vous ouvre sa porte tout l'hiver, de novembre à avril.",
            "Votre lit coûte 18 € la nuit, quelle que soit la nuit choisie.",
            "Vous apportez votre drap, et c'est tout ce que nous vous demandons.",
            "Le dîner vous est servi à 18 h 30, dans la grande salle.",
        ),
    },
}


class LinesRequest(Request):
    """A few source lines to rewrite."""

    shape: Shape
    """What each must become."""
    lines: tuple[str, ...]
    """The source lines, in order; at most `BATCH`."""


class LineWriter:
    """Rewrites source lines with a small model and keeps what can be used."""

    def __init__(self, model: BaseChatModel, *, name: str) -> None:
        """Take a model.

        Args:
            model: A small chat model.
            name: The agent on whose behalf it writes, for the record.
        """
        self._agents: dict[float, Runnable[LinesRequest, Lines]] = {
            temperature: structured_agent(
                model,
                name=name,
                render=_render,
                output=_type_of,
                temperature=temperature,
                max_output_tokens=400,
            )
            for temperature in DRAWS
        }

    async def rewrite(
        self,
        sources: Sequence[Source],
        shape: Shape,
        wanted: Wanted,
        *,
        taken: Sequence[str] = (),
        config: RunnableConfig | None = None,
    ) -> tuple[tuple[Candidate, Source], ...]:
        """Rewrite lines, twice at different temperatures, and keep what limits and facts allow.

        Args:
            sources: What to rewrite.
            shape: What each must become.
            wanted: What a line must be.
            taken: Lines that stand elsewhere, which none may repeat.
            config: LangChain's configuration.

        Returns:
            Lines that can be used, best first, each with its source.
        """
        drawn: list[tuple[str, Source]] = []
        for batch in _batches(sources):
            for temperature, agent in self._agents.items():
                request = LinesRequest(
                    language=wanted.language,
                    shape=shape,
                    lines=tuple(item.text for item in batch),
                    candidate=int(temperature * 10),
                )
                answer = await agent.ainvoke(request, config)
                drawn.extend(zip(answer.texts(), batch, strict=True))
        ranked = choose(
            [text for text, _ in drawn],
            wanted,
            sources=[item.text for _, item in drawn],
            taken=taken,
        )
        return tuple((one, _source(one, drawn)) for one in ranked if one.passes)


DRAWS: Final = (0.3, 0.8)
"""Temperatures at which each batch is asked: one careful answer, one freer."""


def _render(request: LinesRequest) -> Prompt:
    shape, language = request.shape, request.language
    task = _TASK[shape][language]
    shown = json.dumps(
        {str(place): text for place, text in enumerate(_SHOWN[shape][language], 1)},
        ensure_ascii=False,
    )
    return Prompt(
        instructions=_SYSTEM[shape][language],
        examples=((f"{task}\n{numbered(_HUT[language])}", shown),),
        task=f"{task}\n{numbered(request.lines)}",
    )


def _type_of(request: LinesRequest) -> type[Lines]:
    return lines_type(request.language, len(request.lines), sentence=request.shape == "sentence")


def _batches(sources: Sequence[Source]) -> Iterator[Sequence[Source]]:
    for start in range(0, len(sources), BATCH):
        yield sources[start : start + BATCH]


def _source(candidate: Candidate, drawn: Sequence[tuple[str, Source]]) -> Source:
    assert candidate.source is not None
    return drawn[candidate.source][1]
