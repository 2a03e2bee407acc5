"""The rules of the house that no linter knows."""

import ast
import importlib
import inspect
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from pydantic import BaseModel

import creative_agents
from creative_agents import channels, errors
from creative_agents.domain.catalogue import Catalogue

REPO: Final = Path(__file__).parents[1]
PACKAGE: Final = REPO / "src" / "creative_agents"

MOST_LINES: Final = 400
"""Lines of a file; a file of prompts may be longer."""
MOST_LINES_OF_A_FUNCTION: Final = 60
"""Lines of a function's body, its docstring left out."""
MOST_NAMES: Final = 20
"""Names in the shop window."""

MODULES: Final = sorted(PACKAGE.rglob("*.py"))
AGENTS: Final = sorted(
    file.stem for file in (PACKAGE / "agents").glob("*.py") if file.stem != "__init__"
)
CATALOGUES: Final = sorted(
    (".".join(file.parent.parent.relative_to(PACKAGE.parent).parts), file.parent.name)
    for file in PACKAGE.rglob("fr.toml")
)

_MACHINE: Final = re.compile(
    rb"(?<![\w.:/])/(?:home|Users|root|work|workspace|mnt|tmp/w)/[\w.-]+|[A-Z]:\\\\Users\\\\"
)
"""A path that exists on one machine only."""

_MOCK: Final = re.compile(r"\bmock\b")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree(file: Path) -> ast.Module:
    """Parse a file."""
    return ast.parse(file.read_text(encoding="utf-8"))


def name_of(file: Path) -> str:
    """Give the dotted name of a module."""
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def ids(file: Path) -> str:
    """Give the path of a file as a test shows it."""
    return file.relative_to(REPO).as_posix()


def test_the_shop_window_is_sorted_complete_and_small() -> None:
    """`__all__`, `dir()` and what type checkers see hold the same names, at most twenty."""
    shown = creative_agents.__all__
    typed = {
        alias.name
        for node in ast.walk(tree(PACKAGE / "__init__.py"))
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in node.body
        if isinstance(inner, ast.ImportFrom)
        for alias in inner.names
    }

    assert shown == sorted(shown) == dir(creative_agents)
    assert set(shown) == typed
    assert len(shown) <= MOST_NAMES


@pytest.mark.parametrize("name", creative_agents.__all__)
def test_every_name_of_the_shop_window_can_be_imported(name: str) -> None:
    """It is the thing itself, under its own name."""
    assert getattr(creative_agents, name).__name__ == name


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    """A typing mistake says what it is."""
    with pytest.raises(AttributeError, match="has no attribute 'create_nothing'"):
        _ = creative_agents.create_nothing


@pytest.mark.parametrize("name", AGENTS)
def test_an_agent_is_a_prompt_a_request_and_a_factory(name: str) -> None:
    """One file: `PROMPT` in both languages, one `Request`, `create_<file name>`."""
    module = importlib.import_module(f"creative_agents.agents.{name}")
    requests = [
        value
        for value in vars(module).values()
        if inspect.isclass(value)
        and issubclass(value, BaseModel)
        and value.__module__ == module.__name__
        and value.__name__.endswith("Request")
    ]
    factory = getattr(module, f"create_{name}")

    assert sorted(module.PROMPT) == ["en", "fr"]
    assert all(prompt.strip() for prompt in module.PROMPT.values())
    assert len(requests) == 1
    assert next(iter(inspect.signature(factory).parameters)) == "model"


@pytest.mark.parametrize("name", channels.names())
def test_every_channel_loads_under_its_files_name(name: str) -> None:
    """Its facts carry their page and the day on which somebody read it."""
    channel = channels.load(name)

    assert channel.name == name
    assert channel.source.startswith("https://")


@pytest.mark.parametrize(("package", "folder"), CATALOGUES)
def test_every_catalogue_is_complete(package: str, folder: str) -> None:
    """Each text stands in English and in French, with the same places to fill."""
    assert Catalogue.load(package, folder).keys()


def test_the_catalogues_are_found() -> None:
    """The list above is not empty by mistake."""
    assert ("creative_agents.cli", "words") in CATALOGUES
    assert len(CATALOGUES) >= 4


