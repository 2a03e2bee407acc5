import asyncio
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from cli_terminal import LARKWICK, PATIENCE, PROGRAM

from creative_agents.brands.loader import load_brand
from creative_agents.cli.checks.running import Settings

pytest.importorskip("pygls")
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from creative_agents.cli.checks.editor import remarks_in

TEXT: Final = "💡 Our eco-friendly gizmo.\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A brand and a pack that proposes a fix."""
    (tmp_path / "Mine").mkdir()
    (tmp_path / "Mine" / "Rule.yml").write_text(
        "extends: substitution\nmessage: \"Use '%s'\"\nlevel: error\n"
        "action:\n  name: replace\nswap:\n  gizmo: lamp\n"
    )
    brand = load_brand(LARKWICK)
    return Settings(brand=brand, packs=(tmp_path / "Mine",), on=date(2026, 11, 22))


async def ask(pack: Path) -> tuple[Any, Any]:
    """Open a text in an editor, take its diagnostics and ask for its fixes."""
    client = LanguageClient("editor", "1")
    told: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
    def _told(params: types.PublishDiagnosticsParams) -> None:
        if not told.done():
            told.set_result(params.diagnostics)

    given = ("check", "--lsp", "--brand", str(LARKWICK), "--pack", str(pack))
    await client.start_io(*PROGRAM, *given)
    await client.initialize_async(types.InitializeParams(types.ClientCapabilities()))
    document = types.TextDocumentItem("file:///a%20b.md", "markdown", 1, TEXT)
    client.text_document_did_open(types.DidOpenTextDocumentParams(document))
    diagnostics = await asyncio.wait_for(told, PATIENCE)
    everything = types.Range(types.Position(0, 0), types.Position(1, 0))
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            types.TextDocumentIdentifier(document.uri), everything, types.CodeActionContext([])
        )
    )
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()  # type: ignore[no-untyped-call]
    return diagnostics, actions


def test_an_editor_is_told_findings_and_fixes(settings: Settings) -> None:
    """Over standard input and output; columns in the editor's own units (UTF-16)."""
    (pack,) = settings.packs
    diagnostics, (action,) = asyncio.run(ask(Path(pack)))
    found = next(one for one in diagnostics if one.code == "terms.drop")

    assert (found.range.start.character, found.range.end.character) == (7, 19)
    assert found.severity == types.DiagnosticSeverity.Error
    (edit,) = action.edit.changes["file:///a%20b.md"]
    assert (edit.new_text, edit.range.start.character) == ("lamp", 20)


def test_an_open_text_is_checked_as_a_file_is(settings: Settings) -> None:
    """By the name that it has in the editor."""
    rules = {remark.finding.rule for remark in remarks_in("file:///a%20b.md", TEXT, settings)}

    assert {"terms.drop", "Mine.Rule"} <= rules


def test_half_written_yaml_gives_nothing(settings: Settings) -> None:
    """A person is typing."""
    assert remarks_in("file:///a.yml", "channel: [", settings) == ()
