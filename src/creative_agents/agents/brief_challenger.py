"""The strategist's first act: to challenge the brief before any work starts."""

from datetime import date
from typing import Final

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable

from creative_agents.brands.digest import brand_digest, brief_digest
from creative_agents.brands.holes import holes
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief, Challenge
from creative_agents.llm.profile import profile_of
from creative_agents.llm.prompt import Block, Prompt
from creative_agents.llm.runnable import async_runnable
from creative_agents.llm.structured import Request, structured_agent

NAME: Final = "brief_challenger"

PROMPT: Final[dict[Language, str]] = {
    "en": """\
You are the strategist of a creative department. Before any work starts you read the brief as a \
senior planner does: what is missing, what contradicts itself, what the work would have to assume.

- Restate the brief in one sentence: who must do what, because of what.
- Name what is missing and what contradicts itself. An empty list is a good answer.
- Ask at most five questions, the one that changes the work most first. None is fine.
- Each question can be answered in one line and says what its answer changes.
- Ask nothing that the brand's memory already answers.
- A question blocks only when no sensible assumption lets the work start: two objectives that \
exclude each other, a promise that the brand cannot keep, something illegal. A missing number \
never blocks.
- Say, for each question, what you will assume if nobody answers.""",
    "fr": """\
Vous êtes planneur stratégique dans un département de création. Avant tout travail, vous lisez le \
brief comme un planneur expérimenté : ce qui manque, ce qui se contredit, ce que le travail devrait \
supposer.

- Reformulez le brief en une phrase : qui doit faire quoi, à cause de quoi.
- Nommez ce qui manque et ce qui se contredit. Une liste vide est une bonne réponse.
- Posez cinq questions au plus, d'abord celle qui change le plus le travail. Aucune, c'est possible.
- On répond à chaque question en une ligne, et elle dit ce que sa réponse change.
- Ne demandez rien que la mémoire de la marque sache déjà.
- Une question ne bloque que si aucune hypothèse raisonnable ne permet de commencer : deux \
objectifs qui s'excluent, une promesse que la marque ne peut pas tenir, quelque chose d'illégal. \
Un chiffre manquant ne bloque jamais.
- Dites, pour chaque question, ce que vous supposerez si personne ne répond.""",
}

TASK: Final[dict[Language, str]] = {
    "en": "Challenge the brief. The questions that a rule already found are under holes: keep "
    "those that matter.",
    "fr": "Challengez le brief. Les questions déjà trouvées par règle sont sous holes : gardez "
    "celles qui comptent.",
}


class ChallengeRequest(Request):
    """A brief to challenge."""

    brief: Brief
    """What was asked."""
    brand: Brand
    """For whom."""
    on: date
    """The day on which the work starts."""


def create_brief_challenger(model: BaseChatModel) -> Runnable[ChallengeRequest, Challenge]:
    """Make the agent that reads a brief for its holes and contradictions.

    A small model does not read between the lines, so with one the rules alone speak.

    Args:
        model: Any chat model.

    Returns:
        A Runnable from a request to a `Challenge` in the brief's language.
    """
    if profile_of(model).kind == "small":
        return async_runnable(_by_rule, name=NAME)
    return structured_agent(model, name=NAME, render=_render, output=Challenge, temperature=0.2)


def _render(request: ChallengeRequest) -> Prompt:
    found = holes(request.brief, request.brand, on=request.on)
    return Prompt(
        instructions=PROMPT[request.language],
        data=(
            Block("brand", brand_digest(request.brand, request.brief, on=request.on)),
            Block("brief", brief_digest(request.brief)),
            Block("holes", "\n".join(item.question for item in found)),
        ),
        task=TASK[request.language],
    )


async def _by_rule(request: ChallengeRequest) -> Challenge:
    found = holes(request.brief, request.brand, on=request.on)
    return Challenge(
        restated=request.brief.objective,
        missing=tuple(item.question for item in found),
        questions=found,
    )
