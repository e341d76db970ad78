"""``kill -9`` in the middle of a save never leaves a case that does not load."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.case import load_case, save_case

from .conftest import CASE

SAVER = Path(__file__).with_name("saver.py")
KILLS = 200


@pytest.mark.skipif(os.name != "posix", reason="kill -9 and fork are POSIX")
def test_two_hundred_kills_at_random_moments(write: Callable[..., Path]) -> None:
    """Two files that need each other: a position names a speaker who is in the other file."""
    before, rest = CASE.split("    people:\n")
    _, rest = rest.split("    issues:\n", 1)
    head, tail = rest.split("    positions:\n")
    tail = tail[tail.index("    preferences:\n") :]
    folder = write(before + "    issues:\n" + head + tail, people="{}\n", positions="[]\n")
    moments = random.Random(20251204)
    seen = set()
    with subprocess.Popen(
        [sys.executable, str(SAVER), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as saver:
        assert saver.stdin is not None
        assert saver.stdout is not None
        for _ in range(KILLS):
            saver.stdin.write("go\n")
            saver.stdin.flush()
            child = int(saver.stdout.readline())
            time.sleep(moments.uniform(0, 0.06))
            os.kill(child, signal.SIGKILL)
            assert saver.stdout.readline() == "dead\n"
            case = load_case(folder)
            assert ("envoy" in case.people) == bool(case.positions)
            seen.add(bool(case.positions))
        saver.stdin.close()
    assert seen == {True, False}
    case = load_case(folder)
    tidy = save_case(case.model_copy(update={"title": "After the kills"}))
    assert tidy.title == "After the kills"
    assert {path.name for path in folder.iterdir() if path.is_dir()} <= {".saving.tmp"}
