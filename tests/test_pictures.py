"""What picture files carry beside the picture: made by hand and by Pillow, which comes with WeasyPrint."""

from __future__ import annotations

from io import BytesIO

import pytest
from conftest import ROOT
from PIL import Image, PngImagePlugin

from course.pictures import carried

PNG = b"\x89PNG\r\n\x1a\n"
END = b"\0\0\0\0IEND\xaeB`\x82"
JFIF = b"\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
CODED = b"\xff\xda\0\x03\0\x12\xff\0\x34\xff\xd0\x56"


def chunk(name: str, body: bytes = b"") -> bytes:
    return len(body).to_bytes(4) + name.encode() + body + b"\0\0\0\0"


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2) + body


def saved(kind: str, **more: object) -> bytes:
    file = BytesIO()
    Image.new("RGB", (40, 40), "teal").save(file, kind, **more)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_alone_carries_nothing(kind: str) -> None:
    assert list(carried(saved(kind))) == []


def test_our_own_picture_carries_nothing() -> None:
    assert list(carried((ROOT / "docs" / "assets" / "readme" / "module.png").read_bytes())) == []


@pytest.mark.parametrize("name", ["tEXt", "zTXt", "iTXt", "eXIf", "tIME", "prVW"])
def test_a_chunk_that_draws_nothing_is_named(name: str) -> None:
    picture = PNG + chunk("IHDR", b"x") + chunk("IDAT", b"tEXt") + chunk(name, b"Author\0Guest") + END
    assert list(carried(picture)) == [name]


def test_colours_of_a_jpeg_are_no_words() -> None:
    colours = segment(0xE2, b"ICC_PROFILE\0\1\1") + segment(0xEE, b"Adobe\0")
    assert list(carried(b"\xff\xd8" + JFIF + colours + CODED + b"\xff\xd9")) == []


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (segment(0xE0, b"Guest"), "APP0"),
        (segment(0xE1, b"Exif\0\0MM"), "APP1"),
        (segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"), "APP1"),
        (segment(0xE2, b"MPF\0"), "APP2"),
        (segment(0xED, b"Photoshop 3.0\0"), "APP13"),
        (segment(0xFE, b"Guest"), "COM"),
    ],
)
def test_a_segment_that_draws_nothing_is_named_before_and_behind_the_coded_data(part: bytes, said: str) -> None:
    for picture in (JFIF + part + CODED, JFIF + CODED + part, JFIF + part + CODED + b"\xff" + part):
        assert list(carried(b"\xff\xd8" + picture + b"\xff\xd9")) == [said]


def test_what_pillow_writes_is_found() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_itxt("Author", "Guest", zip=True)
    words.add_text("Title", "Guest", zip=True)
    words.add_text("Comment", "Guest")
    exif = Image.Exif()
    exif[0x13B] = "Guest"
    assert list(carried(saved("PNG", pnginfo=words, exif=exif))) == ["iTXt", "zTXt", "tEXt", "eXIf"]
    assert list(carried(saved("JPEG", exif=exif, comment=b"Guest", xmp=b"<x/>"))) == ["APP1", "COM"]


@pytest.mark.parametrize("picture", [PNG + chunk("IHDR") + END, b"\xff\xd8" + JFIF + CODED + b"\xff\xd9"])
def test_data_after_the_end_and_a_file_that_breaks_off_are_told(picture: bytes) -> None:
    assert list(carried(picture + b"Guest")) == ["data after its end"]
    for size in range(len(picture)):
        assert list(carried(picture[:size]))[-1] == "no PNG or JPEG"


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"Guest"])
def test_other_files_are_no_pictures(data: bytes) -> None:
    assert list(carried(data)) == ["no PNG or JPEG"]
