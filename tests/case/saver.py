"""Saves a case over and over, in a child that the parent test kills.

Run as ``python saver.py FOLDER``. For every line on standard input a child is forked; it prints its
process id and then saves without end, adding and removing a person together with the position that
names him, so that two files have to change as one.
"""

from __future__ import annotations

import os
import sys

from detente.case import load_case, save_case
from detente.case.records import Person, Position

PERSON = Person(name="Ada Example", party="north")
SPOKEN = Position.model_validate(
    {
        "party": "north",
        "issue": "border",
        "wants": "river",
        "date": "2025-12-01",
        "strength": "demand",
        "speaker": "envoy",
        "judgement": "seen",
    }
)


def save_without_end(folder: str) -> None:
    case = load_case(folder)
    os.write(1, f"{os.getpid()}\n".encode())
    while True:
        update = (
            {"people": {}, "positions": ()}
            if case.people
            else {"people": {"envoy": PERSON}, "positions": (SPOKEN,)}
        )
        case = save_case(case.model_copy(update=update))


if __name__ == "__main__":
    while sys.stdin.readline():
        child = os.fork()
        if child == 0:
            save_without_end(sys.argv[1])
        os.waitpid(child, 0)
        os.write(1, b"dead\n")
