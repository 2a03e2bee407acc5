"""Load a brand folder: plain files that a marketer edits become one `Brand`.

Required are ``brand.yml`` (the public format), ``about.yml`` and ``voice.yml``. Beside them
may stand ``process.yml``, one list a file for ``terms``, ``products``, ``offers``, ``claims``,
``quotes``, ``audiences``, ``competitors`` and ``rules``, and ``pieces/*.yml`` with one past
piece or a list of them in each. ``channels/``, ``briefs/``, ``notes/`` and ``styles/`` belong to
others.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeVar

from creative_agents.brands.about import About
from creative_agents.brands.build import build
from creative_agents.brands.files import read_text
from creative_agents.brands.fingerprint import fingerprint
from creative_agents.brands.identity import read_identity
from creative_agents.brands.problems import Problems, nearest
from creative_agents.brands.references import Entry, check_ids, check_references, personas
from creative_agents.brands.tree import Items, Node, parse_tree
from creative_agents.domain.base import Model, slugify
from creative_agents.domain.brand import (
    Audience,
    Brand,
    Claim,
    Competitor,
    Identity,
    LearnedRule,
    Offer,
    PastPiece,
    Product,
    Quote,
    Term,
    Voice,
)
from creative_agents.domain.process import Process
from creative_agents.errors import BrandError

ModelT = TypeVar("ModelT", bound=Model)

REQUIRED: Final[Mapping[str, str]] = {
    "brand": "write 'meta:' and under it 'name: …', the public brand.yml format",
    "about": "write 'language: en' or 'language: fr', then 'markets:' and what it says of itself",
    "voice": "write 'summary: …', how the brand sounds in two or three sentences",
}
"""The files without which there is no brand, and what to write first in each."""

LISTS: Final[Mapping[str, type[Model]]] = {
    "terms": Term,
    "products": Product,
    "offers": Offer,
    "claims": Claim,
    "quotes": Quote,
    "audiences": Audience,
    "competitors": Competitor,
    "rules": LearnedRule,
}
"""The files that hold a list, and what an entry is."""

FOLDERS: Final = ("pieces", "channels", "briefs", "notes", "styles")
"""The folders inside a brand folder; the loader reads the first."""

STEMS: Final = (*REQUIRED, *LISTS, "process")
"""The files of a brand folder, without their ending."""

_SUFFIXES: Final = (".yml", ".yaml")

IDENTITY_NAMES: Final = tuple(f"{stem}{end}" for stem in ("brand", "_brand") for end in _SUFFIXES)
"""What the file of the identity may be called."""

_SAME: Final = 0.75
"""How alike a folder's name must be to be called mistyped: ``slides`` is no ``styles``."""


def load_brand(folder: str | Path) -> Brand:
    """Load a brand folder.

    Args:
        folder: The folder.

    Returns:
        The brand, with the folder's fingerprint.

    Raises:
        BrandError: It is not a brand folder, or a file holds a mistake. Every mistake of
            every file is in ``problems``, a line each.
    """
    path = Path(folder)
    loader = _Loader(path, _listing(path))
    brand = loader.brand()
    if brand is None:
        lines = loader.problems.lines()
        count = "1 mistake" if len(lines) == 1 else f"{len(lines)} mistakes"
        message = f"the brand folder {str(path)!r} holds {count}; correct and run again"
        raise BrandError(message, problems=lines)
    return brand


def _listing(folder: Path) -> dict[str, Path]:
    """Give what stands in a brand folder by name, or say why it is not one."""
    shown = repr(str(folder))
    new = "make one with 'creative-agents brand new NAME'"
    try:
        found = {path.name: path for path in folder.iterdir() if not path.name.startswith(".")}
    except FileNotFoundError as error:
        raise BrandError(f"there is no folder {shown}; give a brand folder, or {new}") from error
    except NotADirectoryError as error:
        raise BrandError(f"{shown} is a file; give the brand folder that holds it") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BrandError(f"the folder {shown} cannot be read ({reason})") from error
    stems = {name.rpartition(".")[0].lstrip("_").lower() for name in found}
    if not stems & {*STEMS}:
        raise BrandError(f"{shown} is not a brand folder, it has no 'brand.yml'; {new}")
    return found


