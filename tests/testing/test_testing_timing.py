from hypothesis import given
from hypothesis import strategies as st

from creative_agents.testing.server.timing import timing_of

SPANS = st.lists(
    st.tuples(st.integers(0, 50), st.integers(1, 20)).map(
        lambda span: (float(span[0]), float(span[0] + span[1]))
    ),
    min_size=1,
    max_size=8,
)


def longest_by_hand(spans: list[tuple[float, float]]) -> float:
    """Try every chain."""

    def after(moment: float) -> float:
        return max((end - start + after(end) for start, end in spans if start >= moment), default=0)

    return after(0.0)


def test_calls_side_by_side_count_once() -> None:
    """One call, three at once and one more make a chain of three."""
    timing = timing_of([(0, 5), (5.1, 10), (5.1, 9), (5.2, 10.5), (11, 16)])
    assert timing.chain == 3
    assert timing.critical_path_seconds == 5 + (10.5 - 5.2) + 5


def test_waiting_is_not_on_the_path() -> None:
    """Time without a call lengthens the span and not the path."""
    timing = timing_of([(0, 1), (100, 101)])
    assert (timing.critical_path_seconds, timing.busy_seconds, timing.span_seconds) == (2, 2, 101)


def test_busy_time_counts_each_moment_once() -> None:
    """Calls that overlap are under way together."""
    assert timing_of([(0, 10), (2, 4), (8, 12)]).busy_seconds == 12


@given(SPANS)
def test_no_chain_is_longer(spans: list[tuple[float, float]]) -> None:
    """The path is the longest of all chains, and never longer than the busy time."""
    timing = timing_of(spans)
    assert timing.critical_path_seconds == longest_by_hand(spans)
    assert timing.critical_path_seconds <= timing.busy_seconds <= timing.span_seconds
