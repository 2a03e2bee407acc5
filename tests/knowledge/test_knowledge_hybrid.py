from collections.abc import Callable

from creative_agents.knowledge.base import Passage
from creative_agents.knowledge.hybrid import fuse
from creative_agents.knowledge.words import WordHit


def test_what_both_rankings_like_comes_first(passage: Callable[..., Passage]) -> None:
    """A second place in both beats a first place in one."""
    passages = {key: passage(key, key) for key in "abc"}
    words = [WordHit("c", 9.0, ("x",)), WordHit("b", 1.0, ("y", "z"))]
    found = fuse(["a", "b"], words, passages=passages, limit=5)
    assert [one.passage.id for one in found] == ["b", "a", "c"]
    assert found[0].why == "meaning rank 2; words rank 2 (y, z)"
    assert found[1].why == "meaning rank 1"


def test_the_limit_cuts_and_ties_follow_the_id(passage: Callable[..., Passage]) -> None:
    """Equal scores come in order of id, so that a run can be repeated."""
    passages = {key: passage(key, key) for key in "ab"}
    found = fuse(["b"], [WordHit("a", 1.0, ("x",))], passages=passages, limit=1)
    assert [one.passage.id for one in found] == ["a"]
