"""The strategist: from a problem to two or three routes, each step with its evidence."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableConfig

from creative_agents.brands.digest import brand_digest, brief_digest, claims
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief
from creative_agents.domain.channel import Channel
from creative_agents.domain.strategy import Strategy
from creative_agents.drafting.strategy import Plan, StrategyDrafter
from creative_agents.llm.profile import profile_of
from creative_agents.llm.prompt import Block, Prompt
from creative_agents.llm.runnable import async_runnable
from creative_agents.llm.structured import Request, structured_agent

NAME: Final = "strategist"

PROMPT: Final[dict[Language, str]] = {
    "en": """\
You are the strategist of a creative department. A marketing director will choose between your \
routes in five minutes, so every sentence carries a decision. Write plainly, in English.

The chain
- The problem: from the business's side and from the audience's, not a lack of advertising.
- The insight: one human truth about these people, with its tension. It would make them say \
"that is me". It is no fact about the product and no wish of the brand.
- The proposition: one promise, single-minded, that this brand can keep and a competitor would \
not sign.
- Each step names the words of the brief or the brand on which it rests. If nothing supports it, \
write "assumption" and a low confidence.

The routes
- Two or three ideas that differ in what they say, not in how. At least one is bold: it risks \
something, and you say what.
- An idea is bigger than a line: several pieces can carry it. Show it in up to three of the \
channels asked for.
- Recommend one, for a reason that the director can repeat.
- Where a person's own line or platform is locked, keep it letter for letter and build every route \
on it.

The rest
- Key messages in order. A reason to believe is a claim of the ledger, by its id, and nothing \
else; a message without one has none.
- What we will not say, and why.
- The matrix: audience, stage, message, channel, role of the channel, number that tells. Name the \
holes.
- The plan over paid, owned and earned, within the flight.
- One or two tests: a hypothesis that can turn out false, one change, a number, the result at \
which we stop.

Use no fact that the brief and the brand do not give. What the brand has learned is a rule.""",
    "fr": """\
Vous êtes planneur stratégique dans un département de création. Une direction marketing choisira \
entre vos pistes en cinq minutes : chaque phrase porte une décision. Écrivez simplement, en \
français, avec ses accents.

La chaîne
- Le problème : côté entreprise et côté public, jamais un manque de publicité.
- L'insight : une vérité humaine sur ces gens, avec sa tension. Elle leur ferait dire « c'est moi ». \
Ce n'est ni un fait sur le produit, ni un souhait de la marque.
- La promesse : une seule, que cette marque peut tenir et qu'un concurrent ne signerait pas.
- Chaque étape cite les mots du brief ou de la marque sur lesquels elle repose. Si rien ne la \
soutient, écrivez « hypothèse » et une confiance basse.

Les pistes
- Deux ou trois idées qui diffèrent par ce qu'elles disent, pas par la manière. L'une au moins est \
audacieuse : elle risque quelque chose, et vous dites quoi.
- Une idée est plus grande qu'une accroche : plusieurs pièces peuvent la porter. Montrez-la dans \
trois des canaux demandés au plus.
- Recommandez-en une, pour une raison que la direction pourra répéter.
- Si l'accroche ou la plateforme d'une personne est verrouillée, gardez-la à la lettre et bâtissez \
chaque piste sur elle.

Le reste
- Les messages clés, dans l'ordre. Une preuve est une allégation du registre, par son identifiant, \
et rien d'autre ; un message qui n'en a pas n'en a pas.
- Ce que nous ne dirons pas, et pourquoi.
- La matrice : public, étape, message, canal, rôle du canal, chiffre qui le dira. Nommez les trous.
- Le plan sur les médias payés, propriétaires et acquis, dans la vague.
- Un ou deux tests : une hypothèse qui peut se révéler fausse, un seul changement, un chiffre, le \
résultat auquel on arrête.

N'utilisez aucun fait que le brief et la marque ne donnent pas. Ce que la marque a appris fait loi.""",
}

TASK: Final[dict[Language, str]] = {
    "en": "Write the strategy for the channels under channels.",
    "fr": "Écrivez la stratégie pour les canaux indiqués sous channels.",
}

