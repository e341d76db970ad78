"""Genius files for tests, from a few words: all made up, none of them Genius's own."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

HEAD = '<objective index="0" type="objective" etype="objective" description="" name="{name}">'


def discrete(values: list[str], evaluations: list[float] | None = None) -> str:
    """Return the items of an issue, with evaluations in a profile."""
    given = (
        [""] * len(values) if evaluations is None else [f' evaluation="{e!r}"' for e in evaluations]
    )
    return "".join(
        f"<item index='{k}' value={quoteattr(v)}{e}/>"
        for k, (v, e) in enumerate(zip(values, given, strict=True), 1)
    )


def issue(index: int, name: str, inside: str, *, kind: str = "discrete", bounds: str = "") -> str:
    types = f'vtype="{kind}" type="{kind}" etype="{kind}"'
    return f"<issue index='{index}' name={quoteattr(name)} {types} {bounds}>{inside}</issue>"


def domain(*issues: str, name: str = "Test", agents: str = "") -> str:
    return (
        f"<negotiation_template>{agents}<utility_space number_of_issues='{len(issues)}'>"
        f"{HEAD.format(name=name)}{''.join(issues)}</objective></utility_space>"
        "</negotiation_template>"
    )


def profile(weights: dict[int, float], *issues: str, after: str = "", kind: str = "") -> str:
    given = "".join(f"<weight index='{i}' value='{w!r}'/>" for i, w in weights.items())
    return (
        f"<utility_space {kind}>{HEAD.format(name='Test')}{''.join(issues)}{given}</objective>"
        f"{after}</utility_space>"
    )


def write(folder: Path, **files: str | bytes) -> Path:
    """Write ``NAME.xml`` for every keyword and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        data = text if isinstance(text, bytes) else text.encode()
        (folder / f"{name}.xml").write_bytes(data)
    return folder


COLOUR = ["red", "green", "blue"]
SIZE = ["small", "large"]
PLAIN_DOMAIN = domain(
    issue(1, "Colour", discrete(COLOUR)), issue(2, "Size", discrete(SIZE)), name="Paint"
)


def plain_profile(after: str = "", weights: tuple[float, float] = (0.7, 0.3)) -> str:
    return profile(
        {1: weights[0], 2: weights[1]},
        issue(1, "Colour", discrete(COLOUR, [3, 2, 1])),
        issue(2, "Size", discrete(SIZE, [1, 4])),
        after=after,
    )


def plain_scenario(folder: Path, after: str = "") -> Path:
    """Write two parties over two issues."""
    return write(
        folder, domain=PLAIN_DOMAIN, a=plain_profile(after), b=plain_profile(after, (0.2, 0.8))
    )
