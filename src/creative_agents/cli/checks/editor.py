"""A language server for editors: findings as somebody writes, fixes that need no choice as actions.

Needs the extra ``editor`` (pygls).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from creative_agents import __version__
from creative_agents.cli.checks.report import Remark
from creative_agents.cli.checks.running import Settings, run
from creative_agents.cli.checks.sources import source_of, usual_format
from creative_agents.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    from lsprotocol import types
    from pygls.lsp.server import LanguageServer

NAME: Final = "creative-agents"


def serve(settings: Settings) -> None:
    """Serve one editor over standard input and output, until it leaves.

    Args:
        settings: What copy is checked against.

    Raises:
        MissingExtraError: pygls is not installed.
    """
    create_server(settings).start_io()


def create_server(settings: Settings) -> "LanguageServer":
    """Make the server: it tells diagnostics when a text is opened, changed or saved.

    Args:
        settings: What copy is checked against.

    Raises:
        MissingExtraError: pygls is not installed.
    """
    try:
        from lsprotocol import types
        from pygls.lsp.server import LanguageServer
    except ImportError as error:
        raise MissingExtraError("the language server", extra="editor") from error
    server = LanguageServer(NAME, __version__)
    told: dict[str, list[types.Diagnostic]] = {}

    def tell(uri: str) -> None:
        document = server.workspace.get_text_document(uri)
        codec = server.workspace.position_codec
        found = []
        for remark in remarks_in(uri, document.source, settings):
            diagnostic = _diagnostic(remark)
            diagnostic.range = codec.range_to_client_units(document.lines, diagnostic.range)
            found.append(diagnostic)
        told[uri] = found
        server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, diagnostics=found, version=document.version)
        )

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        tell(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        tell(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        told.pop(params.text_document.uri, None)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION)
    def fixes(params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        near = [one for one in told.get(uri, ()) if _touch(one.range, params.range)]
        return [_action(uri, one) for one in near if one.data is not None]

    return server


def remarks_in(uri: str, text: str, settings: Settings) -> Sequence[Remark]:
    """Check one open text.

    Args:
        uri: Its address in the editor.
        text: Its text, as it stands on the screen.
        settings: What it is checked against.

    Returns:
        The findings; none while YAML or JSON is half written.
    """
    path = Path(unquote(urlsplit(uri).path))
    format = usual_format(path)
    is_tree = path.suffix.lower() in {".json", ".yaml", ".yml"}
    try:
        source = source_of(
            path.as_posix(), text.encode(), format=None if is_tree else format or "plain", file=path
        )
    except InputError:
        return ()
    return run((source,), settings).remarks


def _diagnostic(remark: Remark) -> "types.Diagnostic":
    from lsprotocol import types

    levels = {
        "error": types.DiagnosticSeverity.Error,
        "warning": types.DiagnosticSeverity.Warning,
        "suggestion": types.DiagnosticSeverity.Information,
    }
    finding = remark.finding
    link = finding.source if finding.source.startswith("https://") else ""
    return types.Diagnostic(
        range=types.Range(
            types.Position(remark.line - 1, remark.column - 1),
            types.Position(remark.end_line - 1, remark.end_column - 1),
        ),
        message="\n".join(filter(None, (finding.message, finding.why, finding.fix))),
        severity=levels[finding.level],
        code=finding.rule,
        code_description=types.CodeDescription(link) if link else None,
        source=NAME,
        data=finding.replacement,
    )


def _action(uri: str, diagnostic: "types.Diagnostic") -> "types.CodeAction":
    from lsprotocol import types

    words = str(diagnostic.data)
    edit = types.TextEdit(range=diagnostic.range, new_text=words)
    return types.CodeAction(
        title=f"«{words}»" if words else "-",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic],
        edit=types.WorkspaceEdit(changes={uri: [edit]}),
        is_preferred=True,
    )


def _touch(one: "types.Range", other: "types.Range") -> bool:
    first = (one.start.line, one.start.character), (one.end.line, one.end.character)
    second = (other.start.line, other.start.character), (other.end.line, other.end.character)
    return first[0] <= second[1] and second[0] <= first[1]
