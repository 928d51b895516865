from __future__ import annotations

import sys
import time
import tracemalloc

import pytest

from finance.importers.csv import FileRefused, Mapping, guess, read

HEAD = b"Date,Description,Amount\n"
GOOD = HEAD + b"2024-01-30,Shop,-3.50\n"
MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"", "The file is empty.", None),
        (b" \n\r\n\t\n", "The file is empty.", None),
        (b"\xef\xbb\xbf", "The file is empty.", None),
        (b"PK\x03\x04rest", "This is a ZIP or Excel (XLSX) file, not a CSV file.", 1),
        (b"%PDF-1.7\nrest", "This is a PDF, not a CSV file.", 1),
        (b"\xd0\xcf\x11\xe0rest", "This is an old Excel (XLS) file, not a CSV file.", 1),
        (b"\x1f\x8brest", "This is a gzip file, not a CSV file.", 1),
        (b"OFXHEADER:100\nDATA:OFXSGML\n", "This is an OFX file, not a CSV file.", 1),
        (b"<?xml version='1.0'?><Document/>", "This is an XML file, not a CSV file.", 1),
        (b"\n <html><table>", "This is an HTML page, not a CSV file.", 1),
        (b"!Type:Bank\nD1/1/24\n", "This is a QIF file, not a CSV file.", 1),
        (b":20:START\n:25:1234\n", "This is an MT940 file, not a CSV file.", 1),
        (b'{"rows": []}', "This is a JSON file, not a CSV file.", 1),
        (GOOD + b"2024-01-31,a\0b,1\n", "There is a NUL byte: this is not a text file.", 3),
        ((GOOD + b"2024-01-31,a\0b,1\n").decode().encode("utf-16"), "There is a NUL character.", 3),
        (b"\xff\xfea\x00\n\x00\x00", "The file is no valid UTF-16 text.", 2),
        (GOOD + b"\x01\x02\x03\x04\x05", "The file is not text.", None),
        (b"hello\nworld\n", "No column of dates was found.", 1),
        (b"2024-01-30,Shop\n2024-01-31,Work\n", "No column of amounts was found.", 1),
        (b"Date,Text\n2024-01-30,Shop\n", "No column of amounts was found.", 2),
        (GOOD + b"2024-01-31,x" + b",1" * 200 + b"\n", "More than 200 columns.", 3),
        (b",".join(b"c%d" % number for number in range(10_000)) + b"\n", "More than 200 columns.", 1),
        (
            GOOD + b'2024-01-31,"' + b"x" * MEGABYTE + b'",1\n',
            "The line is longer than 1,000,000 characters.",
            3,
        ),
        (
            GOOD + b'2024-01-31,"' + b"x" * 900_000 + b'",1\n',
            "A cell is too long, or its quote is never closed.",
            3,
        ),
        (
            GOOD + b"2024-01-31," + b"x" * 200_000 + b",1\n",
            "A cell is too long, or its quote is never closed.",
            3,
        ),
        (GOOD + b'2024-01-31,"x,1\n' * 150, "A cell is too long, or its quote is never closed.", 103),
        (HEAD + b"2024-01-31,x,1\n" * 100_001, "More than 100,000 rows.", 100_002),
        (HEAD + b"2024-01-31,x,1\n" * 100_500, "More than 100,000 rows.", 100_201),
        (b"\n" * 1_000_001 + b"a", "More than 1,000,000 lines.", 1_000_001),
        (b"x" * (32 * MEGABYTE + 1), "The file is larger than 32 MB.", None),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else None,
)
def test_refuses_naming_the_line(data: bytes, reason: str, line: int | None) -> None:
    with pytest.raises(FileRefused) as refusal:
        guess(data)
    assert (refusal.value.reason, refusal.value.line) == (reason, line)
    assert str(refusal.value) == (reason if line is None else f"Line {line}: {reason}")


