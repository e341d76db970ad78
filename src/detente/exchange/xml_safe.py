"""XML from strangers: parsed by defusedxml, with limits on depth and size.

Document type declarations are refused altogether, and with them entities, external or not. What
Genius's own reader lets pass is let pass too, and reported: text before the first tag, bytes that
are not text.
"""

from __future__ import annotations

import codecs
import re
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from detente.errors import InvalidInput
from detente.exchange.limits import DEEPEST, MOST_NUMBERS

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_TEXT_ENCODINGS = re.compile(
    r"utf|ascii|iso8859|iso-8859|latin|cp\d|windows|koi8|gb|big5|euc|shift"
)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse_xml(data: bytes, name: str) -> tuple[Element, list[str]]:
    """Return the root element, and what had to be passed over.

    Args:
        data: contents of the file.
        name: of the file, for messages.

    Raises:
        InvalidInput: the file is not XML, declares a document type or entities, or is nested too
            deeply.
    """
    text, notes = _decoded(data, name)
    parser = DefusedXMLParser(target=_Limited(name), forbid_dtd=True)
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
        raise InvalidInput(f"{name}:{line}:{column + 1}: this is not well-formed XML") from None
    except (ValueError, LookupError):
        raise InvalidInput(f"{name}: this is not XML that can be read") from None
    if not isinstance(root, Element):
        raise InvalidInput(f"{name}: there is no XML in the file")
    return root, notes


class _Limited(TreeBuilder):
    """Builds the tree and stops where it grows beyond all reason."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.depth, self.count = name, 0, 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self.depth += 1
        self.count += 1 + len(attrs)
        if self.depth > DEEPEST:
            raise InvalidInput(f"{self.name}: nested more than {DEEPEST} deep; refused")
        if self.count > MOST_NUMBERS:
            raise InvalidInput(f"{self.name}: more than {MOST_NUMBERS:,} elements; refused")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def _decoded(data: bytes, name: str) -> tuple[str, list[str]]:
    notes = []
    text = data.decode(_encoding(data), "replace")
    if "\ufffd" in text and "\ufffd".encode() not in data:
        notes.append(f"{name}: bytes that are not text in its encoding were replaced")
    start = text.find("<?xml") if "<?xml" in text else text.find("<")
    if start > 0 and text[:start].strip("\ufeff \t\r\n"):
        notes.append(f"{name}: text before the beginning of the XML was passed over")
    text = _DECLARATION.sub("", text[max(start, 0) :])
    if _NOT_XML.search(text):
        notes.append(f"{name}: control characters were replaced")
        text = _NOT_XML.sub("\ufffd", text)
    return text, notes


def _encoding(data: bytes) -> str:
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return encoding
    declared = _ENCODING.search(data[:1000])
    if declared:
        try:
            known = codecs.lookup(declared.group(1).decode("ascii")).name
        except LookupError:
            return "utf-8"
        if _TEXT_ENCODINGS.match(known) and not known.startswith(("utf-16", "utf-32", "utf-7")):
            return known
    return "utf-8"
