"""The department at work on one campaign: who is in it, and what every node needs."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final, Literal

from langchain_core.runnables import Runnable, RunnableConfig
from langgraph.config import get_stream_writer

from creative_agents import channels as channel_files
from creative_agents.agents.brand_guardian import ReviewRequest
from creative_agents.agents.brief_challenger import ChallengeRequest
from creative_agents.agents.copywriter import CopyRequest
from creative_agents.agents.performance_analyst import RankingRequest
from creative_agents.agents.strategist import StrategyRequest
from creative_agents.agents.synthetic_persona import ReadingRequest
from creative_agents.approvals.asking import commit_answer, put_question
from creative_agents.approvals.autonomy import Situation, novelty
from creative_agents.approvals.people import person_of
from creative_agents.approvals.question import Approval, Question
from creative_agents.brands.digest import audiences, brief_digest
from creative_agents.domain.approval import Answer, Person
from creative_agents.domain.asset import Variant
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief, Challenge
from creative_agents.domain.campaign import CampaignProgress
from creative_agents.domain.channel import Channel
from creative_agents.domain.persona import Persona, Reaction
from creative_agents.domain.ranking import Ranking
from creative_agents.domain.review import Finding, Review
from creative_agents.domain.strategy import Strategy
from creative_agents.errors import AnswerError, ConfigError
from creative_agents.graphs.campaign import settling
from creative_agents.graphs.campaign.state import (
    CampaignState,
    chosen_route,
    words,
)
from creative_agents.graphs.recall import recall
from creative_agents.graphs.store import RunStore
from creative_agents.knowledge.base import KnowledgeBase
from creative_agents.llm.injection import looks_like_orders
from creative_agents.llm.profile import Profile
from creative_agents.llm.run import Run, activate
from creative_agents.tools.checking import Part, check

RULES: Final[tuple[Part, ...]] = ("policies", "packs")
"""What runs over every piece as soon as it is written: the rules that cost next to nothing."""


def recheck(request: ReviewRequest, variant: Variant) -> Sequence[Finding]:
    """Check another wording of a piece by the rules, for the guardian that proposes it.

    Args:
        request: What the guardian was asked.
        variant: The piece with that wording.
    """
    checked = check(
        variant.asset,
        request.brand,
        on=request.on,
        brief=request.brief,
        variant=variant,
        parts=RULES,
    )
    return checked.findings


@dataclass(frozen=True, kw_only=True)
class Department:
    """Who works on a campaign, for whom, within which limits."""

    brand: Brand
    profile: Profile
    base_url: str | None
    channel_names: tuple[str, ...]
    variants: int
    readers: int
    approve: Literal["ask", "policy"]
    budget_usd: Decimal | None
    out: Path | None
    store: RunStore
    parallel: int
    knowledge: KnowledgeBase | None
    clock: Callable[[], datetime]
    brief_challenger: Runnable[ChallengeRequest, Challenge]
    strategist: Runnable[StrategyRequest, Strategy]
    copywriter: Runnable[CopyRequest, Variant]
    brand_guardian: Runnable[ReviewRequest, Review]
    synthetic_persona: Runnable[ReadingRequest, Reaction]
    performance_analyst: Runnable[RankingRequest, Ranking]
    _runs: dict[str, Run] = field(default_factory=dict)
    _channels: dict[str, Channel] = field(default_factory=dict)

    async def _ask(
        self,
        state: CampaignState,
        question: Question,
        findings: Mapping[str, Sequence[Finding]],
        *,
        must_ask: bool = False,
    ) -> CampaignState:
        by_policy = self.approve == "policy"
        looked_at = question.pieces if by_policy else ()
        row = await asyncio.to_thread(
            put_question,
            question,
            book=self.store.book,
            process=self.brand.process,
            findings=findings,
            situations={piece: self._situation(state, piece) for piece in looked_at},
            by_policy=by_policy,
            must_ask=must_ask,
        )
        if waits := row.status != "decided":
            self._tell("waiting", preview=question.title)
        return {"question": row.question, "waits": waits, "answer": None, "refused": ""}

    def _situation(self, state: CampaignState, piece: str) -> Situation:
        """Say what a policy that may decide looks at; only pieces of copy have a channel."""
        brief, variant = state["brief"], state["deck"].variant(piece)
        situation = Situation(market=brief.market, spend=brief.budget)
        if variant is None:
            return situation
        channel = variant.asset.channel
        past = [
            " ".join(text for texts in one.fields.values() for text in texts)
            for one in self.brand.pieces
            if one.channel == channel and one.language == variant.asset.language
        ]
        return replace(
            situation,
            kind=self._channel(channel).media,
            channel=channel,
            novelty=novelty(variant.asset.full_text(), past),
        )

    async def _settle(
        self, state: CampaignState, apply: Callable[[Approval], CampaignState]
    ) -> CampaignState:
        row, refused = await asyncio.to_thread(
            commit_answer,
            state["question"].id,
            state["answer"],
            book=self.store.book,
            process=self.brand.process,
            check=partial(self.refuse_edits, state),
            refused=state["refused"],
        )
        if row.status != "decided":
            return {"refused": refused, "waits": True, "answer": None}
        settled = apply(row)
        gates = [*state["gates"], settling.record(row)]
        return {**settled, "gates": gates, "waits": False, "refused": ""}

    def person(self, id: str) -> Person:
        """Give somebody whom the caller authenticated, with the roles that the brand gives them.

        Args:
            id: How the caller names them.
        """
        return person_of(self.brand.process, id)

    def _copy_request(self, state: CampaignState, id: str) -> CopyRequest:
        channel, number = id.rsplit("/", 1)
        remarks = tuple(state["to_write"][id])
        return CopyRequest(
            language=state["brief"].language,
            round=state["round"],
            brief=state["brief"],
            brand=self.brand,
            strategy=state["strategy"],
            route=chosen_route(state),
            channel=self._channel(channel),
            number=int(number),
            last=state["deck"].variant(id) if remarks else None,
            remarks=remarks,
            memory=tuple(state["memory"]),
            on=self._today(),
        )

    def refuse_edits(self, state: CampaignState, answer: Answer) -> None:
        """Check a person's own texts by the rules, before the answer counts.

        Args:
            state: The campaign at its gate.
            answer: What the person is about to answer.

        Raises:
            AnswerError: A text breaks a rule that no piece may break; the question waits on.
        """
        for variant in settling.edited_pieces(state, answer):
            review = self._checked(state, variant)
            if not review.passes:
                worst = review.findings[0]
                raise AnswerError(
                    f"your text for {variant.id!r} breaks {worst.rule!r} at "
                    f"{worst.field or 'the whole'}: {worst.message} {worst.fix}".rstrip()
                )

    def _checked(self, state: CampaignState, variant: Variant) -> Review:
        checked = check(
            variant.asset,
            self.brand,
            on=self._today(),
            brief=state["brief"],
            variant=variant,
            channels={variant.asset.channel: self._channel(variant.asset.channel)},
            parts=RULES,
        )
        return Review(piece=variant.id, findings=checked.findings)

    def _with_reviews(
        self, state: CampaignState, settled: CampaignState, ids: Sequence[str]
    ) -> CampaignState:
        variants = (settled["deck"].variant(id) for id in ids)
        found = [self._checked(state, variant) for variant in variants if variant]
        return {**settled, "reviews": filed(state["reviews"], found)}

    def _panel(self, brief: Brief) -> tuple[Persona, ...]:
        queues = [
            list(audience.personas) for audience in audiences(self.brand, brief, on=self._today())
        ]
        in_turn = (
            queue[place] for place in range(self.readers) for queue in queues if place < len(queue)
        )
        return tuple(in_turn)[: self.readers]

    def _orders(self, brief: Brief) -> list[Finding]:
        text = brief_digest(brief)
        message = words().say(self.brand.language, "brief.orders")
        return [
            Finding(
                rule="brief.orders",
                level="warning",
                message=message,
                quote=text[span.start : span.end],
            )
            for span in looks_like_orders(text)
        ]

    async def _recall(self, brief: Brief) -> tuple[str, ...]:
        if self.knowledge is None:
            return ()
        return await recall(self.knowledge, self.brand.id, brief, on=self._today())

    def _numbers(self) -> range:
        return range(1, self.variants + 1)

    def _channel(self, name: str) -> Channel:
        if name not in self._channels:
            folders = (self.brand.folder,) if self.brand.folder else ()
            self._channels[name] = channel_files.load(name, *folders)
        return self._channels[name]

    def every_channel(self) -> dict[str, Channel]:
        """Give the channels that the brand knows, by name."""
        folders = (self.brand.folder,) if self.brand.folder else ()
        return {name: self._channel(name) for name in channel_files.names(*folders)}

    def _today(self) -> date:
        return self.clock().date()

    def _run(self, config: RunnableConfig) -> Run:
        id = run_id(config)
        if id not in self._runs:
            self._runs[id] = Run(id, self.store.calls, budget=self.budget_usd)
        return self._runs[id]

    @asynccontextmanager
    async def _paid(self, config: RunnableConfig) -> AsyncIterator[Run]:
        run = self._run(config)
        if not run.is_open:  # it reads a file: a server's loop must not wait
            await asyncio.to_thread(run.open)
        with activate(run):
            yield run

    def _tell(self, step: str, *, done: int = 0, total: int = 0, preview: str = "") -> None:
        message = words().say(self.brand.language, f"progress.{step}")
        progress = CampaignProgress(
            step=step, message=message, done=done, total=total, preview=preview
        )
        get_stream_writer()(progress)


def run_id(config: RunnableConfig) -> str:
    """Give the run's id: LangGraph's thread.

    Raises:
        ConfigError: The caller named no thread.
    """
    thread = config.get("configurable", {}).get("thread_id")
    if not thread:
        raise ConfigError(
            "a campaign needs a run id: pass {'configurable': {'thread_id': 'spring'}} as config"
        )
    return str(thread)


def filed(reviews: Sequence[Review], new: Sequence[Review]) -> list[Review]:
    """Put new reviews in the place of the old ones of the same pieces."""
    pieces = {review.piece: review for review in reviews}
    pieces |= {review.piece: review for review in new}
    return list(pieces.values())
