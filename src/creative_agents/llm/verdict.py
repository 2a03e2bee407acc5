"""A verdict on an answer: good, or what is wrong with it, said so that a model can repair it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from creative_agents.domain.base import Language
from creative_agents.domain.cost import Outcome
from creative_agents.domain.language import foreign_script
from creative_agents.llm.call import Reply
from creative_agents.llm.injection import leaks
from creative_agents.llm.language import identify

Out = TypeVar("Out", bound=BaseModel)

_CUT = frozenset({"length", "max_tokens", "MAX_TOKENS"})
_WITHHELD = frozenset({"content_filter", "refusal", "SAFETY"})

_LONG_TEXT = 60
"""Characters from which a text of an answer is long enough to tell its language."""

_MOST_COMPLAINTS = 8

_COMPLAINTS: dict[str, dict[Language, str]] = {
    "cut": {
        "en": "the answer was cut at its length: say the same in fewer words",
        "fr": "la réponse a été coupée à sa longueur : dis la même chose en moins de mots",
    },
    "empty": {"en": "the answer was empty", "fr": "la réponse était vide"},
    "language": {
        "en": "it is not written in English: {quote!r}",
        "fr": "ce n'est pas écrit en français : {quote!r}",
    },
    "script": {
        "en": "it contains letters of another script: {quote!r}",
        "fr": "elle contient des lettres d'un autre alphabet : {quote!r}",
    },
    "leak": {
        "en": "it repeats the instructions",
        "fr": "elle répète les instructions",
    },
}


@dataclass(frozen=True, slots=True)
class Verdict(Generic[Out]):
    """What came of one answer."""

    outcome: Outcome
    """The word for the record."""
    value: Out | None = None
    """The answer, where it is good."""
    complaints: tuple[str, ...] = ()
    """What is wrong, where it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge(Generic[Out]):
    """Judges the answers to one request."""

    output: type[Out]
    """The type that was asked for."""
    language: Language | None
    """The language that was asked for, where the request has one."""
    instructions: str
    """Our instructions, which no answer may repeat."""
    material: Callable[[], str]
    """Everything that was sent: what an answer copies from it is not its own."""
    check: Callable[[Out], Sequence[str]] | None = None
    """What else must hold: gives one complaint for each thing that does not."""

    def __call__(self, reply: Reply) -> Verdict[Out]:
        """Judge an answer."""
        language = self.language or "en"
        if reply.refusal or reply.stop in _WITHHELD:
            return Verdict("refused", complaints=(reply.refusal or "withheld by its service",))
        if reply.stop in _CUT:
            return Verdict("cut", complaints=(_COMPLAINTS["cut"][language],))
        text = unfenced(reply.text)
        if not text:
            return Verdict("invalid", complaints=(_COMPLAINTS["empty"][language],))
        try:
            value = self.output.model_validate_json(text)
        except ValidationError as error:
            return Verdict("invalid", complaints=_validation(error))
        complaints = (*self._reading(value, text), *(self.check(value) if self.check else ()))
        if complaints:
            return Verdict("invalid", complaints=complaints[:_MOST_COMPLAINTS])
        return Verdict("answered", value=value)

    def _reading(self, value: Out, text: str) -> Iterator[str]:
        """What a reader would see at once, whatever was asked."""
        if leaks(text, self.instructions):
            yield _COMPLAINTS["leak"][self.language or "en"]
        if self.language is None:
            return
        for quote in _foreign(text, self.material):
            yield _COMPLAINTS["script"][self.language].format(quote=quote)
            break
        wrong = _wrong_language(value, self.language, self.material)
        if wrong is not None:
            yield _COMPLAINTS["language"][self.language].format(quote=wrong[:60])


def unfenced(text: str) -> str:
    """Give the JSON of an answer, without a code fence or a sentence around it."""
    text = text.strip()
    if text.startswith("{"):
        return text
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text


def _validation(error: ValidationError) -> tuple[str, ...]:
    details = error.errors(include_url=False, include_context=False, include_input=False)
    return tuple(
        f"{'.'.join(str(part) for part in detail['loc']) or 'answer'}: {detail['msg']}"
        for detail in details[:_MOST_COMPLAINTS]
    )


def _foreign(text: str, material: Callable[[], str]) -> Iterator[str]:
    for start, end, _ in foreign_script(text):
        if text[start:end] not in material():
            yield text[start:end]


def _wrong_language(
    value: BaseModel, language: Language, material: Callable[[], str]
) -> str | None:
    """Find a long text that is not in the language asked for and was not copied."""
    for text in _leaves(value):
        if len(text) < _LONG_TEXT or identify(text) in {None, language}:
            continue
        if text not in material():
            return text
    return None


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from _leaves(getattr(value, field))
    elif isinstance(value, dict):
        for child in value.values():
            yield from _leaves(child)
    elif isinstance(value, list | tuple):
        for child in value:
            yield from _leaves(child)
