import asyncio
import json
from typing import TypedDict

import pytest
from langchain_core.exceptions import ModelRateLimitError
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.tools import tool
from pydantic import BaseModel, ValidationError

from creative_agents.testing.answers import JsonSchema, plausible_answers
from creative_agents.testing.messages import cut, refused
from creative_agents.testing.script import ScriptError
from creative_agents.testing.scripted_model import ScriptedChatModel


class Ad(BaseModel):
    """A small answer."""

    headline: str
    claims: list[str] = []


class Note(BaseModel):
    """Another answer."""

    text: str


AD = Ad(headline="Rentrez l'esprit léger")


def test_answers_come_in_their_order() -> None:
    """A list of answers is given one by one: text as it is, objects as JSON."""
    model = ScriptedChatModel(answers=["hello", {"headline": "À bientôt"}, AD])
    assert model.invoke("a").text == "hello"
    assert model.invoke("b").text == '{"headline": "À bientôt"}'
    assert Ad.model_validate_json(model.invoke("c").text) == AD
    assert model.remaining == 0


def test_structured_output_gives_an_instance() -> None:
    """A pydantic class in gives an instance of it out."""
    model = ScriptedChatModel(answers=[AD])
    assert model.with_structured_output(Ad).invoke("write") == AD


def test_structured_output_of_a_json_schema_gives_a_dict() -> None:
    """A JSON schema in gives a dict out, and the schema stands in the record."""
    model = ScriptedChatModel(answers=[AD])
    answer = model.with_structured_output(Ad.model_json_schema(), method="json_schema").invoke("w")
    assert answer == AD.model_dump()
    assert model.requests[0].schema == Ad.model_json_schema()


def test_structured_output_of_a_typed_dict_is_recorded_with_its_title() -> None:
    """A typed dict is asked for by its name."""

    class Line(TypedDict):
        """A line."""

        text: str

    model = ScriptedChatModel(answers={"Line": [{"text": "a"}]})
    assert model.with_structured_output(Line).invoke("write") == {"text": "a"}


def test_an_unknown_option_of_structured_output_is_refused() -> None:
    """A typing mistake in an option does not pass in silence."""
    with pytest.raises(ValueError, match="unknown options"):
        ScriptedChatModel().with_structured_output(Ad, metod="json_schema")


@pytest.mark.parametrize("text", ['{"headline": ', '{"other": 1}', ""])
def test_include_raw_catches_what_does_not_parse(text: str) -> None:
    """With the raw answer asked for, a bad answer is told and not raised."""
    model = ScriptedChatModel(answers=[text])
    answer = model.with_structured_output(Ad, include_raw=True).invoke("write")
    assert isinstance(answer, dict)
    assert answer["raw"].text == text
    assert answer["parsed"] is None
    assert isinstance(answer["parsing_error"], ValidationError)


def test_include_raw_gives_the_message_and_the_object() -> None:
    """With the raw answer asked for, message and object come together, without an error."""
    model = ScriptedChatModel(answers=[AD])
    answer = asyncio.run(model.with_structured_output(Ad, include_raw=True).ainvoke("write"))
    assert isinstance(answer, dict)
    assert (answer["parsed"], answer["parsing_error"]) == (AD, None)
    assert isinstance(answer["raw"], AIMessage)


def test_without_the_raw_answer_a_bad_one_raises() -> None:
    """Broken JSON is not repaired in silence."""
    model = ScriptedChatModel(answers=['{"headline": "a"'])
    with pytest.raises(ValidationError, match="Invalid JSON"):
        model.with_structured_output(Ad).invoke("write")


def test_a_bound_response_format_is_a_schema_too() -> None:
    """A raw schema sent beside the typed path is seen as the schema that it is."""
    model = ScriptedChatModel(answers={"Ad": AD})
    form = {"type": "json_schema", "json_schema": {"name": "Ad", "schema": {"type": "object"}}}
    model.bind(extra_body={"response_format": form}).invoke("write")
    assert model.requests[0].schema == {"title": "Ad", "type": "object"}


def test_failures_come_on_order() -> None:
    """A scripted exception is raised in its turn, and the request is recorded."""
    model = ScriptedChatModel(answers=[ModelRateLimitError("slow down"), TimeoutError, "ok"])
    with pytest.raises(ModelRateLimitError, match="slow down"):
        model.invoke("a")
    with pytest.raises(TimeoutError, match=r"^$"):
        asyncio.run(model.ainvoke("b"))
    assert model.invoke("c").text == "ok"
    assert [request.prompt for request in model.requests] == ["a", "b", "c"]


def test_one_call_too_many_says_which() -> None:
    """A call that nobody scripted fails with the number of calls and answers."""
    model = ScriptedChatModel(answers=["a"])
    model.invoke("first")
    with pytest.raises(ScriptError, match=r"asked for call 2, 1 answers were scripted; .*text"):
        model.invoke("second")


def test_each_agent_has_its_queue() -> None:
    """A mapping answers by schema title or by a word of the system message."""
    model = ScriptedChatModel(answers={"Note": [Note(text="n")], "copywriter": ["one", "two"]})
    say = [("system", "You are a Copywriter."), ("human", "go")]
    assert model.invoke(say).text == "one"
    assert model.with_structured_output(Note).invoke(say) == Note(text="n")
    assert model.invoke(say).text == "two"


def test_a_value_that_is_no_list_answers_every_call() -> None:
    """In a mapping, one answer alone is given again and again."""
    model = ScriptedChatModel(answers={"Ad": AD})
    asked = model.with_structured_output(Ad)
    assert [asked.invoke("x"), asked.invoke("y")] == [AD, AD]


