"""How parties, issues and options are called in sentences."""

from __future__ import annotations

from typing import Protocol


class Names(Protocol):
    """How parties, issues and options are called."""

    def party(self, party: str) -> str:
        """Return the name of a party."""

    def plural(self, party: str) -> bool:
        """Return whether the name of a party is plural."""

    def issue(self, issue: str) -> str:
        """Return the title of an issue."""

    def option(self, issue: str, option: str) -> str:
        """Return the wording of an option."""


class OwnNames:
    """Everything is called what the problem calls it."""

    def party(self, party: str) -> str:
        """Return the name of a party."""
        return party

    def plural(self, party: str) -> bool:
        """Return that no name is plural."""
        return False

    def issue(self, issue: str) -> str:
        """Return the name of an issue."""
        return issue

    def option(self, issue: str, option: str) -> str:
        """Return the name of an option."""
        return option
