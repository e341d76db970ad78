"""The examples and the table of the package do what they say, and the reference names it all."""

from __future__ import annotations

import doctest
import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import detente.forecast
import detente.forecast.accuracy
import detente.forecast.of_case
import detente.forecast.uncertainty
from detente.forecast import models

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "library.md"
ROOMS = [
    detente.forecast,
    detente.forecast.accuracy,
    detente.forecast.of_case,
    detente.forecast.uncertainty,
]


@pytest.mark.parametrize(("module", "least"), [(detente.forecast, 4), (models, 3)])
def test_examples_are_true(module: ModuleType, least: int) -> None:
    tried = doctest.testmod(module)
    assert tried.failed == 0
    assert tried.attempted >= least


def test_every_function_of_the_table_is_there() -> None:
    told = detente.forecast.__doc__ or ""
    named = re.findall(r":(?:func|data):`~?([\w.]+)`", told)
    assert len(named) >= 10
    for name in named:
        home, _, last = name.rpartition(".")
        assert hasattr(import_module(home or "detente.forecast"), last), name


@pytest.mark.parametrize("room", ROOMS)
def test_the_reference_names_everything_that_is_public(room: ModuleType) -> None:
    page = REFERENCE.read_text("utf-8")
    named = set(re.findall(r"^\.\. auto\w+:: ([\w.]+)$", page, re.MULTILINE))
    assert all(hasattr(room, name) for name in room.__all__)
    missing = {f"{room.__name__}.{name}" for name in room.__all__} - named
    assert missing <= {"detente.forecast.MODELS"}


def test_everything_that_the_reference_names_is_there() -> None:
    page = REFERENCE.read_text("utf-8")
    for name in re.findall(r"^\.\. auto\w+:: (detente\.forecast\.[\w.]+)$", page, re.MULTILINE):
        home, _, last = name.rpartition(".")
        assert hasattr(import_module(home), last), name


def test_members_that_the_reference_lists_are_there() -> None:
    page = REFERENCE.read_text("utf-8")
    listed = re.findall(
        r"^\.\. autoclass:: (detente\.forecast\.[\w.]+)\n   :members: (.+)$", page, re.MULTILINE
    )
    assert listed
    for name, members in listed:
        home, _, last = name.rpartition(".")
        made = getattr(import_module(home), last)
        assert all(hasattr(made, member) for member in members.split(", ")), name
