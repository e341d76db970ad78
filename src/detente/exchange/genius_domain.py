"""The domain file of a Genius scenario: issues, their values, and the agents it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from detente.errors import InvalidInput, NotSupported
from detente.exchange.grid import grid_warning, integer_issue, real_issue
from detente.exchange.limits import MOST_OPTIONS, read_number
from detente.exchange.scenario import Issue

KINDS = ("discrete", "integer", "real")


@dataclass(frozen=True, slots=True)
class Domain:
    """What a domain file says.

    Attributes:
        name: of the root objective; may be empty.
        issues: with their indices, in the order of the file.
        agents: name and profile file of each agent it names; may be empty.
        warnings: what was passed over.
    """

    name: str
    issues: tuple[tuple[int, Issue], ...]
    agents: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]


def read_domain(root: Element, file: str, *, levels: int) -> Domain:
    """Read the root element of a domain file.

    Args:
        root: the ``negotiation_template`` (or bare ``utility_space``) element.
        file: name of the file, for messages.
        levels: points of the grid on which real issues are placed.

    Raises:
        InvalidInput: an issue has no index or no values.
        NotSupported: an issue is of a kind that Genius's additive spaces do not have.
    """
    warnings: list[str] = []
    issues: dict[int, Issue] = {}
    for element in parts_of(root, "issue"):
        index = read_index(element, f"{file}: an issue")
        if index in issues:
            raise InvalidInput(f"{file}: two issues have index {index}")
        issue, notes = _read_issue(element, f"{file}, issue {index}", levels)
        issues[index] = issue
        warnings += notes
    warnings += passed_over(root, file)
    if sum(1 for _ in root.iter("objective")) > 1:
        warnings.append(f"{file}: nested objectives are read as one list of issues, as Genius does")
    objective = next(root.iter("objective"), None)
    agents = tuple((a.get("name", ""), a.get("utility_space", "")) for a in root.iter("agent"))
    name = "" if objective is None else objective.get("name", "").strip()
    return Domain(name, tuple(issues.items()), agents, tuple(warnings))


def parts_of(root: Element, tag: str) -> list[Element]:
    """Return the elements of a kind that stand under the root or under an objective."""
    holders = [root, *root.findall("utility_space"), *root.iter("objective")]
    return [element for holder in holders for element in holder.findall(tag)]


def read_index(element: Element, where: str) -> int:
    """Return the ``index`` of an element.

    Raises:
        InvalidInput: there is none, or it is not a whole number.
    """
    number = read_number(element.get("index"), f"{where}: index")
    if not number.is_integer():
        raise InvalidInput(f"{where}: the index must be a whole number")
    return int(number)


def kind_of(element: Element, where: str) -> str | None:
    """Return the kind that an issue element declares; None where it declares none.

    Raises:
        NotSupported: it declares another one.
    """
    declared = [element.get(key) for key in ("vtype", "type", "etype")]
    given = [kind.strip().lower() for kind in declared if kind]
    for kind in given:
        if kind in KINDS:
            return kind
    if given:
        raise NotSupported(f"{where}: only discrete, integer and real issues can be read")
    return None


def bounds_of(element: Element, where: str) -> tuple[float, float] | None:
    """Return the bounds that an issue element gives, itself or in a ``range``; None without."""
    for holder in (element, element.find("range")):
        if holder is not None and holder.get("lowerbound") is not None:
            low = read_number(holder.get("lowerbound"), f"{where}: lowerbound")
            return low, read_number(holder.get("upperbound"), f"{where}: upperbound")
    return None


_KNOWN = frozenset(
    """
    negotiation_template utility_space agent objective issue item range weight evaluator
    discount_factor reservation
    """.split()
)


def passed_over(root: Element, file: str) -> list[str]:
    """Return a warning for each kind of element that no additive utility depends on."""
    counts = Counter(e.tag for e in root.iter() if e.tag not in _KNOWN)
    return [
        f"{file}: {count} elements '{tag}' were passed over"
        if count > 1
        else f"{file}: an element '{tag}' was passed over"
        for tag, count in sorted(counts.items())
    ]


def _read_issue(element: Element, where: str, levels: int) -> tuple[Issue, list[str]]:
    name = element.get("name", "")
    kind = kind_of(element, where)
    bounds = bounds_of(element, where)
    if kind is None and bounds is not None:
        kind = "integer"
    if kind in (None, "discrete"):
        return _discrete(name, element, where)
    if bounds is None:
        raise InvalidInput(f"{where}: bounds are missing")
    if kind == "integer":
        return integer_issue(name, *bounds, where), []
    issue = real_issue(name, *bounds, levels, where)
    return issue, [grid_warning(issue)]


def _discrete(name: str, element: Element, where: str) -> tuple[Issue, list[str]]:
    values = list(_values(element, where))
    unique = tuple(dict.fromkeys(values))
    if not unique:
        raise InvalidInput(f"{where}: there are no items")
    if len(unique) > MOST_OPTIONS:
        raise NotSupported(f"{where}: {len(unique):,} items; {MOST_OPTIONS:,} are the most")
    notes = []
    if len(unique) < len(values):
        notes.append(f"{where}: a value stands there more than once; it is one option")
    if any(_described(item) for item in element.findall("item")):
        notes.append(f"{where}: descriptions and costs of items are not kept")
    return Issue(name, unique), notes


def _values(element: Element, where: str) -> Iterator[str]:
    for item in element.findall("item"):
        value = item.get("value")
        if value is None:
            raise InvalidInput(f"{where}: an item has no value")
        yield value


def _described(item: Element) -> bool:
    described = item.get("description", "") not in ("", item.get("value"))
    return described or item.get("cost", "") not in ("", "0", "0.0")
