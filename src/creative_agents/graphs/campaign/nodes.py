"""The nodes of a campaign, in the order of time."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Literal

from langchain_core.runnables import RunnableConfig

from creative_agents.agents.brand_guardian import ReviewRequest
from creative_agents.agents.brief_challenger import ChallengeRequest
from creative_agents.agents.performance_analyst import RankingRequest
from creative_agents.agents.strategist import StrategyRequest
from creative_agents.agents.synthetic_persona import ReadingRequest
from creative_agents.approvals.approved import refuse_open, refuse_unapproved
from creative_agents.approvals.gate import wait_for_answer
from creative_agents.approvals.question import Approval
from creative_agents.delivery.fingerprint import fingerprint
from creative_agents.delivery.opening import opening
from creative_agents.domain.asset import CopyDeck, Variant
from creative_agents.domain.brief import Brief
from creative_agents.domain.campaign import Campaign
from creative_agents.domain.persona import Persona
from creative_agents.domain.review import Finding, PieceReaction, Review
from creative_agents.errors import BriefError
from creative_agents.graphs.campaign import settling
from creative_agents.graphs.campaign.department import Department, filed, run_id
from creative_agents.graphs.campaign.record import campaign_record
from creative_agents.graphs.campaign.routes import to_revise
from creative_agents.graphs.campaign.state import (
    VERSION,
    CampaignState,
    brief_question,
    chosen_route,
    copy_question,
    passing,
    strategy_question,
)
from creative_agents.llm.fanout import gather_capped
from creative_agents.llm.run import Run
from creative_agents.policies import check_deck
from creative_agents.policies.base import DeckContext


class CampaignNodes(Department):
    """The nodes of a campaign: what each adds to its state."""

    async def read_brief(self, state: CampaignState) -> CampaignState:
        """Take the brief in: its channels exist, and orders hidden in it are flagged."""
        self._tell("read_brief")
        brief = Brief.model_validate(state["brief"])
        names = list(self.channel_names or brief.channels)
        if not names:
            raise BriefError(
                f"the brief {brief.title!r} names no channel: add `channels:` to it, or name them"
            )
        await asyncio.to_thread(lambda: [self._channel(name) for name in names])  # files
        return {
            "version": VERSION,
            "brief": brief,
            "channels": names,
            "started_at": self.clock(),
            "memory": list(await self._recall(brief)),
            "warnings": list(self._orders(brief)),
            "strategy_round": 1,
            "strategy_note": "",
            "round": 1,
            "to_write": {f"{name}/{number}": [] for name in names for number in self._numbers()},
            "tries": {},
            "fresh": [],
            "deck": CopyDeck(),
            "reviews": [],
            "coherence": [],
            "reactions": [],
            "approved": [],
            "set_aside": [],
            "gates": [],
            "refused": "",
            "status": "running",
        }

    async def challenge_brief(self, state: CampaignState, config: RunnableConfig) -> CampaignState:
        """Look for what the brief leaves open; what nobody is asked is assumed, and said."""
        self._tell("challenge_brief")
        brief = state["brief"]
        request = ChallengeRequest(
            language=brief.language, brief=brief, brand=self.brand, on=self._today()
        )
        async with self._paid(config):
            challenge = await self.brief_challenger.ainvoke(request, config)
        state = {**state, "challenge": challenge}
        return {"challenge": challenge, "answers": settling.assumed(state, brief.language)}

    async def ask_brief(self, state: CampaignState, config: RunnableConfig) -> CampaignState:
        """Write the brief's questions in the book; a brief that blocks is never the policy's."""
        question = brief_question(run_id(config), self.brand, state, at=self.clock())
        return await self._ask(state, question, {}, must_ask=state["challenge"].blocks)

    async def settle_brief(self, state: CampaignState) -> CampaignState:
        """Take the answers."""
        return await self._settle(
            state, lambda row: settling.settle_brief(state, row, state["brief"].language)
        )

    async def plan_strategy(self, state: CampaignState, config: RunnableConfig) -> CampaignState:
        """Go from the problem to two or three routes."""
        self._tell("plan_strategy")
        brief = state["brief"]
        request = StrategyRequest(
            language=brief.language,
            round=state["strategy_round"],
            brief=brief,
            brand=self.brand,
            channels=tuple(self._channel(name) for name in state["channels"]),
            answers=tuple(state["answers"]),
            memory=tuple(state["memory"]),
            note=state["strategy_note"],
            on=self._today(),
        )
        async with self._paid(config):
            strategy = await self.strategist.ainvoke(request, config)
        self._tell("plan_strategy", preview=strategy.proposition.statement)
        return {"strategy": strategy}

    async def ask_strategy(self, state: CampaignState, config: RunnableConfig) -> CampaignState:
        """Write the choice of routes in the book."""
        question = strategy_question(run_id(config), self.brand, state, at=self.clock())
        return await self._ask(state, question, {})

    async def settle_strategy(self, state: CampaignState) -> CampaignState:
        """Take the choice."""
        return await self._settle(state, lambda row: settling.settle_strategy(state, row))

    async def write_copy(self, state: CampaignState, config: RunnableConfig) -> CampaignState:
        """Write every piece that is to be written, side by side."""
        todo = state["to_write"]
        self._tell("write_copy", total=len(todo))
        done = 0

        async def write(id: str) -> Variant:
            nonlocal done
            variant = await self.copywriter.ainvoke(self._copy_request(state, id), config)
            done += 1
            shown = opening(variant.asset)
            self._tell("write_copy", done=done, total=len(todo), preview=shown)
            return variant

        async with self._paid(config):
            written = await gather_capped([partial(write, id) for id in todo], limit=self.parallel)
        fresh = list(dict.fromkeys([*state["fresh"], *todo]))
        return {"deck": _merged(state["deck"], written), "fresh": fresh}

    async def check_policies(self, state: CampaignState) -> CampaignState:
        """Run the rules over what was just written: they come first and cost nothing."""
        self._tell("check_policies")
        found = await asyncio.to_thread(
            lambda: [self._checked(state, variant) for variant in _written(state)]
        )
        return {"reviews": filed(state["reviews"], found)}

    async def guard_brand(self, state: CampaignState, config: RunnableConfig) -> CampaignState:
        """Judge what the rules let pass; what they refuse is written again first."""
        reviews = {review.piece: review for review in state["reviews"]}
        todo = [variant for variant in _written(state) if reviews[variant.id].passes]
        self._tell("guard_brand", total=len(todo))

        async def judge(variant: Variant) -> Review:
            request = ReviewRequest(
                language=state["brief"].language,
                round=state["round"],
                brief=state["brief"],
                brand=self.brand,
                variant=variant,
                findings=reviews[variant.id].findings,
                on=self._today(),
            )
            return await self.brand_guardian.ainvoke(request, config)

        async with self._paid(config):
            judged = await gather_capped(
                [partial(judge, variant) for variant in todo], limit=self.parallel
            )
        return {"reviews": filed(state["reviews"], judged)}

    async def revise_copy(self, state: CampaignState) -> CampaignState:
        """Send back what was refused, with the remarks."""
        todo = to_revise(state)
        self._tell("revise_copy", total=len(todo))
        tries = {id: state["tries"].get(id, 0) + 1 for id in todo}
        return {"to_write": todo, "tries": {**state["tries"], **tries}}

    async def check_coherence(self, state: CampaignState) -> CampaignState:
        """Check that the pieces that passed say the same price, date, offer and claim."""
        self._tell("check_coherence")
        deck = CopyDeck(variants=passing(state))
        context = DeckContext(
            brand=self.brand,
            channels={name: self._channel(name) for name in state["channels"]},
            today=self._today(),
            brief=state["brief"],
        )
        return {"coherence": list(await asyncio.to_thread(check_deck, deck, context))}

    async def read_with_personas(
        self, state: CampaignState, config: RunnableConfig
    ) -> CampaignState:
        """Have synthetic personas read each piece that changed and passed, side by side."""
        panel = self._panel(state["brief"])
        fresh = [variant for variant in passing(state) if variant.id in state["fresh"]]
        pairs = [(variant, persona) for variant in fresh for persona in panel]
        self._tell("read_with_personas", total=len(pairs))
        done = 0

        async def read(variant: Variant, persona: Persona) -> PieceReaction:
            nonlocal done
            request = ReadingRequest(
                language=state["brief"].language,
                round=state["round"],
                persona=persona,
                asset=variant.asset,
                channel=self._channel(variant.asset.channel),
            )
            reaction = await self.synthetic_persona.ainvoke(request, config)
            done += 1
            self._tell("read_with_personas", done=done, total=len(pairs))
            return PieceReaction(piece=variant.id, persona=persona.id, reaction=reaction)

        async with self._paid(config):
            said = await gather_capped(
                [partial(read, *pair) for pair in pairs], limit=self.parallel
            )
        changed = {variant.id for variant in fresh}
        kept = [item for item in state["reactions"] if item.piece not in changed]
        return {"reactions": [*kept, *said]}

    async def rank_variants(self, state: CampaignState, config: RunnableConfig) -> CampaignState:
        """Put the pieces in order, where there is something to choose between."""
        pieces = passing(state)
        if len(pieces) < 2:
            return {"ranking": None}
        self._tell("rank_variants")
        request = RankingRequest(
            language=state["brief"].language,
            round=state["round"],
            brief=state["brief"],
            strategy=state["strategy"],
            route=chosen_route(state),
            variants=pieces,
            reviews=tuple(state["reviews"]),
            reactions=tuple(state["reactions"]),
        )
        async with self._paid(config):
            return {"ranking": await self.performance_analyst.ainvoke(request, config)}

    async def ask_copy(self, state: CampaignState, config: RunnableConfig) -> CampaignState:
        """Write the deck in the book: one decision a piece."""
        question = copy_question(run_id(config), self.brand, state, at=self.clock())
        return await self._ask(state, question, _findings(state))

    async def settle_copy(self, state: CampaignState) -> CampaignState:
        """Take the decisions; a person's own text is checked by the rules before it counts."""

        def settle(row: Approval) -> CampaignState:
            settled = settling.settle_copy(state, row, self.brand.language)
            return self._with_reviews(state, settled, settling.edits(row))

        return await self._settle(state, settle)

    async def deliver(self, state: CampaignState, config: RunnableConfig) -> CampaignState:
        """Make the record and write it out, if the book says that every piece was approved."""
        self._tell("deliver")
        run = self._run(config)
        record, decided = await asyncio.to_thread(self._record, state, run)
        status: Literal["done", "empty"] = "done" if record.deck.variants else "empty"
        result: CampaignState = {"campaign": record, "status": status, "delivered": ""}
        if self.out is not None:
            from creative_agents.delivery.folder import deliver  # noqa: PLC0415 - Excel, templates

            place = self.out / run.run_id
            # The plan names channels that this run has no copy for.
            every = await asyncio.to_thread(self.every_channel)
            delivery = await asyncio.to_thread(deliver, record, self.brand, every, place)
            result["delivered"] = str(delivery.folder)
        await asyncio.to_thread(self._end_effect, record, decided)
        self._runs.pop(run.run_id, None)
        return result

    def _record(self, state: CampaignState, run: Run) -> tuple[Campaign, list[str]]:
        """Make the record, from files too; refuse it where the book says otherwise.

        Returns:
            The record, and the ids of the decisions that it carries out.
        """
        record = campaign_record(state, run, language=self.brand.language, now=self.clock())
        rows = self.store.book.of_run(run.run_id)
        refuse_open(rows)
        refuse_unapproved(record.deck, [row for row in rows if row.question.gate == "copy"])
        decided = [row for row in rows if row.answer is not None]
        for row in decided:
            if row.effect == "none":
                self.store.book.begin_effect(row.question.id)
        ids = [row.question.id for row in decided if row.effect != "done"]
        return record.model_copy(update={"log_head": self.store.book.head()}), ids

    def _end_effect(self, record: Campaign, decided: Sequence[str]) -> None:
        if decided:
            self.store.book.end_effect(decided, key=fingerprint(record))


def wait_for_person(state: CampaignState) -> CampaignState:
    """Wait for a person; nothing else, since a resumed node runs again from its first line."""
    reply = wait_for_answer(state["question"], refused=state["refused"])
    return {"answer": reply.answer, "refused": reply.refused}


def _written(state: CampaignState) -> tuple[Variant, ...]:
    return tuple(item for item in state["deck"].variants if item.id in state["to_write"])


def _merged(deck: CopyDeck, written: Sequence[Variant]) -> CopyDeck:
    pieces = {variant.id: variant for variant in deck.variants}
    pieces |= {variant.id: variant for variant in written}
    return CopyDeck(variants=tuple(pieces.values()))


def _findings(state: CampaignState) -> dict[str, list[Finding]]:
    found = {review.piece: list(review.findings) for review in state["reviews"]}
    for finding in state["coherence"]:
        found.setdefault(finding.piece, []).append(finding)
    return found
