"""Labelled recordings: a sound answer to each gold case, put together from the case itself.

They were written with the cases, by a model, and by no agent under test: copy is the case's own
acceptable answers; a question, a reading, a ranking is made of what the case expects. They stand
for an agent that works, so that a planted degradation is the only difference.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import _gold

from creative_agents.domain.asset import Variant
from creative_agents.domain.brief import Brief, Challenge, Question
from creative_agents.domain.persona import Reaction
from creative_agents.domain.ranking import Rank, Ranking
from creative_agents.domain.review import Finding, Review
from creative_agents.domain.strategy import (
    FormatExample,
    Insight,
    KeyMessage,
    PlanLine,
    Proposition,
    ReasonToBelieve,
    Route,
    Step,
    Strategy,
    TestLine,
)
from creative_agents.evals.brands import brief_of
from creative_agents.evals.expected import ExpectedFinding, Number, Sample
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.inputs import (
    AnalystInput,
    ChallengerInput,
    CopywriterInput,
    PersonaInput,
    Piece,
    StrategistInput,
)
from creative_agents.evals.requests import review_request

GOLD: Final = _gold.ROOT / "evals" / "gold"
"""Where the gold cases are."""

_ASKED: Final = {
    "en": "What should the work take for granted about {what}, and who can tell?",
    "fr": "Que faut-il tenir pour acquis sur {what}, et qui peut le dire ?",
}
_ASSUMED: Final = {
    "en": "What the brief says of it stands.",
    "fr": "Ce que le brief en dit reste tel quel.",
}
_FIX: Final = {
    "en": "Say what happens instead, and no more.",
    "fr": "Dites plutôt ce qui se passe, sans plus.",
}
_RISK: Final = {
    "en": "Readers may take {what} for a joke.",
    "fr": "On peut prendre « {what} » pour une plaisanterie.",
}
_RIVAL: Final = {
    "en": "The season, or who saw it first, may do as much.",
    "fr": "La saison, ou qui l’a vue d’abord, peut en faire autant.",
}
_TEST: Final = {
    "en": (
        "Readers who see it first go further than the others.",
        "The order alone.",
        "Answers, in the platform's report.",
        "No difference at the end of the flight.",
    ),
    "fr": (
        "Ceux qui la voient d’abord vont plus loin que les autres.",
        "L’ordre seul.",
        "Les réponses, dans le rapport de la plateforme.",
        "Aucune différence à la fin de la campagne.",
    ),
}
_PURPOSE: Final = {
    "en": ("Carries the idea to the audience.", "From the first day."),
    "fr": ("Porte l’idée auprès du public.", "Dès le premier jour."),
}
_UNDERSTOOD: Final = {
    "en": "I think that they say this to me: {what}.",
    "fr": "Je crois qu’ils me disent ceci : {what}.",
}


def _brief(case: GoldCase) -> Brief:
    given = StrategistInput if case.agent == "strategist" else ChallengerInput
    return brief_of(case, given.model_validate(case.input).brief)


def challenge(case: GoldCase) -> Challenge:
    """Ask what the case wants asked, no more than it allows."""
    wants = case.wants
    asked = [_ASKED[case.language].format(what=one[0]) for one in wants.asks]
    if wants.blocks and not asked:
        asked = [_ASKED[case.language].format(what="…")]
    most = min(5, wants.max_questions if wants.max_questions is not None else 5)
    questions = tuple(
        Question(
            id=f"q{at}",
            question=one,
            why=one,
            assumption=_ASSUMED[case.language],
            blocking=bool(wants.blocks) and at == 0,
        )
        for at, one in enumerate(asked[:most])
    )
    said = tuple(one[0] for one in wants.must_say)
    restated = " ".join((_brief(case).objective, *said))
    return Challenge(restated=restated, missing=tuple(asked[most:]), questions=questions)


def strategy(case: GoldCase) -> Strategy:
    """Offer the acceptable answers as routes."""
    wants = case.wants
    ideas = wants.acceptable[:3]
    must = "; ".join(one[0] for one in wants.must_say)
    reasons = tuple(
        ReasonToBelieve(claim=id, says=ideas[0].idea or ideas[0].words()) for id in wants.claims[:1]
    )
    first, brief = ideas[0], _brief(case)
    purpose, timing = _PURPOSE[case.language]
    return Strategy(
        problem=Step(statement=case.why, evidence=brief.business_problem, confidence="medium"),
        insight=Insight(statement=first.words(), evidence="audience", confidence="medium"),
        proposition=Proposition(
            statement=first.idea or first.why, evidence=brief.objective, confidence="medium"
        ),
        routes=tuple(_route(case, "abc"[at], one, at) for at, one in enumerate(ideas)),
        recommended="a",
        recommendation=f"{first.why or first.idea} {must}".strip(),
        messages=(KeyMessage(message=first.words(), reasons=reasons),),
        plan=tuple(
            PlanLine(media="owned", channel=one, purpose=purpose, timing=timing)
            for one in StrategistInput.model_validate(case.input).channels
        ),
        tests=(_test(case),),
    )


def _test(case: GoldCase) -> TestLine:
    hypothesis, change, measure, kill = _TEST[case.language]
    return TestLine(hypothesis=hypothesis, change=change, measure=measure, kill=kill)


def _route(case: GoldCase, id: str, sample: Sample, at: int) -> Route:
    return Route(
        id=id,
        name=sample.idea[:40] or id,
        idea=f"{sample.idea} {sample.words()}".strip(),
        tagline=case.wants.locked,
        bold=at > 0,
        why=sample.why or sample.words(),
        risk=_RISK[case.language].format(what=sample.idea or sample.words()),
        examples=(FormatExample(channel="any", looks=sample.words()),),
    )


def copy(case: GoldCase, samples: Sequence[Sample] | None = None) -> list[Variant]:
    """Write the acceptable answers, one a variant."""
    asked = CopywriterInput.model_validate(case.input)
    given = list(case.wants.acceptable if samples is None else samples)[: asked.variants]
    return [_variant(case, asked.channel, one, at) for at, one in enumerate(given, start=1)]


def _variant(case: GoldCase, channel: str, sample: Sample, number: int) -> Variant:
    piece = Piece(
        channel=channel,
        fields=sample.fields,
        text=sample.text,
        idea=sample.idea,
        claims_used=case.wants.claims,
    )
    return piece.variant(case.language, number)


def review(case: GoldCase) -> Review:
    """Give what the rules find, and as judgement what the case expects beyond it."""
    request = review_request(case)
    judged = tuple(
        Finding(
            rule="guardian",
            level=one.level,
            message=case.why,
            fix=_FIX[case.language],
            piece=request.variant.id,
            field=one.field[0],
            quote=one.quote,
            **_span(request.variant, one),
        )
        for one in case.wants.findings or ()
    )
    return Review(piece=request.variant.id, findings=(*request.findings, *judged))


def _span(variant: Variant, wanted: ExpectedFinding) -> dict[str, Any]:
    name, index = _gold.split(wanted.field[0])
    texts = variant.asset.texts(name)
    start = texts[index - 1].find(wanted.quote) if wanted.quote and index <= len(texts) else -1
    return {} if start < 0 else {"start": start, "end": start + len(wanted.quote)}


def reaction(case: GoldCase) -> Reaction:
    """Read the piece as the case expects."""
    wants, piece = case.wants, PersonaInput.model_validate(case.input).piece
    text = piece.asset(case.language).full_text()
    what = ", ".join(one[0] for one in (*wants.understands, *wants.must_say)) or text
    jarring = next((one for one in wants.jars or () if one in text), "")
    return Reaction(
        understood=_UNDERSTOOD[case.language].format(what=what),
        recalled_brand=(wants.recalls or ("",))[0],
        barrier=_ASKED[case.language].format(what="…") if wants.barrier else "",
        question="",
        jarring=jarring,
        next_action=(wants.actions or ("look_closer",))[0],
        outside="",
    )


def ranking(case: GoldCase) -> Ranking:
    """Put the best first, the worst last, and give the figures."""
    wants, asked = case.wants, AnalystInput.model_validate(case.input)
    ids = [one.variant(case.language, at).id for at, one in enumerate(asked.pieces, start=1)]
    first, last = wants.best[:1], tuple(one for one in wants.worst[:1] if one not in wants.best[:1])
    order = [*first, *(one for one in ids if one not in {*first, *last}), *last]
    figures = [_figure(number) for number in wants.numbers.values()]
    said = [*figures, *(one[0] for one in wants.must_say)]
    reason = _UNDERSTOOD[case.language].format(what=", ".join(said) or "…")
    rival, shown = _RIVAL[case.language], dict(zip(ids, asked.pieces, strict=True))
    return Ranking(
        order=tuple(
            Rank(
                piece=one,
                reasons=(f"{_idea(case, shown[one])}: {reason}",),
                rival_explanation=rival,
            )
            for one in order
        ),
        confidence=(wants.confidence or ("low",))[0],
        next_test=_test(case),
        decision=reason,
    )


def _idea(case: GoldCase, piece: Piece) -> str:
    return piece.idea or piece.asset(case.language).full_text()


def _figure(number: Number | float) -> str:
    value = number.value if isinstance(number, Number) else number
    return f"{value:.6g}"


ANSWERS: Final[dict[str, Any]] = {
    "brief_challenger": challenge,
    "strategist": strategy,
    "copywriter": copy,
    "brand_guardian": review,
    "synthetic_persona": reaction,
    "performance_analyst": ranking,
}
"""A sound answer, by agent."""


def guardian_cases(*, faults: int = 24, clean: int = 12) -> list[GoldCase]:
    """Give cases on what rules see: seeded faults and clean pieces of one piece each."""
    folder = GOLD / "brand_guardian"
    return [
        *_spread([one for one in _old(folder, "faults") if len(one.expected) == 1], faults),
        *_spread(_old(folder, "clean"), clean),
    ]


def _old(folder: Path, kind: str) -> list[_gold.Case]:
    cases = _gold.load(sorted(folder.glob(f"{kind}.*.yml")))
    return [
        one
        for one in cases
        if len(one.pieces) == 1
        and isinstance(one.brand, str)
        and one.injected is None
        and not any(place.alternatives for place in one.expected)
    ]


def _spread(cases: Sequence[_gold.Case], most: int) -> list[GoldCase]:
    """Take cases at equal distances, so that every family has its share."""
    step = max(1, len(cases) // most)
    return [_converted(one) for one in cases[::step][:most]]


def _converted(case: _gold.Case) -> GoldCase:
    piece = case.pieces[0]
    made = GoldCase.model_validate(
        {
            "id": case.id,
            "agent": "brand_guardian",
            "language": case.language,
            "brand": case.brand,
            "provenance": "evals/gold/brand_guardian/README.md",
            "licence": "Apache-2.0",
            "labelled_by": "model",
            "why": case.why,
            "input": {
                "on": _day(case.on),
                "market": case.market,
                "piece": {
                    "channel": piece.channel,
                    "fields": {name: list(texts) for name, texts in piece.fields.items()},
                    "text": piece.text,
                },
            },
            "expected": {
                "findings": [
                    {
                        "field": list(one.fields),
                        "quote": one.quote,
                        "occurrence": one.occurrence,
                        "level": case.finds,
                    }
                    for one in case.expected
                ],
            },
        }
    )
    made._where = f"{case.file}:1"  # noqa: SLF001 - it stands for a loaded one
    return made


def _day(day: date) -> str:
    return day.isoformat()
