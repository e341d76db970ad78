"""A program whose packages must pass one more direct test."""

from __future__ import annotations

from collections.abc import Callable

from detente.deal.patterns import Package
from detente.deal.problem import Problem
from detente.deal.programs.program import Program
from detente.deal.rule import Kind

Test = Callable[[Package], bool]


class NarrowedProgram(Program):
    """The packages of a program that also pass a test.

    The rows of the program bring the solver near; the test, evaluated directly, decides.

    Args:
        program: is copied and left as it is.
        test: must hold for every package that the program returns.
    """

    def __init__(self, program: Program, test: Test) -> None:
        self.__dict__.update(program.copy().__dict__)
        self._copied_from = program
        self._test = test

    def copy(self) -> NarrowedProgram:
        """Return an independent program with the same rows and tests."""
        other: NarrowedProgram = object.__new__(NarrowedProgram)
        other.__dict__.update(super().copy().__dict__)
        return other

    def belongs(self, package: Package) -> bool:
        """Evaluate directly whether a package is of the program's kind and passes the tests."""
        return self._copied_from.belongs(package) and self._test(package)


def program_of(problem: Problem, kind: Kind, *, node_limit: int) -> NarrowedProgram:
    """Return the packages of one kind as a program without any further test."""
    return NarrowedProgram(Program(problem, kind, node_limit=node_limit), lambda _: True)
