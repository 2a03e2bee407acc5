import hashlib
import io

import delivery_fettle
import delivery_petit_feu
import pytest
from delivery_fixtures import asset, known_channels
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from creative_agents.delivery.copy_deck import HIDDEN, SCHEMA, render_copy_deck
from creative_agents.delivery.fingerprint import fingerprint
from creative_agents.domain.asset import CopyDeck, Variant
from creative_agents.domain.brand import Brand
from creative_agents.domain.campaign import Campaign

CHANNELS = known_channels()


def _book(campaign: Campaign, brand: Brand) -> Workbook:
    return load_workbook(io.BytesIO(render_copy_deck(campaign, brand, CHANNELS)))


ENGLISH = _book(delivery_fettle.CAMPAIGN, delivery_fettle.BRAND)
FRENCH = _book(delivery_petit_feu.CAMPAIGN, delivery_petit_feu.BRAND)


def _with(*variants: Variant) -> Workbook:
    deck = CopyDeck(variants=variants)
    campaign = delivery_fettle.CAMPAIGN.model_copy(update={"deck": deck})
    return _book(campaign, delivery_fettle.BRAND)


def test_workbook_has_a_sheet_for_each_channel() -> None:
    """The team finds a guide, then one sheet a channel, then what only machines read."""
    assert ENGLISH.sheetnames[0] == "Read me"
    assert ENGLISH.sheetnames[1:3] == ["Google responsive search ad", "Meta feed ad"]
    assert len(ENGLISH.sheetnames) == len(CHANNELS) + 2
    assert ENGLISH[HIDDEN].sheet_state == "veryHidden"


def test_sheet_names_are_ones_that_excel_takes() -> None:
    """A French channel's long name is cut to 31 signs, and none is taken twice."""
    assert all(len(name) <= 31 for name in FRENCH.sheetnames)
    assert len({name.lower() for name in FRENCH.sheetnames}) == len(FRENCH.sheetnames)


def test_row_says_what_stands_behind_the_line() -> None:
    """A text comes with its length, its limit, what is left, its claim and its finding."""
    sheet = ENGLISH["Google responsive search ad"]
    row = [cell.value for cell in sheet[3]]
    assert row[:7] == [
        "google_rsa/1",
        "Headline\u00a02",
        "Serviced in 47 Minutes",
        22,
        30,
        "=E3-D3",
        "wide letters count two",
    ]
    assert "1,204 visits" in row[8]
    assert "Serviced in About 47 Minutes" in row[9]


def test_characters_are_counted_while_typing() -> None:
    """Where the platform counts characters, the spreadsheet counts them again itself."""
    assert ENGLISH["E-mail"]["D3"].value == "=LEN(C3)"
    assert ENGLISH["E-mail"]["C3"].value == "Your brakes, before the ice"


@pytest.mark.parametrize(
    ("book", "words"),
    [(ENGLISH, '"approve,edit,revise,reject"'), (FRENCH, '"valider,corriger,à reprendre,refuser"')],
    ids=["english", "french"],
)
def test_decision_is_one_of_four_words(book: Workbook, words: str) -> None:
    """Each piece has one drop-down, with the four words of the reader's language."""
    rules = book["SMS"].data_validations.dataValidation
    assert [rule.formula1 for rule in rules] == [words]
    assert str(rules[0].sqref) == "K2"


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "{=1}", "http://x.example"]
)
def test_formula_in_the_copy_is_text(text: str) -> None:
    """A line that looks like a formula or a link stays the line that it is."""
    piece = Variant(id="x_post/1", asset=asset("x_post", "en", text=text), idea=text)
    cell = _with(piece)["x post"]["C2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_hidden_sheet_finds_each_text_back() -> None:
    """Each row's piece, place and SHA-256 are kept, for the way back."""
    sheet = FRENCH[HIDDEN]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == [
        SCHEMA,
        delivery_petit_feu.CAMPAIGN.run_id,
        fingerprint(delivery_petit_feu.CAMPAIGN),
    ]
    name, row, piece, place, digest = (cell.value for cell in sheet[6])
    text = FRENCH[name].cell(row, 3).value
    assert (piece, place) == ("google_rsa/1", "headline[1]")
    assert hashlib.sha256(text.encode()).hexdigest() == digest


def test_same_campaign_gives_the_same_bytes() -> None:
    """Two workbooks of one campaign do not differ by a date of writing."""
    one, other = (
        render_copy_deck(delivery_fettle.CAMPAIGN, delivery_fettle.BRAND, CHANNELS)
        for _ in range(2)
    )
    assert one == other


def test_channels_of_the_same_name_have_two_sheets() -> None:
    """Two channels whose names Excel cannot tell apart still have a sheet each."""
    pieces = [
        Variant(id=f"{name}/1", asset=asset(name, "en", line="a"), idea="i")
        for name in ("shop_window", "shop-window", "read_me", "history")
    ]
    names = _with(*pieces).sheetnames
    assert "shop window" in names
    assert "shop-window" in names
    assert "read me 2" in names
    assert "history 2" in names
