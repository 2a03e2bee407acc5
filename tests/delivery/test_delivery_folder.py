import json
import os
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import delivery_fettle
import delivery_petit_feu
import pytest
from delivery_fixtures import asset, known_channels

from creative_agents.delivery.aside import STALE_SECONDS
from creative_agents.delivery.fingerprint import fingerprint
from creative_agents.delivery.folder import MARKER, Delivery, deliver
from creative_agents.delivery.opening import opening
from creative_agents.delivery.summary import summary_lines
from creative_agents.domain.asset import CopyDeck, Variant
from creative_agents.domain.brand import Brand
from creative_agents.domain.campaign import Campaign
from creative_agents.errors import StorageError

CAMPAIGN, BRAND = delivery_fettle.CAMPAIGN, delivery_fettle.BRAND
CHANNELS = known_channels()
OTHER = CAMPAIGN.model_copy(update={"run_id": "another"})


def _deliver(folder: Path, campaign: Campaign = CAMPAIGN, approval: str | None = None) -> Delivery:
    return deliver(campaign, BRAND, CHANNELS, folder, approval=approval)


@contextmanager
def _files_of_at_most(size: int) -> Iterator[None]:
    """Let the system refuse any longer file, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_folder_holds_every_file(tmp_path: Path) -> None:
    """The page, the text, the record, the workbook and both platforms' files stand there."""
    delivery = _deliver(tmp_path / "deep" / "out")
    assert delivery.fresh
    assert delivery.files == (
        "campaign.html",
        "campaign.json",
        "campaign.md",
        "copy_deck.xlsx",
        "google_ads_editor.csv",
        "meta_bulk_upload.csv",
        "meta_bulk_upload.xlsx",
        "record/calls.jsonl",
        "record/campaign.schema.json",
        "record/decisions.jsonl",
        "record/delivery.json",
        "record/findings.jsonl",
    )
    assert all((delivery.folder / name).stat().st_size for name in delivery.files)


def test_campaign_can_be_read_back(tmp_path: Path) -> None:
    """The JSON is the campaign, whole, and its schema stands beside it."""
    folder = _deliver(tmp_path / "out").folder
    read = Campaign.model_validate_json((folder / "campaign.json").read_text(encoding="utf-8"))
    assert read == CAMPAIGN
    schema = json.loads((folder / "record/campaign.schema.json").read_text(encoding="utf-8"))
    assert schema["title"] == "Campaign"


