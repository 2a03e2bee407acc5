"""Made-up answers that our own agents accept: they quote, name and choose what they were shown."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from creative_agents.testing._copy_answer import copy_answer
from creative_agents.testing.answers import (
    JsonSchema,
    MadeUp,
    MadeUpAnswer,
    plausible_answers,
    said,
)

Answer = dict[str, Any]

_BLOCK: Final = re.compile(
    r"<(?P<name>[a-z]+)-(?P<mark>[0-9a-f]+)>\n(?P<text>.*?)\n</(?P=name)-(?P=mark)>", re.DOTALL
)
_PIECE: Final = re.compile(r"[a-z0-9][a-z0-9_-]*/\d+")


def department_answers(seed: int = 0) -> MadeUp:
    """Give a script that lets a whole campaign run, for a scripted model or a fake server.

    The texts are made up as `plausible_answers` does. Beyond that an answer holds what our
    agents check: quotations stand in the piece letter for letter, every piece is ranked once,
    the recommended route exists, no claim is used that nobody proved, no question blocks.
    What others ask for is answered as `plausible_answers` does.

    Args:
        seed: Another seed, other texts.

    Returns:
        A callable on the messages and the schema.
    """
    made_up = plausible_answers(seed)

    def answer(messages: Sequence[object], schema: JsonSchema | None) -> MadeUpAnswer:
        made = made_up(messages, schema)
        if schema is None or isinstance(made, str):
            return made
        title = str(schema.get("title", ""))
        fit, needed = _FITTED.get("Copy" if title.startswith("Copy_") else title, (None, set()))
        if fit is None or not needed <= set(made):
            return made
        return fit(made, schema, "\n".join(said(message) for message in messages))

    return MadeUp(answer)


def _challenge(made: Answer, _schema: JsonSchema, _shown: str) -> Answer:
    questions = [{**question, "blocking": False} for question in made["questions"]]
    return {**made, "questions": questions}


def _strategy(made: Answer, _schema: JsonSchema, _shown: str) -> Answer:
    routes = [{**route, "bold": False, "tagline": ""} for route in made["routes"]]
    routes[-1]["bold"] = True
    messages = [{**message, "reasons": []} for message in made["messages"]]
    return {**made, "routes": routes, "recommended": routes[0]["id"], "messages": messages}


def _judgements(made: Answer, _schema: JsonSchema, shown: str) -> Answer:
    lines = [line.partition(": ") for line in _block(shown, "piece").splitlines()]
    place, _, quote = lines[0]
    remark = {**made["remarks"][0], "place": place, "quote": quote, "severity": "taste"}
    kept = {**made["keep"][0], "quote": lines[-1][2], "precedent": ""}
    return {"remarks": [remark], "rulings": [], "keep": [kept], "rewrite": []}


def _reaction(made: Answer, _schema: JsonSchema, _shown: str) -> Answer:
    return {**made, "jarring": "", "recalled_brand": ""}


def _ranking(made: Answer, _schema: JsonSchema, shown: str) -> Answer:
    pieces = dict.fromkeys(_PIECE.findall(shown.rstrip().splitlines()[-1]))
    return {**made, "order": [{**made["order"][0], "piece": piece} for piece in pieces]}


def _block(shown: str, name: str) -> str:
    return next((block["text"] for block in _BLOCK.finditer(shown) if block["name"] == name), "")


_Fit = Callable[[Answer, JsonSchema, str], Answer]

_FITTED: Final[Mapping[str, tuple[_Fit, set[str]]]] = {
    "Challenge": (_challenge, {"questions"}),
    "Strategy": (_strategy, {"routes", "recommended", "messages"}),
    "Copy": (copy_answer, {"claims_used", "offer", "on_image"}),
    "Judgements": (_judgements, {"remarks", "keep"}),
    "Reaction": (_reaction, {"jarring", "recalled_brand"}),
    "Ranking": (_ranking, {"order"}),
}
"""By title of the schema: what makes an answer fit, and the keys by which it is ours."""
