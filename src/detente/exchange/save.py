"""Write an imported case to a new folder."""

from __future__ import annotations

from pathlib import Path

from detente.case import Case, save_case
from detente.case.emit import emit_block
from detente.case.examine import examine
from detente.case.files import MAIN, Origin
from detente.case.plain import plain_case
from detente.errors import InvalidInput


def save_new_case(case: Case, folder: str | Path) -> Case:
    """Write a case to a new folder and return it as it stands there.

    Args:
        case: as imported.
        folder: made if it is not there; must not hold anything yet.

    Raises:
        InvalidInput: the folder holds something already or cannot be written, or the case has
            errors; nothing is written then.
    """
    target = Path(folder)
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise InvalidInput(f"{target}: there is something here already; name a new folder")
    except OSError as error:
        raise InvalidInput(f"{target}: cannot be read: {error.strerror}") from None
    text = emit_block(plain_case(case), 0)
    problems = examine(Origin.from_texts(target, {MAIN: text})).problems
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise InvalidInput("the case would have errors; nothing was written", errors)
    return save_case(case, target)
