"""The performance analyst: puts a round's pieces in order, and says how little that means."""

from collections.abc import Sequence
from typing import Final

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable

from creative_agents.brands.digest import brief_digest
from creative_agents.domain.asset import Variant
from creative_agents.domain.base import Language
from creative_agents.domain.brief import Brief
from creative_agents.domain.ranking import Ranking
from creative_agents.domain.review import PieceReaction, Review
from creative_agents.domain.strategy import Route, Strategy
from creative_agents.drafting.ranking import Round, rank_by_count
from creative_agents.llm.profile import profile_of
from creative_agents.llm.prompt import Block, Prompt
from creative_agents.llm.runnable import async_runnable
from creative_agents.llm.structured import Request, structured_agent

NAME: Final = "performance_analyst"

PROMPT: Final[dict[Language, str]] = {
    "en": """\
You are the performance analyst of a creative department. Nothing has run yet: you have rules' \
findings, a guardian's remarks and what a few synthetic readers said. That is little, and you say \
so.

- Put every piece in order, best first, with reasons that name a finding, a reaction or the \
strategy. Inside a channel the order matters most.
- For each, name a rival explanation: what else could make it look better or worse, such as the \
lever, the length, the reader who happened to read it.
- Propose the one test that would settle the most: a hypothesis that can turn out false, one \
change, a number and where it is read, the result at which we stop.
- State, in one sentence, the decision that is the director's and not yours.
- Invent no number. Readers who are played are no forecast.""",
    "fr": """\
Vous êtes analyste de la performance dans un département de création. Rien n'a encore été diffusé : \
vous avez les remarques des règles, celles du garant de la marque, et ce qu'ont dit quelques \
lecteurs synthétiques. C'est peu, et vous le dites.

- Classez toutes les pièces, la meilleure d'abord, avec des raisons qui nomment une remarque, une \
réaction ou la stratégie. C'est à l'intérieur d'un canal que l'ordre compte le plus.
- Pour chacune, nommez une explication rivale : ce qui pourrait la faire paraître meilleure ou \
moins bonne, comme le ressort, la longueur, le lecteur qui l'a lue.
- Proposez le test qui trancherait le plus : une hypothèse qui peut se révéler fausse, un seul \
changement, un chiffre et où il se lit, le résultat auquel on arrête.
- Dites, en une phrase, la décision qui revient à la direction et pas à vous.
- N'inventez aucun chiffre. Des lecteurs joués ne prédisent rien.""",
}

TASK: Final[dict[Language, str]] = {
    "en": "Put these pieces in order: {pieces}.",
    "fr": "Classez ces pièces : {pieces}.",
}


class RankingRequest(Request):
    """One round to read."""

    brief: Brief
    """What was asked."""
    strategy: Strategy
    """What was approved."""
    route: Route
    """The idea that every piece carries."""
    variants: tuple[Variant, ...]
    """The pieces that passed."""
    reviews: tuple[Review, ...] = ()
    """What the rules and the guardian said."""
    reactions: tuple[PieceReaction, ...] = ()
    """What the synthetic personas said."""


def create_performance_analyst(model: BaseChatModel) -> Runnable[RankingRequest, Ranking]:
    """Make the agent that ranks a round and leaves the decision to a person.

    A small model has no judgement to give, so with one the pieces are ordered by what was
    counted, and the ranking says so.

    Args:
        model: Any chat model.

    Returns:
        A Runnable from a request to a `Ranking` that holds every piece once.
    """
    if profile_of(model).kind == "small":
        return async_runnable(_by_count, name=NAME)
    return structured_agent(
        model, name=NAME, render=_render, output=Ranking, check=_complaints, temperature=0.2
    )


async def _by_count(request: RankingRequest) -> Ranking:
    return rank_by_count(
        Round(
            language=request.language,
            variants=request.variants,
            reviews=request.reviews,
            reactions=request.reactions,
            test=next(iter(request.strategy.tests), None),
            kpi=next((kpi.name for kpi in request.brief.kpis), ""),
        )
    )


def _render(request: RankingRequest) -> Prompt:
    return Prompt(
        instructions=PROMPT[request.language],
        data=(
            Block("brief", brief_digest(request.brief)),
            Block(
                "strategy",
                f"proposition: {request.strategy.proposition.statement}\n"
                f"route: {request.route.idea}",
            ),
            Block("pieces", "\n\n".join(_piece(request, variant) for variant in request.variants)),
        ),
        task=TASK[request.language].format(pieces=", ".join(ids(request.variants))),
    )


def ids(variants: Sequence[Variant]) -> list[str]:
    """Give the ids of variants."""
    return [variant.id for variant in variants]


def _piece(request: RankingRequest, variant: Variant) -> str:
    lines = [f"{variant.id}: {variant.idea} ({variant.lever})"]
    lines.extend(f"  {field.place}: {field.text}" for field in variant.asset.fields)
    for review in request.reviews:
        if review.piece == variant.id:
            lines.extend(f"  finding: {item.level} {item.message}" for item in review.findings)
            lines.extend(f"  keep: {item.quote}" for item in review.keep)
    for item in request.reactions:
        if item.piece == variant.id:
            said = item.reaction
            lines.append(
                f"  {item.persona}: understood «{said.understood}»; brand «{said.recalled_brand}»; "
                f"barrier «{said.barrier}»; next {said.next_action}"
            )
    return "\n".join(lines)


def _complaints(request: RankingRequest, ranking: Ranking) -> tuple[str, ...]:
    given = [rank.piece for rank in ranking.order]
    if sorted(given) != sorted(ids(request.variants)):
        return (f"order must hold each of {', '.join(ids(request.variants))} once",)
    return ()
