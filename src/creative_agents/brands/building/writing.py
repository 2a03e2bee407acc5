"""Writing approved lines into a brand folder, new or old, without touching what a person wrote."""

import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from pydantic import JsonValue
from ruamel.yaml.error import YAMLError

from creative_agents.brands.building import yamltext
from creative_agents.brands.building.comparing import Change
from creative_agents.brands.building.ledger import Kept, Ledger, write_text
from creative_agents.brands.building.lines import Citation, Line, Place
from creative_agents.brands.loader import load_brand
from creative_agents.domain.base import Language, slugify
from creative_agents.errors import StorageError

_PLACES: Final[Mapping[Place, tuple[str, tuple[str, ...]]]] = {
    "identity.name": ("brand.yml", ("meta", "name")),
    "about.positioning": ("about.yml", ("positioning",)),
    "voice.summary": ("voice.yml", ("summary",)),
    "voice.address": ("voice.yml", ("address",)),
    "voice.traits": ("voice.yml", ("traits",)),
    "voice.do": ("voice.yml", ("do",)),
    "voice.dont": ("voice.yml", ("dont",)),
    "voice.examples": ("voice.yml", ("examples",)),
    "terms": ("terms.yml", ()),
    "products": ("products.yml", ()),
    "audiences": ("audiences.yml", ()),
    "claims": ("claims.yml", ()),
    "rules": ("rules.yml", ()),
}
_TEXTS: Final = ("identity.name", "about.positioning", "voice.summary", "voice.address")
"""Places that hold one text; the sentences of the middle two stand one after the other."""

