"""How many of twenty facts, listed by hand beforehand, a brand build finds in a real guide.

The guide is not in this repository: name its folder. The facts are in
``evals/gold/brand_builder``, short and in our own words. Three readings are counted: by the
rules alone, by the rules with the embedded model, and by answers that were written by hand in
the place of a strong model, served over HTTP by the fake server::

    python benchmarks/brand_build.py --guide DIR --facts evals/gold/brand_builder/18f.yml \
        --model local
    python benchmarks/brand_build.py --guide DIR --facts evals/gold/brand_builder/18f.yml \
        --model evals/gold/brand_builder/18f.by_hand.json
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

from creative_agents.agents.brand_builder import Proposal
from creative_agents.brands.building.chunks import chunks
from creative_agents.brands.building.document import Document
from creative_agents.brands.building.lines import RULES, Line, fold
from creative_agents.brands.building.reading import read_documents
from creative_agents.brands.building.rules.source import says_something
from creative_agents.brands.building.verifying import objection
from creative_agents.brands.loader import load_brand
from creative_agents.domain.approval import Answer
from creative_agents.domain.campaign import CampaignProgress
from creative_agents.graphs.brand_build import create_build_nodes
from creative_agents.graphs.brand_build.runner import BrandBuildRunner, BuildStanding, build_id
from creative_agents.graphs.store import RunStore
from creative_agents.llm.models import create_chat_model
from creative_agents.testing.server import FakeOpenAIServer

MINUTES: Final = 8.0
"""How long the embedded model may read, in minutes."""


def main() -> int:
    """Build, count, print; 0 where every citation stands letter for letter."""
    asked = _arguments()
    facts = YAML(typ="safe", pure=True).load(asked.facts.read_text("utf-8"))
    library = read_documents([asked.guide])
    documents = {document.name: document for document in library.documents}
    with ExitStack() as stack:
        model = _model(asked.model, library.documents, stack)
        out = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "brand"
        standing, seconds = _build(asked, facts, model, out)
        brand = load_brand(out)
    lines = standing.state["lines"]
    by_model = [line for line in lines if line.by != RULES]
    alone = _rules_alone(asked, facts)
    bad = [line for line in lines if objection(line, documents)]
    label = _label(asked.model)
    print(f"\n{facts['guide']}: {len(documents)} documents, {len(lines)} lines, {seconds:.0f} s")
    print(f"the folder loads: {len(brand.terms)} terms, {len(brand.voice.do)} do")
    print(f"refused by the check of citations: {standing.state['refused']}")
    for notice in standing.state["notices"]:
        print(f"notice: {notice}")
    _show(facts, alone, lines, by_model)
    count = len(facts["facts"])
    print(f"rules alone           found {len(_found(facts, alone))} of {count}")
    if asked.model != "none":
        print(f"{label:21} found {len(_found(facts, by_model))} of {count} by itself")
        print(f"rules with {label:10} found {len(_found(facts, lines))} of {count}")
    print(f"citations {len(lines) - len(bad)} of {len(lines)} verbatim")
    return 1 if bad else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    guide = os.environ.get("CREATIVE_AGENTS_GUIDE")
    parser.add_argument(
        "--guide", type=Path, default=guide, required=guide is None, help="the guide's folder"
    )
    parser.add_argument("--facts", type=Path, required=True, help="a file of facts")
    parser.add_argument(
        "--model", default="none", help="none, local, or a file of answers written by hand"
    )
    parser.add_argument("--minutes", type=float, default=MINUTES, help="for the embedded model")
    return parser.parse_args()


def _label(model: str) -> str:
    return "answered by hand" if model.endswith(".json") else f"model {model}"


def _model(name: str, documents: Sequence[Document], stack: ExitStack) -> Any:  # noqa: ANN401
    if name == "none":
        return None
    if not name.endswith(".json"):
        return create_chat_model(name)
    answers = json.loads(Path(name).read_text("utf-8"))["answers"]
    server = stack.enter_context(FakeOpenAIServer(_Hand(answers, documents)))
    return create_chat_model("openai:by-hand", base_url=server.base_url, api_key="none")


class _Hand:
    """Answers each call with what a person wrote for these sentences; nothing where nobody did."""

    def __init__(self, answers: Mapping[str, Any], documents: Sequence[Document]) -> None:
        self.parts: dict[str, Any] = {}
        for document in documents:
            sections = [section for section in document.sections if says_something(section)]
            for number, group in enumerate(chunks(sections)):
                shown = "\n".join(f"] {one.text}" for part in group for one in part.sentences[:2])
                key = f"{document.name}:{number}"
                self.parts[key] = (shown.split("\n"), answers.get(key, {}))

    def __call__(self, messages: Sequence[Mapping[str, Any]], _schema: Any) -> str:  # noqa: ANN401
        text = str(messages[-1]["content"])
        for key, (shown, answer) in self.parts.items():
            name = key.rpartition(":")[0]
            if f"of {name} " in text and all(line in text for line in shown):
                return Proposal.model_validate(answer).model_dump_json()
            if f"de {name} " in text and all(line in text for line in shown):
                return Proposal.model_validate(answer).model_dump_json()
        raise AssertionError(text[-200:])


def _build(
    asked: argparse.Namespace,
    facts: Mapping[str, Any],
    model: Any,  # noqa: ANN401
    out: Path,
) -> tuple[BuildStanding, float]:
    nodes = create_build_nodes(
        model,
        [asked.guide],
        out=out,
        name=facts["guide"],
        language=facts["language"],
        minutes=asked.minutes if asked.model == "local" else None,
        store=RunStore.in_memory(),
    )
    runner = BrandBuildRunner(nodes)
    start = time.monotonic()

    def tell(progress: CampaignProgress) -> None:
        done = f" {progress.done}/{progress.total}" if progress.total else ""
        print(f"{time.monotonic() - start:6.1f} s  {progress.message}{done}", file=sys.stderr)

    standing = runner.run(build_id(nodes), tell)
    return runner.answer(standing.run_id, Answer(default="approve"), tell), time.monotonic() - start


def _rules_alone(asked: argparse.Namespace, facts: Mapping[str, Any]) -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        alone = argparse.Namespace(**{**vars(asked), "model": "none"})
        standing, _ = _build(alone, facts, None, Path(folder) / "brand")
    return standing.state["lines"]


def _found(facts: Mapping[str, Any], lines: Sequence[Line]) -> list[str]:
    return [fact["id"] for fact in facts["facts"] if any(_says(line, fact) for line in lines)]


def _says(line: Line, fact: Mapping[str, Any]) -> bool:
    said = fold(line.shown)
    return (
        line.place in fact["places"]
        and line.citation.file.endswith(tuple(fact["files"]))
        and all(any(fold(str(word)) in said for word in group) for group in fact["words"])
    )


def _show(
    facts: Mapping[str, Any], alone: Sequence[Line], lines: Sequence[Line], by_model: Sequence[Line]
) -> None:
    columns = [set(_found(facts, some)) for some in (alone, by_model, lines)]
    print(f"\n{'fact':18} {'rules':6} {'model':6} {'both':6}")
    for fact in facts["facts"]:
        marks = ["yes" if fact["id"] in column else "-" for column in columns]
        print(f"{fact['id']:18} {marks[0]:6} {marks[1]:6} {marks[2]:6} {fact['fact']}")
    print()


if __name__ == "__main__":
    sys.exit(main())
