"""From bytes to text: what the file is, in which characters, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from finance.importers.csv import headers
from finance.importers.refusal import FileRefused

MAX_BYTES = 32 * 1024 * 1024
_SAMPLE = 65536

_MAGIC = (
    (b"PK\x03\x04", "a ZIP or Excel (XLSX) file"),
    (b"PK\x05\x06", "a ZIP file"),
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Excel (XLS) file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip file"),
    (b"Rar!\x1a\x07", "a RAR file"),
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"SQLite format 3", "an SQLite database"),
)
_OTHER_TEXT = (
    (re.compile(r"OFXHEADER|<\?OFX|<OFX>", re.IGNORECASE), "an OFX file"),
    (re.compile(r"<!DOCTYPE html|<html|<table", re.IGNORECASE), "an HTML page"),
    (re.compile(r"<\?xml|<Document\b"), "an XML file"),
    (re.compile(r"!(?:Type|Account|Option|Clear)\b", re.IGNORECASE), "a QIF file"),
    (re.compile(r"\{1:|:20:|:25:"), "an MT940 file"),
    (re.compile(r'\{\s*"|\[\s*[{\[]'), "a JSON file"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins with the mark of UTF-16: asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Tried on files that are not UTF-8. Western Europe first: it wins unless another one explains the headings.
_CODE_PAGES = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "gb18030", "cp932", "mac_roman", "cp850")
KNOWN = frozenset(
    {"utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", *_CODE_PAGES}
)

_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
_LINE_ENDS = re.compile(r"\r\r\n|\r\n?")


def decode(data: bytes, *, encoding: str | None = None) -> tuple[str, str]:
    """The text with a line feed at the end of every line, and the name of the encoding that gave it.

    Raises FileRefused for what is empty, too large, binary, or text of another known format.
    """
    _refuse_bytes(data)
    encoding = encoding or _encoding_of(data)
    text = _text_of(data, encoding).lstrip("\ufeff").rstrip("\x1a")
    if "\r" in text:
        text = _LINE_ENDS.sub("\n", text)
    _refuse_text(text)
    return text, encoding


def _refuse_bytes(data: bytes) -> None:
    if not data:
        raise FileRefused("The file is empty.")
    if len(data) > MAX_BYTES:
        raise FileRefused(f"The file is larger than {MAX_BYTES // 1024 // 1024} MB.")
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise FileRefused(f"This is {name}, not a CSV file.", 1)


def _text_of(data: bytes, encoding: str) -> str:
    errors = "replace" if encoding in {"utf-8", "gb18030", "cp932"} else "strict"
    try:
        return data.decode(encoding, errors)
    except UnicodeDecodeError as error:
        if encoding.startswith(("utf-16", "utf-32")):
            line = data.count(b"\n", 0, error.start) + 1
            raise FileRefused(f"The file is no valid {encoding.upper()} text.", line) from None
        return data.decode("latin-1")


def _encoding_of(data: bytes) -> str:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    if b"\0" in data:
        return _wide_encoding_of(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "utf-8" if _mostly_utf8(data) else _code_page_of(data)
    return "utf-8"


def _wide_encoding_of(data: bytes) -> str:
    """UTF-16 without its mark: in western text every second byte is NUL. Other NULs are refused."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for many, few, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if many > len(sample) * 0.35 and few <= many * 0.01:
            return name
    raise FileRefused(
        "There is a NUL byte: this is not a text file.", data.count(b"\n", 0, data.index(0)) + 1
    )


def _mostly_utf8(data: bytes) -> bool:
    """A few broken characters in UTF-8 (cut at a byte limit by the bank) do not make it another encoding."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(data) - len(text.encode("ascii", "ignore")) - bad
    return bad * 6 <= good


def _code_page_of(data: bytes) -> str:
    sample = data[:_SAMPLE]
    best, most = "latin-1", -1
    for name in _CODE_PAGES:
        try:
            text = sample.decode(name, "replace" if name in {"gb18030", "cp932"} else "strict")
        except UnicodeDecodeError:
            continue
        known = headers.count_known(text) - text.count("\ufffd")
        if known > most:
            best, most = name, known
    return best


def _refuse_text(text: str) -> None:
    start = text[:200].lstrip()
    if not start and not text.strip():
        raise FileRefused("The file is empty.")
    for pattern, name in _OTHER_TEXT:
        if pattern.match(start):
            raise FileRefused(f"This is {name}, not a CSV file.", 1)
    position = text.find("\0")
    if position >= 0:
        raise FileRefused("There is a NUL character.", text.count("\n", 0, position) + 1)
    if len(_CONTROL.findall(text, 0, _SAMPLE)) > min(len(text), _SAMPLE) // 100:
        raise FileRefused("The file is not text.")
