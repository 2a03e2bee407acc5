"""Plausible answers, valid by their JSON schema, the same for the same seed."""

import json
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any, Final, cast

from pydantic import JsonValue

from creative_agents.domain.base import Language
from creative_agents.testing._hints import Bounds, bounds_of
from creative_agents.testing._pattern import text_for_pattern
from creative_agents.testing._words import language_of, paragraph, phrase

JsonSchema = Mapping[str, Any]
"""A JSON schema, as pydantic or a model's request gives it."""

MadeUpAnswer = dict[str, JsonValue] | str
"""A made-up answer: an object where a schema was asked for, else a text."""

_DEEPEST: Final = 12
"""Beyond this many levels a schema that contains itself gets the least that it allows."""
_SENTENCE: Final = 80
"""Characters of a text for which the schema names no limit."""
_FORMATS: Final[Mapping[str, str]] = {
    "date": "2026-01-15",
    "date-time": "2026-01-15T09:00:00Z",
    "time": "09:00:00Z",
    "duration": "P1D",
    "email": "ana@example.com",
    "uri": "https://example.com/a",
    "uuid": "6f1c1f3e-6d2b-4c8e-9a55-0d8f6a3c2b10",
}


def answer_for(
    schema: JsonSchema, seed: int | str = 0, *, language: Language = "en"
) -> dict[str, JsonValue]:
    """Make up an answer that the schema accepts.

    Texts are short phrases in `language`, different from each other where there is room.
    They respect ``maxLength``, and a limit that a description states in words ("at most
    30 characters", "30 caractères au plus").

    Args:
        schema: The JSON schema of an object; ``$ref`` into its own ``$defs`` are followed.
        seed: The same seed and schema give the same answer.
        language: The language of the texts.

    Returns:
        The answer, ready for `json.dumps`.

    Raises:
        TypeError: The schema is not an object's.
        ValueError: It asks for what can't be made up, such as an intricate pattern.
    """
    value = _Writer(schema, Random(seed), language).value(schema, "", 0)  # noqa: S311 - no secret
    if not isinstance(value, dict):
        raise TypeError(f"the schema must describe an object, not {schema.get('type')!r}")
    return value


class MadeUp:
    """A script that gives the same answer to the same question, so that it can be kept."""

    def __init__(self, make: Callable[[Sequence[object], JsonSchema | None], MadeUpAnswer]) -> None:
        """Wrap what makes the answers.

        Args:
            make: A function of the messages and the schema, without a memory.
        """
        self._make = make

    def __call__(self, messages: Sequence[object], schema: JsonSchema | None) -> MadeUpAnswer:
        """Answer a call."""
        return self._make(messages, schema)


def plausible_answers(seed: int = 0) -> MadeUp:
    """Give a script that answers anything, for `ScriptedChatModel(answers=...)`.

    Args:
        seed: Another seed, other answers.

    Returns:
        A callable: the same messages and schema give the same answer, in the language of
        the first message; a phrase where no schema was asked for.
    """

    def answer(messages: Sequence[object], schema: JsonSchema | None) -> MadeUpAnswer:
        asked = "\n".join(said(message) for message in messages)
        language = language_of(said(messages[0]) if messages else "")
        if schema is None:
            return phrase(Random(f"{seed}{asked}"), language, max_length=_SENTENCE)  # noqa: S311
        key = f"{seed}{asked}{json.dumps(schema, sort_keys=True)}"
        return answer_for(schema, key, language=language)

    return MadeUp(answer)


def said(message: object) -> str:
    """Give the text of a message, be it LangChain's or one of a request."""
    if isinstance(message, Mapping):
        return str(message.get("content"))
    return str(getattr(message, "content", message))


