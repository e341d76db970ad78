"""Read the ``.gmcr`` files of GMCR+ (gmcr-py), which are JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from detente.errors import InvalidInput, NotSupported
from detente.exchange.gmcr_conditions import read_conditions, read_index
from detente.exchange.graph_scenario import DecisionMaker, GraphOption, GraphScenario
from detente.exchange.json_safe import parse_json
from detente.exchange.limits import MOST_PARTIES, digest, read_limited
from detente.exchange.wording import printable
from detente.stability.graph.states import MAX_OPTIONS, Direction

DIRECTIONS: Mapping[str, Direction] = {"both": "both", "fwd": "take", "back": "drop"}
RANKINGS = ("preferenceRanking", "preferenceVector")
MANUAL = (
    "useManualPreferenceRanking",
    "useManualPreferenceRankings",
    "useManualPreferenceVector",
    "useManualPreferenceVectors",
)
_KNOWN = {
    "options",
    "decisionMakers",
    "infeasibles",
    "coalitions",
    "coalitionsFull",
    "program",
    "version",
    "nodes",
    *MANUAL,
}
_KNOWN_OF_ONE = {"name", "options", "preferences", "misperceptions", "payoffs", *RANKINGS}
_PICKLE = re.compile(rb"\x80|c[\w.]+\n\w+\n|\([cdilt(]|[\]}]q")


def read_gmcr(path: str | Path) -> GraphScenario:
    """Read a file of GMCR+, of the present format or of an earlier one.

    Options are grouped by decision maker, as GMCR+ itself does on loading, so that states have the
    numbers that it shows.

    Args:
        path: the file.

    Raises:
        InvalidInput: the file is not there, is no JSON (a pickle of the first versions is named as
            one, and never opened as one), or contradicts itself; the message says which record.
        NotSupported: more than 62 options or 100 decision makers.
    """
    place = Path(path)
    data = read_limited(place)
    return scenario_of_gmcr(parse_gmcr(data, place.name), place.name, digest(data))


def parse_gmcr(data: bytes, file: str) -> Any:
    """Return the contents of a file as plain data.

    Raises:
        InvalidInput: it is a pickle, or no JSON that is read.
    """
    if _PICKLE.match(data):
        raise InvalidInput(
            f"{file}: a Python pickle, as the first versions of GMCR+ saved; opening one would run"
            " whatever program it holds, so it is refused. Open it in a GMCR+ that still reads it,"
            " and save it there as JSON"
        )
    return parse_json(data, file)


def scenario_of_gmcr(told: object, file: str, sha256: str = "") -> GraphScenario:
    """Return what the contents of a file say.

    Args:
        told: as :func:`parse_gmcr` gives it.
        file: its name, for messages.
        sha256: of its bytes.

    Raises:
        InvalidInput, NotSupported: as :func:`read_gmcr`.
    """
    if not isinstance(told, dict) or not {"options", "decisionMakers"} <= told.keys():
        raise InvalidInput(f'{file}: no file of GMCR+: "options" and "decisionMakers" are missing')
    options = _records(told, "options", file, MAX_OPTIONS)
    makers = _records(told, "decisionMakers", file, MOST_PARTIES)
    if not options or not makers:
        raise InvalidInput(f"{file}: there is no {'decision maker' if options else 'option'}")
    owners = _owners(makers, options, file)
    bits = [list(owners).index(option) for option in range(len(options))]
    rows = [
        _decision_maker(told, bits, f"{file}, decision maker {number}")
        for number, told in enumerate(makers, start=1)
    ]
    warnings = [*_unknown_keys(told, makers, file), *_about_order(bits, file)]
    by_ranking = _by_ranking(told, rows, file, warnings)
    _about_misperceptions(rows, file, warnings)
    _about_silence(rows, file, warnings, by_ranking=by_ranking)
    return GraphScenario(
        printable(Path(file).stem or file),
        tuple(rows),
        tuple(_option(options[option], option, owners[option], file) for option in owners),
        read_conditions(told.get("infeasibles", []), bits, f"{file}, infeasibles"),
        by_ranking,
        _coalitions(told.get("coalitions"), len(makers), file, warnings),
        tuple(warnings),
        {file: sha256} if sha256 else {},
    )


def _records(told: Mapping[str, Any], key: str, file: str, most: int) -> list[dict[str, Any]]:
    listed = told[key]
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise InvalidInput(f'{file}: "{key}" is a list of objects')
    if len(listed) > most:
        raise NotSupported(f"{file}: {len(listed):,} {key}; at most {most} are read")
    for number, item in enumerate(listed):
        if not isinstance(item.get("name"), str):
            raise InvalidInput(f'{file}: entry {number} of "{key}" has no name')
    return [{**item, "name": printable(item["name"])} for item in listed]


def _owners(
    makers: list[dict[str, Any]], options: list[dict[str, Any]], file: str
) -> dict[int, int]:
    """Return the decision maker of each option, by the option's place, grouped by owner."""
    owners: dict[int, int] = {}
    for place, maker in enumerate(makers):
        where = f"{file}, decision maker {place + 1} ({maker['name']}): its options"
        if not isinstance(maker.get("options"), list):
            raise InvalidInput(f"{where} are a list of numbers")
        for given in maker["options"]:
            option = read_index(given, len(options), where)
            if option in owners:
                first = makers[owners[option]]["name"]
                twice = "twice" if owners[option] == place else f"and by {first} too"
                name = options[option]["name"]
                raise InvalidInput(f"{where}: option {option} ({name}) is owned here {twice}")
            owners[option] = place
    free = [k for k in range(len(options)) if k not in owners]
    if free:
        raise InvalidInput(
            f"{file}: option {free[0]} ({options[free[0]]['name']}) is owned by no decision maker"
        )
    return owners


