"""The planted degradations, five or more an agent, and ten harmless edits.

Fixed on 2026-11-22, before the suite was run on any of them. Each takes a case and a sound answer
and gives what the degraded, or merely edited, agent answers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import _reference

from creative_agents.domain.asset import CopyDeck, Variant
from creative_agents.domain.base import Language
from creative_agents.domain.brief import Challenge, Question
from creative_agents.domain.review import Finding
from creative_agents.domain.strategy import KeyMessage, ReasonToBelieve
from creative_agents.evals.expected import Sample
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.inputs import GuardianInput

Output: TypeAlias = Any
"""What an agent answers, each its own type."""

Change = Callable[[GoldCase, Output], Output]


@dataclass(frozen=True)
class Planted:
    """One change to an agent."""

    agent: str
    """Whose."""
    name: str
    """What was done to it."""
    change: Change
    """What it answers then."""


OTHER: Final[dict[Language, str]] = {
    "en": "Ceci est écrit dans une autre langue que celle du travail demandé, tout du long.",
    "fr": "This is written in another language than that of the work that was asked, all along.",
}
INVENTED: Final[dict[Language, str]] = {
    "en": "Indeed 8,431 people in 9,977 agree.",
    "fr": "D’ailleurs 8 431 personnes sur 9 977 sont d’accord.",
}


def _with(output: Output, **changes: object) -> Output:
    """Change some fields."""
    return output.model_copy(update=changes)


def _retexted(pieces: Sequence[Variant], change: Callable[[str], str]) -> list[Variant]:
    return [
        _with(
            one,
            asset=_with(
                one.asset,
                fields=tuple(_with(text, text=change(text.text)) for text in one.asset.fields),
            ),
        )
        for one in pieces
    ]


def _first_text(pieces: Sequence[Variant], change: Callable[[str], str]) -> list[Variant]:
    """Change the longest text of each piece, which is its body."""
    changed = []
    for one in pieces:
        longest = max(one.asset.fields, key=lambda field: len(field.text))
        text = change(longest.text)
        changed.append(_with(one, asset=one.asset.replace(longest.name, longest.index, text)))
    return changed


# brief challenger


def asks_nothing(_case: GoldCase, output: Challenge) -> Output:
    """Lose the list of holes."""
    return _with(output, questions=(), missing=(), contradictions=())


def never_blocks(_case: GoldCase, output: Challenge) -> Output:
    """Go on whatever the brief asks for."""
    return _with(output, questions=tuple(_with(one, blocking=False) for one in output.questions))


def always_blocks(_case: GoldCase, output: Challenge) -> Output:
    """Stop at every brief."""
    first = output.questions[:1] or (_question("…"),)
    return _with(output, questions=(_with(first[0], blocking=True), *output.questions[1:]))


def asks_everything(case: GoldCase, output: Challenge) -> Output:
    """Ask what the brief says."""
    known = [one[0] for one in case.wants.asks_not] + ["…"] * 5
    added = tuple(_question(one) for one in known)
    return _with(output, questions=(*output.questions, *added)[-5:])


def asks_beside(_case: GoldCase, output: Challenge) -> Output:
    """Ask the same five things of every brief."""
    return _with(output, missing=(), questions=(_question("…"), _question("… ?")))


def _question(text: str) -> Question:
    return Question(id="more", question=text, why="…", assumption="…", blocking=False)


# strategist


def one_idea(_case: GoldCase, output: Output) -> Output:
    """Say the same idea three times."""
    first = output.routes[0]
    return _with(output, routes=tuple(_with(first, id=one.id) for one in output.routes))


def invents_a_figure(case: GoldCase, output: Output) -> Output:
    """Add a figure that nobody gave."""
    text = f"{output.recommendation} {INVENTED[case.language]}"
    return _with(output, recommendation=text)


def unknown_claims(_case: GoldCase, output: Output) -> Output:
    """Support the promise by claims that the ledger does not hold."""
    reasons = (ReasonToBelieve(claim="best-in-class", says="it is"),)
    return _with(output, messages=(KeyMessage(message="…", reasons=reasons),))


def loose_chain(_case: GoldCase, output: Output) -> Output:
    """Repeat the promise as insight and as evidence."""
    said = output.proposition.statement
    return _with(
        output,
        insight=_with(output.insight, statement=said, evidence=said),
        proposition=_with(output.proposition, evidence=said),
    )


def forgets_facts(_case: GoldCase, output: Output) -> Output:
    """Write without the brief's facts: every text of the strategy is the first route's idea."""
    said = output.routes[0].name
    return _with(output, recommendation=said, messages=(KeyMessage(message=said),))


def says_the_forbidden(case: GoldCase, output: Output) -> Output:
    """Say what the case forbids."""
    words = " ".join(one[0] for one in case.wants.must_not_say)
    return _with(output, recommendation=f"{output.recommendation} {words}")


def strategy_in_another_language(case: GoldCase, output: Output) -> Output:
    """Answer in the other language."""
    text = OTHER[case.language]
    routes = tuple(
        _with(one, idea=f"{text} {one.id}", why=text, name=text) for one in output.routes
    )
    return _with(
        output,
        problem=_with(output.problem, statement=text),
        insight=_with(output.insight, statement=f"{text} 1"),
        proposition=_with(output.proposition, statement=f"{text} 2"),
        routes=tuple(_with(one, examples=(_with(one.examples[0], looks=text),)) for one in routes),
        recommendation=text,
        messages=(KeyMessage(message=text),),
    )


# copywriter


def _foils(flaw: str) -> Change:
    """Write the recorded foils with this flaw in place of the answers they were made from."""

    def change(case: GoldCase, output: list[Variant]) -> list[Variant]:
        samples: list[Sample] = list(case.wants.acceptable)
        for foil in case.wants.foils:
            if foil.flaw == flaw:
                samples[foil.of] = foil
        return _reference.copy(case, samples) or output

    return change


def ignores_limits(_case: GoldCase, output: list[Variant]) -> list[Variant]:
    """Write every text four times as long."""
    return _retexted(output, lambda text: " ".join([text] * 4))


def collapses(_case: GoldCase, output: list[Variant]) -> list[Variant]:
    """Write one variant under every number."""
    return [_with(output[0], id=one.id) for one in output]


def drops_mandatories(case: GoldCase, output: list[Variant]) -> list[Variant]:
    """Leave out what must be said."""
    wordings = [wording for one in case.wants.must_say for wording in one]

    def without(text: str) -> str:
        for wording in wordings:
            text = text.replace(wording, "…")
        return text

    return _retexted(output, without)


def invents_in_copy(case: GoldCase, output: list[Variant]) -> list[Variant]:
    """Add a figure that nobody gave."""
    return _first_text(output, lambda text: f"{text} {INVENTED[case.language]}")


def copy_in_another_language(case: GoldCase, output: list[Variant]) -> list[Variant]:
    """Write in the other language."""
    return _retexted(output, lambda _text: OTHER[case.language])


def writes_nothing(_case: GoldCase, _output: list[Variant]) -> list[Variant]:
    """Answer with no piece."""
    return []


# brand guardian


def always_passes(_case: GoldCase, output: Output) -> Output:
    """Find nothing."""
    return _with(output, findings=())


def refuses_everything(case: GoldCase, output: Output) -> Output:
    """Refuse the first words of every piece."""
    asset = GuardianInput.model_validate(case.input).piece.asset(case.language)
    field = asset.fields[0]
    end = min(3, len(field.text))
    alarm = Finding(
        rule="guardian",
        level="error",
        message="no",
        field=field.place,
        start=0,
        end=end,
        quote=field.text[:end],
    )
    return _with(output, findings=(alarm, *output.findings))


def sees_errors_alone(_case: GoldCase, output: Output) -> Output:
    """Drop every warning and suggestion."""
    return _with(output, findings=tuple(one for one in output.findings if one.level == "error"))


def misplaces(_case: GoldCase, output: Output) -> Output:
    """Put every remark on the wrong field."""
    moved = (_with(one, field="nowhere[9]") for one in output.findings)
    return _with(output, findings=tuple(moved))


def calls_it_taste(_case: GoldCase, output: Output) -> Output:
    """Lower every finding to taste."""
    return _with(output, findings=tuple(_with(one, level="suggestion") for one in output.findings))


def invents_quotations(_case: GoldCase, output: Output) -> Output:
    """Quote what does not stand there."""
    quoted = tuple(
        _with(one, quote="never written", start=None, end=None) for one in output.findings
    )
    return _with(output, findings=quoted)


# synthetic persona


def always_five(_case: GoldCase, output: Output) -> Output:
    """Love everything: buy, fear nothing."""
    return _with(output, next_action="buy", barrier="", jarring="")


def understands_nothing(case: GoldCase, output: Output) -> Output:
    """Say something about nothing."""
    said = {"en": "It is an advertisement of some kind.", "fr": "C’est une publicité quelconque."}
    return _with(output, understood=said[case.language])


def recalls_a_rival(_case: GoldCase, output: Output) -> Output:
    """Think of another brand, always."""
    return _with(output, recalled_brand="Somebody Else")


def always_ignores(_case: GoldCase, output: Output) -> Output:
    """Pass by, for a reason."""
    return _with(output, next_action="tell_someone", barrier="…")


def invents_what_jars(_case: GoldCase, output: Output) -> Output:
    """Quote words that are not in the piece."""
    return _with(output, jarring="words that are not there")


def counts_people(case: GoldCase, output: Output) -> Output:
    """Pretend to be a survey."""
    return _with(output, question=INVENTED[case.language])


# performance analyst


def invents_a_number(case: GoldCase, output: Output) -> Output:
    """Add a figure that nobody measured."""
    return _with(output, decision=f"{output.decision} {INVENTED[case.language]}")


def wrong_figures(_case: GoldCase, output: Output) -> Output:
    """Give no figure that was measured."""
    order = tuple(_with(one, reasons=("…",)) for one in output.order)
    return _with(output, order=order, decision="…")


def reversed_order(_case: GoldCase, output: Output) -> Output:
    """Put the last first."""
    return _with(output, order=output.order[::-1])


def drops_a_piece(_case: GoldCase, output: Output) -> Output:
    """Lose one of the pieces."""
    return _with(output, order=output.order[:-1])


def too_sure(_case: GoldCase, output: Output) -> Output:
    """Be sure of everything."""
    return _with(output, confidence="high")


def declares_a_winner(case: GoldCase, output: Output) -> Output:
    """Say what the evidence does not let anybody say."""
    words = " ".join(one[0] for one in case.wants.must_not_say)
    return _with(output, decision=f"{output.decision} {words}")


# campaign


def no_gate(_case: GoldCase, output: Output) -> Output:
    """Ask nobody; deliver all the same."""
    pieces = output.campaign.deck.variants if output.campaign else ()
    return _with(output, asked=(), unapproved=tuple(one.id for one in pieces))


def no_strategy_gate(_case: GoldCase, output: Output) -> Output:
    """Choose the route without the director."""
    return _with(output, asked=tuple(one for one in output.asked if one.gate != "strategy"))


def asks_at_every_gate(_case: GoldCase, output: Output) -> Output:
    """Ask at all three gates and twice at each, whatever the policy."""
    if not output.asked:
        return output
    more = tuple(_with(output.asked[0], gate=gate) for gate in ("brief", "strategy", "copy"))
    return _with(output, asked=(*output.asked, *more), nodes=output.nodes * 4)


def blind_questions(_case: GoldCase, output: Output) -> Output:
    """Ask without showing what is decided."""
    return _with(output, asked=tuple(_with(one, subject={}, title="?") for one in output.asked))


def changes_after_approval(_case: GoldCase, output: Output) -> Output:
    """Deliver other words than those that were approved."""
    pieces = output.campaign.deck.variants if output.campaign else ()
    return _with(output, unapproved=tuple(one.id for one in pieces))


def answers_lead_nowhere(_case: GoldCase, output: Output) -> Output:
    """Go to the same place whatever the person said."""
    return _with(output, asked=tuple(_with(one, then="read_brief") for one in output.asked))


def skips_the_rules(_case: GoldCase, output: Output) -> Output:
    """Write what no rule lets pass, and check nothing."""
    nodes = tuple(one for one in output.nodes if one != "check_policies")
    if output.campaign is None:
        return _with(output, nodes=nodes)
    pieces = _retexted(output.campaign.deck.variants, lambda text: f"{text} " * 40)
    campaign = _with(output.campaign, deck=CopyDeck(variants=tuple(pieces)))
    return _with(output, nodes=nodes, campaign=campaign)


DEGRADED: Final = (
    Planted("brief_challenger", "lost its list of holes", asks_nothing),
    Planted("brief_challenger", "never blocks", never_blocks),
    Planted("brief_challenger", "always blocks", always_blocks),
    Planted("brief_challenger", "asks what the brief says", asks_everything),
    Planted("brief_challenger", "asks the same of every brief", asks_beside),
    Planted("strategist", "three routes, one idea", one_idea),
    Planted("strategist", "invents a figure", invents_a_figure),
    Planted("strategist", "claims outside the ledger", unknown_claims),
    Planted("strategist", "insight repeats the promise", loose_chain),
    Planted("strategist", "forgets the facts", forgets_facts),
    Planted("strategist", "says what is forbidden", says_the_forbidden),
    Planted("strategist", "another language", strategy_in_another_language),
    Planted("copywriter", "prompt without its brand section: generic foils", _foils("generic")),
    Planted("copywriter", "prompt without the ledger: unproved foils", _foils("unproved")),
    Planted("copywriter", "ignores limits", ignores_limits),
    Planted("copywriter", "one variant under every number", collapses),
    Planted("copywriter", "drops mandatories", drops_mandatories),
    Planted("copywriter", "invents a figure", invents_in_copy),
    Planted("copywriter", "another language", copy_in_another_language),
    Planted("copywriter", "writes nothing", writes_nothing),
    Planted("brand_guardian", "always passes", always_passes),
    Planted("brand_guardian", "refuses everything", refuses_everything),
    Planted("brand_guardian", "sees errors alone", sees_errors_alone),
    Planted("brand_guardian", "remarks in the wrong place", misplaces),
    Planted("brand_guardian", "calls everything taste", calls_it_taste),
    Planted("brand_guardian", "invents quotations", invents_quotations),
    Planted("synthetic_persona", "always says 5", always_five),
    Planted("synthetic_persona", "understands nothing", understands_nothing),
    Planted("synthetic_persona", "recalls a rival", recalls_a_rival),
    Planted("synthetic_persona", "always passes by", always_ignores),
    Planted("synthetic_persona", "invents what jars", invents_what_jars),
    Planted("synthetic_persona", "pretends to be a survey", counts_people),
    Planted("performance_analyst", "invents a number", invents_a_number),
    Planted("performance_analyst", "gives no figure", wrong_figures),
    Planted("performance_analyst", "puts the last first", reversed_order),
    Planted("performance_analyst", "loses a piece", drops_a_piece),
    Planted("performance_analyst", "sure of everything", too_sure),
    Planted("performance_analyst", "declares a winner", declares_a_winner),
    Planted("campaign", "every gate removed", no_gate),
    Planted("campaign", "the strategy gate removed", no_strategy_gate),
    Planted("campaign", "asks at every gate, and loops", asks_at_every_gate),
    Planted("campaign", "asks without showing", blind_questions),
    Planted("campaign", "changes copy after its approval", changes_after_approval),
    Planted("campaign", "answers lead nowhere", answers_lead_nowhere),
    Planted("campaign", "skips the rules", skips_the_rules),
)
"""What must be caught."""


# harmless


def _curly(text: str) -> str:
    return text.replace("'", "’") if "'" in text else text.replace("’", "'")


def other_words(case: GoldCase, output: Challenge) -> Output:
    """Ask the same in other accepted words."""
    said = {one[0]: one[-1] for one in case.wants.asks}

    def reworded(text: str) -> str:
        return next((text.replace(a, b) for a, b in said.items() if a in text), text)

    questions = tuple(
        _with(one, question=reworded(one.question), why=reworded(one.why))
        for one in output.questions
    )
    return _with(output, questions=questions, missing=tuple(map(reworded, output.missing)))


def other_order_of_questions(_case: GoldCase, output: Challenge) -> Output:
    """Ask in another order."""
    return _with(output, questions=output.questions[::-1])


def other_order_of_routes(_case: GoldCase, output: Output) -> Output:
    """Offer the same routes in another order, and recommend another."""
    return _with(output, routes=output.routes[::-1], recommended=output.routes[-1].id)


def other_good_copy(case: GoldCase, _output: list[Variant]) -> list[Variant]:
    """Write the acceptable answers in another order: other good work in each place."""
    samples = list(case.wants.acceptable)
    return _reference.copy(case, samples[1:] + samples[:1])


def other_apostrophes(_case: GoldCase, output: list[Variant]) -> list[Variant]:
    """Swap straight and curly apostrophes."""
    return _retexted(output, _curly)


def other_order_of_findings(_case: GoldCase, output: Output) -> Output:
    """Run the rules in another order."""
    return _with(output, findings=output.findings[::-1])


def other_messages(_case: GoldCase, output: Output) -> Output:
    """Say every remark in other words."""
    reworded = (
        _with(one, message=f"Please look: {one.message}", why="Reworded.")
        for one in output.findings
    )
    return _with(output, findings=tuple(reworded))


def other_allowed_action(case: GoldCase, output: Output) -> Output:
    """Do another thing that this reader may do, and say the barrier otherwise."""
    actions = case.wants.actions or (output.next_action,)
    barrier = f"{output.barrier} !" if output.barrier else ""
    return _with(output, next_action=actions[-1], barrier=barrier)


def other_reasons(case: GoldCase, output: Output) -> Output:
    """Give the reasons with other spaces and a polite opening."""
    opening = {"en": "To be read with care:", "fr": "À lire avec prudence :"}[case.language]
    order = tuple(_with(one, reasons=(f"{opening}  {one.reasons[0]} ",)) for one in output.order)
    return _with(output, order=order)


def other_titles(_case: GoldCase, output: Output) -> Output:
    """Title the questions otherwise, and name the approver otherwise."""
    asked = (
        _with(one, title=f"{one.title} (please)", answer=_with(one.answer, by="Bo"))
        for one in output.asked
    )
    return _with(output, asked=tuple(asked))


HARMLESS: Final = (
    Planted("brief_challenger", "asks in other accepted words", other_words),
    Planted("brief_challenger", "asks in another order", other_order_of_questions),
    Planted("strategist", "routes in another order", other_order_of_routes),
    Planted("copywriter", "other good copy in each place", other_good_copy),
    Planted("copywriter", "other apostrophes", other_apostrophes),
    Planted("brand_guardian", "rules in another order", other_order_of_findings),
    Planted("brand_guardian", "remarks in other words", other_messages),
    Planted("synthetic_persona", "another thing that this reader may do", other_allowed_action),
    Planted("performance_analyst", "reasons with other spaces and an opening", other_reasons),
    Planted("campaign", "questions titled otherwise", other_titles),
)
"""What must not be called worse."""
