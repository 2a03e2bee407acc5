import base64
import hashlib
import re
import time
from html.parser import HTMLParser
from itertools import pairwise

import delivery_fettle
import delivery_petit_feu
import pytest
from delivery_fixtures import asset, known_channels

from creative_agents.delivery.page import render_html
from creative_agents.domain.asset import CopyDeck, Variant
from creative_agents.domain.brand import Brand
from creative_agents.domain.campaign import Campaign

FETTLE = (delivery_fettle.CAMPAIGN, delivery_fettle.BRAND)
PETIT_FEU = (delivery_petit_feu.CAMPAIGN, delivery_petit_feu.BRAND)
BOTH = pytest.mark.parametrize(
    ("campaign", "brand"), [FETTLE, PETIT_FEU], ids=["english", "french"]
)
HOSTILE = "\"><script>alert('x')</script><img src=x onerror=alert(1)>"


class Outline(HTMLParser):
    """What a page loads, runs and titles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.handlers: list[str] = []
        self.tags: list[str] = []
        self.marks: list[str] = []
        self._marking = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element loads and runs."""
        self.tags.append(tag)
        self._marking = tag == "mark"
        for name, value in attrs:
            if name in {"src", "srcset", "data", "poster"} or (name == "href" and tag == "link"):
                self.loads.append(value or "")
            if name.startswith("on"):
                self.handlers.append(name)

    def handle_data(self, data: str) -> None:
        """Note the words inside a mark."""
        if self._marking:
            self.marks.append(data)
            self._marking = False


def _page(campaign: Campaign, brand: Brand) -> str:
    return render_html(campaign, brand, known_channels())


def _with(campaign: Campaign, *variants: Variant) -> Campaign:
    return campaign.model_copy(update={"deck": CopyDeck(variants=variants)})


@BOTH
def test_page_loads_nothing(campaign: Campaign, brand: Brand) -> None:
    """The page is one file: no image, style, font or script comes from elsewhere."""
    page = _page(campaign, brand)
    outline = Outline(page)
    assert outline.loads == []
    assert "url(" not in page
    assert "@import" not in page


@BOTH
def test_page_allows_its_own_script_only(campaign: Campaign, brand: Brand) -> None:
    """The policy names the hash of the one script that the page carries."""
    page = _page(campaign, brand)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert f"script-src &#39;sha256-{digest}&#39;" in page or f"'sha256-{digest}'" in page


@BOTH
def test_page_speaks_the_brand_language(campaign: Campaign, brand: Brand) -> None:
    """The page declares its language and says the campaign's name in its one first heading."""
    page = _page(campaign, brand)
    assert f'<html lang="{brand.language}">' in page
    assert Outline(page).tags.count("h1") == 1


@BOTH
def test_headings_never_skip_a_level(campaign: Campaign, brand: Brand) -> None:
    """A reader who moves by headings finds each level under the one before."""
    tags = Outline(_page(campaign, brand)).tags
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-4]", tag)]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


@pytest.mark.parametrize("channel", [*known_channels(), "shop_window"])
def test_hostile_copy_is_inert(channel: str) -> None:
    """Copy that carries markup is shown as text in every channel's mock-up."""
    fields = (
        [one.name for one in known_channels()[channel].format.fields]
        if channel in (known_channels())
        else ["line"]
    )
    texts: dict[str, str | list[str]] = {name: [HOSTILE, HOSTILE] for name in fields}
    piece = Variant(
        id=f"{channel}/1",
        asset=asset(channel, "en", **texts),
        idea=HOSTILE,
        visual=HOSTILE,
        on_image=HOSTILE,
        alt_text=HOSTILE,
    )
    outline = Outline(_page(_with(delivery_fettle.CAMPAIGN, piece), delivery_fettle.BRAND))
    assert outline.tags.count("script") == 1
    assert "img" not in outline.tags
    assert outline.handlers == []


def test_source_that_is_no_web_address_is_no_link() -> None:
    """A proof whose source is a script address is shown and not linked."""
    claim = delivery_fettle.BRAND.claims[0]
    proof = claim.proof.model_copy(update={"source": "javascript:alert(1)"})
    claims = (claim.model_copy(update={"proof": proof}), *delivery_fettle.BRAND.claims[1:])
    brand = delivery_fettle.BRAND.model_copy(update={"claims": claims})
    page = _page(delivery_fettle.CAMPAIGN, brand)
    assert "javascript:alert(1)" in page
    assert 'href="javascript' not in page


