"""What a picture file carries beside the picture: words, places and devices that nobody sees and everybody can read."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Chunks that only draw: PNG, third edition, 5.6 and 11; all others hold words, camera data, a time or anything.
_DRAWING = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs acTL fcTL fdAT".split()
)
_PNG = b"\x89PNG\r\n\x1a\n"
_CHUNK = 12  # length, name and check sum of a chunk
_JPEG = b"\xff\xd8"
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")  # in coded data 00 and restarts follow an FF
_END, _COMMENT, _APPLICATIONS = 0xD9, 0xFE, range(0xE0, 0xF0)
_DRAWING_SEGMENTS = (b"\xe0JF", b"\xe2ICC_PROFILE\0", b"\xeeAdobe")  # size of a dot, colours, kind of colours
_AFTER = "data after its end"
_NONE = "no PNG or JPEG"


def carried(data: bytes) -> Iterator[str]:
    """What a PNG (third edition) or JPEG (ITU-T T.81, annex B) carries that is not drawn, by the names of its format.

    Each is told once. A file that is neither, or that breaks off, is told as "no PNG or JPEG".
    """
    read = _png if data.startswith(_PNG) else _jpeg if data.startswith(_JPEG) else None
    yield from dict.fromkeys(read(data)) if read else (_NONE,)


def _png(data: bytes) -> Iterator[str]:
    at, name = len(_PNG), b""
    while name != b"IEND":
        length, name = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        at += _CHUNK + length
        if at > len(data):
            yield _NONE
            return
        if name not in _DRAWING:
            yield name.decode("latin-1")
    if at < len(data):
        yield _AFTER


def _jpeg(data: bytes) -> Iterator[str]:
    at = len(_JPEG)
    while found := _MARKER.search(data, at):
        at, marker = found.end(), found[1][0]
        if marker == _END:
            if at < len(data):
                yield _AFTER
            return
        body = data[at + 2 : at + int.from_bytes(data[at : at + 2])]
        at += 2 + len(body)
        if marker == _COMMENT:
            yield "COM"
        elif marker in _APPLICATIONS and not (found[1] + body).startswith(_DRAWING_SEGMENTS):
            yield f"APP{marker - _APPLICATIONS.start}"
    yield _NONE
