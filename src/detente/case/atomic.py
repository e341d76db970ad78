"""Write files so that readers see all of the old or all of the new, whatever interrupts.

Protocol for files F1 … Fn of one save:

1. write all of them into ``.saving.tmp/`` and fsync each, and the folder;
2. rename ``.saving.tmp`` to ``.saving``: from here on the save counts as done;
3. rename every file from ``.saving/`` to its place, and remove ``.saving``.

Readers take a file from ``.saving/`` if it is there (:mod:`detente.case.files`), so that a crash
before step 2 leaves the old case, and one after it the new case. The next save completes step 3.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from detente.case.files import SAVING


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder against other saves, where the system has such locks."""
    if os.name != "posix":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def write_atomic(path: Path, data: bytes | str) -> None:
    """Write one file so that readers see the old or the new contents, never a part of it.

    A link is followed: the file that it names is written.
    """
    path = path.resolve() if path.is_symlink() else path
    encoded = data.encode() if isinstance(data, str) else data
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(encoded)
            file.flush()
            os.fsync(file.fileno())
        _keep_mode(path, Path(temporary))
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def write_together(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write several files of a case folder so that all of them count, or none."""
    if len(files) == 1:
        for name, data in files.items():
            write_atomic(folder / name, data)
        return
    staging = folder / f"{SAVING}.tmp"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir()
    try:
        for name, data in files.items():
            write_atomic(staging / name, data)
            _keep_mode(folder / name, staging / name)
        staging.rename(folder / SAVING)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    _sync_folder(folder)
    finish_interrupted(folder)


def finish_interrupted(folder: Path) -> None:
    """Move the files of a save that was interrupted after it counted to their places."""
    saved = folder / SAVING
    if not saved.is_dir():
        return
    for path in sorted(saved.iterdir()):
        place = folder / path.name
        path.replace(place.resolve() if place.is_symlink() else place)
    _sync_folder(folder)
    saved.rmdir()


def _keep_mode(old: Path, new: Path) -> None:
    if old.exists():
        shutil.copymode(old, new)
    else:
        umask = os.umask(0)
        os.umask(umask)
        new.chmod(0o666 & ~umask)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
