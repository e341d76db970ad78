"""Public names of packages are imported when they are asked for."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

from detente.lazily import getter

LAZY = [
    "detente.deal",
    "detente.deal.of_case",
    "detente.forecast",
    "detente.forecast.of_case",
    "detente.holding",
    "detente.stability",
    "detente.stability.of_case",
]


@pytest.mark.parametrize("package", LAZY)
def test_every_public_name_has_one_home(package: str) -> None:
    found = import_module(package)
    named = [name for names in found._HOMES.values() for name in names]
    assert sorted(named) == sorted(set(found.__all__))
    for module, names in found._HOMES.items():
        home = import_module(f"{package}.{module}")
        for name in names:
            assert found.__getattr__(name) is getattr(home, name)


@pytest.mark.parametrize("package", LAZY)
def test_other_names_are_refused_in_the_words_of_python(package: str) -> None:
    with pytest.raises(AttributeError, match=f"module '{package}' has no attribute 'nothing'"):
        import_module(package).nothing  # noqa: B018


def test_a_package_imports_nothing_before_it_is_asked() -> None:
    code = (
        "import sys, detente.deal, detente.stability, detente.forecast;"
        "sys.exit('numpy' in sys.modules or 'detente.deal.problem' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_name_is_looked_for_in_its_module_only() -> None:
    find = getter("detente", {"words": ("listed",), "streams": ("digest",)})
    assert find("digest") is import_module("detente.streams").digest
    with pytest.raises(AttributeError, match="no attribute 'counted'"):
        find("counted")
