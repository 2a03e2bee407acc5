"""Another provider: every agent takes any LangChain chat model.

A public provider's needs one line::

    from langchain_anthropic import ChatAnthropic
    main(ChatAnthropic(model="claude-sonnet-4-5"))

    from langchain.chat_models import init_chat_model
    main(init_chat_model("mistral-large-latest", model_provider="mistralai"))

A model of your own needs one method. It has no structured answers? The schema then stands in
the prompt, and what comes back is checked and asked again like any other answer.
"""

from collections.abc import Callable

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from one_agent import HERE

from creative_agents import load_brand
from creative_agents.agents.synthetic_persona import ReadingRequest, create_synthetic_persona
from creative_agents.channels import load as load_channel
from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.persona import Reaction


class InHouseModel(BaseChatModel):
    """A chat model behind a function: a service of your own, a queue, a colleague."""

    ask: Callable[[str], str]
    """Takes the whole prompt, gives the whole answer."""
    model_name: str = "in-house"
    """What the record calls it."""

    @property
    def _llm_type(self) -> str:
        return "in-house"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: object,
    ) -> ChatResult:
        del stop, run_manager, kwargs
        answer = self.ask("\n\n".join(message.text for message in messages))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(answer))])


def main(model: BaseChatModel) -> Reaction:
    """Have a synthetic persona read a post, on any model.

    Args:
        model: Any chat model.

    Returns:
        What the persona understood, before any opinion.
    """
    margaret = load_brand(HERE / "brands" / "larkwick").audiences[0].personas[0]
    text = "The switch went. The lamp didn’t. £25 for the one in your cupboard."
    post = Asset(channel="x_post", language="en", fields=(AssetField(name="text", text=text),))
    request = ReadingRequest(
        language="en", persona=margaret, asset=post, channel=load_channel("x_post")
    )
    reaction = create_synthetic_persona(model).invoke(request)
    print(f"{margaret.name} understood: {reaction.understood}")
    return reaction


def answer_by_hand(prompt: str) -> str:
    """Ask the person at the keyboard; any function from text to text will do."""
    return input(f"{prompt}\n\nYour answer, as JSON: ")


if __name__ == "__main__":
    main(InHouseModel(ask=answer_by_hand))
