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
from creative_agents.drafting.first_test import first_test
from creative_agents.drafting.insight import InsightDrafter, InsightRequest
from creative_agents.drafting.sources import Source, of_kinds, sources
from creative_agents.errors import BriefError

STAGES: Final[tuple[Stage, ...]] = ("aware", "consider", "buy", "use", "advocate")
"""The stages of the journey, in order."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to be planned."""

    brand: Brand
    brief: Brief
    channels: tuple[Channel, ...]
    on: date


class StrategyDrafter:
    """Drafts strategies with a small model."""

    def __init__(self, model: BaseChatModel, *, name: str) -> None:
        """Take a model.

        Args:
            model: A small chat model.
            name: The agent on whose behalf it writes, for the record.
        """
        self._insight = InsightDrafter(model, name=name)

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
        safe = of_kinds(known, "claim", "benefit", "fact")[:1]
        bold = of_kinds(known, "words", "need")[:1] or of_kinds(known, "benefit", "fact")[1:2]
        if not safe or not bold:
            raise BriefError(
                f"the brief {plan.brief.title!r} and the folder of {plan.brand.name!r} hold no "
                "line to write from: give the product a benefit and the audience its words"
            )
        insight = await self._insight.draft(_asked(plan, known), config)
        return _strategy(plan, insight, safe[0], bold[0])


def _asked(plan: Plan, known: tuple[Source, ...]) -> InsightRequest:
    people = next(iter(audiences(plan.brand, plan.brief, on=plan.on)), None)
    facts = of_kinds(known, "claim", "benefit", "fact")[:3]
    return InsightRequest(
        language=plan.brief.language,
        people=(people.name if people else plan.brief.core_audience) or plan.brief.objective,
        want=next(iter(people.needs if people else ()), plan.brief.objective),
        barrier=next(iter(people.barriers if people else ()), plan.brief.business_problem),
        brand=plan.brand.name,
        facts=" ".join(item.text.rstrip(".") + "." for item in facts),
    )


def _strategy(plan: Plan, insight: str, safe: Source, bold: Source) -> Strategy:
    brief, language = plan.brief, plan.brief.language
    words = Catalogue.load("creative_agents.drafting", "words")
    routes = (
        _route(plan, "a", safe, words),
        _route(plan, "b", bold, words),
    )
    folder = words.say(language, "strategy.evidence_folder", origin=bold.origin)
    locked = brief.start_from is not None
    return Strategy(
        problem=Step(
            statement=brief.business_problem,
            evidence=words.say(language, "strategy.evidence_brief", field="business_problem"),
            confidence="high",
        ),
        insight=Insight(statement=insight or bold.text, evidence=folder, confidence="low"),
        proposition=_proposition(plan, safe, words),
        routes=routes,
        recommended=routes[0].id,
        recommendation=words.say(
            language, "strategy.recommendation_locked" if locked else "strategy.recommendation"
        ),
        messages=tuple(_messages(plan, safe)),
        matrix=tuple(_matrix(plan, safe.text, words)),
        holes=tuple(_holes(plan, words)),
        plan=tuple(_plan(plan, words)),
        tests=(_test(plan, routes, words),),
    )


def _proposition(plan: Plan, safe: Source, words: Catalogue) -> Proposition:
    language = plan.brief.language
    if given := plan.brief.proposition:
        evidence = words.say(language, "strategy.evidence_brief", field="proposition")
        return Proposition(statement=given, evidence=evidence, confidence="high")
    evidence = words.say(language, "strategy.evidence_folder", origin=safe.origin)
    return Proposition(statement=safe.text, evidence=evidence, confidence="medium")


def _route(plan: Plan, id: str, lead: Source, words: Catalogue) -> Route:
    """Make a route of one of the brand's own lines: what it can prove, or what readers doubt."""
    language, start = plan.brief.language, plan.brief.start_from
    line = start.text if start and start.kind == "line" else ""
    kind = "plain" if id == "a" else "bold"
    return Route(
        id=id,
        name=words.say(language, f"strategy.name_{kind}"),
        idea=words.say(language, f"strategy.idea_{kind}", source=lead.text),
        tagline=line,
        bold=kind == "bold",
        why=words.say(language, "strategy.why", origin=lead.origin),
        risk=words.say(language, f"strategy.risk_{kind}"),
        examples=tuple(_examples(plan, line or lead.text, words)),
    )


def _examples(plan: Plan, line: str, words: Catalogue) -> Iterator[FormatExample]:
    language = plan.brief.language
    for channel in plan.channels[:3]:
        label = channel.label.in_(language)
        looks = words.say(language, "strategy.looks", line=line, channel=label)
        yield FormatExample(channel=channel.name, looks=looks)


def _messages(plan: Plan, idea: Source) -> Iterator[KeyMessage]:
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
    kpi = _kpi(plan, words)
    return first_test(plan.brief.language, routes[0].name, routes[-1].name, kpi)


def _kpi(plan: Plan, words: Catalogue) -> str:
    kpis = plan.brief.kpis
    return kpis[0].name if kpis else words.say(plan.brief.language, "strategy.kpi_open")
