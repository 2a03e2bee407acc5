"""What must be right before a run starts: checked first, so that nothing is paid in vain."""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from itertools import count
from pathlib import Path
from typing import Final, Literal

from creative_agents import channels as channel_files
from creative_agents.brands.briefs import load_brief
from creative_agents.brands.loader import load_brand
from creative_agents.cli.sitting import Sitting
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief
from creative_agents.errors import BriefError, ConfigError, StorageError
from creative_agents.graphs.runs_index import RunRecord, RunsIndex
from creative_agents.llm.models import explain

_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a person typed."""

    model: str | None = None
    """The model's name."""
    base_url: str | None = None
    """The server's address."""
    channels: tuple[str, ...] = ()
    """Where it runs; empty: the brief's own channels."""
    variants: int = 2
    """Variants of each channel."""
    approve: Literal["ask", "policy"] = "ask"
    """Who answers the gates."""
    budget: str | None = None
    """US dollars, or ``none``."""
    out: Path | None = None
    """The folder that receives the delivery."""


def new_run(brief: Path, brand: Path, terms: Terms, *, id: str | None) -> Sitting:
    """Read what a run starts from, and refuse what could not end well.

    Args:
        brief: The brief's file.
        brand: The brand folder.
        terms: What was typed.
        id: The run's id; absent: made from the brief's title.

    Returns:
        A run that is not written anywhere yet.

    Raises:
        InputError: The brief, the brand, a channel, the model or an option cannot be used.
        StorageError: The delivery or the list of runs could not be written.
    """
    the_brand = load_brand(brand)
    the_brief = load_brief(brief, brand=the_brand)
    _refuse_channels(the_brief, the_brand, terms.channels)
    model, base_url = _model(terms.model, terms.base_url)
    out = (terms.out or Path("out")).resolve()
    _refuse_unwritable(out)
    now = datetime.now(UTC)
    index = RunsIndex()
    record = RunRecord(
        id=_free_id(index, the_brief, id),
        title=the_brief.title,
        brand_folder=str(brand.resolve()),
        brief=the_brief.model_dump_json(),
        model=model,
        base_url=base_url,
        channels=terms.channels,
        variants=terms.variants,
        approve=terms.approve,
        budget_usd=_dollars(terms.budget),
        out=str(out),
        created_at=now,
        updated_at=now,
    )
    return Sitting(record, the_brief, the_brand, index)


def run_again(id: str, terms: Terms) -> Sitting:
    """Find a run, with what was typed in the place of what it was started with.

    Args:
        id: The run.
        terms: What was typed.

    Returns:
        The run.

    Raises:
        InputError: There is no such run, its brand folder cannot be read any more, or an
            option cannot be used.
        StorageError: The delivery or the list of runs could not be written.
    """
    index = RunsIndex()
    record = index.get(id)
    changes: dict[str, object] = {}
    if terms.model or terms.base_url:
        kept = None if terms.model else record.base_url
        model, base_url = _model(terms.model or record.model, terms.base_url or kept)
        changes |= {"model": model, "base_url": base_url}
    if terms.budget:
        changes["budget_usd"] = _dollars(terms.budget)
    if terms.out:
        changes["out"] = str(terms.out.resolve())
    record = record.model_copy(update=changes)
    _refuse_unwritable(Path(record.out))
    brand = load_brand(record.brand_folder)
    return Sitting(record, Brief.model_validate_json(record.brief), brand, index)


def _model(name: str | None, base_url: str | None) -> tuple[str, str | None]:
    """Resolve the model and its server now, so that another shell resumes the same run."""
    found = {setting.name: setting.value for setting in explain(name, base_url=base_url)}
    return found["model"], found.get("base_url")


def _refuse_channels(brief: Brief, brand: Brand, chosen: tuple[str, ...]) -> None:
    folders = (brand.folder,) if brand.folder else ()
    names = chosen or brief.channels
    if not names:
        raise BriefError(
            f"the brief {brief.title!r} names no channel: add `channels:` to it, or pass "
            f"--channels; there are {', '.join(channel_files.names(*folders))}"
        )
    for name in names:
        channel_files.load(name, *folders)
    for folder in folders:  # the delivery reads each of them, when all is paid
        for file in sorted((Path(folder) / "channels").glob("*.toml")):
            channel_files.load(file.stem, folder)


def _refuse_unwritable(folder: Path) -> None:
    place = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with tempfile.TemporaryDirectory(prefix=".creative-agents-", dir=place):
            pass
    except OSError as error:
        raise StorageError(
            f"the delivery could not be written to {str(folder)!r}: {error.strerror}; "
            "choose another folder with --out"
        ) from error


def _free_id(index: RunsIndex, brief: Brief, chosen: str | None) -> str:
    taken = {record.id for record in index.all()}
    if chosen is None:
        return next(id for id in _ids(brief) if id not in taken)
    if not _ID.fullmatch(chosen):
        raise ConfigError(
            f"--name is {chosen!r}: use lower-case letters, digits, '-' and '_', 64 at most"
        )
    if chosen in taken:
        raise ConfigError(
            f"there is a run {chosen!r} already: `creative-agents resume {chosen}` goes on "
            "with it; choose another --name"
        )
    return chosen


def _ids(brief: Brief) -> Iterator[str]:
    yield brief.id
    yield from (f"{brief.id}-{number}" for number in count(2))


def _dollars(text: str | None) -> str | None:
    if text is None or text.strip().lower() == "none":
        return None
    try:
        amount = Decimal(text.strip().removeprefix("$").removesuffix("USD").strip())
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0:
        raise ConfigError(
            f"--budget is {text!r}: give US dollars, zero or more, for example 2.50, or none"
        )
    return str(amount)
