"""States as sets of options that are taken: which are feasible, and how they are numbered.

The code of a state is the sum of 2^i over the options i that are taken, the first option in the
lowest bit. States are numbered from 1 by rank among the feasible codes, as GMCR+ does; engines use
the same order from 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput, NotSupported
from detente.stability.graph.arcs import MAX_STATES as MOST_STATES
from detente.stability.graph.arguments import check_list, check_name, check_text, check_whole
from detente.stability.graph.expressions import (
    Codes,
    Expression,
    check_expressions,
    evaluate,
    options_in,
)

Ints = npt.NDArray[np.int32]
Direction = Literal["both", "take", "drop"]
MAX_OPTIONS = 62
"""Options at most: codes are 64-bit integers."""
MAX_STATES = 1 << 22
"""Partial and complete states kept at most while feasible ones are listed."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that one decision maker can do or leave.

    Attributes:
        id: as expressions name it; never empty.
        owner: index of the decision maker that controls it.
        direction: ``both``; ``take``: once taken never left (N→Y); ``drop``: once left never
            taken again (Y→N).
    """

    id: str
    owner: int
    direction: Direction = "both"


@dataclass(frozen=True, eq=False, slots=True)
class States:
    """The states of a model.

    Attributes:
        codes: shape (states,), the code of each, ascending; of a coalesced state that of its last
            member. Without options: 0, 1, ….
        options: what the bits of the codes mean; empty for an explicit graph.
        feasible: shape (codes,), every feasible code, ascending.
        state_of: shape (codes,), the state that each feasible code belongs to.
        labels: shape (states,), names; empty where there are none.
    """

    codes: Codes
    options: tuple[Option, ...]
    feasible: Codes
    state_of: Ints
    labels: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def coalesced(self) -> bool:
        """Whether some state stands for several codes."""
        return len(self.feasible) > len(self.codes)

    def find(self, codes: Codes) -> Ints:
        """Return the state of each code, -1 where it is infeasible."""
        places = np.minimum(np.searchsorted(self.feasible, codes), len(self.feasible) - 1)
        found = self.feasible[places] == codes
        return np.where(found, self.state_of[places], -1).astype(np.int32)

    def agreed(self, values: npt.NDArray[np.generic]) -> int | None:
        """Return the first state whose members differ in ``values``, shape (codes,), or None."""
        last = np.searchsorted(self.feasible, self.codes)
        wrong = np.flatnonzero(values != values[last][self.state_of])
        return int(self.state_of[wrong[0]]) if len(wrong) else None

    def taken(self) -> npt.NDArray[np.int8]:
        """Return which options are taken: 1, or 0, or -1 where members of a state differ.

        The shape is (states, options).
        """
        bits = np.arange(len(self.options))
        found = ((self.codes[:, None] >> bits) & 1).astype(np.int8)
        if self.coalesced:
            members = ((self.feasible[:, None] >> bits) & 1).astype(np.int8)
            code, option = np.nonzero(members != found[self.state_of])
            found[self.state_of[code], option] = -1
        return found

    def letters(self, state: int) -> str:
        """Return a state as Y/N letters, first option first; ``-`` where members differ."""
        code = int(self.codes[state])
        differ = 0
        if self.coalesced:
            members = self.feasible[self.state_of == state]
            differ = int(np.bitwise_or.reduce(members ^ code))
        return "".join(
            "-" if differ >> bit & 1 else "NY"[code >> bit & 1] for bit in range(len(self.options))
        )


def find_states(
    options: Sequence[Option],
    *,
    infeasible: Sequence[Expression] = (),
    coalesced: Sequence[Expression] = (),
    limit: int = MAX_STATES,
) -> States:
    """List the feasible states.

    Options are decided one after the other, those first that complete infeasible combinations, and
    a partial state is dropped as soon as one is complete in it, so that the work follows the
    feasible states rather than 2^options.

    Args:
        options: in the order of the bits.
        infeasible: a state where any of these holds does not exist.
        coalesced: all states where one of these holds count as one state, numbered by its last
            member; where two overlap, all their states are one.
        limit: (partial) states kept at most.

    Raises:
        InvalidInput: no options, more than 62, an id that is empty or twice, a combination that
            names an option that there is not, or no feasible state.
        NotSupported: more than ``limit`` states.
    """
    _check_options(options)
    check_expressions("infeasible combination", infeasible, n_options=len(options))
    check_expressions("coalesced combination", coalesced, n_options=len(options))
    codes = np.zeros(1, dtype=np.int64)
    for decided, (bit, due) in enumerate(_schedule(len(options), infeasible), start=1):
        codes = np.concatenate((codes, codes | (1 << bit)))
        for rule in due:
            codes = codes[~evaluate(rule, codes)]
            if not len(codes):
                raise _none_feasible(options, infeasible, rule)
        if len(codes) > limit:
            raise NotSupported(
                f"more than {limit:,} (partial) states are left after {decided} options; name more "
                "infeasible combinations"
            )
    return _coalesce(np.sort(codes), tuple(options), coalesced)


def graph_states(count: int, labels: Sequence[str] = ()) -> States:
    """Return the states of an explicit graph, which have no options.

    Raises:
        InvalidInput: there are none, or labels are given and do not fit.
    """
    check_whole("a model has a number of states", count, least=1, most=MOST_STATES)
    check_list("labels", labels)
    if labels and len(labels) != count:
        raise InvalidInput(f"{len(labels)} labels are given for {count} states")
    codes = np.arange(count, dtype=np.int64)
    return States(codes, (), codes, codes.astype(np.int32), tuple(labels))


def _check_options(options: Sequence[Option]) -> None:
    check_list("options", options)
    if not options:
        raise InvalidInput("a model in option form needs at least one option")
    if len(options) > MAX_OPTIONS:
        raise InvalidInput(f"{len(options)} options are too many; {MAX_OPTIONS} is the most")
    owners: dict[str, int] = {}
    for option in options:
        check_text("the id of an option", option.id)
        check_name(f"direction of option {option.id!r}:", option.direction, get_args(Direction))
        check_whole(f"the owner of option {option.id!r} is given by index", option.owner, least=0)
        if option.id in owners:
            same = "twice" if owners[option.id] == option.owner else "by two decision makers"
            raise InvalidInput(f"option {option.id!r} is owned {same}")
        owners[option.id] = option.owner


def _none_feasible(
    options: Sequence[Option], infeasible: Sequence[Expression], last: Expression
) -> InvalidInput:
    """Name the combination that excludes what the others leave."""
    over = ", ".join(options[bit].id for bit in sorted(options_in(last)))
    what = f"over {over}, excludes" if over else "which always holds, excludes"
    return InvalidInput(
        f"no state is feasible: infeasible combination {infeasible.index(last) + 1}, {what} all "
        "that the others leave; narrow it, or one of the others"
    )


def _schedule(count: int, rules: Sequence[Expression]) -> Iterable[tuple[int, list[Expression]]]:
    """Yield the options in the order to decide them in, each with the rules that it completes.

    Next comes the option of the rule that lacks the fewest, and among these the first.
    """
    open_rules = [(rule, set(options_in(rule))) for rule in rules]
    left = list(range(count))
    while left:
        lacking = min((lacks for _, lacks in open_rules if lacks), key=len, default={left[0]})
        bit = min(lacking)
        left.remove(bit)
        for _, lacks in open_rules:
            lacks.discard(bit)
        yield bit, [rule for rule, lacks in open_rules if not lacks]
        open_rules = [(rule, lacks) for rule, lacks in open_rules if lacks]


def _coalesce(codes: Codes, options: tuple[Option, ...], rules: Sequence[Expression]) -> States:
    group = np.arange(len(codes))
    for rule in rules:
        held = np.unique(group[evaluate(rule, codes)])
        if len(held):
            group[np.isin(group, held)] = held.max()
    last, state_of = np.unique(_last_of(group), return_inverse=True)
    return States(codes[last], options, codes, state_of.astype(np.int32))


def _last_of(group: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return, for each code, the place of the last code of its group."""
    last = np.zeros(int(group.max()) + 1, dtype=np.int64)
    np.maximum.at(last, group, np.arange(len(group)))
    return last[group]
