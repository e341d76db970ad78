"""Pareto frontiers of published negotiation scenarios, against those of another program.

The scenarios are those of Genius and ANAC that NegMAS 0.16 ships for its tests; their frontiers
were computed with NegMAS and checked by an independent program. Neither may be part of this
project: the folder is taken from DETENTE_REFERENCE, or beside the checkout, and without it the
tests are skipped.

NegMAS compares floats to the last bit, so that noise in the last digit makes two points of one. Its
frontiers are rounded to nine decimals before they are compared, which explains every difference of
size: see NOISE. It keeps one package of each point; the independent program counted all.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from detente.deal import Problem
from detente.deal.frontier import find_frontier

BESIDE = Path(__file__).parents[3] / "shared" / "reference"
FOLDER = Path(os.environ.get("DETENTE_REFERENCE") or BESIDE) / "cases" / "deal"
SCENARIOS = (
    "laptop",
    "england_zimbabwe",
    "itex_cypress",
    "airport_site_A",
    "jobs",
    "politics_3",
    "tram_3",
    "killer_robot_3",
    "ampo_city",
)
pytestmark = pytest.mark.skipif(
    not (FOLDER / "reference_solutions.json").is_file(),
    reason="the published scenarios are not here; name their folder in DETENTE_REFERENCE",
)


def reference(name):
    text = (FOLDER / "reference_solutions.json").read_text(encoding="utf-8")
    return json.loads(text)[name]


def root(path):
    return ElementTree.fromstring(path.read_text(encoding="utf-8"))


def read_domain(path):
    """Return {index: values} in the order of the file."""
    issues = {}
    for issue in root(path).iter("issue"):
        items = list(dict.fromkeys(item.get("value") for item in issue.findall("item")))
        bounds = issue if issue.get("lowerbound") else issue.find("range")
        if not items:
            items = list(range(int(bounds.get("lowerbound")), int(bounds.get("upperbound")) + 1))
        issues[issue.get("index")] = items
    return issues


def read_profile(path, issues, scale):
    """Return one row of weighted values for each issue, and the reservation value."""
    tree = root(path)
    weights = {w.get("index"): float(w.get("value")) for w in tree.iter("weight")}
    rows = {}
    for issue in tree.iter("issue"):
        index = issue.get("index")
        rows[index] = weights[index] * np.array(values_of(issue, issues[index], scale))
    reservation = tree.find("reservation")
    reserve = float(reservation.get("value")) if reservation is not None else 0.0
    return [rows[index] for index in issues], reserve


def values_of(issue, options, scale):
    evaluator = issue.find("evaluator")
    if evaluator is None:
        table = {i.get("value"): float(i.get("evaluation")) for i in issue.findall("item")}
        top = max(table.values()) if scale == "genius" else 1.0
        return [table[option] / top for option in options]
    slope, offset = float(evaluator.get("slope")), float(evaluator.get("offset"))
    if scale == "genius":
        return [min(max(slope * (v - options[0]) + offset, 0.0), 1.0) for v in options]
    return [slope * v + offset for v in options]


def build(name, scale):
    data = reference(name)
    folder = FOLDER / "scenarios" / name
    issues = read_domain(folder / data["domain"])
    profiles = [read_profile(folder / p, issues, scale) for p in data["profiles"]]
    tables = [[rows[n] for rows, _ in profiles] for n in range(len(issues))]
    # NegMAS adds 1 to every utility of this scenario, whose issues are numbered from 2.
    dummy = 1.0 if name == "ampo_city" and scale == "as_loaded" else 0.0
    no_deal = [reserve - dummy for _, reserve in profiles]
    return Problem(tables, no_deal), data[scale], dummy


def distinct(vectors):
    """Return the vectors that differ in the first nine decimals and are not dominated there."""
    unique = sorted({tuple(round(u, 9) + 0.0 for u in vector) for vector in vectors})
    points = np.array(unique)
    return {
        vector
        for vector in unique
        if not ((points >= vector).all(axis=1) & (points > vector).any(axis=1)).any()
    }


# Sizes that NegMAS prints where they are not ours: noise in the last digit of sums of decimals.
NOISE = {("jobs", "genius"): (26, 21), ("jobs", "as_loaded"): (22, 18)}


@pytest.mark.parametrize("method", ["merging", "enumeration"])
@pytest.mark.parametrize("scale", ["genius", "as_loaded"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_frontier(name, scale, method):
    problem, expected, dummy = build(name, scale)
    frontier = find_frontier(problem, method=method)
    assert frontier.exact
    checked = expected["independent"]
    printed, ours = NOISE.get((name, scale), (expected["pareto_size"],) * 2)
    assert (expected["pareto_size"], frontier.size) == (printed, ours)
    assert frontier.size == checked["n_unique_rounded"]
    assert frontier.packages == checked["n_outcomes_on_frontier"]
    if "pareto_utils" in expected:  # longer frontiers are given by their size only
        found = {tuple(round(u + dummy, 9) + 0.0 for u in v) for v in frontier.utilities_array.T}
        assert found == distinct(expected["pareto_utils"])
