"""A strategy with a small model: the brand's own words, put in order, two of them said better."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig

from creative_agents.brands.digest import audiences, claims
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.channel import Channel, Stage
from creative_agents.domain.strategy import (
    FormatExample,
    Insight,
    KeyMessage,
    MatrixCell,
    PlanLine,
    Proposition,
    ReasonToBelieve,
    Route,
    Step,
    Strategy,
    TestLine,
)
from creative_agents.drafting.lines import LineWriter, Shape
from creative_agents.drafting.sources import Source, of_kinds, sources
from creative_agents.errors import BriefError
from creative_agents.llm.small_choice import Wanted

STAGES: Final[tuple[Stage, ...]] = ("aware", "consider", "buy", "use", "advocate")
"""The stages of the journey, in order."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to be planned."""

    brand: Brand
    brief: Brief
    channels: tuple[Channel, ...]
    on: date


@dataclass(frozen=True)
class _Said:
    """A source as the model said it, or as the folder does where the model did not do better."""

    source: Source
    text: str


class StrategyDrafter:
    """Drafts strategies with a small model."""

    def __init__(self, model: BaseChatModel, *, name: str) -> None:
        """Take a model.

        Args:
            model: A small chat model.
            name: The agent on whose behalf it writes, for the record.
        """
        self._writer = LineWriter(model, name=name)

    async def draft(self, plan: Plan, config: RunnableConfig | None = None) -> Strategy:
        """Draft a strategy.

        Args:
            plan: What is to be planned.
            config: LangChain's configuration.

        Returns:
            A strategy whose steps quote the brief and the folder; its routes are drafts.

        Raises:
            BriefError: Neither brief nor folder holds a line to start from.
        """
        known = sources(plan.brand, plan.brief, on=plan.on)
        truth = of_kinds(known, "words", "need", "benefit", "fact")[:1]
        leads = _leads(known)
        if not truth or not leads:
            raise BriefError(
                f"the brief {plan.brief.title!r} and the folder of {plan.brand.name!r} hold no "
                "line to write from: give the product a benefit and the audience its words"
            )
        said = await self._say((*truth, *leads), "sentence", plan, config)
        names = await self._say(leads, "headline", plan, config)
        return _strategy(plan, said[0], said[1:], names)

    async def _say(
        self, lines: Sequence[Source], shape: Shape, plan: Plan, config: RunnableConfig | None
    ) -> list[_Said]:
        wanted = Wanted(
            language=plan.brief.language,
            facts=[item.text for item in lines],
            most=40 if shape == "headline" else 140,
            least=6,
            sentence=shape == "sentence",
            prefer=[plan.brand.name],
        )
        ranked = await self._writer.rewrite(lines, shape, wanted, config=config)
        best: dict[str, str] = {}
        for candidate, source in ranked:
            best.setdefault(source.text, candidate.text)
        return [_Said(item, best.get(item.text, item.text)) for item in lines]


def _leads(known: tuple[Source, ...]) -> tuple[Source, ...]:
    """Choose what the routes lead with: what the brand can prove, and what the reader doubts."""
    safe = of_kinds(known, "claim", "benefit", "fact")[:1]
    bold = tuple(item for item in of_kinds(known, "words", "need", "benefit") if item not in safe)
    return (*safe, *bold[1:2]) if len(bold) > 1 else (*safe, *bold[:1])


def _strategy(plan: Plan, truth: _Said, ideas: Sequence[_Said], names: Sequence[_Said]) -> Strategy:
    brief, language = plan.brief, plan.brief.language
    words = Catalogue.load("creative_agents.drafting", "words")
    routes = tuple(_routes(plan, ideas, names, words))
    folder = words.say(language, "strategy.evidence_folder", origin=truth.source.origin)
    locked = brief.start_from is not None
    return Strategy(
        problem=Step(
            statement=brief.business_problem,
            evidence=words.say(language, "strategy.evidence_brief", field="business_problem"),
            confidence="high",
        ),
        insight=Insight(statement=truth.text, evidence=folder, confidence="low"),
        proposition=_proposition(plan, ideas[0], words),
        routes=routes,
        recommended=routes[0].id,
        recommendation=words.say(
            language, "strategy.recommendation_locked" if locked else "strategy.recommendation"
        ),
        messages=tuple(_messages(plan, ideas[0])),
        matrix=tuple(_matrix(plan, ideas[0].text, words)),
        holes=tuple(_holes(plan, words)),
        plan=tuple(_plan(plan, words)),
        tests=(_test(plan, routes, words),),
    )


