"""The wheel holds everything it needs, and works from another folder."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REPORT = 'Talks went on. "We will wait," Prime Minister Ada Example said on Tuesday.\n'


def _run(*command: object, cwd: Path) -> str:
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_works_in_an_empty_environment(tmp_path: Path) -> None:
    """Only the dependencies are borrowed from this environment; detente comes from the wheel."""
    _run(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
        "--no-index", "--wheel-dir", tmp_path, ROOT, cwd=tmp_path,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    site = Path(
        _run(
            python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path
        ).strip()
    )
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    _run(
        sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps",
        "--no-index", wheel, cwd=tmp_path,
    )  # fmt: skip
    where = _run(python, "-c", "import detente; print(detente.__file__)", cwd=tmp_path).strip()
    assert Path(where).is_relative_to(tmp_path)
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    assert "We will wait" in _run(python, "-m", "detente", "read", "report.txt", cwd=tmp_path)
    _run(python, "-m", "detente", "new", "talks", cwd=tmp_path)
    _run(python, "-m", "detente", "deal", "talks", "--json", cwd=tmp_path)
    page = _run(python, "-m", "detente", "brief", "talks", "-o", "brief.html", cwd=tmp_path)
    assert (tmp_path / "brief.html").stat().st_size > 5000
    assert "brief.html" in page
