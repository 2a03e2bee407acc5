"""A count with its noun, as a person says it."""


def counted(n: int, one: str, many: str) -> str:
    """Say how many: ``1 pair alike``, ``2 pairs alike``, ``0 pairs alike``."""
    return f"{n} {one if n == 1 else many}"
