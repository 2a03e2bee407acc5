"""Our own agents as subjects: a gold case goes in, what the agent answers comes out."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable
from pydantic import BaseModel, JsonValue, TypeAdapter

from creative_agents.agents import (
    brand_guardian,
    brief_challenger,
    copywriter,
    performance_analyst,
    strategist,
    synthetic_persona,
)
from creative_agents.domain.asset import Variant
from creative_agents.domain.brief import Challenge
from creative_agents.domain.persona import Reaction
from creative_agents.domain.ranking import Ranking
from creative_agents.domain.review import Review
from creative_agents.domain.strategy import Strategy
from creative_agents.errors import UnknownNameError
from creative_agents.evals import requests
from creative_agents.evals.campaigns import campaign_answer
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.subject import Subject
from creative_agents.evals.trace import CampaignTrace
from creative_agents.llm.asking import identity_of
from creative_agents.llm.profile import profile_of


@dataclass(frozen=True)
class _Kind:
    create: Callable[[BaseChatModel], Runnable[Any, Any]]
    request: Callable[[GoldCase], Any]
    output: type[BaseModel]
    prompts: Mapping[Any, str]
    several: bool = False


_KINDS: Final[dict[str, _Kind]] = {
    "brief_challenger": _Kind(
        brief_challenger.create_brief_challenger,
        requests.challenge_request,
        Challenge,
        brief_challenger.PROMPT,
    ),
    "strategist": _Kind(
        strategist.create_strategist, requests.strategy_request, Strategy, strategist.PROMPT
    ),
    "copywriter": _Kind(
        copywriter.create_copywriter,
        requests.copy_requests,
        Variant,
        copywriter.PROMPT,
        several=True,
    ),
    "brand_guardian": _Kind(
        brand_guardian.create_brand_guardian,
        requests.review_request,
        Review,
        brand_guardian.PROMPT,
    ),
    "synthetic_persona": _Kind(
        synthetic_persona.create_synthetic_persona,
        requests.reading_request,
        Reaction,
        synthetic_persona.PROMPT,
    ),
    "performance_analyst": _Kind(
        performance_analyst.create_performance_analyst,
        requests.ranking_request,
        Ranking,
        performance_analyst.PROMPT,
    ),
}

OURS: Final = (*_KINDS, "campaign")
"""The agents that can be evaluated by name."""


def department(
    model: BaseChatModel, *, agents: Mapping[str, Runnable[Any, Any]] | None = None
) -> Subject:
    """Make a subject that answers the cases of all our agents, each by its own.

    Args:
        model: Any chat model.
        agents: In the place of ours, by name; each takes the same request.

    Returns:
        A subject; its fingerprint holds the model with its settings and every prompt.
    """
    mine = dict(agents or {})
    answers = {name: _answer(kind, model, mine.get(name)) for name, kind in _KINDS.items()}
    answers["campaign"] = campaign_answer(model, mine)

    async def answer(case: GoldCase) -> Any:  # noqa: ANN401 - each agent's own type
        if case.agent not in answers:
            raise UnknownNameError(
                f"{case.where or case.id}: no agent {case.agent!r} of ours; there are "
                f"{', '.join(OURS)}; pass your own to `evaluate`"
            )
        return await answers[case.agent](case)

    return Subject(
        name=profile_of(model).name, answer=answer, fingerprint=_fingerprint(model), read=_read
    )


def _answer(
    kind: _Kind, model: BaseChatModel, mine: Runnable[Any, Any] | None
) -> Callable[[GoldCase], Awaitable[Any]]:
    agent = mine or kind.create(model)

    async def answer(case: GoldCase) -> Any:  # noqa: ANN401 - the agent's own type
        request = kind.request(case)
        if kind.several:
            return [await agent.ainvoke(one) for one in request]
        return await agent.ainvoke(request)

    return answer


def _read(output: JsonValue) -> Any:  # noqa: ANN401 - the agent's own type
    """Make an output again: its keys say whose it was."""
    if isinstance(output, list):
        return TypeAdapter(list[Variant]).validate_python(output)
    kinds: tuple[type[BaseModel], ...] = (
        *(kind.output for kind in _KINDS.values() if not kind.several),
        CampaignTrace,
    )
    keys = set(output) if isinstance(output, dict) else set()
    kind = next((one for one in kinds if set(one.model_fields) == keys), None)
    return output if kind is None else kind.model_validate(output)


def _fingerprint(model: BaseChatModel) -> str:
    prompts = "\n".join(text for kind in _KINDS.values() for text in kind.prompts.values())
    held = f"{identity_of(model)} {profile_of(model)}\n{prompts}"
    return hashlib.sha256(held.encode("utf-8")).hexdigest()[:16]
