import csv
import io
from urllib.parse import parse_qs, urlsplit

import delivery_fettle
import delivery_petit_feu
import pytest
from delivery_fixtures import asset
from openpyxl import load_workbook

from creative_agents.delivery.google_ads_editor import render_google_ads
from creative_agents.delivery.links import landing, tagged
from creative_agents.delivery.meta_bulk_upload import render_meta, render_meta_workbook
from creative_agents.delivery.tables import Table, reads_as_formula
from creative_agents.domain.asset import CopyDeck, Variant
from creative_agents.domain.brand import Brand
from creative_agents.domain.campaign import Campaign

CAMPAIGN, BRAND = delivery_fettle.CAMPAIGN, delivery_fettle.BRAND


def _rows(table: Table | None) -> list[dict[str, str]]:
    assert table is not None
    text = table.content.decode("utf-16")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t"))


def _with(*variants: Variant) -> Campaign:
    return CAMPAIGN.model_copy(update={"deck": CopyDeck(variants=variants)})


def _search_ad(first: str) -> Variant:
    copy = asset("google_rsa", "en", headline=[first, "b", "c"], description=["d", "e"])
    return Variant(id="google_rsa/9", asset=copy, idea="i")


def test_editor_file_has_campaign_group_and_ad() -> None:
    """The file makes a paused search campaign, its group and each ad, in this order."""
    campaign, group, ad = _rows(render_google_ads(CAMPAIGN, BRAND))
    assert (campaign["Campaign type"], campaign["Campaign status"]) == ("Search", "Paused")
    assert group["Ad group"] == "keep-your-bike-this-winter"
    assert (ad["Ad type"], ad["Status"]) == ("Responsive search ad", "Paused")


def test_editor_file_carries_every_text_in_its_column() -> None:
    """Headlines, descriptions and paths stand under numbered English headers."""
    ad = _rows(render_google_ads(CAMPAIGN, BRAND))[-1]
    assert (ad["Headline 1"], ad["Headline 9"]) == (
        "Bike Service at Your Door",
        "It Squeaks? We Come Back",
    )
    assert ad["Headline 10"] == ad["Headline 1 position"] == ad["Description 4"] == ""
    assert (ad["Path 1"], ad["Path 2"]) == ("at-your-door", "leeds")


def test_accents_survive_the_editor_file() -> None:
    """French copy comes out of the file letter for letter."""
    ad = _rows(render_google_ads(delivery_petit_feu.CAMPAIGN, delivery_petit_feu.BRAND))[-1]
    assert ad["Headline 1"] == "Soupes mijotées six heures"
    assert ad["Headline 3"] == "La semaine à 29,90 €"


def test_link_is_tagged_for_its_piece() -> None:
    """The visit can be told from any other: source, medium, campaign and piece."""
    ad = _rows(render_google_ads(CAMPAIGN, BRAND))[-1]
    assert parse_qs(urlsplit(ad["Final URL"]).query) == {
        "utm_source": ["google"],
        "utm_medium": ["cpc"],
        "utm_campaign": ["keep-your-bike-this-winter"],
        "utm_content": ["google-rsa-1"],
    }


def test_tags_already_on_a_link_stay() -> None:
    """A team's own tags and the page's own parameters are not overwritten."""
    link = tagged(
        "https://x.example/a?utm_source=mine&q=%C3%A9t%C3%A9#top",
        delivery_fettle.VARIANTS[0],
        CAMPAIGN.brief,
        "meta",
    )
    parts = urlsplit(link)
    query = parse_qs(parts.query)
    assert (query["utm_source"], query["q"], parts.fragment) == (["mine"], ["été"], "top")


def test_meta_file_carries_the_ad_under_meta_names() -> None:
    """Title, body, link and button stand in the columns of Meta's import, paused."""
    (ad,) = _rows(render_meta(CAMPAIGN, BRAND))
    assert ad["Title"] == "Serviced where it's locked"
    assert ad["Body"].startswith("You were in a meeting.")
    assert "\n\nWinter Doorstep" in ad["Body"]
    assert (ad["Call to Action"], ad["Ad Status"]) == ("BOOK_TRAVEL", "PAUSED")
    assert "utm_medium=paid_social" in ad["Link"]


def test_meta_workbook_holds_the_same_rows() -> None:
    """The workbook has the text file's columns and texts."""
    content = render_meta_workbook(CAMPAIGN, BRAND)
    assert content is not None
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    head, row = ([cell.value or "" for cell in line] for line in sheet.iter_rows())
    assert dict(zip(head, row, strict=True)) == _rows(render_meta(CAMPAIGN, BRAND))[0]


def test_campaign_without_such_ads_has_no_file() -> None:
    """No search ad, no editor file; no feed ad, no Meta file."""
    mail = next(one for one in delivery_fettle.VARIANTS if one.asset.channel == "email")
    assert render_google_ads(_with(mail), BRAND) is None
    assert render_meta(_with(mail), BRAND) is None
    assert render_meta_workbook(_with(mail), BRAND) is None


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "  =cmd",
        "+SUM(A1:A9)",
        "-2+3+cmd|' /C calc'!A0",
        '@HYPERLINK("http://x")',
        "\t=A1",
    ],
)
def test_formula_is_told_from_copy(text: str) -> None:
    """What a spreadsheet would compute is recognised."""
    assert reads_as_formula(text)


@pytest.mark.parametrize(
    "text",
    ["-20 % jusqu'au 3 mars (hors soldes)", "+ 300 km d'autonomie", "@fettle is here", "— Sam", ""],
)
def test_copy_is_not_taken_for_a_formula(text: str) -> None:
    """Real lines that start with a sign are copy."""
    assert not reads_as_formula(text)


def test_piece_with_a_formula_is_left_out_whole() -> None:
    """An ad that would run in a spreadsheet is not exported, and is named."""
    table = render_google_ads(_with(_search_ad("=HYPERLINK(1)"), _search_ad("Fine")), BRAND)
    assert table is not None
    assert table.left_out == (("google_rsa/9", "=HYPERLINK(1)"),)
    assert [row["Headline 1"] for row in _rows(table)] == ["", "", "Fine"]


def test_real_copy_is_never_changed() -> None:
    """A headline that starts with a minus sign is imported as it was approved."""
    table = render_google_ads(_with(_search_ad("-20 % sur tout")), BRAND)
    assert _rows(table)[-1]["Headline 1"] == "-20 % sur tout"


def test_brand_without_a_page_is_told() -> None:
    """An ad that leads nowhere is exported with an empty link, and is named."""
    bare = Brand(id="x", identity={"name": "X"}, language="en", voice={"summary": "plain"})
    table = render_google_ads(_with(_search_ad("Fine")), bare)
    assert table is not None
    assert table.without_link == ("google_rsa/9",)
    assert landing(_search_ad("Fine"), CAMPAIGN.brief, bare) == ""
