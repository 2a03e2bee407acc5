import re
from pathlib import Path

import pytest

from creative_agents.channels import load, names
from creative_agents.domain.base import Language
from creative_agents.domain.channel import FormatField
from creative_agents.errors import BrandError, UnknownNameError

WANTED = {
    "article",
    "email",
    "google_display",
    "google_pmax",
    "google_rsa",
    "influencer_brief",
    "landing_hero",
    "linkedin_sponsored",
    "meta_feed",
    "meta_stories",
    "press_release",
    "product_page",
    "sms",
    "tiktok",
    "x_post",
}

SMALL = """
platform = "owned"
media = "owned"
stages = ["aware"]
source = "https://www.example.com/spec"
checked = 2026-11-22
label = { en = "Poster", fr = "Affiche" }
role = { en = "Is seen in the street.", fr = "Se voit dans la rue." }

[[format.fields]]
name = "headline"
label = { en = "Headline", fr = "Accroche" }
purpose = { en = "Seven words.", fr = "Sept mots." }
limits = [{ level = "recommended", max = 7, unit = "words" }]
"""


def _brand_file(folder: Path, text: str, name: str = "poster") -> Path:
    (folder / "channels").mkdir(exist_ok=True)
    file = folder / "channels" / f"{name}.toml"
    file.write_text(text, encoding="utf-8")
    return file


def _fields() -> list[tuple[str, FormatField]]:
    return [(name, field) for name in names() for field in load(name).format.fields]


def test_the_channels_of_the_library() -> None:
    """Every channel that the library promises loads."""
    assert set(names()) == WANTED
    assert {load(name).name for name in names()} == WANTED


def test_paid_owned_and_earned_are_there() -> None:
    """The three kinds of media have a channel each."""
    assert {load(name).media for name in names()} == {"paid", "owned", "earned"}


@pytest.mark.parametrize("name", sorted(WANTED))
def test_every_limit_has_a_source_and_a_date(name: str) -> None:
    """No figure stands without the page that gives it."""
    channel = load(name)
    limits = [limit for field in channel.format.fields for limit in field.limits]
    for source in (channel.source, *(limit.source for limit in limits)):
        assert re.match(r"https://[\w.-]+/", source)
    for limit in limits:
        assert limit.max is not None or limit.min is not None


def test_official_pages_only() -> None:
    """A hard limit cites the platform, or the network for an SMS; no third party."""
    official = (
        "google.com",
        "facebook.com",
        "linkedin.com",
        "tiktok.com",
        "x.com",
        "twilio.com",
        "telnyx.com",
    )
    hosts = {
        limit.source.split("/")[2]
        for _, field in _fields()
        for limit in field.limits
        if limit.level == "hard"
    }
    assert {host for host in hosts if not host.endswith(official)} == set()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_purpose_is_one_sentence(language: Language) -> None:
    """What to write in a field is said in one sentence, in both languages."""
    for name, field in _fields():
        purpose = field.purpose.in_(language)
        assert purpose.endswith("."), (name, field.name)
        assert not re.search(r"[.!?] +[A-ZÀÉ]", purpose), (name, field.name)


def test_french_is_not_english() -> None:
    """No purpose was left untranslated."""
    assert [f for f in _fields() if f[1].purpose.en == f[1].purpose.fr] == []


def test_counts_agree() -> None:
    """What the copywriter writes lies between what is required and what is taken."""
    for name, field in _fields():
        assert max(field.min_count, 1) <= field.count <= field.max_count, (name, field.name)
        assert bool(field.choices) == (field.kind == "choice")


def test_films_are_scripts() -> None:
    """A video channel has hook, shots, voice-over, words on screen and duration."""
    films = {name for name in names() if load(name).format.video}
    assert films == {"meta_stories", "tiktok"}
    for name in films:
        fields = {field.name for field in load(name).format.fields}
        assert {"hook", "shot", "voice_over", "super", "duration"} <= fields


def test_google_numbers() -> None:
    """The search ad has the counts and lengths of the API's page."""
    shape = load("google_rsa").format
    headline, description = shape.field("headline"), shape.field("description")
    assert (headline.min_count, headline.max_count, headline.shown) == (3, 15, 3)
    assert (description.min_count, description.max_count, description.shown) == (2, 4, 2)
    assert [limit.max for limit in (*headline.limits, *description.limits)] == [30, 90]


def test_a_brand_brings_a_channel(tmp_path: Path) -> None:
    """One file in the brand folder is a channel; its limits take its source and date."""
    _brand_file(tmp_path, SMALL)
    assert "poster" in names(tmp_path)
    (limit,) = load("poster", tmp_path).format.field("headline").limits
    assert limit.source == "https://www.example.com/spec"
    assert limit.checked == load("poster", tmp_path).checked


def test_a_brand_changes_a_channel(tmp_path: Path) -> None:
    """A brand's file stands before ours, for this brand only."""
    _brand_file(tmp_path, SMALL, "x_post")
    assert load("x_post", tmp_path).label.en == "Poster"
    assert load("x_post").label.en == "X post"


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    """The same content is parsed once, a new one at once."""
    _brand_file(tmp_path, SMALL)
    first = load("poster", tmp_path)
    assert load("poster", tmp_path) is first
    _brand_file(tmp_path, SMALL.replace("Affiche", "Affiche 4x3"))
    assert load("poster", tmp_path).label.fr == "Affiche 4x3"


def test_an_unknown_name_says_the_nearest() -> None:
    """A slip of the finger is told with the right name and the whole list."""
    with pytest.raises(UnknownNameError, match=r"'google_rsq'; did you mean 'google_rsa'\? known"):
        load("google_rsq")


@pytest.mark.parametrize(
    ("was", "becomes", "line", "told"),
    [
        ('media = "owned"', 'media = "bought"', 3, "media is 'bought'"),
        ("max = 7", 'max = "seven"', 14, "max is 'seven'"),
        ("max = 7", "maxi = 7", 14, "maxi is not a key of a channel"),
        ("purpose =", "aim =", 13, "aim is not a key of a channel"),
        ("checked = 2026-11-22\n", "", 1, "checked is missing; add it"),
        ("stages = [", "stages = ", 4, "write it as TOML"),
        ("limits =", 'forbidden = ["("]\nlimits =', 14, "'\\(' is no regular expression"),
        ("platform", 'name = "other"\nplatform', 2, "write 'poster' or rename the file"),
    ],
)
def test_a_mistake_says_file_line_and_what_to_write(
    tmp_path: Path, was: str, becomes: str, line: int, told: str
) -> None:
    """Each mistake in a channel file is told with its place and the way out."""
    file = _brand_file(tmp_path, SMALL.replace(was, becomes))
    with pytest.raises(BrandError, match="is not a channel") as caught:
        load("poster", tmp_path)
    told = told.replace("\\(", "(")
    assert any(f"{file}:{line}: " in each and told in each for each in caught.value.problems)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    """A file in Latin-1 ends in one clear line."""
    file = _brand_file(tmp_path, SMALL)
    file.write_bytes(SMALL.replace("Affiche", "Affiché").encode("latin-1"))
    with pytest.raises(BrandError, match=r"cannot be read: .*save it as UTF-8"):
        load("poster", tmp_path)
