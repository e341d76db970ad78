"""Dividing and linking: adjusted winner, issues settled, dropped and linked, coalitions."""

from __future__ import annotations

from detente.deal.division.adjusted_winner import divide_issues
from detente.deal.division.agenda import Agenda, Link, examine_agenda
from detente.deal.division.coalitions import Closing, Coalitions, Reading, examine_coalitions
from detente.deal.division.outlook import Outlook
from detente.deal.division.result import Division, Transfer
from detente.deal.division.whole_issues import WholeDivision

__all__ = [
    "Agenda",
    "Closing",
    "Coalitions",
    "Division",
    "Link",
    "Outlook",
    "Reading",
    "Transfer",
    "WholeDivision",
    "divide_issues",
    "examine_agenda",
    "examine_coalitions",
]
