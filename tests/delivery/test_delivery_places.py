import delivery_petit_feu
import pytest
from delivery_fixtures import known_channels

from creative_agents.delivery.markdown import render_markdown
from creative_agents.delivery.page import render_html
from creative_agents.delivery.places import in_words
from creative_agents.domain.campaign import Campaign
from creative_agents.domain.cost import Cost
from creative_agents.domain.review import Finding

CHANNELS = known_channels()
LABELS = {
    "meta_feed/1": {"cta[1]": "Bouton", "headline[1]": "Titre"},
    "email/2": {"cta[1]": "Appel à l’action"},
}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("« B » dans email/2 (cta[1]).", "« B » dans email/2 (Appel à l’action)."),
        ("« B » dans email/2 (headline[1]).", "« B » dans email/2 (Titre)."),
        ("Le champ headline[1] est vide.", "Le champ Titre est vide."),
        ("« x » dans sms/1 (text[1]).", "« x » dans sms/1 (text[1])."),
        ("Ni [line[1]] ni a[b].", "Ni [line[1]] ni a[b]."),
    ],
)
def test_a_place_in_a_remark_is_named(text: str, told: str) -> None:
    """Of the piece before the bracket, else of the remark's own; what nobody knows is left."""
    assert in_words(text, LABELS, "meta_feed/1") == told


def campaign(**cost: int) -> Campaign:
    """Give a French campaign with a remark across its pieces."""
    first, second = delivery_petit_feu.CAMPAIGN.deck.variants[:2]
    here, there = first.asset.fields[0].place, second.asset.fields[0].place
    across = Finding(
        rule="coherence.call",
        level="suggestion",
        message=f"« a » ici, « b » dans {second.id} ({there}).",
        piece=first.id,
        field=here,
    )
    return delivery_petit_feu.CAMPAIGN.model_copy(
        update={"coherence": (across,), "cost": Cost(calls=3, **cost)}
    )


@pytest.mark.parametrize("render", [render_html, render_markdown])
def test_the_deck_names_places_and_the_agent_that_judged(render: object) -> None:
    """No bracket of ours, and no id of an agent, in what a director reads."""
    assert callable(render)
    page = str(render(campaign(), delivery_petit_feu.BRAND, CHANNELS))
    label = CHANNELS[delivery_petit_feu.CAMPAIGN.deck.variants[1].asset.channel]
    other = delivery_petit_feu.CAMPAIGN.deck.variants[1]
    named = next(
        shape.label.fr for shape in label.format.fields if shape.name == other.asset.fields[0].name
    )

    assert f"dans {other.id} ({named}" in page
    assert "[1]" not in page
    assert "Garant de la marque" in page
    assert ">guardian" not in page
    assert "`guardian`" not in page


@pytest.mark.parametrize(
    ("cost", "told"),
    [
        ({"in_flight_lost": 1}, "1 appel était en cours à un arrêt brutal."),
        ({"retries": 2}, "2 échecs de transport ont été retentés."),
        (
            {"replayed": 1, "in_flight_lost": 3},
            "1 appel enregistré a resservi sans être refait. 3 appels étaient en cours",
        ),
    ],
)
def test_the_record_tells_what_happened_and_no_zero(cost: dict[str, int], told: str) -> None:
    """One is one, and what never happened is not counted."""
    page = render_html(campaign(**cost), delivery_petit_feu.BRAND, CHANNELS)
    quiet = render_html(campaign(), delivery_petit_feu.BRAND, CHANNELS)

    assert told in page
    assert "0 appel" not in page
    assert "arrêt brutal" not in quiet
    assert "resservi" not in quiet
