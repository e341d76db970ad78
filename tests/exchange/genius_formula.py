"""The value of a package in Genius, straight from its XML file: shares no code with detente.

Only for well-formed files whose issues stand under one objective.
"""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path


class GeniusProfile:
    """A utility space: ``worth(values)`` is the weighted sum before Genius cuts it off at 1."""

    def __init__(self, path: Path) -> None:
        root = ET.parse(path).getroot()
        objective = root.find("objective")
        assert objective is not None
        self.weights = {
            int(w.attrib["index"]): float(w.attrib["value"]) for w in objective.findall("weight")
        }
        self.issues = {int(i.attrib["index"]): i for i in objective.findall("issue")}
        self.reservation = _value(root, "reservation", 0.0)
        self.discount = _value(root, "discount_factor", 1.0)

    def worth(self, values: Sequence[str]) -> float:
        """Return Σ w e over the issues by ascending index."""
        parts = []
        for index, value in zip(sorted(self.issues), values, strict=True):
            parts.append(self.weights[index] * evaluation(self.issues[index], value))
        return math.fsum(parts)


def evaluation(issue: ET.Element, value: str) -> float:
    """Return e of one value."""
    evaluator = issue.find("evaluator")
    if evaluator is None:
        table = {}
        for item in issue.findall("item"):
            table[item.attrib["value"]] = float(item.attrib["evaluation"])
        top = max(table.values())
        return table[value] / top if top >= 1e-5 else 0.0
    x = float(value)
    if "slope" in evaluator.attrib:
        lower = float(issue.attrib["lowerbound"])
        raw = float(evaluator.attrib["slope"]) * (x - lower) + float(evaluator.attrib["offset"])
        return sorted((0.0, raw, 1.0))[1]
    p = [float(evaluator.attrib[k]) for k in sorted(evaluator.attrib) if k.startswith("parameter")]
    kind = evaluator.attrib["ftype"]
    if kind == "linear":
        return sorted((0.0, p[1] * x + p[0], 1.0))[1]
    if kind == "constant":
        return p[0]
    start, end, top = p
    if x <= start or x >= end:
        return 0.0
    return (x - start) / (top - start) if x < top else (end - x) / (end - top)


def _value(root: ET.Element, tag: str, default: float) -> float:
    element = root.find(tag)
    return default if element is None else float(element.attrib["value"])
