"""XML from strangers: parsed by defusedxml, with limits on depth and size.

Document type declarations are refused altogether, and with them entities, external or not. What
Genius's own reader lets pass is let pass too, and reported: text before the first tag, bytes that
are not of the encoding. Names that differ in the file differ in the text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from detente.errors import InvalidInput
from detente.exchange.limits import DEEPEST, MOST_NUMBERS

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"'>]{0,200})[\"']")
_ENCODING_NAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,39}")
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_TEXT_ENCODINGS = re.compile(
    r"utf|ascii|iso8859|iso-8859|latin|cp\d|windows|koi8|mac-|gb|big5|euc|shift"
)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WESTERN = "".join(bytes([k]).decode("cp1252", "ignore") or chr(k) for k in range(256))
"""Windows-1252, with ISO 8859-1 for the five bytes it leaves open: any byte is a character."""


def parse_xml(data: bytes, name: str) -> tuple[Element, list[str]]:
    """Return the root element, and what had to be passed over.

    Args:
        data: contents of the file.
        name: of the file, for messages.

    Raises:
        InvalidInput: the file is not XML, declares a document type, entities or an encoding that
            is not known, or is nested too deeply.
    """
    text, notes, above = _decoded(data, name)
    target = _Limited(name)
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    target.line = lambda: above + parser.parser.CurrentLineNumber
    try:
        parser.feed(text)
        root = parser.close()
    except DefusedXmlException:
        raise InvalidInput(
            f"{name}: declares a document type or entities, which can hide attacks; refused."
            " Remove the <!DOCTYPE …> if you trust the file"
        ) from None
    except ParseError as error:
        line, column = error.position
        raise InvalidInput(
            f"{name}:{above + line}:{column + 1}: this is not well-formed XML"
        ) from None
    except (ValueError, LookupError):
        raise InvalidInput(f"{name}: this is not XML that can be read") from None
    if not isinstance(root, Element):
        raise InvalidInput(f"{name}: there is no XML in the file")
    return root, notes


class _Placed(Element):
    """An element that knows the line of the file on which it begins."""

    line = 1


def line_of(element: Element) -> int:
    """Return the line of the file on which an element begins, from 1."""
    return element.line if isinstance(element, _Placed) else 1


class _Limited(TreeBuilder):
    """Builds the tree and stops where it grows beyond all reason."""

    def __init__(self, name: str) -> None:
        super().__init__(element_factory=_Placed)
        self.name, self.depth, self.count = name, 0, 0
        self.line: Callable[[], int] = lambda: 1

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self.depth += 1
        self.count += 1 + len(attrs)
        if self.depth > DEEPEST:
            raise InvalidInput(f"{self.name}: nested more than {DEEPEST} deep; refused")
        if self.count > MOST_NUMBERS:
            raise InvalidInput(f"{self.name}: more than {MOST_NUMBERS:,} elements; refused")
        found = super().start(tag, attrs)
        if isinstance(found, _Placed):
            found.line = self.line()
        return found

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def visible(text: str) -> str:
    """Return a text without characters that XML forbids: each becomes a sign that shows it (␁)."""
    return _NOT_XML.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    code = ord(found.group())
    return chr(0x2400 + code) if code < 0x20 else f"U+{code:04X}"


def _decoded(data: bytes, name: str) -> tuple[str, list[str], int]:
    """Return the text from where the XML begins, what to note, and how many lines are above it."""
    text, notes = _text(data, name)
    start = text.find("<?xml") if "<?xml" in text else text.find("<")
    if start > 0 and text[:start].strip("\ufeff \t\r\n"):
        notes.append(f"{name}: text before the beginning of the XML was passed over")
    above = text.count("\n", 0, max(start, 0))
    text = _DECLARATION.sub("", text[max(start, 0) :])
    forbidden = set(_NOT_XML.findall(text))
    if any(visible(sign) in text for sign in forbidden):
        raise InvalidInput(
            f"{name}: control characters, and the signs that would show them; remove one of the two"
        )
    if forbidden:
        notes.append(f"{name}: control characters were replaced by signs that show them")
        text = visible(text)
    return text, notes, above


def _text(data: bytes, name: str) -> tuple[str, list[str]]:
    """Decode by byte order mark, declaration or as UTF-8; as Windows-1252 where that fails."""
    marked = next((mark for mark in _BOMS if data.startswith(mark)), b"")
    notes: list[str] = []
    encoding = _BOMS[marked] if marked else _declared(data, name, notes)
    try:
        return data.decode(encoding), notes
    except UnicodeDecodeError:
        if encoding == "utf-16":
            raise InvalidInput(f"{name}: broken UTF-16; save it again as UTF-8") from None
    known = encoding.removesuffix("-sig").upper()
    notes.append(f"{name}: not {known}; read as Windows-1252, so look at the accents in its names")
    return codecs.charmap_decode(data.removeprefix(marked), "strict", _WESTERN)[0], notes


def _declared(data: bytes, name: str, notes: list[str]) -> str:
    """Return the encoding that the file declares, UTF-8 where it declares none."""
    found = _ENCODING.search(data[:1000])
    if not found:
        return "utf-8"
    written = found.group(1).decode("latin-1").strip()
    try:
        known = codecs.lookup(written).name if _ENCODING_NAME.fullmatch(written) else ""
    except LookupError:
        known = ""
    if known.startswith(("utf-16", "utf-32")):
        notes.append(f"{name}: declares {known.upper()} and is not; read as UTF-8")
        return "utf-8"
    if not _TEXT_ENCODINGS.match(known) or known == "utf-7":
        shown = f" '{written}'" if _ENCODING_NAME.fullmatch(written) else ""
        raise InvalidInput(
            f"{name}: declares the encoding{shown}, which is not read here;"
            " save it again as UTF-8, and declare that"
        )
    return known
