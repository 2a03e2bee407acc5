import json
from random import Random
from typing import Any, Literal

import pytest
from pydantic import BaseModel, Field

from creative_agents.domain.base import Language, Slug
from creative_agents.domain.brief import Brief, Challenge
from creative_agents.domain.channel import Channel
from creative_agents.domain.persona import Persona, Reaction
from creative_agents.domain.strategy import Strategy
from creative_agents.testing._hints import bounds_of
from creative_agents.testing._words import language_of, paragraph, phrase
from creative_agents.testing.answers import answer_for, plausible_answers


class Headline(BaseModel):
    """Lengths, said by keyword and in words."""

    text: str = Field(description="The line, at most 30 characters.")
    french: str = Field(description="La ligne, 25 caractères au plus.")
    body: str = Field(min_length=120, max_length=200)
    many: list[str] = Field(
        min_length=15, max_length=15, description="Headlines of at most 30 characters each."
    )


class Kinds(BaseModel):
    """One field for each kind of value."""

    language: Language
    slug: Slug
    share: float = Field(ge=0, le=1)
    above: int = Field(gt=3, lt=6)
    even: int = Field(multiple_of=2, ge=3, le=9)
    kind: Literal["a"]
    pair: tuple[int, str]
    maybe: str | None
    prices: dict[str, float]
    hexadecimal: str = Field(pattern=r"^#[0-9a-f]{6}$")
    postcode: str = Field(pattern=r"^\d{5}-[A-Z]{2}$")


class Tree(BaseModel):
    """A schema that contains itself."""

    name: str
    branches: list["Tree"]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("noun", [Strategy, Reaction, Persona, Challenge, Brief, Channel])
@pytest.mark.parametrize("seed", range(5))
def test_every_noun_can_be_made_up(noun: type[BaseModel], language: Language, seed: int) -> None:
    """An answer made up for a noun of the trade is that noun, in both languages."""
    answer = answer_for(noun.model_json_schema(), seed, language=language)
    noun.model_validate_json(json.dumps(answer))


@pytest.mark.parametrize("seed", range(20))
def test_lengths_are_kept_by_keyword_and_in_words(seed: int) -> None:
    """A limit counts whether a keyword, English words or French words state it."""
    answer = Headline.model_validate(answer_for(Headline.model_json_schema(), seed))
    assert len(answer.text) <= 30
    assert len(answer.french) <= 25
    assert 120 <= len(answer.body) <= 200
    assert max(len(text) for text in answer.many) <= 30


@pytest.mark.parametrize(
    ("description", "least", "most"),
    [
        ("One line [hard 0-30 google_characters; visible 0-25 google_characters]", 0, 25),
        ("Body [hard 0-1 sms_segments]", 0, 65),
        ("Text [recommended 300-800 words]", 0, 4000),
        ("Script [hard 10-40 words]", 75, 200),
        ("At least 20 characters and up to 40 characters.", 20, 40),
        ("Au moins 20 signes, jusqu\u2019à 40 signes.", 20, 40),
        ("The brand's name.", 0, None),
    ],
)
def test_a_limit_in_words_is_read(description: str, least: int, most: int | None) -> None:
    """Lengths are read as descriptions state them, a channel's own unit included."""
    bounds = bounds_of({"type": "string"}, description)
    assert (bounds.least, bounds.most) == (least, most)


def test_texts_differ_where_there_is_room() -> None:
    """Fifteen short headlines of one answer are fifteen different ones."""
    answer = Headline.model_validate(answer_for(Headline.model_json_schema(), 4))
    assert len(set(answer.many)) == 15


@pytest.mark.parametrize("seed", range(20))
def test_every_kind_of_value_is_valid(seed: int) -> None:
    """Numbers, enums, tuples, mappings and simple patterns keep to their schema."""
    Kinds.model_validate(answer_for(Kinds.model_json_schema(), seed))


def test_a_schema_that_contains_itself_ends() -> None:
    """A recursive schema gives a finite answer."""
    schema = Tree.model_json_schema()
    Tree.model_validate(answer_for(schema))


def test_the_seed_decides() -> None:
    """The same seed gives the same answer, another seed another one."""
    schema = Reaction.model_json_schema()
    assert answer_for(schema, 1) == answer_for(schema, 1)
    assert answer_for(schema, 1) != answer_for(schema, 2)


@pytest.mark.parametrize(
    ("schema", "kind", "message"),
    [
        ({"type": "string"}, TypeError, "must describe an object, not 'string'"),
        (
            {"properties": {"a": {"pattern": "(ab|cd)+", "type": "string"}}},
            ValueError,
            "simple one",
        ),
        ({"properties": {"a": {"type": "blob"}}}, ValueError, "the type 'blob'"),
    ],
)
def test_what_cannot_be_made_up_is_said(
    schema: dict[str, Any], kind: type[Exception], message: str
) -> None:
    """A schema beyond this generator is an error that names it."""
    with pytest.raises(kind, match=message):
        answer_for(schema)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("most", [1, 2, 5, 12, 30, 80])
def test_a_phrase_never_exceeds_its_room(language: Language, most: int) -> None:
    """Phrases of whole words fit into any number of characters."""
    texts = [phrase(Random(seed), language, max_length=most) for seed in range(50)]
    assert all(0 < len(text) <= most for text in texts)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_language_of_made_up_copy_can_be_told(language: Language) -> None:
    """Made-up copy reads as the language that it was asked in."""
    text = paragraph(Random(1), language, min_length=200, max_length=400)
    assert language_of(text) == language


def test_plausible_answers_speak_the_language_of_the_question() -> None:
    """The script that answers anything answers French to a French request."""
    script = plausible_answers()
    schema = {"title": "Ad", "properties": {"body": {"type": "string", "minLength": 200}}}
    french = script([{"role": "user", "content": "Écrivez une annonce pour le vélo"}], schema)
    english = script([{"role": "user", "content": "Write an ad for the bicycle"}], schema)
    assert isinstance(french, dict)
    assert isinstance(english, dict)
    assert language_of(str(french["body"])) == "fr"
    assert language_of(str(english["body"])) == "en"


def test_plausible_answers_follow_the_question() -> None:
    """The same question has one answer; another question, another seed have others."""
    schema = Reaction.model_json_schema()
    asked = [{"role": "user", "content": "What do you think?"}]
    other = [{"role": "user", "content": "And now?"}]
    assert plausible_answers()(asked, schema) == plausible_answers()(asked, schema)
    assert plausible_answers()(asked, schema) != plausible_answers()(other, schema)
    assert plausible_answers()(asked, schema) != plausible_answers(seed=1)(asked, schema)


def test_plausible_answers_without_a_schema_are_text() -> None:
    """Where no schema was asked for, the answer is a phrase."""
    assert isinstance(plausible_answers()([{"role": "user", "content": "Hello"}], None), str)
