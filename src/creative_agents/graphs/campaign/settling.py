"""What a decision changes in a campaign: pure functions from an answered gate to a state."""

from collections.abc import Mapping

from creative_agents.approvals.answering import decisions
from creative_agents.approvals.approved import edited
from creative_agents.approvals.question import Approval
from creative_agents.domain.approval import Answer, Decision, GateRecord
from creative_agents.domain.asset import CopyDeck, Variant
from creative_agents.domain.base import Language
from creative_agents.domain.brief import Question as BriefQuestion
from creative_agents.domain.campaign import SetAside
from creative_agents.domain.strategy import Strategy
from creative_agents.errors import AnswerError
from creative_agents.graphs.campaign.state import CampaignState, words


def record(row: Approval) -> GateRecord:
    """File an answered gate."""
    assert row.answer is not None
    assert row.decided_at is not None
    question = row.question
    return GateRecord(
        gate=question.gate,
        round=question.round,
        answer=row.answer,
        asked_at=question.asked_at,
        decided_at=row.decided_at,
        fingerprint=question.fingerprint,
        authenticated=row.authenticated,
    )


def settle_brief(state: CampaignState, row: Approval, language: Language) -> CampaignState:
    """Take the answers to the brief's questions; the campaign stops when every one is refused."""
    given = _given(row)
    if all(decision.verdict == "reject" for decision in given.values()):
        return {"status": "rejected"}
    questions = state["challenge"].questions
    kept = [item for item in questions if given[item.id].verdict != "reject"]
    return {"answers": [_line(item, given[item.id], language) for item in kept]}


def assumed(state: CampaignState, language: Language) -> list[str]:
    """Say what is assumed where nobody was asked."""
    return [
        words().say(language, "brief.assumed", question=item.question, assumption=item.assumption)
        for item in state["challenge"].questions
    ]


def settle_strategy(state: CampaignState, row: Approval) -> CampaignState:
    """Take the choice of a route, a person's own idea for it, or the note that sends it back."""
    decision = _given(row)["strategy"]
    assert row.answer is not None
    if decision.verdict == "reject":
        return {"status": "rejected"}
    if decision.verdict == "revise":
        return {
            "strategy_note": decision.note,
            "strategy_round": state["strategy_round"] + 1,
            "route": "",
        }
    strategy = state["strategy"]
    chosen = row.answer.choice or strategy.recommended
    if decision.verdict == "edit":
        strategy = _with_idea(strategy, chosen, decision.text)
    return {"strategy": strategy, "route": chosen}


def settle_copy(state: CampaignState, row: Approval, language: Language) -> CampaignState:
    """Take one decision a piece: approve, put a person's texts in, write again, drop."""
    given = _given(row)
    deck = _with_edits(state["deck"], given)
    again = _ids(given, "revise")
    return {
        "deck": deck,
        "approved": [*state.get("approved", []), *_ids(given, "approve"), *_ids(given, "edit")],
        "to_write": {id: [given[id].note] for id in again},
        "set_aside": [
            *state.get("set_aside", []),
            *(_rejected(deck, given[id], language) for id in _ids(given, "reject")),
        ],
        "fresh": [],
        "tries": {id: count for id, count in state["tries"].items() if id not in again},
        "round": state["round"] + 1,
    }


def edits(row: Approval) -> tuple[str, ...]:
    """Give the pieces into which a person put their own texts."""
    return tuple(_ids(_given(row), "edit"))


def edited_pieces(state: CampaignState, answer: Answer) -> tuple[Variant, ...]:
    """Give the pieces that an answer corrects, with its texts in them.

    Raises:
        AnswerError: A text is for a piece or a field that is not there.
    """
    return tuple(
        _edited(state["deck"], decision)
        for decision in answer.decisions
        if decision.verdict == "edit" and decision.fields
    )


def _edited(deck: CopyDeck, decision: Decision) -> Variant:
    variant = deck.variant(decision.piece)
    if variant is None:
        raise AnswerError(f"there is no piece {decision.piece!r} to correct")
    try:
        return edited(variant, decision.fields)
    except KeyError as error:
        places = ", ".join(field.place for field in variant.asset.fields)
        raise AnswerError(
            f"{decision.piece!r} has no text {error.args[0]!r}: it has {places}"
        ) from None


def _given(row: Approval) -> dict[str, Decision]:
    assert row.answer is not None
    return decisions(row.question, row.answer)


def _ids(given: Mapping[str, Decision], verdict: str) -> list[str]:
    return [piece for piece, decision in given.items() if decision.verdict == verdict]


def _line(question: BriefQuestion, decision: Decision, language: Language) -> str:
    if decision.verdict == "edit":
        return words().say(
            language, "brief.answered", question=question.question, answer=decision.text
        )
    return words().say(
        language, "brief.assumed", question=question.question, assumption=question.assumption
    )


def _with_idea(strategy: Strategy, id: str, idea: str) -> Strategy:
    routes = tuple(
        route.model_copy(update={"idea": idea}) if route.id == id else route
        for route in strategy.routes
    )
    return strategy.model_copy(update={"routes": routes})


def _with_edits(deck: CopyDeck, given: Mapping[str, Decision]) -> CopyDeck:
    def settled(variant: Variant) -> Variant:
        decision = given.get(variant.id)
        if decision is None or decision.verdict != "edit":
            return variant
        return edited(variant, decision.fields)

    return CopyDeck(variants=tuple(settled(variant) for variant in deck.variants))


def _rejected(deck: CopyDeck, decision: Decision, language: Language) -> SetAside:
    piece = deck.variant(decision.piece)
    assert piece is not None
    reason = decision.note or words().say(language, "aside.no_reason")
    return SetAside(piece=piece, reason=words().say(language, "aside.rejected", reason=reason))
