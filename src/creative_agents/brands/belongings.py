"""What stands in a brand folder and nobody reads, and what it names that is not there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeAlias

from creative_agents.brands.coherence import GATES
from creative_agents.brands.files import read_text
from creative_agents.brands.loader import FOLDERS, IDENTITY_NAMES, STEMS
from creative_agents.brands.problems import Problems, nearest
from creative_agents.brands.tree import Fields, Items, Node, Scalar, parse_tree
from creative_agents.domain.process import Process

_TEXTS: Final = frozenset({".toml", ".md", ".txt", ".csv", ".json", ""})
"""Kinds of file that a person fills in; the loader names ``.yml`` itself, a picture is nobody's."""

_Path: TypeAlias = tuple[int, str]
"""The line on which a path stands, and the path."""

_ASIDE: Final = frozenset({"readme", "license", "licence", "changelog"})
"""Files of text that explain a folder, by their name without its ending."""


def absent(folder: Path) -> tuple[str, ...]:
    """Say which local files `brand.yml` names and the folder does not hold.

    Args:
        folder: A brand folder that loads.

    Returns:
        A line for each: the logo in any size, the files of a font.
    """
    problems = Problems()
    for name, (line, path) in _named(folder):
        if not (folder / path).is_file():
            what = f"there is no file {path!r}"
            problems.add(name, line, what, "put it into the brand folder or correct the path")
    return problems.lines()


def strangers(folder: Path) -> tuple[str, ...]:
    """Say which files and folders of a brand folder nobody reads, with the nearest known name.

    Args:
        folder: A brand folder that loads.

    Returns:
        A line for each; a folder with a file that `brand.yml` names is known.
    """
    used = {Path(path).parts[0] for _, (_, path) in _named(folder)}
    found = sorted(path for path in folder.iterdir() if path.name[0] not in "._")
    return tuple(
        line for path in found if path.name not in used for line in _stranger(path.name, path)
    )


def unknown_gates(process: Process) -> tuple[str, ...]:
    """Say which gates of a process none of our own graphs asks."""
    return tuple(
        f"the gate {gate!r} of process.yml is none of ours ({', '.join(GATES)}): only a graph of "
        "your own asks it"
        for gate in process.gates
        if gate not in GATES
    )


def _stranger(name: str, path: Path) -> Iterator[str]:
    if path.is_dir():
        if name not in FOLDERS:
            yield _unread("folder", name, FOLDERS)
    elif path.suffix.lower() in _TEXTS and path.stem.lower() not in _ASIDE:
        yield _unread("file", name, tuple(f"{stem}.yml" for stem in STEMS))


def _unread(kind: str, name: str, known: tuple[str, ...]) -> str:
    near = nearest(name, known)
    fix = f"rename it to {near!r}" if near else f"what is read here: {', '.join(known)}"
    return f"nothing reads the {kind} {name!r}; {fix}"


def _named(folder: Path) -> Iterator[tuple[str, _Path]]:
    """Give each local file that the identity names, with the file that says so."""
    for name in IDENTITY_NAMES:
        if (folder / name).is_file():
            text = read_text(folder / name, name=name, problems=Problems())
            root = parse_tree(text or "", name=name, problems=Problems())
            yield from ((name, path) for path in _paths(root))


def _paths(root: Node | None) -> Iterator[_Path]:
    logo, images = _at(root, "logo"), _at(root, "logo", "images")
    known = set(images.values) if isinstance(images, Fields) else set()
    for one in _texts(logo):
        if one.text not in known:
            yield from _local(one)
    fonts = _at(root, "typography", "fonts")
    for font in fonts.items if isinstance(fonts, Items) else ():
        listed = _at(font, "files")
        for file in listed.items if isinstance(listed, Items) else ():
            path = file if isinstance(file, Scalar) else _at(file, "path")
            if isinstance(path, Scalar):
                yield from _local(path)


def _local(one: Scalar) -> Iterator[_Path]:
    text = (one.text or "").strip()
    if text and "://" not in text and not text.startswith("data:"):
        yield one.line, text


def _texts(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Fields):
        for key, value in node.values.items():
            if key != "alt":
                yield from _texts(value)


def _at(node: Node | None, *keys: str) -> Node | None:
    for key in keys:
        node = node.values.get(key) if isinstance(node, Fields) else None
    return node
