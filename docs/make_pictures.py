"""Draw the pictures of the documentation from the code.

``docs/campaign.svg`` is the campaign graph; a node that has no place in `PLACES` is an error,
so the picture cannot fall behind. ``docs/deck.png`` is a look at the English deck of the
gallery, and needs Chromium::

    python docs/make_pictures.py
    python docs/make_pictures.py deck
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

from creative_agents import RunStore, create_campaign_graph, load_brand
from creative_agents.testing.scripted_model import ScriptedChatModel

DOCS: Final = Path(__file__).resolve().parent
GRAPH: Final = DOCS / "campaign.svg"
DECK: Final = DOCS / "deck.png"

PLACES: Final = {
    "__start__": (0.0, 0.0),
    "read_brief": (0.75, 0.0),
    "challenge_brief": (1.9, 0.0),
    "gate:brief": (3.05, 0.0),
    "plan_strategy": (4.2, 0.0),
    "gate:strategy": (5.35, 0.0),
    "write_copy": (5.35, 1.0),
    "check_policies": (4.2, 1.0),
    "guard_brand": (3.05, 1.0),
    "revise_copy": (4.2, 1.75),
    "check_coherence": (1.9, 1.0),
    "read_with_personas": (0.75, 1.0),
    "rank_variants": (0.75, 2.5),
    "gate:copy": (1.9, 2.5),
    "deliver": (3.05, 2.5),
    "__end__": (3.9, 2.5),
}
"""Where each node stands: columns from the left, rows from the top."""

BENT: Final = {
    ("challenge_brief", "plan_strategy"): ((1.9, -0.6), (4.05, -0.6)),
    ("gate:strategy", "plan_strategy"): ((5.35, -0.45), (4.35, -0.45)),
    ("guard_brand", "revise_copy"): ((3.05, 1.75),),
    ("revise_copy", "write_copy"): ((5.2, 1.75),),
    ("rank_variants", "deliver"): ((1.05, 1.95), (3.05, 1.95)),
    ("gate:copy", "write_copy"): ((1.9, 3.0), (5.5, 3.0)),
}
"""Edges that go around something, with their corners."""

ONLY_A_PIECE: Final = """
.cover { min-height: 0 } .cover .facts, .strip, nav, footer, .filters, .banner,
main > section:not(#pieces), #pieces .wrap > :not(.piece, .pieces), .piece:not(#meta_feed-1)
{ display: none }
.cover .wrap, .part { padding-bottom: 0; padding-top: 24px } .part { margin-top: 0 }
"""
"""What the picture of the deck leaves out of the page."""

COLUMN: Final = 146
ROW: Final = 92
WIDTH: Final = 132
HEIGHT: Final = 44
INK: Final = "#23201d"
GATE: Final = "#b4482c"

FRAME: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 -80 926 388" role="img" \
font-family="system-ui, sans-serif" font-size="13">
<title>The campaign graph: a brief becomes approved copy; you decide at the three gates</title>
<rect x="-16" y="-80" width="926" height="388" rx="10" fill="#ffffff"/>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" \
orient="auto"><path d="M0 0L8 4L0 8z" fill="{ink}"/></marker></defs>
{drawn}
</svg>
"""

Edge = tuple[str, str]


def edges() -> dict[Edge, bool]:
    """Read the graph: its edges, and whether each is one way of several.

    The three nodes of a gate are drawn as one; a gate that asks again, and one that ends the
    campaign, are left to the text.
    """
    brand = load_brand(DOCS.parent / "examples" / "brands" / "larkwick")
    model = ScriptedChatModel(answers=[])
    graph = create_campaign_graph(model, brand=brand, store=RunStore.in_memory()).get_graph()
    found = {(_merged(edge.source), _merged(edge.target)): edge.conditional for edge in graph.edges}
    return {
        (source, target): conditional
        for (source, target), conditional in sorted(found.items())
        if source != target and not (source.startswith("gate:") and target == "__end__")
    }


def _merged(node: str) -> str:
    for part in ("ask_", "approve_", "settle_"):
        if node.startswith(part):
            return f"gate:{node.removeprefix(part)}"
    return node


def graph_svg() -> str:
    """Draw the campaign graph.

    Raises:
        KeyError: The graph has a node without a place.
    """
    found = edges()
    nodes = dict.fromkeys(name for edge in found for name in edge)
    drawn = [_edge(edge, conditional=conditional) for edge, conditional in found.items()]
    drawn.extend(line for name in nodes for line in _node(name))
    return FRAME.format(drawn="\n".join(drawn), ink=INK)


def _at(place: tuple[float, float]) -> tuple[float, float]:
    return round(place[0] * COLUMN + 16, 1), round(place[1] * ROW, 1)


def _edge(edge: Edge, *, conditional: bool) -> str:
    source, target = (PLACES[name] for name in edge)
    corners = [_at(place) for place in BENT.get(edge, ())]
    start, end = _at(source), _at(target)
    line = [_border(start, (corners or [end])[0], edge[0]), *corners]
    line.append(_border(end, (corners or [start])[-1], edge[1]))
    points = " ".join(f"{x:g},{y:g}" for x, y in line)
    dashes = ' stroke-dasharray="5 4"' if conditional else ""
    return (
        f'<polyline points="{points}" fill="none" stroke="{INK}" stroke-width="1.3" '
        f'stroke-linejoin="round" marker-end="url(#tip)"{dashes}/>'
    )


def _border(
    centre: tuple[float, float], towards: tuple[float, float], name: str
) -> tuple[float, float]:
    """Give the point of a node's border on the way to another point, along one axis."""
    wide, high = (7, 7) if name.startswith("__") else (WIDTH / 2, HEIGHT / 2)
    x, y = centre
    if abs(towards[0] - x) > abs(towards[1] - y) and abs(towards[0] - x) > wide:
        return x + (wide if towards[0] > x else -wide), y
    away = towards[0] if abs(towards[0] - x) <= wide else x
    return away, y + (high if towards[1] > y else -high)


def _node(name: str) -> Iterator[str]:
    x, y = _at(PLACES[name])
    if name.startswith("__"):
        yield f'<circle cx="{x:g}" cy="{y:g}" r="7" fill="{INK}"/>'
        return
    is_gate = name.startswith("gate:")
    label = escape(name.removeprefix("gate:").replace("_", " "))
    fill, ink, edge = (GATE, "#ffffff", GATE) if is_gate else ("#f4eee2", INK, "#d8cfbd")
    left, top = x - WIDTH / 2, y - HEIGHT / 2
    yield (
        f'<rect x="{left:g}" y="{top:g}" width="{WIDTH}" height="{HEIGHT}" '
        f'rx="{22 if is_gate else 6}" fill="{fill}" stroke="{edge}"/>'
    )
    text = f"you: {label}" if is_gate else label
    yield f'<text x="{x:g}" y="{y + 4.5:g}" text-anchor="middle" fill="{ink}">{text}</text>'


def take_deck() -> None:
    """Take a picture of a piece in the English deck, with headless Chromium.

    Raises:
        FileNotFoundError: There is no Chromium on the path.
    """
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        raise FileNotFoundError("chromium is not on the path: install it to take the picture")
    page = DOCS.parent / "examples" / "gallery" / "larkwick" / "campaign.html"
    shown = page.read_text(encoding="utf-8").replace("</style>", f"{ONLY_A_PIECE}</style>", 1)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "deck.html"
        copy.write_text(shown, encoding="utf-8")
        options = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
        profile = f"--user-data-dir={folder}/profile"
        picture = ("--window-size=1200,1330", f"--screenshot={DECK}", copy.as_uri())
        subprocess.run((browser, *options, profile, *picture), check=True)


def main() -> None:
    """Draw the graph, or take the picture of the deck."""
    if sys.argv[1:] == ["deck"]:
        take_deck()
    else:
        GRAPH.write_text(graph_svg(), encoding="utf-8")


if __name__ == "__main__":
    main()