def test_an_unscripted_agent_is_named() -> None:
    """A call that no key matches names the schema and the keys."""
    model = ScriptedChatModel(answers={"Note": [], "copywriter": []})
    with pytest.raises(ScriptError, match="schema 'Ad'; the script has answers for 'Note'"):
        model.with_structured_output(Ad).invoke("write")


def test_a_key_matches_whole_words_only() -> None:
    """The key "ad" does not match the word "add"."""
    model = ScriptedChatModel(answers={"ad": ["x"]})
    with pytest.raises(ScriptError, match="nothing is scripted"):
        model.invoke([("system", "add two numbers"), ("human", "go")])


def test_a_callable_sees_the_question() -> None:
    """A callable gets the messages and the schema, and gives any kind of answer."""

    def answer(messages: list[BaseMessage], schema: JsonSchema | None) -> Ad:
        assert schema is not None
        return Ad(headline=f"{schema['title']}: {messages[-1].text}")

    model = ScriptedChatModel(answers=answer)
    assert model.with_structured_output(Ad).invoke("vélo") == Ad(headline="Ad: vélo")


def test_a_callable_in_a_queue_takes_one_turn() -> None:
    """A callable between two answers is called in its turn."""
    model = ScriptedChatModel(answers=["a", lambda messages, _: messages[-1].text.upper(), "c"])
    assert [model.invoke(word).text for word in ("x", "y", "z")] == ["a", "Y", "c"]


def test_the_config_is_recorded() -> None:
    """Tags, metadata and options of the caller stand in the record."""
    model = ScriptedChatModel(answers=["a"])
    config = {"tags": ["copywriter"], "metadata": {"run_id": "r1"}}
    model.bind(temperature=0.2).invoke("go", config)  # type: ignore[arg-type]
    request = model.requests[0]
    assert "copywriter" in request.tags
    assert request.metadata["run_id"] == "r1"
    assert request.options["temperature"] == 0.2


def test_usage_is_estimated() -> None:
    """Every answer carries tokens, a quarter of the characters, and its model."""
    message = ScriptedChatModel(answers=["four" * 5], model_name="demo").invoke("a" * 40)
    assert message.usage_metadata is not None
    assert message.usage_metadata["input_tokens"] == 10
    assert message.usage_metadata["output_tokens"] == 5
    assert message.response_metadata == {"finish_reason": "stop", "model_name": "demo"}


def test_a_cut_answer_says_so() -> None:
    """A cut answer is short and has the finish reason of one."""
    message = ScriptedChatModel(answers=[cut(AD, at=5)]).invoke("go")
    assert message.text == '{"hea'
    assert message.response_metadata["finish_reason"] == "length"


def test_a_refusal_has_no_text() -> None:
    """A refusal looks as it does from OpenAI's API."""
    message = ScriptedChatModel(answers=[refused("Non.")]).invoke("go")
    assert (message.text, message.additional_kwargs["refusal"]) == ("", "Non.")


def test_an_answer_that_no_model_could_say_is_refused() -> None:
    """A number is not an answer, and the error says what is."""
    with pytest.raises(TypeError, match="42 is no answer; script a pydantic object"):
        ScriptedChatModel(answers=[42]).invoke("go")


def test_streaming_gives_the_words_and_the_usage() -> None:
    """The chunks add up to the answer, and the last one carries the usage."""
    model = ScriptedChatModel(answers=["un deux trois"])
    chunks = list(model.stream("go"))
    whole = chunks[0] + chunks[1] + chunks[2]
    assert [chunk.text for chunk in chunks[:3]] == ["un ", "deux ", "trois"]
    assert whole.text == "un deux trois"
    assert chunks[2].usage_metadata is not None


def test_async_streaming_gives_the_same() -> None:
    """Async chunks add up to the answer too."""

    async def collect(model: ScriptedChatModel) -> str:
        return "".join([chunk.text async for chunk in model.astream("go")])

    assert asyncio.run(collect(ScriptedChatModel(answers=["un deux trois"]))) == "un deux trois"


def test_tools_can_be_called() -> None:
    """A scripted message with tool calls passes through, and the tools are recorded."""

    @tool
    def look_up(word: str) -> str:
        """Look a word up."""
        return word

    call = {"name": "look_up", "args": {"word": "vélo"}, "id": "1"}
    model = ScriptedChatModel(answers=[AIMessage(content="", tool_calls=[call])])
    message = model.bind_tools([look_up]).invoke([HumanMessage("go")])
    assert message.tool_calls[0]["args"] == {"word": "vélo"}
    assert json.dumps(model.requests[0].options["tools"]).count("look_up") == 1


def test_calls_side_by_side_are_counted() -> None:
    """The most calls under way at one moment are known, so that a cap can be tested."""
    model = ScriptedChatModel(answers=plausible_answers(), latency_seconds=0.02)

    async def fan_out() -> None:
        await asyncio.gather(*(model.ainvoke(str(number)) for number in range(5)))

    asyncio.run(fan_out())
    assert model.max_in_flight == 5
    model.batch(["a", "b"], {"max_concurrency": 1})
    assert len(model.requests) == 7


def test_the_script_is_not_dumped() -> None:
    """The script stays out of what tracing sees of the model."""
    assert "answers" not in ScriptedChatModel(answers=["secret"]).model_dump()
    assert "secret" not in repr(ScriptedChatModel(answers=["secret"]))