def test_record_has_a_line_for_each_event(tmp_path: Path) -> None:
    """Calls, decisions and findings are one JSON object a line, findings with their piece."""
    folder = _deliver(tmp_path / "out").folder / "record"
    calls, decisions, findings = (
        [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
        for name in ("calls", "decisions", "findings")
    )
    assert (len(calls), len(decisions)) == (len(CAMPAIGN.calls), len(CAMPAIGN.gates))
    assert {(one["about"], one["piece"]) for one in findings} == {
        ("piece", "google_rsa/1"),
        ("piece", "meta_feed/1"),
        ("deck", ""),
    }


def test_same_campaign_is_delivered_once(tmp_path: Path) -> None:
    """A second delivery writes nothing, so that work done in the folder stays."""
    first = _deliver(tmp_path / "out")
    first.page.write_text("annotated by hand", encoding="utf-8")
    again = _deliver(tmp_path / "out")
    assert not again.fresh
    assert again.page.read_text(encoding="utf-8") == "annotated by hand"
    assert again.model_copy(update={"fresh": True}) == first


def test_restart_recognises_its_folder(tmp_path: Path) -> None:
    """Replayed calls change the cost and not what was approved: nothing is written twice."""
    _deliver(tmp_path / "out")
    cost = CAMPAIGN.cost.model_copy(update={"replayed": 39, "usd": Decimal("0.4")})
    assert not _deliver(tmp_path / "out", CAMPAIGN.model_copy(update={"cost": cost})).fresh


def test_approval_is_the_key(tmp_path: Path) -> None:
    """A delivery that names its approval is known by it, whatever else differs."""
    assert _deliver(tmp_path / "out", approval="a1b2").fingerprint == "a1b2"
    assert not _deliver(tmp_path / "out", OTHER, approval="a1b2").fresh
    assert _deliver(tmp_path / "out", approval="c3d4").folder.name == "out-2"


def test_other_folder_is_never_touched(tmp_path: Path) -> None:
    """Where another campaign stands, the new one goes beside it, and is found there again."""
    first = _deliver(tmp_path / "out")
    before = {name: (first.folder / name).read_bytes() for name in first.files}
    second = _deliver(tmp_path / "out", OTHER)
    assert second.folder == tmp_path / "out-2"
    assert {name: (first.folder / name).read_bytes() for name in first.files} == before
    assert not _deliver(tmp_path / "out", OTHER).fresh


@pytest.mark.parametrize("kind", ["file", "folder", "broken marker", "dangling link"])
def test_whatever_stands_there_stays(tmp_path: Path, kind: str) -> None:
    """A person's file, folder, link or a marker that cannot be read is not overwritten."""
    out = tmp_path / "out"
    if kind == "file":
        out.write_text("mine", encoding="utf-8")
    elif kind == "dangling link":
        out.symlink_to(tmp_path / "nowhere")
    else:
        path = out / (MARKER if kind == "broken marker" else "notes.txt")
        path.parent.mkdir(parents=True)
        path.write_text("mine", encoding="utf-8")
    assert _deliver(out).folder == tmp_path / "out-2"
    assert os.path.lexists(out)


def test_empty_folder_is_filled(tmp_path: Path) -> None:
    """A folder that somebody made for the delivery is used."""
    (tmp_path / "out").mkdir()
    assert _deliver(tmp_path / "out").folder == tmp_path / "out"


def test_full_disk_leaves_nothing(tmp_path: Path) -> None:
    """When a file cannot be written, one clear error is raised and no trace stays."""
    with _files_of_at_most(30_000), pytest.raises(StorageError, match=r"could not be written to"):
        _deliver(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
    assert _deliver(tmp_path / "out").fresh


@pytest.mark.parametrize("where", ["/proc/out/campaign", "{tmp}/file/out"])
def test_place_that_cannot_be_written_is_named(tmp_path: Path, where: str) -> None:
    """A read-only place, or a path through a file, is refused with the path in the message."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    folder = Path(where.format(tmp=tmp_path))
    with pytest.raises(StorageError, match=r"choose a folder that can be written"):
        _deliver(folder)


def test_two_at_once_make_one_folder(tmp_path: Path) -> None:
    """Two processes that deliver the same approval end with the same single folder."""
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: _deliver(tmp_path / "out"), range(4)))
    assert {one.folder for one in found} == {tmp_path / "out"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_leftovers_of_a_dead_process_are_swept(tmp_path: Path) -> None:
    """A half-written folder is removed once it is too old to belong to a living process."""
    old, young = tmp_path / ".out.1.partial", tmp_path / ".out.2.partial"
    for left in (old, young):
        left.mkdir()
    past = time.time() - STALE_SECONDS - 60
    os.utime(old, (past, past))
    _deliver(tmp_path / "out")
    assert (old.exists(), young.exists()) == (False, True)


def test_french_delivery_tells_what_was_left_out(tmp_path: Path) -> None:
    """What an import file does not carry is said in the brand's language."""
    brand: Brand = delivery_petit_feu.BRAND
    copy = asset("meta_feed", "fr", primary_text="=1+1", headline="Soupe")
    deck = CopyDeck(variants=(Variant(id="meta_feed/1", asset=copy, idea="i"),))
    campaign = delivery_petit_feu.CAMPAIGN.model_copy(update={"deck": deck})
    delivery = deliver(campaign, brand, CHANNELS, tmp_path / "sortie")
    (told,) = delivery.left_out
    assert told.startswith("meta_feed/1 n’est pas dans meta_bulk_upload.csv")
    assert told.endswith("«\u00a0=1+1\u00a0» se lirait comme une formule de tableur")


def test_fingerprint_follows_what_was_approved() -> None:
    """Another word in the copy is another fingerprint; another cost is not."""
    changed = CAMPAIGN.deck.variants[0].model_copy(update={"idea": "another"})
    deck = CopyDeck(variants=(changed, *CAMPAIGN.deck.variants[1:]))
    assert fingerprint(CAMPAIGN.model_copy(update={"deck": deck})) != fingerprint(CAMPAIGN)
    assert fingerprint(CAMPAIGN.model_copy(update={"calls": ()})) == fingerprint(CAMPAIGN)


def test_summary_says_where_what_and_how_much(tmp_path: Path) -> None:
    """The last lines give the path, the first pieces and the figures with their n."""
    delivery = _deliver(tmp_path / "out")
    told = summary_lines(CAMPAIGN, "en", delivery=delivery, channels=CHANNELS)
    assert told[0] == f"Deck: {tmp_path / 'out' / 'campaign.html'}"
    assert "Meta feed ad, meta_feed/1: Serviced where it's locked" in told
    assert any(line.startswith("First-pass approval: 7 of 9") for line in told)
    assert any(line.startswith("Cost per approved piece: $0.0391") for line in told)


def test_summary_says_that_nothing_was_written(tmp_path: Path) -> None:
    """A delivery that was there already, or stands beside another, says so."""
    _deliver(tmp_path / "out")
    again = summary_lines(CAMPAIGN, "en", delivery=_deliver(tmp_path / "out"))
    assert again[1].startswith("This campaign was already delivered")
    beside = summary_lines(OTHER, "en", delivery=_deliver(tmp_path / "out", OTHER))
    assert beside[1].startswith("Another campaign stood at")


def test_french_summary_warns_of_a_draft() -> None:
    """A draft's summary names its model and the way to a better one."""
    told = summary_lines(delivery_petit_feu.CAMPAIGN, "fr")
    assert any("BROUILLON" in line and "--model openai:NAME" in line for line in told)
    assert any("règle de la marque" in line for line in told)


def test_opening_is_the_line_one_remembers() -> None:
    """A piece is recognised by its headline, subject or hook, or by its first text."""
    assert opening(asset("email", "en", body="a", subject="Hello")) == "Hello"
    assert opening(asset("other", "en", verse="Roses\nViolets")) == "Roses"
