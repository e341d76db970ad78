"""Write a case back: only what changed, keeping comments and order, and never half done."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from detente.case.atomic import finish_interrupted, locked, write_together
from detente.case.edit import TOP, delete_key, edit_text, insert_key
from detente.case.emit import emit_block
from detente.case.examine import build_case, examine
from detente.case.files import MAIN, Origin, read_bytes
from detente.case.load import read_case
from detente.case.plain import plain_case
from detente.case.records import Case
from detente.case.yaml_core import Node
from detente.errors import InvalidInput, NotSupported

_IN_MAIN = ("format", "title", "as_of", "note", "authors", "licence", "parties", "acceptance")


def save_case(case: Case, folder: str | Path | None = None) -> Case:
    """Write a case and return it as it now stands on disk.

    In the folder it was read from, only the values that changed are rewritten; files without a
    change are not touched. Another folder gets a fresh copy, with the texts of the sources.

    Args:
        case: the case; usually one that was loaded and then changed with ``model_copy``.
        folder: where to write; None for the folder the case was read from.

    Raises:
        InvalidInput: there is no folder to write to or it cannot be written, a file changed on disk
            since it was read, or the case has errors; nothing is written then.
        NotSupported: the change cannot be made in these files without touching the rest of them.
    """
    origin = case.origin
    target = Path(folder) if folder is not None else origin.folder if origin else None
    if target is None:
        raise InvalidInput("the case was not read from a folder; say where to save it")
    try:
        if origin is None or target.resolve() != origin.folder.resolve():
            return _save_copy(case, target)
        with locked(target):
            _save_changes(case, origin, target)
        return _reload(target)
    except OSError as error:
        raise InvalidInput(f"{target}: cannot be written: {error.strerror}") from None


def _save_changes(case: Case, origin: Origin, target: Path) -> None:
    finish_interrupted(target)
    _refuse_if_changed(origin)
    texts = _edited_texts(case, origin)
    if texts:
        write_together(target, {name: _encoded(origin, name, texts[name]) for name in texts})


def _encoded(origin: Origin, name: str, text: str) -> bytes:
    file = origin.files.get(name)
    return text.encode("utf-8-sig" if file is not None and file.bom else "utf-8")


def _refuse_if_changed(origin: Origin) -> None:
    for name, file in origin.files.items():
        try:
            digest = hashlib.sha256(read_bytes(origin.folder, name)).hexdigest()
        except OSError:
            digest = ""
        if digest != file.sha256:
            raise InvalidInput(
                f"{origin.folder / name} changed on disk since it was read; nothing was written."
                " Load the case again and repeat the change"
            )


def _edited_texts(case: Case, origin: Origin) -> dict[str, str]:
    """Return the new text of every file that has to change."""
    old = plain_case(build_case(origin))
    new = plain_case(case)
    texts = {name: file.text for name, file in origin.files.items()}
    for key in [*old, *(key for key in new if key not in old)]:
        if old.get(key) != new.get(key):
            home = origin.homes.get(key) or (MAIN if key in _IN_MAIN else f"{key}.yaml")
            texts[home] = _edit_key(texts.get(home, ""), home, key, old.get(key), new.get(key))
    changed = {
        name: text
        for name, text in texts.items()
        if name not in origin.files or text != origin.files[name].text
    }
    return _confirmed(case, origin, texts, changed)


def _edit_key(text: str, home: str, key: str, old: Any, new: Any) -> str:
    origin = Origin.from_texts(Path(), {MAIN: "", home: text})
    whole, node = origin.files[home].root, origin.root(key)
    if home != MAIN and whole is None:
        return _joined(text, emit_block(new, 0)) if new is not None else text
    if whole is None or node is None:
        if whole is None or whole.kind != "mapping":
            raise NotSupported(f"{home} cannot be edited in place; nothing was written")
        return insert_key(text, whole, key, new)
    if home == MAIN and new is None:
        return delete_key(text, whole, key)
    empty: Any = [] if isinstance(old if new is None else new, list) else {}
    before, after = empty if old is None else old, empty if new is None else new
    return edit_text(text, node, before, after, indent=_indent_of_key(whole, node))


def _indent_of_key(whole: Node, node: Node) -> int | None:
    if node is whole:
        return TOP
    return None if whole.flow else whole.column - 1


def _joined(text: str, block: str) -> str:
    return text + ("\n" if text and not text.endswith("\n") else "") + block + "\n"


def _confirmed(
    case: Case, origin: Origin, texts: Mapping[str, str], changed: dict[str, str]
) -> dict[str, str]:
    """Return the changes after making sure that the new texts say exactly what the case says."""
    files = {name: file.text for name, file in origin.files.items()} | dict(texts)
    found = examine(Origin.from_texts(origin.folder, files))
    if found.case != case:
        plain = {MAIN: emit_block(plain_case(case), 0)}
        wrong = examine(Origin.from_texts(origin.folder, plain)).problems
        errors = [problem for problem in wrong if problem.severity == "error"]
        if errors:
            errors = [p for p in found.problems if p.severity == "error"] or errors
            raise InvalidInput("the changed case has errors; nothing was written", errors)
        raise NotSupported(
            "the change could not be written without touching the rest of the files; nothing was"
            " written. Save to a new folder instead"
        )
    return changed


def _save_copy(case: Case, target: Path) -> Case:
    target.mkdir(parents=True, exist_ok=True)
    if any(target.glob("*.yaml")):
        raise InvalidInput(f"{target}: there is a case already; save to an empty folder")
    plain = plain_case(case)
    main = {key: plain.pop(key) for key in _IN_MAIN if key in plain}
    files = {MAIN: emit_block(main, 0) + "\n"}
    files |= {f"{key}.yaml": emit_block(value, 0) + "\n" for key, value in plain.items()}
    if case.origin is not None:
        _copy_texts(case, case.origin.folder, target)
    write_together(target, {name: text.encode() for name, text in files.items()})
    return _reload(target)


def _copy_texts(case: Case, folder: Path, target: Path) -> None:
    for source in case.sources:
        if source.text is not None and (folder / source.text).is_file():
            (target / source.text).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / source.text, target / source.text)


def _reload(folder: Path) -> Case:
    loaded = read_case(folder)
    if loaded.case is None:
        raise InvalidInput(f"{folder}: the saved case has errors", loaded.problems)
    return loaded.case
