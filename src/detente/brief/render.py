"""From a case to the page: run the sections, lay them out, write the file."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from detente import __version__
from detente.brief.answers import Answers, find_answers
from detente.brief.context import Context
from detente.brief.known import known_on, left_out
from detente.brief.register import EvidenceRegister
from detente.brief.sections import find_sections
from detente.brief.wording import day as in_words
from detente.brief.wording import plain, printable
from detente.case.records import Case

if TYPE_CHECKING:
    from jinja2 import Environment


def render_brief(case: Case, *, as_of: date | None = None, answers: Answers | None = None) -> str:
    """Return the brief of a case as one self-contained page of HTML.

    The page holds no script and asks nothing of any other file or host. The same case gives the
    same bytes.

    Args:
        case: a case without errors; its warnings are printed in the brief.
        as_of: day that the brief speaks of; the case's own by default. What came later is left
            out, except what was planned; see :func:`detente.brief.known.known_on`.
        answers: results to print; computed from the case by default.
    """
    context = make_context(case, as_of or case.as_of, answers)
    views = [(section, section.view(context)) for section in find_sections()]
    page = _environment().get_template("brief.html.j2")
    return page.render(
        case=context.case,
        day=in_words(context.day),
        later=context.later,
        sections=views,
        version=__version__,
    )


def make_context(case: Case, day: date, answers: Answers | None = None) -> Context:
    """Return the material of every section, for a day."""
    known = known_on(case, day)
    return Context(
        known,
        day,
        EvidenceRegister(known),
        find_answers(known, day) if answers is None else answers,
        later=left_out(case, day),
        warnings=tuple(
            f"{problem.message} ({problem.file}, line {problem.line})"
            for problem in getattr(case, "warnings", ())
        ),
    )


def _environment() -> Environment:
    """Return the template environment: everything escaped, unknown names are errors."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("detente.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["plain"] = plain
    environment.globals["include_text"] = partial(_text_of, environment)
    return environment


def _clean(value: object) -> object:
    """Drop characters that have no place on a page; mark-up made by templates has been cleaned."""
    return printable(value) if type(value) is str else value


def _text_of(environment: Environment, name: str) -> str:
    """Return the text of a file beside the templates, for the style sheet."""
    from markupsafe import Markup

    assert environment.loader is not None
    return Markup(environment.loader.get_source(environment, name)[0])
