"""The expected-utility (challenge) model in the form of Scholz, Calbert and Smith (2011).

The formulas as printed and the code behind the published table are not the same model; both are
here, as the variants ``printed`` and ``scholz-code``.
"""

from __future__ import annotations

from detente.forecast.challenge.expected import Variant
from detente.forecast.challenge.offers import Offer
from detente.forecast.challenge.rounds import ChallengeRound, ChallengeRun, run_challenge

__all__ = ["ChallengeRound", "ChallengeRun", "Offer", "Variant", "run_challenge"]
