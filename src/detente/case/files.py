"""The files of a case folder, read as text, and where each top-level key lives.

If a save was interrupted after its point of no return, the new files lie in ``.saving/``; they are
read from there, so that an interrupted save is never seen half done (see :mod:`detente.case.save`).
"""

from __future__ import annotations

import codecs
import hashlib
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from detente.case.finding import suggest
from detente.case.yaml_core import Node, Path, parse_yaml, shown
from detente.errors import InvalidInput, Problem

SAVING = ".saving"
MAIN = "case.yaml"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One YAML file of the folder.

    Attributes:
        name: file name inside the folder.
        text: its contents, without a byte order mark.
        sha256: of its bytes.
        bom: whether the file begins with a byte order mark.
        root: the parsed tree; None when the file is empty or broken.
    """

    name: str
    text: str
    sha256: str
    root: Node | None
    bom: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where every record of a case stands.

    Attributes:
        folder: the case folder.
        files: its YAML files by name.
        homes: top-level key to the name of the file that holds it.
        places: path of a list to the index in the files of every entry that is left of it; only
            for a part of a case.
    """

    folder: FilePath
    files: dict[str, CaseFile]
    homes: dict[str, str]
    places: Mapping[Path, Sequence[int]] = field(default_factory=dict)

    @classmethod
    def from_texts(cls, folder: FilePath, texts: Mapping[str, str]) -> Origin:
        """Return the origin that files of these contents would have."""
        files = {}
        for name, text in texts.items():
            digest = hashlib.sha256(text.encode()).hexdigest()
            files[name] = CaseFile(name, text, digest, parse_yaml(text, name)[0])
        return cls(folder, files, _homes(files, []))

    def node(self, path: Path, *, at_key: bool = False) -> tuple[str, Node | None]:
        """Return the file and the node at a path (or the nearest one above it)."""
        path = in_files(path, self.places)
        home = self.homes.get(str(path[0]), MAIN) if path else MAIN
        file = self.files.get(home)
        whole = file.root if file else None
        node = self.root(str(path[0])) if path else None
        if whole is None or node is None:
            return home, whole
        if at_key and len(path) == 1:
            return home, whole.find(path, key=True)
        return home, node.find(path[1:], key=at_key)

    def root(self, key: str) -> Node | None:
        """Return the node that holds a top-level key; None when it is absent or has no value.

        The word ``references`` that pandoc puts above a list of sources is passed over.
        """
        file = self.files.get(self.homes.get(key, ""))
        if file is None or file.root is None:
            return None
        node = file.root if file.name != MAIN else file.root.entries[key][1]
        if key == "sources" and list(node.entries) == ["references"]:
            return node.entries["references"][1]
        return node

    def place(self, path: Path, *, at_key: bool = False) -> tuple[str, int, int]:
        """Return file, line and column of a path."""
        name, node = self.node(path, at_key=at_key)
        return (name, node.line, node.column) if node else (name, 1, 1)


def in_files(path: Path, places: Mapping[Path, Sequence[int]]) -> Path:
    """Return a path with the index that its entry has in the files.

    Args:
        path: in what is left of a case.
        places: path of a list to the original index of every entry that is left.
    """
    for depth, step in enumerate(path):
        kept = places.get(path[:depth])
        if kept is not None and isinstance(step, int):
            return (*path[:depth], kept[step], *path[depth + 1 :])
    return path


def read_folder(folder: FilePath, known_keys: frozenset[str]) -> tuple[Origin, list[Problem]]:
    """Read and parse every YAML file of a case folder.

    Args:
        folder: the case folder.
        known_keys: top-level keys of the format; ``KEY.yaml`` may hold any of them.

    Raises:
        InvalidInput: the folder, or ``case.yaml`` in it, is not there or cannot be read.
    """
    names = _yaml_names(folder)
    files: dict[str, CaseFile] = {}
    problems: list[Problem] = []
    for name in names:
        key = name.removesuffix(".yaml")
        if name != MAIN and (key not in known_keys or not name.endswith(".yaml")):
            problems.append(_unknown_file(name, known_keys))
            continue
        file, found = _read_file(folder, name)
        problems += found or _nothing_said(file)
        files[name] = file
    homes = _homes(files, problems)
    return Origin(folder, files, homes), problems


