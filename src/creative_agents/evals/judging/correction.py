"""The pass rate that a judge with known errors stands for."""

from math import sqrt
from statistics import NormalDist

from creative_agents.errors import InputError
from creative_agents.evals.judging.calibration import Calibration
from creative_agents.evals.statistics.intervals import LEVEL, Interval


def corrected_rate(
    passed: int, n: int, calibration: Calibration, *, level: float = LEVEL
) -> Interval:
    """Correct a pass rate for the judge's errors.

    Rogan and Gladen's estimator (American Journal of Epidemiology 107, 1978), with the interval
    of Lang and Reiczigel (Preventive Veterinary Medicine 113, 2014), which counts the calibration's
    own uncertainty in.

    Args:
        passed: Outputs that the judge passes.
        n: Outputs that it judged.
        calibration: What it is worth.
        level: How often the interval must hold the truth.

    Raises:
        InputError: The judge is no better than chance, or was not measured.
    """
    hits, alarms = calibration.true_positive, calibration.false_positive
    if hits is None or alarms is None or hits <= alarms or n < 1:
        raise InputError(
            "a pass rate cannot be corrected by a judge that was not measured, or that is no "
            "better than chance"
        )
    z = NormalDist().inv_cdf((1 + level) / 2)
    seen = (n * passed / n + z**2 / 2) / (n + z**2)
    sees = (calibration.good * hits + 1) / (calibration.good + 2)
    spares = (calibration.bad * (1 - alarms) + 1) / (calibration.bad + 2)
    youden = sees + spares - 1
    share = (seen + spares - 1) / youden
    variance = (
        seen * (1 - seen) / (n + z**2)
        + share**2 * sees * (1 - sees) / (calibration.good + 2)
        + (1 - share) ** 2 * spares * (1 - spares) / (calibration.bad + 2)
    )
    shift = (
        2
        * z**2
        * (
            share * sees * (1 - sees) / (calibration.good + 2)
            - (1 - share) * spares * (1 - spares) / (calibration.bad + 2)
        )
    )
    half = z * sqrt(variance) / youden
    estimate = (passed / n - alarms) / (hits - alarms)
    return Interval(
        _share(estimate), _share(share + shift - half), _share(share + shift + half), n, level
    )


def _share(value: float) -> float:
    return min(max(value, 0.0), 1.0)