class _Loader:
    """One reading of one folder."""

    def __init__(self, folder: Path, listing: dict[str, Path]) -> None:
        self.folder = folder
        self.listing = listing
        self.problems = Problems()
        self.families: dict[str, tuple[Entry, ...]] = {}

    def brand(self) -> Brand | None:
        """Build the brand, or nothing where a mistake was noted."""
        self._check_names()
        identity = self._identity()
        about = self._single("about", About)
        voice = self._single("voice", Voice)
        process = self._single("process", Process)
        lists = {stem: self._list(stem, model) for stem, model in LISTS.items()}
        pieces = self._pieces()
        self._check_families()
        mark = self._fingerprint()
        if self.problems or identity is None or about is None or voice is None:
            return None
        return Brand.model_validate(
            {
                **about.model_dump(),
                **lists,
                "id": slugify(self.folder.resolve().name),
                "identity": identity,
                "voice": voice,
                "pieces": pieces,
                "process": process or Process(),
                "folder": str(self.folder.resolve()),
                "fingerprint": mark,
            }
        )

    def _check_names(self) -> None:
        """Note what stands in the folder under a name that nobody reads."""
        for name, path in self.listing.items():
            if path.is_dir():
                self._check_folder(name)
            elif path.suffix.lower() in _SUFFIXES:
                self._check_file(name, path)

    def _check_folder(self, name: str) -> None:
        near = nearest(name, FOLDERS, alike=_SAME)
        if near is not None and name not in FOLDERS:
            self.problems.add(name, 1, f"unknown folder {name!r}", f"rename it to {near!r}")

    def _check_file(self, name: str, path: Path) -> None:
        if path.stem in {*STEMS, "_brand"} and path.suffix in _SUFFIXES:
            return
        near = nearest(path.stem, (*STEMS, *FOLDERS))
        fix = "nothing reads it here, move it into 'notes'"
        if near in FOLDERS:
            fix = f"move it into the folder {near!r}"
        elif near is not None:
            fix = f"rename it to '{near}.yml'"
        self.problems.add(name, 1, f"unknown file {name!r}", fix)

    def _find(self, stem: str) -> tuple[str, Path] | None:
        """Give the one file of a name, in any of its spellings."""
        stems = (stem, "_brand") if stem == "brand" else (stem,)
        names = [f"{one}{suffix}" for one in stems for suffix in _SUFFIXES]
        found = [name for name in names if name in self.listing]
        for twin in found[1:]:
            self.problems.add(twin, 1, f"{found[0]!r} stands beside it", "keep one of the two")
        return (found[0], self.listing[found[0]]) if found else None

    def _tree(self, name: str, path: Path) -> Node | None:
        text = read_text(path, name=name, problems=self.problems)
        return None if text is None else parse_tree(text, name=name, problems=self.problems)

    def _required(self, stem: str) -> tuple[str, Node] | None:
        """Give the tree of a file; note where a required one is missing or says nothing."""
        place = self._find(stem)
        if place is None:
            if stem in REQUIRED:
                name = f"{stem}.yml"
                self.problems.add(name, 1, "the file is missing", f"create it and {REQUIRED[stem]}")
            return None
        before = len(self.problems.found)
        tree = self._tree(*place)
        if tree is None and stem in REQUIRED and len(self.problems.found) == before:
            self.problems.add(place[0], 1, "the file holds comments only", REQUIRED[stem])
        return None if tree is None else (place[0], tree)

    def _identity(self) -> Identity | None:
        found = self._required("brand")
        if found is None:
            return None
        return read_identity(found[1], file=found[0], problems=self.problems)

    def _single(self, stem: str, model: type[ModelT]) -> ModelT | None:
        found = self._required(stem)
        if found is None:
            return None
        return build(model, found[1], file=found[0], problems=self.problems)

    def _list(self, stem: str, model: type[Model]) -> tuple[Model, ...]:
        place = self._find(stem)
        entries = () if place is None else self._entries(*place)
        self.families[stem] = entries
        return self._build(entries, model)

    def _entries(self, name: str, path: Path, *, single: bool = False) -> tuple[Entry, ...]:
        tree = self._tree(name, path)
        if isinstance(tree, Items):
            return tuple(Entry(name, item) for item in tree.items)
        if tree is not None and single:
            return (Entry(name, tree),)
        if tree is not None:
            self.problems.add(name, tree.line, "the file must be a list", "start entries with '- '")
        return ()

    def _build(self, entries: tuple[Entry, ...], model: type[ModelT]) -> tuple[ModelT, ...]:
        built = (
            build(model, entry.node, file=entry.file, problems=self.problems) for entry in entries
        )
        return tuple(item for item in built if item is not None)

    def _pieces(self) -> tuple[PastPiece, ...]:
        """Build the past pieces, the oldest first."""
        folder = self.listing.get("pieces")
        paths = [] if folder is None else self._inside(folder)
        entries = tuple(
            entry
            for path in paths
            for entry in self._entries(f"pieces/{path.name}", path, single=True)
        )
        self.families["pieces"] = entries
        pieces = self._build(entries, PastPiece)
        return tuple(sorted(pieces, key=lambda piece: (piece.date, piece.id)))

    def _inside(self, folder: Path) -> list[Path]:
        try:
            names = sorted(folder.iterdir())
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            self.problems.add(folder.name, 1, f"this cannot be read ({reason})", "make it a folder")
            return []
        return [path for path in names if path.suffix in _SUFFIXES and path.name[0] != "."]

    def _check_families(self) -> None:
        for stem, entries in self.families.items():
            check_ids(stem, entries, self.problems)
        check_ids("personas", personas(self.families["audiences"]), self.problems)
        check_references(self.families, self.problems)

    def _fingerprint(self) -> str:
        if self.problems:
            return ""
        try:
            return fingerprint(self.folder)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            name = Path(str(error.filename or self.folder)).name
            self.problems.add(name, 1, f"this cannot be read ({reason})", "give yourself the right")
            return ""
