"""Plain data as YAML text that both YAML 1.2 and YAML 1.1 programs read alike."""

from __future__ import annotations

import re
from typing import Any

import yaml

_BASE: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
WIDTH = 100


class _Dumper(_BASE):  # type: ignore[misc]
    """Quotes text that only one of the two versions would take for a number."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _represent_text(dumper: Any, text: str) -> Any:
    """Text of several lines is quoted: a block of text would depend on the place it is put in."""
    style = '"' if any(sign in text for sign in "\n\u2028\u2029") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$|0o[0-7]+$"),
    list("-+.0123456789"),
)


def emit_block(data: object, indent: int) -> str:
    """Return data in block style, every line but the first indented, without the last newline."""
    text = _dump(data, flow=False)
    return text.replace("\n", "\n" + " " * indent)


def emit_inline(data: object) -> str:
    """Return data on one line, collections in braces and brackets; fit to stand in either."""
    return _dump([data], flow=True)[1:-1]


def _dump(data: object, *, flow: bool) -> str:
    text = yaml.dump(
        data,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=flow,
        width=10**9 if flow or isinstance(data, str) else WIDTH,
    )
    return str(text).removesuffix("\n").removesuffix("\n...").rstrip("\n")
