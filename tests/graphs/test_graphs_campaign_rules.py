from campaign_house import NOW, make_brand, make_brief

from creative_agents.agents.brand_guardian import ReviewRequest
from creative_agents.domain.asset import Asset, AssetField, Variant
from creative_agents.graphs.campaign.department import recheck


def post(text: str) -> Variant:
    """A post of one text."""
    asset = Asset(channel="x_post", language="en", fields=(AssetField(name="text", text=text),))
    return Variant(id="x_post/1", asset=asset, idea="home tonight")


def test_a_rewrite_is_read_by_the_packs_and_the_law_of_the_brief() -> None:
    """As every piece of a campaign is; the findings carry its id."""
    request = ReviewRequest(
        language="en",
        brief=make_brief(market="US"),
        brand=make_brand(),
        variant=post("Ride it home tonight."),
        on=NOW.date(),
    )
    found = recheck(request, post("A game changer, eco-friendly too."))

    assert {"worn-en.Labels"} <= {one.rule for one in found}
    assert any("nvironmental" in one.rule or one.rule == "claims.environment" for one in found)
    assert {one.piece for one in found} == {"x_post/1"}
    assert not any(one.rule.startswith("worn") for one in recheck(request, request.variant))