def read_bytes(folder: FilePath, name: str) -> bytes:
    """Return the bytes of a file of the folder, from a committed save if there is one."""
    try:
        return (folder / SAVING / name).read_bytes()
    except FileNotFoundError:
        return (folder / name).read_bytes()


def _yaml_names(folder: FilePath) -> list[str]:
    if not folder.is_dir():
        what = "is a file, not a case folder" if folder.exists() else "there is no such folder"
        raise InvalidInput(f"{folder}: {what}; give the folder that holds case.yaml")
    try:
        here = {path.name for path in folder.iterdir()}
        saved = {path.name for path in (folder / SAVING).iterdir()} if SAVING in here else set()
    except OSError as error:
        raise InvalidInput(f"{folder}: cannot be read: {error.strerror}") from None
    names = {name for name in here | saved if name.lower().endswith((".yaml", ".yml"))}
    if MAIN not in names:
        raise InvalidInput(f"{folder}: there is no case.yaml; {_elsewhere(folder, here)}")
    return sorted(name for name in names if not name.startswith("."))


def _elsewhere(folder: FilePath, here: set[str]) -> str:
    """Return where a case could be meant, or how to start one."""
    inside = sorted(name for name in here if (folder / name / MAIN).is_file())
    if inside:
        return "there are cases in " + ", ".join(str(folder / name) for name in inside[:5])
    if here:
        return "is this the folder you meant? 'detente new NEW-FOLDER' starts a case"
    return f"'detente new {shlex.quote(str(folder))}' starts a case there"


def _unknown_file(name: str, known_keys: frozenset[str]) -> Problem:
    stem = name.rsplit(".", 1)[0].lower()
    hint = suggest(stem, known_keys)
    if stem in known_keys or stem == "case":
        hint = f"rename it to {stem}.yaml"
    return Problem(
        "unknown-file",
        "this file is not part of a case, and what it holds would be lost",
        name,
        hint=hint if hint.startswith(("did", "rename")) else "move it to a folder of its own",
    )


def _nothing_said(file: CaseFile) -> list[Problem]:
    """Return a warning for a file that is empty, or nothing but comments."""
    if file.name == MAIN or (file.root is not None and file.root.plain() is not None):
        return []
    message = f"the file says nothing of {shown(file.name.removesuffix('.yaml'))}"
    hint = "remove it, or take away the # before what should count"
    return [Problem("file-empty", message, file.name, 1, 1, hint, "warning")]


def _read_file(folder: FilePath, name: str) -> tuple[CaseFile, list[Problem]]:
    try:
        data = read_bytes(folder, name)
    except OSError as error:
        raise InvalidInput(f"{folder / name}: cannot be read: {error.strerror}") from None
    digest = hashlib.sha256(data).hexdigest()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problem = Problem(
            "encoding", "the file is not UTF-8", name, line, 1, "save it again as UTF-8"
        )
        return CaseFile(name, "", digest, None), [problem]
    root, problems = parse_yaml(text, name)
    return CaseFile(name, text, digest, root, data.startswith(codecs.BOM_UTF8)), problems


def _homes(files: dict[str, CaseFile], problems: list[Problem]) -> dict[str, str]:
    main = files[MAIN].root
    homes = dict.fromkeys(main.entries if main else (), MAIN)
    for name in files:
        key = name.removesuffix(".yaml")
        if name == MAIN:
            continue
        if key in homes and main is not None:
            node = main.entries[key][0]
            problems.append(
                Problem(
                    "key-twice",
                    f"the key {shown(key)} stands here and in {name}",
                    MAIN,
                    node.line,
                    node.column,
                    f"keep it here or in {name}, not in both",
                )
            )
        else:
            homes[key] = name
    return homes