class _Writer:
    """Writes one answer, and remembers its texts so that none stands twice."""

    def __init__(self, root: JsonSchema, random: Random, language: Language) -> None:
        self._root = root
        self._random = random
        self._language: Language = language
        self._written: set[str] = set()

    def value(self, schema: JsonSchema, inherited: str, depth: int) -> JsonValue:
        """Make a value; `inherited` is the description of the list that it stands in."""
        schema = self._resolved(schema)
        if "const" in schema:
            return cast(JsonValue, schema["const"])
        if "enum" in schema:
            return cast(JsonValue, self._random.choice(schema["enum"]))
        if options := schema.get("anyOf") or schema.get("oneOf"):
            return self.value(_first_real(options, depth), _described(schema, inherited), depth)
        return self._of_type(schema, _described(schema, inherited), depth)

    def _of_type(self, schema: JsonSchema, description: str, depth: int) -> JsonValue:
        match _type_of(schema):
            case "object":
                return self._object(schema, depth)
            case "array":
                return self._array(schema, description, depth)
            case "string":
                return self._text(schema, description)
            case "integer" | "number" as kind:
                return self._number(schema, whole=kind == "integer")
            case "boolean":
                return self._random.random() < 0.5
            case "null":
                return None
            case other:
                raise ValueError(f"no value can be made up for the type {other!r}")

    def _object(self, schema: JsonSchema, depth: int) -> dict[str, JsonValue]:
        properties: Mapping[str, JsonSchema] = schema.get("properties", {})
        names = schema.get("required", ()) if depth > _DEEPEST else properties
        made = {name: self.value(properties[name], "", depth + 1) for name in names}
        extra = schema.get("additionalProperties")
        if not properties and isinstance(extra, Mapping):
            return {key: self.value(extra, "", depth + 1) for key in ("a", "b")}
        return made

    def _array(self, schema: JsonSchema, description: str, depth: int) -> list[JsonValue]:
        first = [self.value(item, "", depth + 1) for item in schema.get("prefixItems", ())]
        items = schema.get("items")
        if not isinstance(items, Mapping):
            return first
        least = schema.get("minItems", 0)
        most = min(schema.get("maxItems", max(2, least)), 50)
        count = least if depth > _DEEPEST else max(least, min(2, most))
        return first + [
            self.value(items, description, depth + 1) for _ in range(count - len(first))
        ]

    def _text(self, schema: JsonSchema, description: str) -> str:
        if format_ := schema.get("format"):
            return _FORMATS.get(format_) or self._sentence(bounds_of(schema, description))
        bounds = bounds_of(schema, description)
        if pattern := schema.get("pattern"):
            tries = tuple(self._one_sentence(bounds) for _ in range(3))
            text = text_for_pattern(pattern, self._random, tries=tries, written=self._written)
            self._written.add(text)
            return text
        return self._sentence(bounds)

    def _sentence(self, bounds: Bounds) -> str:
        for _ in range(20):
            text = self._one_sentence(bounds)
            if text not in self._written:
                break
        self._written.add(text)
        return text

    def _one_sentence(self, bounds: Bounds) -> str:
        most = bounds.most or max(_SENTENCE, 2 * bounds.least)
        if bounds.least or most > _SENTENCE:
            least = bounds.least or _SENTENCE // 2
            return paragraph(self._random, self._language, min_length=least, max_length=most)
        return phrase(self._random, self._language, max_length=most)

    def _number(self, schema: JsonSchema, *, whole: bool) -> int | float:
        step = schema.get("multipleOf", 1 if whole else 0.01)
        low = schema.get("minimum", schema.get("exclusiveMinimum", 0))
        high = schema.get("maximum", schema.get("exclusiveMaximum", low + 10))
        first = -(-low // step) + ("exclusiveMinimum" in schema)
        last = high // step - ("exclusiveMaximum" in schema and high % step == 0)
        value = self._random.randint(int(first), max(int(first), int(last))) * step
        return int(value) if whole else round(value, 6)

    def _resolved(self, schema: JsonSchema) -> JsonSchema:
        while "$ref" in schema or "allOf" in schema:
            parts = list(schema.get("allOf", ()))
            if reference := schema.get("$ref"):
                parts.append(self._at(reference))
            own = {key: part for key, part in schema.items() if key not in {"$ref", "allOf"}}
            schema = {key: value for part in (*parts, own) for key, value in part.items()}
        return schema

    def _at(self, reference: str) -> JsonSchema:
        here: JsonSchema = self._root
        for step in reference.removeprefix("#").strip("/").split("/"):
            if step:
                here = here[step.replace("~1", "/").replace("~0", "~")]
        return here


def _described(schema: JsonSchema, inherited: str) -> str:
    return str(schema.get("description") or inherited)


def _first_real(options: Sequence[JsonSchema], depth: int) -> JsonSchema:
    nothing = [option for option in options if option.get("type") == "null"]
    if nothing and depth > _DEEPEST:
        return nothing[0]
    return next((option for option in options if option.get("type") != "null"), options[0])


def _type_of(schema: JsonSchema) -> str:
    kind = schema.get("type")
    if isinstance(kind, list):
        return next((str(name) for name in kind if name != "null"), "null")
    if kind is None:
        return "object" if "properties" in schema else "string"
    return str(kind)
