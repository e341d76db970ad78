"""What a ``.gmcr`` file means, worked out state by state with nothing but its definition.

An independent second reading: decimals of states from the options, ordered numbers from those that
no infeasible condition matches, payoffs as the sum of 2^(k - j) over the statements that hold, or
places of the manual ranking.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

State = dict[int, str]
"""Y or N of each option, by its index in the file."""


class GmcrFile:
    """A file, with its states in the order of their numbers.

    Attributes:
        order: indices of the options, first owner first; the place is the bit.
        states: feasible states, by number less one.
    """

    def __init__(self, path: Path) -> None:
        self.told: dict[str, Any] = json.loads(path.read_text("ascii"))
        self.order = [k for maker in self.told["decisionMakers"] for k in maker["options"]]
        every = (
            dict(zip(self.order, reversed(letters), strict=True))
            for letters in itertools.product("NY", repeat=len(self.order))
        )
        infeasible = self.told["infeasibles"]
        self.states: list[State] = [
            state for state in every if not any(holds(rule, state) for rule in infeasible)
        ]

    def decimals(self) -> list[int]:
        """Return the decimal of each state."""
        return [
            sum(2**bit for bit, option in enumerate(self.order) if state[option] == "Y")
            for state in self.states
        ]

    def payoffs(self, place: int) -> list[int]:
        """Return a number for each state, higher for preferred ones."""
        maker = self.told["decisionMakers"][place]
        if not self.told["useManualPreferenceRanking"]:
            statements = maker["preferences"]
            worth = [2 ** (len(statements) - j) for j in range(1, len(statements) + 1)]
            return [
                sum(w for w, rule in zip(worth, statements, strict=True) if holds(rule, state))
                for state in self.states
            ]
        listed = maker["preferenceRanking"]
        groups = [group if isinstance(group, list) else [group] for group in listed]
        return [
            -next(k for k, group in enumerate(groups) if number in group)
            for number in range(1, len(self.states) + 1)
        ]

    def moves(self, place: int) -> set[tuple[int, int]]:
        """Return the moves of a decision maker as pairs of numbers less one."""
        own = set(self.told["decisionMakers"][place]["options"])
        return {
            (s, t)
            for s, before in enumerate(self.states)
            for t, after in enumerate(self.states)
            if s != t and all(self._may(k, before[k], after[k], own) for k in self.order)
        }

    def _may(self, option: int, before: str, after: str, own: set[int]) -> bool:
        if before == after:
            return True
        only = {"both": before, "fwd": "N", "back": "Y"}
        return option in own and before == only[self.told["options"][option]["permittedDirection"]]


def holds(rule: Any, state: State) -> bool:
    """Say whether a condition of a file holds in a state."""
    if isinstance(rule, dict):
        return any(holds(member, state) for member in rule["members"])
    return all(state[option] == letter for option, letter in rule)
