"""The gate: the one place that stops a graph for a person.

The node that calls it does nothing else, because LangGraph runs an interrupted node again
from its first line. The answer is typed: a wrong one is refused before it is stored, and
the question still waits.
"""

from langgraph.types import interrupt

from creative_agents.approvals.payload import payload
from creative_agents.approvals.question import Question
from creative_agents.domain.approval import Answer


def request_approval(question: Question, *, refused: str = "") -> Answer:
    """Stop the graph until somebody answers.

    Args:
        question: What is asked; it stands in the book before this is called.
        refused: Why the last answer could not be taken, for the screen to say so.

    Returns:
        The answer, as it was given to ``Command(resume=...)``.
    """
    return interrupt(payload(question, refused=refused), response_schema=Answer)
