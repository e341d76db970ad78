"""What would turn an inequality: a step that somebody can take, or another number, in closed form.

For each condition the value of a number, or the amount, at which left equals right with all else as
it is. Where the inequality fails it is the least that would make it hold: a guarantee, verification
or a side payment; or another judgement of what fighting costs, which is nobody's step. Where it
holds, it is how far the numbers may be judged otherwise. A payment between the two sides moves
their shares and cannot open an empty range, so side payments come from outside, kept only in peace,
unless said otherwise.

Taken where the margin is least within ranges, a change serves every value in them: what is added is
enough for the least margin, and a number that is set turns the least margin of all others. Only a
bound on what is claimed later does not: what a side could claim beyond it differs with the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping

from detente.stability.commitment.records import Lever, Names, tell

Given = Mapping[str, float]
Levers = tuple[Lever, ...]


def of_range(n: Given, holds: bool, names: Names) -> Levers:
    """Return what closes or opens ``c_A + c_B − (p + r − 1)``, the width of the range.

    A cost on whichever side turns to force moves both ends, so half the width is enough of it.
    """
    width = n["cost_a"] + n["cost_b"] - (n["win_a"] + n["win_b"] - 1)
    if holds:
        if width >= 2 - n["win_a"] - n["win_b"]:
            return _spare_costs(n, width)
        expect = f"expectations of winning that together are more than {tell(width)} higher"
        return (*_spare_costs(n, width), Lever("another judgement", width, None, "", expect))
    gap = -width
    doubt = (
        f"expectations of winning that come down by {tell(gap)} together, through what both can "
        "verify"
    )
    return (
        _cost_on_force(gap),
        Lever("verification", gap, None, "", doubt),
        _paid_in_peace(gap),
    )


def of_first_strike(n: Given, holds: bool, names: Names) -> Levers:
    """Return what turns ``c_A + c_B − (p_f − p_s)``: costs, or the gain from surprise."""
    width = n["cost_a"] + n["cost_b"] - (n["win_a"] + n["win_b"] - 1)
    advantage = n["win_a"] + n["win_b"] - 1
    return _of_strike(n, width, advantage, n["cost_a"] + n["cost_b"], holds)


def of_first_strike_destroyed(n: Given, holds: bool, names: Names) -> Levers:
    """Return what turns ``d − 2f (1 − d)``: ``2f = d/(1 − d)``, ``d = 2f/(1 + 2f)``."""
    d, advantage = n["destroyed"], n["win_a"] + n["win_b"] - 1
    width = d - advantage * (1 - d)
    most = d / (1 - d)
    found = _of_strike({}, width, advantage, most, holds)
    if not holds or advantage <= 0:
        return found
    least = advantage / (1 + advantage)
    spare = f"fighting that destroys less than {tell(least)} instead of {tell(d)}"
    return (Lever("another judgement", d - least, least, "destroyed", spare), *found)


def _of_strike(n: Given, width: float, advantage: float, most: float, holds: bool) -> Levers:
    if holds:
        surprise = (
            f"a first strike that raises the chances of winning by more than {tell(most)} in all "
            f"(now {tell(advantage)})"
        )
        spare = _spare_costs(n, width) if n else ()
        if most >= 1:
            return spare
        return (*spare, Lever("another judgement", max(most - advantage, 0.0), most, "", surprise))
    watch = (
        f"watching that leaves a first strike a gain in the chances of winning of {tell(most)} at "
        f"most (now {tell(advantage)})"
    )
    return (
        _cost_on_force(-width),
        Lever("verification", advantage - most, most, "", watch),
        _paid_in_peace(-width),
    )


def of_offer(n: Given, holds: bool, names: Names) -> Levers:
    """Return what turns ``min((h − c)/2, 1 − p) ≤ l``: h down to ``c + 2l``, or c up to ``h − 2l``.

    Where ``1 − p ≤ l`` the whole pie is accepted for certain, and neither turns it.
    """
    a, b = names
    low, high, cost = n["other_low"], n["other_high"], n["cost"]
    at_high, at_cost = cost + 2 * low, high - 2 * low
    amount = abs(at_high - high)
    if not holds:
        known = (
            f"showing {a} that fighting costs {b} {tell(at_high)} at most, instead of {tell(high)}"
        )
        loss = f"fighting that costs {a} {tell(at_cost)} or more instead of {tell(cost)}"
        paid = f"a payment of {tell(amount)} to {a} from outside that stops if there is war"
        return (
            Lever("verification", amount, at_high, "other_high", known),
            Lever("side payment", amount, None, "", paid),
            Lever("another judgement", amount, at_cost, "cost", loss),
        )
    if 1 - n["win"] <= low:
        return ()
    doubt = f"more than {tell(at_high)} held possible for what fighting costs {b}"
    found = [Lever("another judgement", amount, at_high, "other_high", doubt)]
    if at_cost > 0:
        less = f"fighting that costs {a} less than {tell(at_cost)} instead of {tell(cost)}"
        found.insert(0, Lever("another judgement", amount, at_cost, "cost", less))
    return tuple(found)


def of_shift(n: Given, holds: bool, names: Names) -> Levers:
    """Return what turns ``p₁ + c − δ min(1, p₁ + D + c)``.

    The later share that the declining side can live with is ``(p₁ + c)/δ``; the rise
    ``D = (p₁ + c)(1 − δ)/δ``; the cost ``c = δ min(1, D/(1 − δ)) − p₁``; the payment is the margin.
    """
    before, c, d = 1 - n["win"], n["cost"], n["discount"]
    later = min(before + n["rise"] + c, 1.0)
    bearable = (before + c) / d
    rise = (before + c) * (1 - d) / d
    cost = d * min(1.0, n["rise"] / (1 - d)) - before
    return _of_shift(n, holds, names, later, bearable, rise, ("cost", c, cost))


def of_shift_destroyed(n: Given, holds: bool, names: Names) -> Levers:
    """Return what turns ``d − (1 − d)(δ p₂ − p₁)``.

    With ``s = δ p₂ − p₁``: the loss ``d = s/(1 + s)``; the rise ``D = (d/(1 − d) + p₁)/δ − p₁``;
    the later share that can be lived with is ``(1 − (1 − p₁)(1 − d))/δ``.
    """
    before, d, patience = 1 - n["win"], n["destroyed"], n["discount"]
    after = min(before + n["rise"], 1.0)
    bearable = (1 - (1 - before) * (1 - d)) / patience
    rise = (d / (1 - d) + before) / patience - before
    shift = patience * after - before
    least = shift / (1 + shift) if shift > 0 else 0.0
    return _of_shift(n, holds, names, after * (1 - d), bearable, rise, ("destroyed", d, least))


def _of_shift(
    n: Given,
    holds: bool,
    names: Names,
    later: float,
    bearable: float,
    rise: float,
    loss: tuple[str, float, float],
) -> Levers:
    a, b = names
    number, now, at = loss
    what = f"fighting that costs {b}" if number == "cost" else "fighting that destroys"
    act = "claiming more than {most} later" if number == "cost" else "turning to force later"
    if holds:
        found = []
        if at > 0:
            less = f"{what} less than {tell(at)} instead of {tell(now)}"
            found.append(Lever("another judgement", max(now - at, 0.0), at, number, less))
        if 1 - n["win"] + rise < 1 and bearable < 1:
            faster = f"a rise of {a} by more than {tell(rise)} in one period"
            slack = max(rise - n["rise"], 0.0)
            found.append(Lever("another judgement", slack, rise, "rise", faster))
        return tuple(found)
    breach = later - bearable
    more = f"{what} {tell(at)} or more instead of {tell(now)}"
    return (
        Lever(
            "guarantee",
            breach,
            bearable,
            "",
            f"a cost of at least {tell(breach)} on {a} for {act.format(most=tell(bearable))}: "
            f"{tell(later)}, what it could have so, less the {tell(bearable)} that {b} can live "
            "with",
            everywhere=number != "cost",
        ),
        Lever(
            "verification",
            n["rise"] - rise,
            rise,
            "rise",
            f"limits that keep the rise of {a} to {tell(rise)} or less in one period "
            f"instead of {tell(n['rise'])}",
        ),
        Lever(
            "side payment",
            breach * n["discount"],
            None,
            "",
            f"a payment of {tell(breach * n['discount'])} of all that is at stake to {b} at once, "
            "on top of the first period's share",
        ),
        Lever("another judgement", at - now, at, number, more),
    )


def _cost_on_force(gap: float) -> Lever:
    words = (
        f"a further cost of {tell(gap / 2)} on whichever side turns to force ({tell(gap)} if it "
        "binds only one of the two)"
    )
    return Lever("guarantee", gap / 2, None, "", words)


def _paid_in_peace(gap: float) -> Lever:
    words = f"payments from outside, kept only in peace, of {tell(gap)} in all"
    return Lever("side payment", gap, None, "", words)


def _spare_costs(n: Given, width: float) -> Levers:
    """Return how far costs may fall; nothing where even without them the inequality holds."""
    costs = n["cost_a"] + n["cost_b"]
    if width > costs:
        return ()
    words = f"costs of fighting that are more than {tell(width)} lower in all"
    return (Lever("another judgement", width, None, "", words),)
