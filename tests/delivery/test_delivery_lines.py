from datetime import date

import delivery_fettle
import delivery_petit_feu
import pytest
from delivery_fixtures import known_channels

from creative_agents.delivery.evidence import claims_behind
from creative_agents.delivery.marks import Mark, finding_mark, quote_mark, segments
from creative_agents.delivery.pieces import Piece, pieces
from creative_agents.domain.asset import AssetField
from creative_agents.domain.brand import Claim, Proof
from creative_agents.domain.review import Finding

CHANNELS = known_channels()


def _pieces(module: object) -> dict[str, Piece]:
    campaign, brand = module.CAMPAIGN, module.BRAND  # type: ignore[attr-defined]
    return {one.variant.id: one for one in pieces(campaign, brand, CHANNELS)}


FETTLE = _pieces(delivery_fettle)
PETIT_FEU = _pieces(delivery_petit_feu)


def _claim(text: str) -> Claim:
    proof = Proof(statement="measured", source="register", date=date(2026, 1, 1))
    return Claim(id="one", text=text, proof=proof)


@pytest.mark.parametrize(
    ("line", "claim"),
    [
        ("Serviced in 47 min", "A full service takes 47 minutes on average"),
        ("It squeaks? We come back", "If it squeaks within 30 days, we come back for nothing"),
        ("Mijotées six heures, à vélo", "Mijotées six heures"),
        ("97\u202f% des bocaux nous reviennent", "97 % de retours"),
        ("14 fermes autour de Nantes", "Les légumes de 14 fermes à moins de 80 km"),
    ],
)
def test_line_that_makes_a_claim_shows_it(line: str, claim: str) -> None:
    """A cleared wording, a number of the same thing or most of the words make the claim."""
    assert claims_behind(line, [_claim(claim)])


@pytest.mark.parametrize(
    ("line", "claim"),
    [
        ("Consigne de 6 €, rendue au retour", "6 heures à petit feu"),
        ("Book an hour this week", "Every mechanic is certified"),
        ("47 streets served", "A full service takes 47 minutes on average"),
    ],
)
def test_line_that_makes_no_claim_borrows_none(line: str, claim: str) -> None:
    """The same figure of another thing is not the same claim."""
    assert claims_behind(line, [_claim(claim)]) == ()


def test_claim_of_no_single_line_stands_behind_the_whole() -> None:
    """A claim that is used but found in no line is still shown, with the piece."""
    assert [claim.id for claim in PETIT_FEU["meta_feed/1"].whole_claims] == ["six-heures"]


def test_unknown_claim_is_named() -> None:
    """A claim that the ledger does not hold is told apart from the others."""
    variant = delivery_fettle.VARIANTS[0].model_copy(update={"claims_used": ("best-ever",)})
    deck = delivery_fettle.CAMPAIGN.deck.model_copy(update={"variants": (variant,)})
    campaign = delivery_fettle.CAMPAIGN.model_copy(update={"deck": deck})
    (piece,) = pieces(campaign, delivery_fettle.BRAND, CHANNELS)
    assert (piece.claims, piece.unknown_claims) == ((), ("best-ever",))


def test_line_counts_in_the_unit_of_its_platform() -> None:
    """A French SMS with a circumflex counts in segments of 67 units."""
    body = PETIT_FEU["sms/1"].lines[-1]
    assert (body.unit, body.count, body.left, body.state) == ("sms_segments", 3, -2, "long")


def test_line_beyond_a_hard_limit_is_over() -> None:
    """What the platform would refuse is told apart from what the screen cuts."""
    long = delivery_fettle.VARIANTS[0].asset.replace("headline", 1, "x" * 31)
    variant = delivery_fettle.VARIANTS[0].model_copy(update={"asset": long})
    deck = delivery_fettle.CAMPAIGN.deck.model_copy(update={"variants": (variant,)})
    campaign = delivery_fettle.CAMPAIGN.model_copy(update={"deck": deck})
    (piece,) = pieces(campaign, delivery_fettle.BRAND, CHANNELS)
    assert piece.lines[0].state == "over"
    assert FETTLE["meta_feed/1"].lines[0].state == "long"


def test_mandatory_is_shown_on_the_line_that_carries_it() -> None:
    """What the brief exacts is found where it stands."""
    carrying = [line for line in PETIT_FEU["meta_feed/1"].lines if line.mandatories]
    assert [line.field.name for line in carrying] == ["primary_text"]


def test_address_has_no_length() -> None:
    """The length of a link or of a button's code concerns nobody."""
    kinds = {line.field.name: line.counted for line in FETTLE["meta_feed/1"].lines}
    assert kinds["final_url"] is False
    assert kinds["headline"] is True


def test_reading_knows_its_persona() -> None:
    """A reading carries the first name of the persona from the brand's audiences."""
    names = [reading.name for reading in FETTLE["meta_feed/1"].readings]
    assert names == ["Nadia", "Owen"]


def test_segments_give_the_text_back() -> None:
    """Overlapping marks cut a text into pieces that still make the whole."""
    text = "a service in 47 minutes"
    parts = segments(text, [Mark(2, 15, "warning", 1), Mark(13, 23, "jarring")])
    assert "".join(part.text for part in parts) == text
    assert [part.kinds for part in parts if part.text == "47"] == [("warning", "jarring")]


def test_mark_outside_the_text_is_dropped() -> None:
    """A span that the text no longer has marks nothing."""
    assert [part.text for part in segments("short", [Mark(9, 12, "error")])] == ["short"]


def test_quote_wins_over_a_span_that_lies() -> None:
    """Where the span does not hold the quoted words, the words are looked up."""
    field = AssetField(name="headline", text="Every day, served hot")
    finding = Finding(
        rule="terms", level="error", message="no", field="headline[1]", start=0, end=4, quote="hot"
    )
    mark = finding_mark(finding, 1, field)
    assert mark is not None
    assert field.text[mark.start : mark.end] == "hot"


def test_quote_is_found_whatever_its_case() -> None:
    """A reader who wrote the word in lower case still points at it."""
    mark = quote_mark("été", "Un bel Été", "jarring")
    assert mark == Mark(7, 10, "jarring")


def test_finding_of_another_field_marks_nothing_here() -> None:
    """A finding on the second headline leaves the first alone."""
    field = AssetField(name="headline", index=1, text="Served hot")
    finding = Finding(rule="terms", level="error", message="no", field="headline[2]", quote="hot")
    assert finding_mark(finding, 1, field) is None
