"""Write a commented starter folder for a new brand."""

import json
import shutil
import tempfile
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from creative_agents.domain.base import Language, slugify
from creative_agents.errors import BrandError, StorageError

_NAME = "__NAME__"
_SLUG = "__SLUG__"


def create_brand_folder(name: str, parent: str | Path, *, language: Language) -> Path:
    """Write a starter folder that loads as written and says what to put where.

    Args:
        name: The brand's name as its audience reads it.
        parent: The existing folder in which the brand's folder is made.
        language: The language of the comments and of the brand, "en" or "fr".

    Returns:
        The new folder, named after the brand: ``maison-kermorvel``.

    Raises:
        BrandError: The name has no letter or digit, the parent is no folder, or something
            stands where the folder would go. Nothing is ever written over.
        StorageError: The disk refused; nothing half-written is left.
    """
    shown = " ".join(name.split())
    if not shown.isprintable() or not any(sign.isalnum() for sign in shown):
        raise BrandError(f"{name!r} is not a name; give the brand's name, letters or digits")
    slug = slugify(shown)
    target = Path(parent) / slug
    if not Path(parent).is_dir():
        raise BrandError(f"{str(parent)!r} is not a folder; give one that exists")
    if target.exists() or target.is_symlink():
        raise BrandError(f"{str(target)!r} exists already; choose another name or move it away")
    try:
        _write_aside(shown, target, language)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StorageError(
            f"the folder {str(target)!r} cannot be written ({reason}); free the disk or give "
            f"another place"
        ) from error
    return target


def _write_aside(name: str, target: Path, language: Language) -> None:
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        template = files("creative_agents.brands").joinpath("templates", language)
        _copy(template, aside, {_NAME: json.dumps(name, ensure_ascii=False), _SLUG: target.name})
        aside.chmod(0o755)  # a temporary folder is private, a team's folder is not
        aside.rename(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _copy(source: Traversable, target: Path, words: dict[str, str]) -> None:
    for item in source.iterdir():
        if item.is_dir():
            (target / item.name).mkdir()
            _copy(item, target / item.name, words)
            continue
        text = item.read_text("utf-8")
        for word, value in words.items():
            text = text.replace(word, value)
        (target / item.name).write_text(text, "utf-8")
