"""The executors."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from detente.errors import InvalidInput

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Item = TypeVar("Item")
Result = TypeVar("Result")


class Executor(Protocol):
    """Runs a function over items and gives the results in their order."""

    @property
    def workers(self) -> int:
        """How many parts are worked on at a time."""

    def map(self, function: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[Result]:
        """Yield ``function(item)`` for each item, in order."""


class Serial:
    """One after the other, in this process."""

    def __enter__(self) -> Self:
        """Do nothing: there is nothing to start."""
        return self

    def __exit__(self, *error: object) -> None:
        """Do nothing: there is nothing to end."""

    @property
    def workers(self) -> int:
        """One."""
        return 1

    def map(self, function: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[Result]:
        """Yield ``function(item)`` for each item, in order."""
        return map(function, items)


class Processes:
    """In processes of their own, which are started afresh and end with the ``with`` block.

    Args:
        workers: how many, 1 or more.

    Raises:
        InvalidInput: ``workers`` is not 1 or more.
    """

    def __init__(self, workers: int) -> None:
        if not _is_count(workers):
            raise InvalidInput("workers is a whole number, 1 or more")
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        """Start the processes; they inherit nothing, so that threads here do not matter."""
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        self._pool = ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes; what has not begun is given up if something failed."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=error is not None)
            self._pool = None

    def map(self, function: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[Result]:
        """Yield ``function(item)`` for each item, in order.

        Raises:
            InvalidInput: outside of a ``with`` block.
        """
        if self._pool is None:
            raise InvalidInput("processes run inside a with block: with Processes(2) as executor")
        return self._pool.map(function, items)


def find_executor(workers: int | None = None) -> Serial | Processes:
    """Return an executor for a number of workers; by default one for each core that may be used.

    Raises:
        InvalidInput: ``workers`` is not 1 or more.
    """
    if workers is None:
        workers = _cores()
    return Serial() if workers == 1 else Processes(workers)


def _cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1
