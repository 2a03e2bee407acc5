"""The delivery: every file of a campaign in one folder, once for each approval."""

import json
import os
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import count, takewhile
from pathlib import Path
from typing import Final

from creative_agents.delivery import google_ads_editor, meta_bulk_upload, record
from creative_agents.delivery.aside import write_aside
from creative_agents.delivery.copy_deck import render_copy_deck
from creative_agents.delivery.figures import Figures, figures
from creative_agents.delivery.fingerprint import fingerprint
from creative_agents.delivery.markdown import render_markdown
from creative_agents.delivery.page import render_html
from creative_agents.delivery.tables import Table
from creative_agents.delivery.words import Words
from creative_agents.domain.base import Model
from creative_agents.domain.brand import Brand
from creative_agents.domain.campaign import Campaign
from creative_agents.domain.channel import Channel
from creative_agents.errors import StorageError

MARKER: Final = "record/delivery.json"
"""The file that says which approval a folder delivers."""
SCHEMA: Final = "creative-agents/delivery/1"
"""The shape of the marker."""


class Delivery(Model):
    """What was delivered, and where it stands."""

    folder: Path
    """Where it stands: the folder asked for, or a numbered one beside it."""
    asked: Path
    """The folder that was asked for."""
    files: tuple[str, ...]
    """Paths of the files inside the folder, in alphabetical order."""
    fingerprint: str
    """What it delivers: the approval's id, or the SHA-256 of what was approved."""
    fresh: bool
    """False when the same approval had been delivered already and nothing was written."""
    figures: Figures
    """The headline numbers."""
    left_out: tuple[str, ...] = ()
    """What an import file does not carry, and why, in the brand's language."""

    @property
    def page(self) -> Path:
        """The page to open first."""
        return self.folder / "campaign.html"

    @property
    def usd_per_piece(self) -> Decimal | None:
        """US dollars for each approved piece; nothing when the price is not known."""
        return self.figures.usd_per_piece


def deliver(
    campaign: Campaign,
    brand: Brand,
    channels: Mapping[str, Channel],
    folder: Path,
    *,
    approval: str | None = None,
) -> Delivery:
    """Write a campaign's files into a folder that appears complete, or not at all.

    The folder carries the approval that it delivers. Where the same one stands already,
    nothing is written: a person may have worked in it. Where something else stands, it is
    not touched and the delivery goes beside it, to ``<folder>-2`` and so on.

    Args:
        campaign: The whole run.
        brand: The brand.
        channels: Channels by name.
        folder: Where to write.
        approval: Id of the approval that this delivery carries out; absent: the
            fingerprint of what was approved.

    Returns:
        Where it stands, with the headline numbers.

    Raises:
        StorageError: The disk is full, read-only or refuses; nothing half-written stays.
    """
    key = approval or fingerprint(campaign)
    tables = _tables(campaign, brand)
    try:
        place, fresh = _find(folder, key), False
        if place is None:
            files = _files(campaign, brand, channels, tables) | {MARKER: _marker(campaign, key)}
            place, fresh = _write(folder, files, key)
        names = _standing(place)
    except OSError as error:
        raise StorageError(
            f"the campaign could not be written to {str(folder)!r}: {error.strerror or error}; "
            "free some space or choose a folder that can be written; nothing half-written stays"
        ) from error
    return Delivery(
        folder=place,
        asked=folder,
        files=tuple(sorted(names)),
        fingerprint=key,
        fresh=fresh,
        figures=figures(campaign),
        left_out=tuple(_left_out(tables, Words(brand.language))),
    )


def _places(folder: Path) -> Iterator[Path]:
    yield folder
    yield from (folder.with_name(f"{folder.name}-{number}") for number in count(2))


def _find(folder: Path, key: str) -> Path | None:
    taken = takewhile(os.path.lexists, _places(folder))
    return next((place for place in taken if _delivered(place) == key), None)


def _write(folder: Path, files: Mapping[str, bytes], key: str) -> tuple[Path, bool]:
    """Write beside what stands there; another process may have been faster with the same."""
    for place in _places(folder):
        if write_aside(place, files):
            return place, True
        if _delivered(place) == key:
            return place, False
    raise AssertionError(folder)


def _delivered(place: Path) -> str | None:
    try:
        told = json.loads((place / MARKER).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    return told.get("approval") if isinstance(told, dict) else None


def _standing(place: Path) -> list[str]:
    found = (path for path in place.rglob("*") if path.is_file())
    return [path.relative_to(place).as_posix() for path in found]


def _files(
    campaign: Campaign,
    brand: Brand,
    channels: Mapping[str, Channel],
    tables: Mapping[str, Table],
) -> dict[str, bytes]:
    texts = {
        "campaign.html": render_html(campaign, brand, channels),
        "campaign.md": render_markdown(campaign, brand, channels),
        "campaign.json": campaign.model_dump_json(indent=2) + "\n",
        "record/campaign.schema.json": json.dumps(Campaign.model_json_schema(), indent=2) + "\n",
        "record/calls.jsonl": record.render_calls(campaign),
        "record/decisions.jsonl": record.render_decisions(campaign),
        "record/findings.jsonl": record.render_findings(campaign),
    }
    workbook = meta_bulk_upload.render_meta_workbook(campaign, brand)
    return (
        {name: text.encode() for name, text in texts.items()}
        | {"copy_deck.xlsx": render_copy_deck(campaign, brand, channels)}
        | {name: table.content for name, table in tables.items()}
        | ({meta_bulk_upload.WORKBOOK: workbook} if workbook else {})
    )


def _tables(campaign: Campaign, brand: Brand) -> dict[str, Table]:
    tables = {
        google_ads_editor.FILE: google_ads_editor.render_google_ads(campaign, brand),
        meta_bulk_upload.FILE: meta_bulk_upload.render_meta(campaign, brand),
    }
    return {name: table for name, table in tables.items() if table}


def _marker(campaign: Campaign, key: str) -> bytes:
    told = {
        "schema": SCHEMA,
        "approval": key,
        "run_id": campaign.run_id,
        "fingerprint": fingerprint(campaign),
        "log_head": campaign.log_head,
        "campaign": "../campaign.json follows campaign.schema.json",
    }
    return (json.dumps(told, indent=2) + "\n").encode()


def _left_out(tables: Mapping[str, Table], words: Words) -> Iterator[str]:
    for name, table in tables.items():
        for piece, text in table.left_out:
            yield words("left_out.formula", piece=piece, file=name, text=text)
        for piece in table.without_link:
            yield words("left_out.no_link", piece=piece, file=name)
