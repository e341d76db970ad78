"""The value of an answer where the whole belief is listed: every case with its probability."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.deal.checks import real
from detente.errors import InvalidInput

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def value_of_answer(
    accepted: npt.ArrayLike,
    answers: npt.ArrayLike,
    *,
    probabilities: npt.ArrayLike | None = None,
) -> float:
    """Return what a true answer is worth for the choice of what to table.

    With A[s, x] = 1 where package x is accepted in case s, w the probabilities and φ the answer::

        Σ_φ max_x Σ_{s: φ} w_s A[s, x]  −  max_x Σ_s w_s A[s, x]

    This is the expected value of perfect partial information where φ is a number of the belief, and
    of sample information where it is the answer to a question (Raiffa & Schlaifer 1961, ch. 4).

    Args:
        accepted: shape (cases, packages), truth values or probabilities of acceptance.
        answers: shape (cases,); cases with the same answer cannot be told apart by it.
        probabilities: shape (cases,), summing to 1; default: all the same.

    Returns:
        At least 0; a probability of acceptance gained.

    Raises:
        InvalidInput: shapes that do not fit.
    """
    weighted = _weighted(accepted, probabilities)
    try:
        _, given = np.unique(np.asarray(answers), return_inverse=True)
    except (TypeError, ValueError):
        raise InvalidInput("answers must be numbers or words, of one kind") from None
    if given.shape != weighted.shape[:1]:
        raise InvalidInput("answers need one entry for each case")
    told = sum(weighted[given == answer].sum(axis=0).max() for answer in range(given.max() + 1))
    return max(0.0, float(told - weighted.sum(axis=0).max()))


def value_of_reply(
    accepted: npt.ArrayLike,
    truth: npt.ArrayLike,
    *,
    reliability: float = 1.0,
    probabilities: npt.ArrayLike | None = None,
) -> float:
    """Return what a reply of yes or no is worth that is truthful with a given probability only.

    The joint weight of case s and reply a is ``w_s r`` where a is the truth and ``w_s (1 − r)``
    where it is not; the package is chosen for each reply by Bayes' rule.

    Args:
        accepted, probabilities: as in :func:`value_of_answer`.
        truth: shape (cases,), True where the truth is yes.
        reliability: r, 0.5 (the reply says nothing) to 1 (always truthful).

    Raises:
        InvalidInput: shapes that do not fit, or a reliability outside of 0.5 to 1.
    """
    weighted, r = _weighted(accepted, probabilities), check_reliability(reliability)
    yes = _shares(truth, "truth") > 0
    if yes.shape != weighted.shape[:1]:
        raise InvalidInput("truth needs one entry for each case")
    total, share = weighted.sum(axis=0), weighted[yes].sum(axis=0)
    said_yes = r * share + (1 - r) * (total - share)
    return max(0.0, float(said_yes.max() + (total - said_yes).max() - total.max()))


def value_of_everything(
    accepted: npt.ArrayLike, *, probabilities: npt.ArrayLike | None = None
) -> float:
    """Return the expected value of perfect information: P(some package is accepted) − max_x P(x).

    Args:
        accepted, probabilities: as in :func:`value_of_answer`.

    Raises:
        InvalidInput: shapes that do not fit.
    """
    weighted = _weighted(accepted, probabilities)
    return float(weighted.max(axis=1).sum() - weighted.sum(axis=0).max())


def check_reliability(given: float) -> float:
    """Return a reliability, 0.5 to 1.

    Raises:
        InvalidInput: it is outside of that.
    """
    if not 0.5 <= real(given, "reliability") <= 1:
        raise InvalidInput(
            "the reliability of an answer lies between 0.5 (it says nothing) and 1 (it is truthful)"
        )
    return float(given)


def _weighted(accepted: npt.ArrayLike, probabilities: npt.ArrayLike | None) -> Floats:
    table = _shares(accepted, "accepted")
    if table.ndim != 2 or not table.size:
        raise InvalidInput("accepted needs one row a case and one column a package")
    cases = len(table)
    if probabilities is None:
        return np.asarray(table / cases)
    weights = _shares(probabilities, "probabilities")
    if weights.shape != (cases,) or abs(weights.sum() - 1) > 1e-9:
        raise InvalidInput("probabilities need one entry for each case and add up to 1")
    return np.asarray(table * weights[:, None])


def _shares(given: npt.ArrayLike, name: str) -> Floats:
    """Return numbers from 0 to 1; refuse anything else, text and what is not a number included."""
    try:
        array = np.asarray(given)
        if array.dtype.kind not in "biuf":
            raise ValueError
        shares = array.astype(np.float64)
    except ValueError:
        raise InvalidInput(
            f"{name} must be numbers or truth values, in rows of one length"
        ) from None
    if not ((shares >= 0) & (shares <= 1)).all():
        raise InvalidInput(f"{name} must lie between 0 and 1")
    return shares