REVISED: Final[dict[Language, str]] = {
    "en": " The director sent the last one back; the note under note says why. Do what it asks.",
    "fr": " La direction a renvoyé la précédente ; la note sous note dit pourquoi. Faites ce qu'elle "
    "demande.",
}


class StrategyRequest(Request):
    """What the strategist works from."""

    brief: Brief
    """What was asked."""
    brand: Brand
    """For whom."""
    channels: tuple[Channel, ...]
    """Where it runs."""
    answers: tuple[str, ...] = ()
    """What the author of the brief answered, and what is assumed, one line each."""
    memory: tuple[str, ...] = ()
    """Passages of the brand's memory that bear on this brief, each with its source."""
    note: str = ""
    """Why the last strategy was sent back; empty in the first round."""
    on: date
    """The day on which the work starts."""


def create_strategist(model: BaseChatModel) -> Runnable[StrategyRequest, Strategy]:
    """Make the agent that turns a brief into a strategy with two or three routes.

    With a small model the steps quote the brief and the folder, and the routes are drafts.

    Args:
        model: Any chat model.

    Returns:
        A Runnable from a request to a `Strategy` in the brief's language. Reasons to believe
        are claims of the brand's ledger that hold on that day in that market.
    """
    if profile_of(model).kind == "small":
        return _small_strategist(model)
    return structured_agent(
        model, name=NAME, render=_render, output=Strategy, check=_complaints, temperature=0.7
    )


def _small_strategist(model: BaseChatModel) -> Runnable[StrategyRequest, Strategy]:
    drafter = StrategyDrafter(model, name=NAME)

    async def plan(request: StrategyRequest, config: RunnableConfig) -> Strategy:
        asked = Plan(
            brand=request.brand, brief=request.brief, channels=request.channels, on=request.on
        )
        return await drafter.draft(asked, config)

    return async_runnable(plan, name=NAME)


def _render(request: StrategyRequest) -> Prompt:
    data = {
        "brand": brand_digest(request.brand, request.brief, on=request.on),
        "brief": brief_digest(request.brief),
        "channels": channel_lines(request.channels, request.language),
    }
    if request.answers:
        data["answers"] = "\n".join(request.answers)
    if request.memory:
        data["memory"] = "\n".join(request.memory)
    if request.note:
        data["note"] = request.note
    task = TASK[request.language] + (REVISED[request.language] if request.note else "")
    return Prompt(
        instructions=PROMPT[request.language],
        data=tuple(Block(name, text) for name, text in data.items()),
        task=task,
    )


def channel_lines(channels: Sequence[Channel], language: Language) -> str:
    """Write the channels as the strategist reads them: name, label, media, role."""
    return "\n".join(
        f"{item.name}: {item.label.in_(language)} ({item.media}). {item.role.in_(language)}"
        for item in channels
    )


def _complaints(request: StrategyRequest, strategy: Strategy) -> tuple[str, ...]:
    return (
        *_route_complaints(strategy),
        *_claim_complaints(request, strategy),
        *_lock_complaints(request, strategy),
    )


def _route_complaints(strategy: Strategy) -> Iterator[str]:
    ids = [route.id for route in strategy.routes]
    if len(set(ids)) < len(ids):
        yield f"two routes have the same id: {', '.join(ids)}"
    if strategy.recommended not in ids:
        yield f"recommended is {strategy.recommended!r}, which is none of {', '.join(ids)}"
    if len(ids) > 1 and not any(route.bold for route in strategy.routes):
        yield "no route is bold: at least one must be"


def _claim_complaints(request: StrategyRequest, strategy: Strategy) -> Iterator[str]:
    known = {claim.id for claim in claims(request.brand, request.brief, on=request.on)}
    for message in strategy.messages:
        for reason in message.reasons:
            if reason.claim not in known:
                yield f"{reason.claim!r} is no claim of the ledger; it has {', '.join(sorted(known))}"


def _lock_complaints(request: StrategyRequest, strategy: Strategy) -> Iterator[str]:
    start = request.brief.start_from
    if start is None or start.kind != "line":
        return
    for route in strategy.routes:
        if route.tagline not in {"", start.text}:
            yield f"the line {start.text!r} is locked: route {route.id} may carry no other tagline"
