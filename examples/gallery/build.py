"""Build the gallery: two campaigns whose every answer was written by hand.

The campaign is the real one, with its rules, its gates and its delivery; only the model is a
file. It shows what the flow gives when the writer is strong. To rebuild after a change::

    python examples/gallery/build.py
"""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.runnables import RunnableConfig
from langgraph.types import Command

from creative_agents import Answer, Brand, Campaign, RunStore, load_brand, load_brief
from creative_agents import create_campaign_graph as create_graph
from creative_agents.agents.copywriter import CopyNotes
from creative_agents.channels import load as load_channel
from creative_agents.delivery.markdown import render_markdown
from creative_agents.delivery.page import render_html
from creative_agents.testing.approver import ScriptedApprover
from creative_agents.testing.script import ScriptError
from creative_agents.testing.scripted_model import ScriptedChatModel

GALLERY: Final = Path(__file__).resolve().parent
DECKS: Final = {"larkwick": "larkwick.en.json", "kermorvel": "kermorvel.fr.json"}
"""A folder of the gallery, and the answers that it is made from."""
NOW: Final = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""The clock stands still, so that the same answers give the same files."""
NOTES: Final = {
    "en": "Every answer in this deck was written by hand, to show what the flow gives with a "
    "strong writer. No model was called and the clock stood still: time, tokens and cost say "
    "nothing here. The brand, its people and its figures are invented.",
    "fr": "Chaque réponse de ce dossier a été écrite à la main, pour montrer ce que donne le "
    "parcours avec une bonne plume. Aucun modèle n’a été appelé et l’horloge était arrêtée\u00a0: "
    "durées, jetons et coût ne disent rien ici. La marque, ses gens et ses chiffres sont inventés.",
}
_FREE: Final = UsageMetadata(input_tokens=0, output_tokens=0, total_tokens=0)
_VARIANT: Final = re.compile(r"\bvariante? (\d+)\b")


class HandAnswers:
    """Answers each call of a campaign with what a person wrote for it, each once.

    An answer is found by what is asked: the title of the schema, then the piece, then the
    reader. A second answer to the same call is for the second round.
    """

    def __init__(self, answers: Mapping[str, Any]) -> None:
        """Take the answers, as the JSON files of the gallery hold them."""
        self._copy: Mapping[str, list[Mapping[str, Any]]] = answers["Copy"]
        self._left: dict[str, list[object]] = {
            key: list(queue)
            for title in ("Challenge", "Strategy", "Copy", "Judgements", "Reaction", "Ranking")
            for key, queue in _queues(title, answers[title])
        }

    @property
    def unused(self) -> tuple[str, ...]:
        """The calls for which an answer was written that nobody asked for."""
        return tuple(key for key, queue in self._left.items() if queue)

    def __call__(self, messages: Sequence[BaseMessage], schema: Mapping[str, Any]) -> AIMessage:
        """Answer a call; see `creative_agents.testing.script.Scripted`."""
        shown = "\n".join(message.text for message in messages)
        if any(message.type == "ai" for message in messages):
            raise ScriptError(f"an answer written by hand was not accepted: {messages[-1].text}")
        key = self._key(str(schema["title"]), shown)
        if not self._left[key]:
            raise ScriptError(f"one answer more than was written is asked for {key!r}: {shown}")
        answer = json.dumps(self._left[key].pop(0), ensure_ascii=False)
        return AIMessage(answer, usage_metadata=_FREE)

    def _key(self, title: str, shown: str) -> str:
        if title.startswith("Copy_"):
            variant = _VARIANT.search(_task(shown))
            assert variant is not None
            return f"Copy {title.removeprefix('Copy_')}/{variant[1]}"
        if title == "Judgements":
            return f"{title} {self._piece(shown)}"
        if title == "Reaction":
            piece = f"{title} {self._piece(shown)}"
            readers = (key for key in self._left if key.startswith(f"{piece} "))
            return next(key for key in readers if _is_shown(key.rsplit(" ", 1)[1], shown))
        return title

    def _piece(self, shown: str) -> str:
        return next(
            piece
            for piece, versions in self._copy.items()
            if any(all(text in shown for text in _texts(version)) for version in versions)
        )


def _task(shown: str) -> str:
    """Give the last line of a prompt: the task."""
    return shown.rstrip().rpartition("\n")[2]


def _is_shown(persona: str, shown: str) -> bool:
    return persona.replace("-", " ") in shown.lower().replace("-", " ")


def _queues(
    title: str, answers: list[object] | Mapping[str, Any]
) -> Iterator[tuple[str, list[object]]]:
    """Name every list of answers by the way that leads to it."""
    if isinstance(answers, list):
        yield title, answers
        return
    for name, inner in answers.items():
        yield from _queues(f"{title} {name}", inner)


def _texts(copy: Mapping[str, Any]) -> Iterator[str]:
    for name, value in copy.items():
        if name not in CopyNotes.model_fields:
            yield from [value] if isinstance(value, str) else value


def run(answers: Mapping[str, Any]) -> tuple[Campaign, Brand, HandAnswers]:
    """Run a campaign through the real graph, its model and its approver read from a file.

    Args:
        answers: As the JSON files of the gallery hold them.

    Returns:
        The record, the brand, and the answers with what is left of them.
    """
    brand = load_brand(GALLERY.parent / answers["brand"])
    brief = load_brief(GALLERY.parent / answers["brief"], brand=brand)
    by_hand = HandAnswers(answers)
    model = ScriptedChatModel(answers=by_hand, model_name=answers["answered_by"])
    approver = ScriptedApprover([Answer.model_validate(answer) for answer in answers["gates"]])
    graph = create_graph(model, brand=brand, store=RunStore.in_memory(), clock=lambda: NOW)
    config: RunnableConfig = {"configurable": {"thread_id": f"gallery-{brand.id}"}}
    state = graph.invoke({"brief": brief}, config)
    while waiting := state.get("__interrupt__"):
        answer = approver.answer(waiting[0].value)
        state = graph.invoke(Command(resume=answer), config)
    return _timeless(state["campaign"]), brand, by_hand


def _timeless(campaign: Campaign) -> Campaign:
    """Take out what differs from one run to the next: what the real clock measured."""
    calls = [call.model_copy(update={"started_at": NOW, "seconds": 0.0}) for call in campaign.calls]
    gates = [gate.model_copy(update={"decided_at": NOW}) for gate in campaign.gates]
    return campaign.model_copy(
        update={
            "calls": tuple(sorted(calls, key=lambda call: (call.agent, call.key))),
            "gates": tuple(gates),
            "cost": campaign.cost.model_copy(update={"seconds": 0.0}),
            "finished_at": NOW,
            "log_head": "",
        }
    )


def pages(campaign: Campaign, brand: Brand) -> dict[str, str]:
    """Render a campaign's deck, with a note that says how it was made.

    Returns:
        Texts by file name: the page and the plain text.
    """
    names = campaign.deck.channels()
    channels = {name: load_channel(name) for name in names}
    note = NOTES[brand.language]
    banner = f'<div class="wrap"><div class="banner" role="note"><p>{note}</p></div></div>'
    page = render_html(campaign, brand, channels)
    text = render_markdown(campaign, brand, channels)
    return {
        "campaign.html": page.replace("</header>\n", f"</header>\n{banner}\n", 1),
        "campaign.md": text.replace("\n\n", f"\n\n> {note}\n\n", 1),
    }


def answers_of(name: str) -> dict[str, Any]:
    """Read the answers of one deck.

    Args:
        name: A key of `DECKS`.
    """
    file = GALLERY / "answers" / DECKS[name]
    answers: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return answers


def build(name: str) -> tuple[dict[str, str], HandAnswers]:
    """Make one deck of the gallery.

    Args:
        name: A key of `DECKS`.

    Returns:
        Its files, and the answers with what is left of them.
    """
    campaign, brand, by_hand = run(answers_of(name))
    return pages(campaign, brand), by_hand


def main() -> None:
    """Write every deck of the gallery."""
    for name in DECKS:
        files, by_hand = build(name)
        assert not by_hand.unused, f"nobody asked for: {', '.join(by_hand.unused)}"
        for file, text in files.items():
            place = GALLERY / name / file
            place.parent.mkdir(exist_ok=True)
            place.write_text(text, encoding="utf-8")
            print(os.path.relpath(place))


if __name__ == "__main__":
    main()