def _option(given: dict[str, Any], number: int, owner: int, file: str) -> GraphOption:
    direction = given.get("permittedDirection", "both")
    if not isinstance(direction, str) or direction not in DIRECTIONS:
        raise InvalidInput(
            f'{file}, option {number}: permittedDirection is "both", "fwd" or "back"'
        )
    return GraphOption(given["name"], owner, DIRECTIONS[direction])


def _decision_maker(told: dict[str, Any], bits: list[int], where: str) -> DecisionMaker:
    where = f"{where} ({told['name']})"
    rankings = [told[key] for key in RANKINGS if told.get(key) is not None]
    payoffs = told.get("payoffs")
    listed = payoffs if isinstance(payoffs, list) else []
    return DecisionMaker(
        told["name"],
        read_conditions(told.get("preferences", []), bits, f"{where}, preferences"),
        tuple(_groups(rankings[0], f"{where}, {RANKINGS[0]}")) if rankings else None,
        tuple(_payoff(payoff, where) for payoff in listed),
        read_conditions(told.get("misperceptions", []), bits, f"{where}, misperceptions"),
    )


def _payoff(given: object, where: str) -> float:
    if not isinstance(given, int | float) or isinstance(given, bool):
        raise InvalidInput(f"{where}, payoffs: a number is needed here")
    return given


def _groups(given: object, where: str) -> Iterator[tuple[int, ...]]:
    if not isinstance(given, list):
        raise InvalidInput(f"{where}: a list of state numbers, best first, is needed here")
    for group in given:
        states = group if isinstance(group, list) else [group]
        for state in states:
            if not isinstance(state, int) or isinstance(state, bool) or state < 1:
                raise InvalidInput(
                    f"{where}: states are numbers from 1, and a list inside the list is a tie"
                )
        if states:
            yield tuple(states)


def _by_ranking(
    told: Mapping[str, Any], rows: list[DecisionMaker], file: str, warnings: list[str]
) -> bool:
    given = [told[key] for key in MANUAL if key in told]
    if any(not isinstance(flag, bool) for flag in given):
        raise InvalidInput(f"{file}: {MANUAL[0]} is true or false")
    if given:
        return bool(given[0])
    manual = all(row.ranking is not None for row in rows) and not any(r.statements for r in rows)
    which = "rankings" if manual else "statements"
    warnings.append(f"{file}: says not whether statements or rankings count; {which} do")
    return manual


def _coalitions(
    given: object, count: int, file: str, warnings: list[str]
) -> tuple[tuple[int, ...], ...]:
    if given is None:
        return ()
    if not isinstance(given, list):
        raise InvalidInput(f"{file}: coalitions are a list")
    where = f"{file}, coalitions: members"
    groups = tuple(
        tuple(read_index(k, count, where) for k in (group if isinstance(group, list) else [group]))
        for group in given
    )
    if sorted(k for group in groups for k in group) != list(range(count)):
        warnings.append(f"{file}: coalitions do not name everybody once; left aside, as there")
        return ()
    if all(len(group) == 1 for group in groups):
        return ()
    warnings.append(
        f"{file}: puts decision makers together in coalitions; here each moves for itself, and"
        " coalitions are asked about apart"
    )
    return groups


def _unknown_keys(told: Mapping[str, Any], makers: list[dict[str, Any]], file: str) -> list[str]:
    unknown = sorted({key for key in told if key not in _KNOWN})
    unknown += sorted({key for maker in makers for key in maker if key not in _KNOWN_OF_ONE})
    shown = ", ".join(f"'{printable(key[:40])}'" for key in unknown[:5]) + (
        " …" if len(unknown) > 5 else ""
    )
    return [f"{file}: passed over, as it is not known here: {shown}"] if unknown else []


def _about_order(bits: list[int], file: str) -> list[str]:
    if bits == sorted(bits):
        return []
    return [f"{file}: options are grouped by decision maker, as GMCR+ does; states are numbered so"]


def _about_misperceptions(rows: list[DecisionMaker], file: str, warnings: list[str]) -> None:
    blind = [row.name for row in rows if row.misperceptions]
    if blind:
        warnings.append(
            f"{file}: misperceptions ({', '.join(blind)}) are not analysed: everybody sees all"
            " states here, so verdicts can differ from those of GMCR+"
        )


def _about_silence(
    rows: list[DecisionMaker], file: str, warnings: list[str], *, by_ranking: bool
) -> None:
    silent = [row.name for row in rows if not row.statements]
    if silent and not by_ranking:
        warnings.append(f"{file}: no preferences of {', '.join(silent)}: all states are alike")