@pytest.mark.parametrize("file", MODULES, ids=ids)
def test_every_public_name_has_a_docstring(file: Path) -> None:
    """Modules, classes, functions and methods say what they are."""
    assert sorted(_silent(tree(file), file.stem)) == []


def _silent(node: ast.Module | ast.ClassDef | Function, name: str) -> Iterator[str]:
    if ast.get_docstring(node) is None and not _is_overload(node):
        yield name
    if isinstance(node, Function):
        return
    for inner in node.body:
        if isinstance(inner, ast.ClassDef | Function) and not inner.name.startswith("_"):
            yield from _silent(inner, inner.name)


def _is_overload(node: ast.AST) -> bool:
    decorators = getattr(node, "decorator_list", [])
    return any(ast.unparse(item).endswith("overload") for item in decorators)


@pytest.mark.parametrize("file", MODULES, ids=ids)
def test_a_file_can_be_read_in_one_sitting(file: Path) -> None:
    """At most 400 lines, those of its prompts left out."""
    lines = len(file.read_text(encoding="utf-8").splitlines())
    prompts = sum(
        (node.end_lineno or 0) - node.lineno
        for node in tree(file).body
        if isinstance(node, ast.Assign | ast.AnnAssign) and "PROMPT" in ast.unparse(node)[:40]
    )

    assert lines - prompts <= MOST_LINES


@pytest.mark.parametrize("file", MODULES, ids=ids)
def test_a_function_is_one_idea(file: Path) -> None:
    """Its body has at most sixty lines."""
    functions = [node for node in ast.walk(tree(file)) if isinstance(node, Function)]
    long = {node.name: _body_lines(node) for node in functions}

    assert {name: lines for name, lines in long.items() if lines > MOST_LINES_OF_A_FUNCTION} == {}


def _body_lines(function: Function) -> int:
    has_docstring = ast.get_docstring(function) is not None
    body = function.body[1:] if has_docstring else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def tracked() -> list[Path]:
    """Give the files of the repository, those not yet committed included."""
    command = ["git", "-C", str(REPO), "ls-files", "-z", "--cached", "--others"]
    listed = subprocess.run([*command, "--exclude-standard"], capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    files = (REPO / name for name in listed.stdout.decode().split("\0") if name)
    return [file for file in files if file.is_file()]


def test_no_file_knows_a_machine() -> None:
    """What holds on one computer only is no part of the project."""
    found = {ids(file): _MACHINE.findall(file.read_bytes()) for file in tracked()}
    here = ids(Path(__file__))

    assert {name: paths for name, paths in found.items() if paths and name != here} == {}


def test_no_test_is_a_mock() -> None:
    """Fakes stand at real seams: `creative_agents.testing`."""
    sources = [file for file in tracked() if file.suffix == ".py"]
    imported = {
        ids(file)
        for file in sources
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Import | ast.ImportFrom) and _MOCK.search(ast.unparse(node))
    }

    assert imported == set()
    assert len(sources) > 100


def test_every_error_stands_in_the_tree_of_its_docstring() -> None:
    """Whoever reads the page sees every branch, under its parent, with its exit code."""
    kinds = [kind for kind in vars(errors).values() if inspect.isclass(kind)]
    drawn = {
        match[2]: len(match[1])
        for line in (errors.__doc__ or "").splitlines()
        if (match := re.match(r"([ │├└─]*)(\w+Error)\b", line))
    }

    assert set(drawn) == {kind.__name__ for kind in kinds if issubclass(kind, Exception)}
    for kind in kinds:
        if issubclass(kind, Exception) and kind is not errors.CreativeAgentsError:
            assert drawn[kind.__name__] > drawn[kind.__bases__[0].__name__]


@pytest.mark.parametrize(
    ("kind", "code"),
    [(errors.InputError, 2), (errors.ServiceError, 3), (errors.ApprovalError, 1)],
)
def test_each_branch_has_its_exit_code(kind: type[errors.CreativeAgentsError], code: int) -> None:
    """What is below a branch ends as the branch does."""
    assert {kind.exit_code, *(sub.exit_code for sub in kind.__subclasses__())} == {code}
