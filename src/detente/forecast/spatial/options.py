"""The options of the Spatial Model of Politics, by their KTAB names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from detente.forecast.arguments import choice, need
from detente.forecast.election import Solver, VictoryLaw, VotingRule

RiskShare = Literal["none", "one-third", "half", "two-thirds", "full"]
RiskRange = Literal["min", "mid", "max"]
Commitment = Literal["none", "semi", "full"]
Interpolation = Literal["s1p1", "s2p2", "s2pmax"]
Bargaining = Literal["initiator", "both", "weighted"]
Transition = Literal["deterministic", "stochastic"]

SHARES: dict[RiskShare, float] = {
    "none": 0.0,
    "one-third": 1 / 3,
    "half": 0.5,
    "two-thirds": 2 / 3,
    "full": 1.0,
}
"""The share θ of an actor's own risk attitude in what others see of it (BigRAdjust)."""


@dataclass(frozen=True, slots=True)
class SpatialOptions:
    """How a run goes; the defaults are KTAB's.

    Attributes:
        voting: how differences of utility become votes (VotingRule).
        victory: how strength becomes a chance of winning (VictoryProbModel).
        solver: how pairwise contests are drawn together (PCEModel).
        risk_share: what others see of an actor's risk attitude (BigRAdjust).
        risk_range: range of risk attitudes: 0 to 1, -½ to 1 or -1 to 1 (BigRRange).
        third_parties: what third parties commit in a challenge (ThirdPartyCommit); under ``none``
            and ``full`` they never act, for both their prospects are the same.
        interpolation: how two positions are drawn together (InterVecBrgn).
        bargaining: whose estimate of the odds counts (BargnModel: InitOnlyInterp, InitRcvrInterp,
            PWCompInterp).
        transition: take the likeliest bargain, or draw one by its probability (StateTransitions).
        compatible: whether to repeat KTAB's faults. Under ``both`` and ``weighted`` it takes the
            receiver's gain for a probability, and the initiator's capability for both weights. The
            first of what ties is taken, halves are rounded up, Markov solvers stop early, floors
            under votes count in the unit of capability, and all actors draw from one random stream.
            (KTAB also stops with an error where a utility leaves its range, as
            ``risk_share="full"`` and issues with positions at 0 and 100 alone make it do; this runs
            on.)

    Without ``compatible`` no result depends on the order of actors or on the unit of capability,
    and turning the scale turns it, to 1e-6: an actor makes all of its best challenges where several
    tie, and goes an equal part of the way of each bargain that ties for the likeliest. Two things
    are exempt from turning: ``asym-prospect``, whose votes count by the order of options (here that
    of their numbers), and the draws of ``stochastic``.
    """

    voting: VotingRule = "prop"
    victory: VictoryLaw = "linear"
    solver: Solver = "conditional"
    risk_share: RiskShare = "one-third"
    risk_range: RiskRange = "mid"
    third_parties: Commitment = "semi"
    interpolation: Interpolation = "s2p2"
    bargaining: Bargaining = "initiator"
    transition: Transition = "deterministic"
    compatible: bool = False

    def __post_init__(self) -> None:
        """Refuse words that are no option."""
        for name, allowed in WORDS.items():
            choice(getattr(self, name), allowed, name)
        need(self.compatible, bool, "a truth value for compatible")


WORDS: dict[str, tuple[str, ...]] = {
    "voting": get_args(VotingRule),
    "victory": get_args(VictoryLaw),
    "solver": get_args(Solver),
    "risk_share": get_args(RiskShare),
    "risk_range": get_args(RiskRange),
    "third_parties": get_args(Commitment),
    "interpolation": get_args(Interpolation),
    "bargaining": get_args(Bargaining),
    "transition": get_args(Transition),
}
"""The words that options may take."""
