"""Executors give the same results in the same order, and refuse what they cannot do."""

from __future__ import annotations

import math

import pytest

from detente.errors import InvalidInput
from detente.run import Executor, Processes, Serial, find_executor


def test_all_executors_agree_and_keep_the_order() -> None:
    items = [5, 1, 4, 1, 3]
    with Processes(2) as processes:
        executors: list[Executor] = [Serial(), processes]
        assert [list(executor.map(math.factorial, items)) for executor in executors] == [
            [120, 1, 24, 1, 6]
        ] * 2


def test_what_goes_wrong_in_a_part_is_raised() -> None:
    with Processes(1) as executor, pytest.raises(ValueError, match="not defined for negative"):
        list(executor.map(math.factorial, [3, -1]))


def test_processes_need_a_block_and_a_number() -> None:
    with pytest.raises(InvalidInput, match="inside a with block"):
        Processes(2).map(math.factorial, [1])
    for workers in (0, -1, 1.5, True):
        with pytest.raises(InvalidInput, match="1 or more"):
            Processes(workers)  # type: ignore[arg-type]


def test_one_worker_needs_no_processes() -> None:
    assert isinstance(find_executor(1), Serial)
    assert find_executor(3).workers == 3
    assert find_executor().workers >= 1