def test_an_unclosed_quote_does_not_swallow_the_rest() -> None:
    data = GOOD + b'2024-01-31,"' + b"text without end\n" * 20_000 + b"2024-02-01,x,-1.00\n"
    reading = read(data, guess(data).mapping, default_currency="EUR", account="Mine")
    assert [row.line for row in reading.rows] == [2, 20_003]
    assert [line.row for line in reading.skipped[:2]] == [3, 4]


def test_reading_refuses_too() -> None:
    mapping = guess(GOOD).mapping
    with pytest.raises(FileRefused):
        read(b"PK\x03\x04", mapping, default_currency="EUR", account="Mine")


def test_a_delimiter_under_which_nothing_can_be_read() -> None:
    with pytest.raises(FileRefused) as refusal:
        guess(b"x" + b";" * 300, hints=Mapping(delimiter=";"))
    assert refusal.value.reason in {"More than 200 columns.", "No column of dates was found."}


@pytest.mark.skipif(sys.gettrace() is not None, reason="a tracer counts every line")
@pytest.mark.parametrize(
    "data",
    [
        b"," * (31 * MEGABYTE),
        b'"' * (31 * MEGABYTE),
        b"\n" * (31 * MEGABYTE) + b"a",
        b"\xe9" * (31 * MEGABYTE),
        HEAD + b"2024-01-31,x,1\n" * 2_000_000,
        GOOD + b'2024-01-31,"x,1\n' * 90_000,
    ],
    ids=["commas", "quotes", "lines", "letters", "rows", "open quotes"],
)
def test_refuses_large_files_within_a_second(data: bytes) -> None:
    start = time.process_time()
    with pytest.raises(FileRefused):
        guess(data)
    assert time.process_time() - start < 1


def test_a_refusal_takes_little_memory() -> None:
    data = b"," * (31 * MEGABYTE)
    tracemalloc.start()
    with pytest.raises(FileRefused):
        guess(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100 * MEGABYTE  # the text itself, twice


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_encodings(encoding: str) -> None:
    text = "Datum;Verwendungszweck;Betrag;Währung\n30.01.2024;Bäcker & Söhne;-3,50;EUR\n"
    data = text.encode(encoding)
    found = guess(data)
    rows = read(data, found.mapping, default_currency="EUR", account="Mine").rows
    assert [row.note for row in rows] == ["Bäcker & Söhne"]


def test_a_few_broken_characters_do_not_change_the_encoding() -> None:
    text = "Datum;Verwendungszweck;Betrag\n30.01.2024;Bäcker Größe Überfälle Öl Äpfel;-3,50\n"
    data = text.encode() + b"31.01.2024;Abgeschnitten\xc3;-1,00\n"
    assert guess(data).mapping.encoding == "utf-8"
    rows = read(data, guess(data).mapping, default_currency="EUR", account="Mine").rows
    assert rows[0].note == "Bäcker Größe Überfälle Öl Äpfel"


def test_a_byte_that_the_code_page_has_not() -> None:
    data = b"Date,Text,Amount\n2024-01-30,a\x81b\xe9,-3.50\n"
    assert guess(data, hints=Mapping(encoding="cp1252")).mapping.encoding == "cp1252"
    assert guess(data).mapping.encoding in {"cp1250", "latin-1", "cp1251", "mac_roman"}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\r\r\n"])
def test_lines_are_counted_as_an_editor_counts(newline: str) -> None:
    lines = [
        "Date,Text,Amount",
        "2024-01-30,a,-1.00",
        "",
        "2024-01-31,b,x",
        "2024-02-01,c,-2.00",
        "2024-02-02,d,-3.00",
    ]
    data = newline.join(lines).encode() + b"\x1a"
    reading = read(data, guess(data).mapping, default_currency="EUR", account="Mine")
    assert [row.line for row in reading.rows] == [2, 5, 6]
    assert [error.row for error in reading.rejected] == [4]
