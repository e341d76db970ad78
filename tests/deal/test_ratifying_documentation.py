"""The Python of the how-to on ratification does what the page says."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_how_to(monkeypatch):
    monkeypatch.chdir(ROOT)
    text = (ROOT / "docs/how-to/who-must-ratify.md").read_text("utf-8")
    ((code, expected),) = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", text, re.DOTALL)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, {})
    assert printed.getvalue() == expected


def test_the_how_to_s_case_is_read(tmp_path):
    """The YAML of the page, beside a case with these issues."""
    from detente.case import load_case
    from detente.deal.of_case import ratifiers_of_case

    text = (ROOT / "docs/how-to/who-must-ratify.md").read_text("utf-8")
    (ratifiers,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    (tmp_path / "ratifiers.yaml").write_text(ratifiers, "utf-8")
    (tmp_path / "case.yaml").write_text(
        "format: 1\ntitle: Valley\nas_of: 2025-06-01\n"
        "parties: {north: {name: North, role: principal}}\n"
        "issues: {border: {title: Border, options: {ford: Ford, ridge: Ridge}}}\n"
        "sources: [{id: survey-may, type: report, title: Survey, issued: 2025-05-02}]\n",
        "utf-8",
    )
    found = ratifiers_of_case(load_case(tmp_path))
    public, elder = found.ratifiers
    assert (public.needs, public.polls[0].accept, public.polls[0].unacceptable) == (50, 70, 20)
    assert (elder.polls, elder.red_lines) == ([], [{0: {1}}])
    assert found.notes == ()
