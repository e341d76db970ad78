"""What is scored: every model, and the variants of it that the field uses under a name."""

from __future__ import annotations

from detente.forecast.models import Parameters

ASKED: dict[str, tuple[str, Parameters]] = {
    "mean": ("mean", {}),
    "mean, unweighted": ("mean", {"weighting": "none"}),
    "mean, salience": ("mean", {"weighting": "salience"}),
    "mean, capability": ("mean", {"weighting": "capability"}),
    "median": ("median", {}),
    "median, unweighted": ("median", {"weighting": "none"}),
    "median, salience": ("median", {"weighting": "salience"}),
    "nash": ("nash", {}),
    "nash, absolute loss": ("nash", {"loss": "absolute"}),
    "nash, reference and cost 1": ("nash", {"disagreement": "reference", "failure_cost": 1.0}),
    "nash, reference": ("nash", {"disagreement": "reference", "failure_cost": 0.0}),
    "election": ("election", {}),
    "election, conditional": ("election", {"solver": "conditional"}),
    "election, markov-incentive": ("election", {"solver": "markov-incentive"}),
    "election, square": ("election", {"victory": "square"}),
    "election, all positions": ("election", {"options": "all"}),
    "challenge": ("challenge", {}),
    "challenge, 5 rounds": ("challenge", {"rounds": 5}),
    "challenge, scholz-code": ("challenge", {"variant": "scholz-code"}),
    "challenge, scholz-code, 5 rounds": ("challenge", {"variant": "scholz-code", "rounds": 5}),
    "spatial": ("spatial", {}),
    "spatial, 1 turn": ("spatial", {"max_turns": 1}),
    "spatial, markov-incentive": ("spatial", {"solver": "markov-incentive"}),
    "spatial, weighted bargaining": ("spatial", {"bargaining": "weighted"}),
    "spatial, median": ("spatial", {"read": "median"}),
    "exchange": ("exchange", {}),
    "exchange, 3 rounds": ("exchange", {"rounds": 3}),
}
"""Name to model and parameters."""