@BOTH
def test_every_line_stands_with_its_proof(campaign: Campaign, brand: Brand) -> None:
    """Each claim that a piece uses is shown with what proves it and who found it."""
    page = _page(campaign, brand)
    used = {id for variant in campaign.deck.variants for id in variant.claims_used}
    for id in used:
        claim = brand.claim(id)
        assert claim is not None
        assert claim.proof.statement in page.replace("&#39;", "'")


def test_finding_marks_its_exact_words() -> None:
    """The words that a finding quotes are marked in their line, and numbered."""
    outline = Outline(_page(*FETTLE))
    assert "47 Minutes" in outline.marks
    assert "nothing left to squeak" in outline.marks


def test_jarring_words_are_marked_where_they_stand() -> None:
    """The words that jarred a synthetic reader are marked in the copy and in the reading."""
    assert Outline(_page(*FETTLE)).marks.count("new cable") == 2


def test_routes_say_which_is_chosen_and_which_is_bold() -> None:
    """The chosen route and the bold one are marked by words and not by colour alone."""
    page = _page(*FETTLE)
    chosen = re.search(r'<article class="route chosen">.*?</article>', page, re.DOTALL)
    assert chosen is not None
    assert "While you were out" in chosen.group()
    assert re.search(r'<span class="tag">Bold</span>.*?The missing week', page, re.DOTALL)


def test_draft_says_by_which_model_and_how_to_do_better() -> None:
    """A small model's campaign says so at the top, with the option that names a better one."""
    page = _page(*PETIT_FEU)
    assert "BROUILLON" in page
    assert "qwen3-1.7b-instruct" in page
    assert "--model openai:NAME" in page


def test_policy_answers_are_said() -> None:
    """A campaign whose gates a policy answered says that no person did."""
    assert "Validé par la règle de la marque" in _page(*PETIT_FEU)
    assert "Approved by policy" not in _page(*FETTLE)


@BOTH
def test_readers_are_synthetic_and_nothing_is_tested(campaign: Campaign, brand: Brand) -> None:
    """The page says "read by synthetic personas" and never that copy was tested."""
    page = _page(campaign, brand)
    assert re.search("Read by synthetic personas|Lu par des personas synthétiques", page)
    assert not re.search(r"\b(?:was|were|been) tested\b|\btestée?s?\b", page)


def test_unknown_channel_is_shown_by_its_own_fields() -> None:
    """A piece whose channel nobody knows is shown field by field."""
    page = _page(*PETIT_FEU)
    assert "affiche vitrine" in page
    assert "Ça sent bon" in page


def test_piece_without_a_review_does_not_claim_to_hold() -> None:
    """Only a piece that somebody reviewed is said to have nothing to report."""
    sms = re.search(r'id="sms-1".*?</article>', _page(*PETIT_FEU), re.DOTALL)
    assert sms is not None
    assert "pas été relue" in sms.group()
    assert "Rien à signaler" not in sms.group()


@BOTH
def test_a_piece_set_aside_shows_the_names_of_its_fields(campaign: Campaign, brand: Brand) -> None:
    """As the pieces that are delivered do, and not the names of the code."""
    piece = campaign.set_aside[0].piece
    page = render_html(campaign, brand, known_channels())
    shown = page[page.index('<details class="aside">') :]

    assert f'<td class="soft">{piece.asset.fields[0].place}</td>' not in shown
    assert '<td class="soft">' in shown


def test_campaign_without_pieces_is_shown() -> None:
    """A campaign of which nothing was approved still has a page, and says it."""
    page = _page(_with(delivery_fettle.CAMPAIGN), delivery_fettle.BRAND)
    assert "No piece was approved." in page


def test_twelve_pieces_are_rendered_at_once() -> None:
    """A page of twelve pieces takes less than one second of CPU, first templates included."""
    twelve = (delivery_fettle.VARIANTS * 2)[:12]
    start = time.process_time()
    _page(_with(delivery_fettle.CAMPAIGN, *twelve), delivery_fettle.BRAND)
    assert time.process_time() - start < 1.0