def _proposition(plan: Plan, idea: _Said, words: Catalogue) -> Proposition:
    language = plan.brief.language
    if given := plan.brief.proposition:
        evidence = words.say(language, "strategy.evidence_brief", field="proposition")
        return Proposition(statement=given, evidence=evidence, confidence="high")
    evidence = words.say(language, "strategy.evidence_folder", origin=idea.source.origin)
    return Proposition(statement=idea.text, evidence=evidence, confidence="medium")


def _routes(
    plan: Plan, ideas: Sequence[_Said], names: Sequence[_Said], words: Catalogue
) -> Iterator[Route]:
    language, start = plan.brief.language, plan.brief.start_from
    line = start.text if start and start.kind == "line" else ""
    last = len(ideas) - 1
    for place, (idea, name) in enumerate(zip(ideas, names, strict=True)):
        bold = place == last
        looks = line or name.text
        yield Route(
            id="abc"[place],
            name=name.text,
            idea=idea.text,
            tagline=line,
            bold=bold,
            why=words.say(language, "strategy.why", origin=idea.source.origin),
            risk=words.say(language, "strategy.risk_bold" if bold else "strategy.risk_plain"),
            examples=tuple(_examples(plan, looks, words)),
        )


def _examples(plan: Plan, line: str, words: Catalogue) -> Iterator[FormatExample]:
    language = plan.brief.language
    for channel in plan.channels[:3]:
        label = channel.label.in_(language)
        looks = words.say(language, "strategy.looks", line=line, channel=label)
        yield FormatExample(channel=channel.name, looks=looks)


def _messages(plan: Plan, idea: _Said) -> Iterator[KeyMessage]:
    proofs = claims(plan.brand, plan.brief, on=plan.on)[:3]
    for claim in proofs:
        reason = ReasonToBelieve(claim=claim.id, says=claim.proof.statement)
        yield KeyMessage(message=claim.text, reasons=(reason,))
    if not proofs:
        yield KeyMessage(message=idea.text)


def _matrix(plan: Plan, message: str, words: Catalogue) -> Iterator[MatrixCell]:
    language = plan.brief.language
    for audience in audiences(plan.brand, plan.brief, on=plan.on):
        for channel in plan.channels:
            yield MatrixCell(
                audience=audience.name,
                stage=channel.stages[0],
                message=message,
                channel=channel.label.in_(language),
                role=channel.role.in_(language),
                kpi=_kpi(plan, words),
            )


def _holes(plan: Plan, words: Catalogue) -> Iterator[str]:
    served = {stage for channel in plan.channels for stage in channel.stages}
    for stage in STAGES:
        if stage not in served:
            yield words.say(plan.brief.language, "strategy.hole", stage=stage)


def _plan(plan: Plan, words: Catalogue) -> Iterator[PlanLine]:
    language = plan.brief.language
    for channel in plan.channels:
        yield PlanLine(
            media=channel.media,
            channel=channel.label.in_(language),
            purpose=channel.role.in_(language),
            timing=_timing(plan.brief, language, words),
        )


def _timing(brief: Brief, language: Language, words: Catalogue) -> str:
    if brief.flight is None:
        return words.say(language, "strategy.timing")
    dates = {"start": brief.flight.start, "end": brief.flight.end}
    return words.say(language, "strategy.timing_dates", **dates)


def _test(plan: Plan, routes: Sequence[Route], words: Catalogue) -> TestLine:
    language = plan.brief.language
    one, other = routes[0].name, routes[-1].name
    return TestLine(
        hypothesis=words.say(language, "strategy.test_hypothesis", one=one, other=other),
        change=words.say(language, "strategy.test_change"),
        measure=words.say(language, "strategy.test_measure", kpi=_kpi(plan, words)),
        kill=words.say(language, "strategy.test_kill"),
    )


def _kpi(plan: Plan, words: Catalogue) -> str:
    kpis = plan.brief.kpis
    return kpis[0].name if kpis else words.say(plan.brief.language, "strategy.kpi_open")
