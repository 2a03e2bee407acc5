"""Rewriting lines: a few source lines in, one line out for each, the best kept.

A small model that creates freely invents facts and loses its place. Given numbered lines to say
better, one by one, after a worked example of a brand that has nothing to do with ours, it keeps
to them; so the claim, the offer and the figures of a line are known without asking it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableConfig

from creative_agents.domain.base import Language
from creative_agents.drafting.sources import Source
from creative_agents.llm.prompt import Prompt
from creative_agents.llm.small import Lines, lines_type, numbered
from creative_agents.llm.small_checks import Wanted
from creative_agents.llm.small_choice import choose
from creative_agents.llm.structured import Request, structured_agent

Shape = Literal["headline", "text"]
"""``headline``: three to five words of one source. ``text``: one sentence or two of a pair."""

DRAWS: Final = (0.35, 0.8)
"""Temperatures: a careful first draw, and a freer second one where too few lines can be used."""

_SYSTEM: Final[dict[Shape, dict[Language, str]]] = {
    "headline": {
        "en": "You are a copywriter. You turn each line you are given into a shorter, warmer line "
        "in English that speaks to the reader. You add no fact, no number and no promise.",
        "fr": "Vous êtes concepteur-rédacteur. Vous transformez chaque ligne reçue en une ligne "
        "plus courte et plus vivante, en bon français, qui parle au lecteur. Vous n'ajoutez aucun "
        "fait, aucun chiffre, aucune promesse.",
    },
    "text": {
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
        "en": "One headline for each line, 3 to 5 words.",
        "fr": "Un titre pour chaque ligne, 3 à 5 mots.",
    },
    "text": {
        "en": "One ad text for each line, 10 to 16 words.",
        "fr": "Un texte d'annonce pour chaque ligne, 10 à 16 mots.",
    },
}

_SHOWN: Final[dict[Shape, dict[Language, Mapping[str, str]]]] = {
    "headline": {
        "en": {
            "When you are up there, less is enough.": "Up there, less is enough",
            "I just want to get up there without a heavy bag.": "Get there without the bag",
            "The hut is open all winter, from November to April.": "Open all winter",
            "A bed in the hut costs £18 a night.": "Your bed for £18",
            "Guests have to bring their own sheet.": "Just bring a sheet",
            "Soup is served at six every evening in the big room.": "Soup at six",
        },
        "fr": {
            "Quand on est là-haut, on a besoin de moins.": "Là-haut, moins suffit",
            "J'ai juste envie d'être là-haut sans porter un gros sac.": "Montez sans gros sac",
            "Le refuge est ouvert tout l'hiver, de novembre à avril.": "Ouvert tout l'hiver",
            "Un lit au refuge coûte 18 € la nuit.": "Votre lit à 18 €",
            "Chaque client doit apporter son drap.": "Apportez juste un drap",
            "Le dîner est servi à 18 h 30 dans la grande salle.": "Dîner à 18 h 30",
        },
    },
    "text": {
        "en": {
            "I just want to get up there without a heavy bag. + A bed in the hut costs £18 a "
            "night.": "You want to get up there without a heavy bag? Your bed costs £18.",
            "Guests have to bring their own sheet. + The hut is open all winter, from November to "
            "April.": "Bring your own sheet and come up: the hut is open all winter.",
            "When you are up there, less is enough. + Soup is served at six every evening in the "
            "big room.": "When you are up there, less is enough: soup is served at six.",
        },
        "fr": {
            "J'ai juste envie d'être là-haut sans porter un gros sac. + Un lit au refuge coûte "
            "18 € la nuit.": "Vous avez envie d'être là-haut sans gros sac ? Votre lit coûte 18 € "
            "la nuit.",
            "Chaque client doit apporter son drap. + Le refuge est ouvert tout l'hiver, de "
            "novembre à avril.": "Apportez votre drap et montez : le refuge vous attend tout "
            "l'hiver.",
            "Quand on est là-haut, on a besoin de moins. + Le dîner est servi à 18 h 30 dans la "
            "grande salle.": "Là-haut, vous avez besoin de moins : le dîner est servi à 18 h 30.",
        },
    },
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line that can be used, and what it says better."""

    text: str
    """The line."""
    sources: tuple[Source, ...]
    """One source of a headline, two of a text."""


class LinesRequest(Request):
    """A few source lines to rewrite."""

    shape: Shape
    """What each must become."""
    lines: tuple[str, ...]
    """The source lines, in order."""


class LineWriter:
    """Rewrites source lines with a small model and keeps what can be used."""

    def __init__(self, model: BaseChatModel, *, name: str) -> None:
        """Take a model.

        Args:
            model: A small chat model.
            name: The agent on whose behalf it writes, for the record.
        """
        self._agents: list[Runnable[LinesRequest, Lines]] = [
            structured_agent(
                model,
                name=name,
                render=_render,
                output=_type_of,
                temperature=temperature,
                max_output_tokens=500,
            )
            for temperature in DRAWS
        ]

    async def rewrite(
        self,
        sources: Sequence[tuple[Source, ...]],
        shape: Shape,
        wanted: Wanted,
        *,
        enough: int,
        config: RunnableConfig | None = None,
    ) -> tuple[Line, ...]:
        """Rewrite lines, and once more where too few can be used.

        Args:
            sources: What to rewrite: one source a headline, a pair a text.
            shape: What each must become.
            wanted: What a line must be.
            enough: How many usable lines make a second draw needless.
            config: LangChain's configuration.

        Returns:
            Lines that can be used, best first.
        """
        lines = tuple(" + ".join(item.text for item in each) for each in sources)
        drawn: list[str] = []
        found: tuple[Line, ...] = ()
        for candidate, agent in enumerate(self._agents):
            request = LinesRequest(
                language=wanted.language, shape=shape, lines=lines, candidate=candidate
            )
            drawn.extend((await agent.ainvoke(request, config)).texts())
            found = _chosen(drawn, sources, lines, wanted)
            if len(found) >= enough:
                break
        return found


def _chosen(
    drawn: Sequence[str],
    sources: Sequence[tuple[Source, ...]],
    lines: Sequence[str],
    wanted: Wanted,
) -> tuple[Line, ...]:
    count = len(lines)
    ranked = choose(drawn, wanted, sources=[lines[place % count] for place in range(len(drawn))])
    return tuple(
        Line(one.text, sources[one.source % count])
        for one in ranked
        if one.passes and one.source is not None
    )


def _render(request: LinesRequest) -> Prompt:
    shape, language = request.shape, request.language
    task, shown = _TASK[shape][language], _SHOWN[shape][language]
    answer = {str(place): text for place, text in enumerate(shown.values(), 1)}
    return Prompt(
        instructions=_SYSTEM[shape][language],
        examples=((f"{task}\n{numbered(tuple(shown))}", json.dumps(answer, ensure_ascii=False)),),
        task=f"{task}\n{numbered(request.lines)}",
    )


def _type_of(request: LinesRequest) -> type[Lines]:
    return lines_type(request.language, len(request.lines), sentence=request.shape == "text")
