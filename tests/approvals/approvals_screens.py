"""Two screens of others, as their public sources say that they show and answer (in our words).

Agent Inbox: https://github.com/langchain-ai/agent-inbox, commit f38301b (2026-08-05), files
``contexts/utils.ts`` (what it takes for a request), ``utils.ts`` and
``hooks/use-interrupted-actions.tsx`` (what it replies).

agent-chat-ui: https://github.com/langchain-ai/agent-chat-ui, commit fdc87e6 (2026-07-25), files
``lib/agent-inbox-interrupt.ts``, ``agent-inbox/utils.ts`` and ``agent-inbox/types.ts``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Any


@dataclass
class Form:
    """What a screen offers."""

    arguments: dict[str, Json]
    """What it shows, a text box each."""
    buttons: set[str]
    """What can be pressed, in the screen's own words."""
    description: str = ""
    """What stands above."""
    name: str = ""
    """What the action is called."""
    boxes: dict[str, Json] = field(default_factory=dict)
    """What a person wrote into the boxes."""

    def __post_init__(self) -> None:
        self.boxes = dict(self.arguments)

    def write(self, label: str, text: str) -> "Form":
        """Write into a box: what a box gives is always text."""
        assert label in self.boxes
        self.boxes[label] = text
        return self

    @property
    def is_changed(self) -> bool:
        """Both screens compare as text what is in each box with what was."""
        return any(_text(self.boxes[key]) != _text(old) for key, old in self.arguments.items())


def agent_inbox(value: Mapping[str, Json]) -> Form | None:
    """Open a request in Agent Inbox: the first action, by its ``arguments``."""
    actions = value.get("action_requests")
    if not isinstance(actions, list) or not actions:
        return None
    configs = value.get("review_configs") or [{}]
    words = configs[0].get("allowed_decisions", [])
    pressed = {"approve": "accept", "edit": "edit", "reject": "response"}
    return Form(
        arguments=actions[0].get("arguments") or {},
        buttons={pressed[word] for word in words if word in pressed} | {"ignore"},
        description=actions[0].get("description", ""),
        name=actions[0].get("name", ""),
    )


def agent_inbox_reply(form: Form, button: str, text: str = "") -> list[dict[str, Json]]:
    """Press a button of Agent Inbox: a list of one response."""
    assert button in form.buttons
    action = {"action": form.name, "args": form.boxes}
    if button == "ignore":
        return [{"type": "ignore", "args": None}]
    if button == "response":
        return [{"type": "response", "args": text}]
    if "edit" not in form.buttons:
        return [{"type": "accept", "args": None}]
    return [{"type": "edit" if form.is_changed else "accept", "args": action}]


def agent_chat_ui(value: Mapping[str, Json]) -> Form | None:
    """Open a request in agent-chat-ui: it wants ``args`` and a config of the action's name."""
    actions, configs = value.get("action_requests"), value.get("review_configs")
    if not _listed(actions) or not _listed(configs):
        return None
    assert actions is not None
    assert configs is not None
    if not all(isinstance(one.get("name"), str) and _is_object(one.get("args")) for one in actions):
        return None
    if not all(isinstance(one.get("allowed_decisions"), list) for one in configs):
        return None
    action = actions[0]
    config = next((one for one in configs if one.get("action_name") == action["name"]), configs[0])
    return Form(
        arguments=action["args"],
        buttons={"approve", "edit", "reject"} & set(config["allowed_decisions"]),
        description=action.get("description", ""),
        name=action["name"],
    )


def agent_chat_ui_reply(form: Form, button: str, text: str = "") -> dict[str, Json]:
    """Press a button of agent-chat-ui: one decision, under ``decisions``."""
    assert button in form.buttons
    if button == "reject":
        assert text.strip(), "it asks for a reason before it sends"
        return {"decisions": [{"type": "reject", "message": text.strip()}]}
    if button == "edit" and form.is_changed:
        edited = {"name": form.name, "args": form.boxes}
        return {"decisions": [{"type": "edit", "edited_action": edited}]}
    return {"decisions": [{"type": "approve"}]}


def _listed(value: Json) -> bool:
    return isinstance(value, list) and bool(value)


def _is_object(value: Json) -> bool:
    return isinstance(value, dict)


def _text(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value)