_ORDER: Final = ("brand.yml", "about.yml", "voice.yml")
_HEADS: Final[Mapping[Language, str]] = {
    "en": "# Built from documents: each line's source stands above it, and in sources.jsonl.\n",
    "fr": "# Bâti à partir de documents : la source de chaque ligne est au-dessus d’elle et dans "
    "sources.jsonl.\n",
}
_HOLE: Final[Mapping[Language, str]] = {
    "en": "To be written: no line on the voice was approved.",
    "fr": "À écrire : aucune ligne sur la voix n’a été validée.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build wrote."""

    folder: Path
    """The brand folder."""
    written: int
    """Lines that were added, changed or taken out."""
    holes: tuple[str, ...] = ()
    """What a brand needs and the documents did not give: ``voice.summary``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One change with what was decided."""

    change: Change
    """What was asked."""
    kept: Kept
    """The decision; for ``gone``, approved means taken out."""


def read_folder(folder: Path) -> dict[str, str]:
    """Give the text of each file of a folder that a build may write to; none where it is new."""
    found: dict[str, str] = {}
    for file in {file for file, _ in _PLACES.values()}:
        for name in (file, file.replace(".yml", ".yaml"), f"_{file}"):
            with suppress(FileNotFoundError, NotADirectoryError):
                found[name] = (folder / name).read_text("utf-8-sig")
    return found


def stands(kept: Kept, texts: Mapping[str, str]) -> bool:
    """Say whether a folder still holds a line as it was written.

    Args:
        kept: The line.
        texts: The folder's files, as `read_folder` gives them.
    """
    name, path = _place(kept.line.place, texts)
    try:
        held = yamltext.load(texts.get(name, ""))
    except YAMLError:
        return False
    for key in path:
        held = held.get(key) if isinstance(held, dict) else None
    entry = entry_of(kept.line, kept.written)
    if isinstance(held, list):
        return yamltext.bare(entry) in [yamltext.bare(one) for one in held]
    return isinstance(held, str) and str(entry) in held


def entry_of(line: Line, value: Mapping[str, JsonValue]) -> JsonValue:
    """Give a line as its file holds it: a text, or fields with an identifier and a source.

    Args:
        line: The line, for its place and its source.
        value: What it says, perhaps in a person's words.
    """
    source = f"{line.citation.shown} “{' '.join(line.citation.quote.split())}”"
    match line.place:
        case "terms" | "voice.examples":
            return {key: said for key, said in value.items() if said not in (None, "", [])}
        case "products" | "audiences":
            return {"id": slugify(str(value["name"])), **value, "source": source}
        case "claims":
            proof = {"statement": value["statement"], "source": line.citation.shown}
            return {
                "id": slugify(str(value["text"])),
                "text": value["text"],
                "kind": value.get("kind", "other"),
                "proof": {**proof, "date": value["date"]},
                "source": source,
            }
        case "rules":
            evidence: list[JsonValue] = [line.citation.file]
            said = {"rule": value["text"], "evidence": evidence, "confidence": line.confidence}
            return {"id": slugify(str(value["text"])), **said, "source": source}
        case _:
            return str(value["text"])


def write_folder(
    folder: Path,
    decided: Sequence[Decided],
    ledger: Ledger,
    *,
    name: str,
    language: Language,
) -> Built:
    """Write what was decided, aside first: the folder is whole before and after.

    Args:
        folder: The brand folder, new or old.
        decided: The decisions.
        ledger: The ledger as it must be then.
        name: The brand's name, for a new folder where no line gives it.
        language: The brand's language, for a new folder.

    Returns:
        What was written; the folder loads.

    Raises:
        BrandError: The folder would not load; nothing was changed.
        StorageError: The disk refused; nothing was changed.
    """
    fresh = not (folder / "brand.yml").exists() and not (folder / "_brand.yml").exists()
    texts = read_folder(folder)
    before = dict(texts)
    if fresh:
        _begin(texts, name, language)
    listed = [one for one in decided if _is_listed(one)]
    written = sum(_apply(texts, one) for one in decided if not _is_listed(one))
    written += _append(texts, listed)
    holes = _fill(texts, language) if fresh else ()
    changed = {file: text for file, text in texts.items() if before.get(file) != text}
    _put_in_place(folder, changed, ledger)
    return Built(folder=folder, written=written, holes=holes)


def _begin(texts: dict[str, str], name: str, language: Language) -> None:
    head = _HEADS[language]
    texts["brand.yml"] = f"{head}meta:\n  name: {yamltext.scalar(name)}\n"
    texts["about.yml"] = f"{head}language: {language}\nmarkets: []\n"
    texts["voice.yml"] = head


def _fill(texts: dict[str, str], language: Language) -> tuple[str, ...]:
    """Say openly what a brand needs and nobody gave."""
    voice = yamltext.load(texts["voice.yml"])
    if isinstance(voice, dict) and voice.get("summary"):
        return ()
    texts["voice.yml"] = yamltext.put(texts["voice.yml"], ("summary",), _HOLE[language])
    return ("voice.summary",)


def _apply(texts: dict[str, str], one: Decided) -> bool:
    """Write one decision; say whether it changed a file."""
    change, kept = one.change, one.kept
    if kept.status == "rejected":
        return False
    line = kept.line
    file, path = _place(line.place, texts)
    text = texts.get(file, "")
    entry = entry_of(line, kept.written)
    old = None if change.before is None else entry_of(change.before.line, change.before.written)
    if line.place in _TEXTS:
        new = _text_changed(text, path, line.place, old, None if change.kind == "gone" else entry)
    elif change.kind == "gone":
        new = yamltext.remove(text, path, old)
    else:
        (numbered,) = _unique(text, [entry])
        new = yamltext.replace(text, path, old, numbered, _comment(line))
    texts[file] = new
    return new != text


def _text_changed(
    text: str, path: Sequence[str], place: Place, old: JsonValue, entry: JsonValue
) -> str:
    held = yamltext.load(text)
    for key in path:
        held = held.get(key) if isinstance(held, dict) else None
    now = held if isinstance(held, str) else ""
    added = str(entry or "")
    if old is not None:
        said = " ".join(now.replace(str(old), added).split())
    elif place in {"about.positioning", "voice.summary"} and now:
        said = f"{now.rstrip('.')}. {added}"
    else:
        said = added
    return yamltext.put(text, path, said) if said else text


def _is_listed(one: Decided) -> bool:
    """Say whether a decision adds an entry to a list."""
    new = one.change.kind == "new" and one.kept.status == "approved"
    return new and one.kept.line.place not in _TEXTS


def _append(texts: dict[str, str], decided: Sequence[Decided]) -> int:
    """Add entries to their lists, each list at once: a file is parsed once for all of them."""
    groups: dict[Place, list[Decided]] = {}
    for one in decided:
        groups.setdefault(one.kept.line.place, []).append(one)
    for place, group in groups.items():
        file, path = _place(place, texts)
        text = texts.get(file, "")
        entries = _unique(text, [entry_of(one.kept.line, one.kept.written) for one in group])
        comments = [_comment(one.kept.line) for one in group]
        texts[file] = yamltext.append(text, path, [*zip(entries, comments, strict=True)])
    return len(decided)


def _unique(text: str, entries: Sequence[JsonValue]) -> list[JsonValue]:
    """Give entries ids that no other of their file has."""
    held = yamltext.load(text)
    known = held if isinstance(held, list) else []
    taken = {one.get("id") for one in known if isinstance(one, dict)}
    numbered: list[JsonValue] = []
    for entry in entries:
        if isinstance(entry, dict) and "id" in entry:
            id = _free(str(entry["id"])[:56].rstrip("-"), taken)
            taken.add(id)
            numbered.append({**entry, "id": id})
        else:
            numbered.append(entry)
    return numbered


def _free(id: str, taken: AbstractSet[JsonValue]) -> str:
    numbers = (id if number == 1 else f"{id}-{number}" for number in count(1))
    return next(name for name in numbers if name not in taken)


def _comment(line: Line) -> str:
    """Cite above a line that has no field for its source."""
    if line.place in {"products", "audiences", "claims", "rules"}:
        return ""
    return cited(line.citation)


def cited(citation: Citation) -> str:
    """Write a citation on one line: the place, and the words as they stand there."""
    return f"{citation.shown} “{' '.join(citation.quote.split())}”"


def _place(place: Place, texts: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    file, path = _PLACES[place]
    names = (file, file.replace(".yml", ".yaml"), f"_{file}")
    return next((name for name in names if name in texts), file), path


def _put_in_place(folder: Path, texts: Mapping[str, str], ledger: Ledger) -> None:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise _refused(folder, error) from error
    try:
        trial = aside / folder.name
        if folder.exists():
            shutil.copytree(folder, trial, symlinks=True)
        else:
            trial.mkdir()
        for file, text in texts.items():
            write_text(trial / file, text)
        ledger.save(trial)
        load_brand(trial)
        if any(folder.iterdir()) if folder.exists() else False:
            for file in _in_order(texts):
                write_text(folder / file, texts[file])
            ledger.save(folder)
        else:
            trial.chmod(0o755)
            trial.replace(folder)
    except OSError as error:
        raise _refused(folder, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _in_order(files: Iterable[str]) -> list[str]:
    return sorted(files, key=lambda file: (file not in _ORDER, file))


def _refused(folder: Path, error: OSError) -> StorageError:
    reason = (error.strerror or str(error)).lower()
    return StorageError(
        f"the folder {str(folder)!r} cannot be written ({reason}): free the disk or give another "
        "place"
    )
