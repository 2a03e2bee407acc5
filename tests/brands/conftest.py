"""A small brand folder to break."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

WriteBrand = Callable[[Mapping[str, str | bytes]], Path]

SMALLEST: Mapping[str, str] = {
    "brand.yml": "meta:\n  name: Acme\n",
    "about.yml": "language: en\n",
    "voice.yml": "summary: Plain.\n",
}


@pytest.fixture
def write_brand(tmp_path: Path) -> WriteBrand:
    """Write a small brand folder with other files in it, or in place of its own."""

    def write(files: Mapping[str, str | bytes]) -> Path:
        folder = tmp_path / "acme"
        for name, content in {**SMALLEST, **files}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return write
