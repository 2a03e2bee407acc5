"""Student's t: how wide an interval is that rests on few pieces."""

from typing import Final

_TABLE: Final = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
)
_AT_LARGE: Final = 1.96


def quantile(freedom: int) -> float:
    """Give the 97.5 % quantile for a number of degrees of freedom, 1 or more.

    From the table up to 20, then by the first terms of its expansion, right to 0.001.
    """
    if freedom <= len(_TABLE):
        return _TABLE[freedom - 1]
    z = _AT_LARGE
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
