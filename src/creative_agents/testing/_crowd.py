"""How many are under way at one moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Crowd:
    """Counts who is inside, and the most there ever were."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0
        self.most = 0

    @contextmanager
    def joined(self) -> Iterator[None]:
        """Be counted while the block runs."""
        with self._lock:
            self._inside += 1
            self.most = max(self.most, self._inside)
        try:
            yield
        finally:
            with self._lock:
                self._inside -= 1
