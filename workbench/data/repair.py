"""Bytes and names as people really send them: refuse what is no table, repair the rest and say what was done."""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Iterable

from workbench.errors import UserError

SAMPLE = 1 << 20
CHUNK = 1 << 22
NAME_LENGTH = 200

# What a renamed file really is, told by its first bytes.
SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "an Excel workbook or another zip archive", "Open it and save the sheet as CSV (UTF-8), or unpack it first."),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Office file", "Open it and save the sheet as CSV (UTF-8)."),
    (b"\x89PNG", "a PNG picture", "Choose the table itself, saved as CSV."),
    (b"\xff\xd8\xff", "a JPEG picture", "Choose the table itself, saved as CSV."),
    (b"GIF8", "a GIF picture", "Choose the table itself, saved as CSV."),
    (b"%PDF", "a PDF document", "Export the table as CSV from where the PDF was made."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first, then choose the CSV inside."),
    (b"BZh", "a bzip2 archive", "Unpack it first, then choose the CSV inside."),
    (b"\xfd7zXZ", "an xz archive", "Unpack it first, then choose the CSV inside."),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "Unpack it first, then choose the CSV inside."),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "Unpack it first, then choose the CSV inside."),
    (b"PAR1", "a Parquet file", "Save it as CSV first."),
    (b"ARROW1", "an Arrow file", "Save it as CSV first."),
    (b"SQLite format 3", "an SQLite database", "Export the table you need as CSV."),
    (b"\x89HDF", "an HDF5 file", "Save the table as CSV first."),
    (b"\x7fELF", "a program", "Choose a table saved as CSV."),
    (b"{\\rtf", "an RTF document", "Save the table as CSV first."),
)
LONE_LETTER = re.compile(rb"(?<![\x40-\x7e\x80-\xff])[\x80-\xff](?![\x40-\x7e\x80-\xff])")
JSON = re.compile(rb"\s*(\[\s*)?[\[{]\s*\"")
MARKUP = re.compile(rb"\s*<(!doctype|html|\?xml)", re.IGNORECASE)
BOMS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
OTHER_SCRIPTS = (
    "cp1251", "koi8_r", "cp866", "iso8859_5", "cp1253", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
)  # fmt: skip
CONTROLS = bytes(sorted(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1a\x1b\x1c\x1d\x1e\x1f\0"))) + b"\x7f"


def clean_bytes(raw: bytes) -> tuple[bytes, list[str]]:
    """Return the file as UTF-8 without byte order mark and NUL, and a note for each repair.

    Raises UserError when the bytes are no text.
    """
    _refuse_known_files(raw)
    content, notes = _as_utf8(raw)
    nul = content.count(0)
    if nul:
        content = content.replace(b"\0", b"")
        notes.append(f"{nul:,} NUL byte{' was' if nul == 1 else 's were'} taken out.")
    content = content.rstrip(b"\x1a")  # what DOS ends a file with
    if not content[:SAMPLE].strip() and not content.strip():
        raise empty_file(len(raw))
    sample = content[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    # One stray control character is a blemish, not a reason to refuse a small file.
    if controls > max(4, 0.01 * len(sample)) or controls > 0.1 * len(sample) or nul > max(100, 20 * len(content)):
        raise UserError(
            f"The file is not text: {controls:,} of its first {len(sample):,} bytes are control characters.",
            "A table of past cases has to be readable as rows and columns.",
            "Choose a CSV or TSV file.",
        )
    return content, notes


def empty_file(size: int, holds: str = "") -> UserError:
    found = "0 bytes" if size == 0 else f"{size:,} bytes, all of them blank"
    return UserError(
        f"The file {holds or f'is empty ({found})'}.",
        "There are no past cases in it to learn from.",
        "Choose a file with a header and rows.",
    )


def _refuse_known_files(raw: bytes) -> None:
    for signature, what, do in SIGNATURES:
        if raw.startswith(signature):
            raise UserError(f"The file is {what}, whatever its name says.", "Only text tables (CSV or TSV) can be read.", do)
    if MARKUP.match(raw[:200]):
        raise UserError(
            f"The file begins with {raw[:40].decode('latin-1').strip()!r}: it is a web page or an XML document.",
            "Only text tables (CSV or TSV) can be read.",
            "Download the table itself, as CSV.",
        )
    if JSON.match(raw[:200]):
        raise UserError(
            f"The file begins with {raw[:40].decode('latin-1').strip()!r}: it is JSON.",
            "Only text tables (CSV or TSV) can be read.",
            "Save the table as CSV first.",
        )


def _as_utf8(raw: bytes) -> tuple[bytes, list[str]]:
    for bom, codec, title in BOMS:
        if raw.startswith(bom):
            if codec == "utf-8":
                content, notes = _as_utf8(raw[len(bom) :])
                return content, ["A byte order mark at the start of the file was taken out.", *notes]
            return _transcoded(raw[len(bom) :], codec, title)
    wide = _unmarked_utf16(raw)
    if wide:
        return _transcoded(raw, wide, "UTF-16")
    if _is_utf8(raw):
        return raw, []
    return _legacy(raw)


def _transcoded(raw: bytes, codec: str, title: str) -> tuple[bytes, list[str]]:
    text = raw.decode(codec, errors="replace")
    return text.encode("utf-8", errors="replace"), [
        f"The file was read as {title} and turned into UTF-8.",
        *_unreadable(text.count("\ufffd")),
    ]


def _unmarked_utf16(raw: bytes) -> str | None:
    """Latin text in UTF-16 has a NUL in every second byte."""
    sample = raw[:4096]
    half = len(sample) // 2
    if half < 4:
        return None
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.6 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.1 else None


def _is_utf8(raw: bytes) -> bool:
    if raw.isascii():
        return True
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(raw), CHUNK):
            decoder.decode(raw[start : start + CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _legacy(raw: bytes) -> tuple[bytes, list[str]]:
    """No valid UTF-8: either UTF-8 with a few broken places, or a single-byte encoding of Western Europe."""
    text = raw.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", errors="ignore"))
    if beyond_ascii > 4 * broken:
        return text.encode("utf-8"), _unreadable(broken)
    text, title = _without_mark(raw)
    note = f"The file is not UTF-8; it was read as {title}. If letters look wrong, save it as UTF-8 and open it again."
    return text.encode("utf-8"), [note, *_unreadable(text.count("\ufffd"))]


def _without_mark(raw: bytes) -> tuple[str, str]:
    """Western Europe, unless most letters lie beyond ASCII, as they do in Cyrillic, Greek or Chinese text."""
    for codec in _other_scripts(raw):
        text = raw.decode(codec, errors="replace")
        if text.count("\ufffd") <= 1 + len(text) // 1_000:  # a file that was cut off ends in half a letter
            return text, codec
    with contextlib.suppress(UnicodeDecodeError):
        return raw.decode("cp1252"), "Windows-1252"
    return raw.decode("latin-1"), "Latin-1"


def _other_scripts(raw: bytes) -> list[str]:
    """Latin alphabets differ in a few letters only and are not guessed apart: the guesser tried got them wrong."""
    lines = [line for line in raw[:SAMPLE].splitlines() if not line.isascii()]
    sample = b"\n".join(lines)[: 1 << 15]
    beyond = sum(byte > 127 for byte in sample)
    if beyond <= 0.4 * (beyond + sum(chr(byte).isalpha() for byte in sample if byte < 128)):
        return []
    # Cells of a single letter, such as `é` and `è`, tell no script.
    if len(LONE_LETTER.findall(sample)) > 0.5 * beyond:
        return []
    # Imported here: most files are UTF-8 and never need it.
    from charset_normalizer import from_bytes

    best = from_bytes(sample[: sample.rfind(b"\n") + 1] or sample, cp_isolation=[*OTHER_SCRIPTS, "cp1252"]).best()
    return [best.encoding] if best is not None and best.encoding in OTHER_SCRIPTS else []


def _unreadable(count: int) -> list[str]:
    many = "character could not be read and shows" if count == 1 else "characters could not be read and show"
    return [f"{count:,} {many} as \ufffd."] if count else []


def repair_names(header: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return unique non-empty column names of bounded length, and a note for each kind of repair."""
    names: list[str] = []
    seen: set[str] = set()
    empty = clipped = 0
    doubled: list[str] = []
    for position, cell in enumerate(header, start=1):
        name = " ".join(cell.split())
        if len(name) > NAME_LENGTH - 10:
            name, clipped = name[: NAME_LENGTH - 10], clipped + 1
        if not name:
            name, empty = f"column {position}", empty + 1
        if name in seen:
            doubled.append(name)
            name = _numbered(name, seen)
        seen.add(name)
        names.append(name)
    return names, _name_notes(empty, doubled, clipped)


def _numbered(name: str, seen: set[str]) -> str:
    number = 2
    while f"{name} ({number})" in seen:
        number += 1
    return f"{name} ({number})"


def _name_notes(empty: int, doubled: list[str], clipped: int) -> list[str]:
    notes = []
    if empty:
        columns = "column has" if empty == 1 else "columns have"
        notes.append(f"{empty:,} {columns} no name and got one from the position, such as 'column 3'.")
    if doubled:
        names = "name was" if len(doubled) == 1 else "names were"
        notes.append(f"{len(doubled):,} column {names} used twice and got a number: '{doubled[0][:60]} (2)'.")
    if clipped:
        names = "name was" if clipped == 1 else "names were"
        notes.append(f"{clipped:,} column {names} shortened to {NAME_LENGTH - 10} characters.")
    return notes
