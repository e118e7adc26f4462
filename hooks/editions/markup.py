"""Finished pages, stylesheets and scripts, mended: heard as they are meant, and no heavier than they need be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

_EMPTY_HEAD = re.compile(r"<th\b([^>]*)>\s*</th>")
_BOX_OFF = re.compile(r'(<input\b[^>]*\btype="checkbox"[^>]*?) autocomplete="off"')
_ALIGNED = re.compile(r'(<t[hd]) align="(left|center|right)"')
_OF_CONTENTS = ' for="__toc"'
_SPACED = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL | re.IGNORECASE)
_BLANKS = " \t\r"
_INDENT = re.compile(rf"\n[{_BLANKS}\n]+")
_RULE = re.compile(r"[^{}]+\{[^{}]*\}")
_OTHER_COLOUR = re.compile(r"\[data-md-color-(?:primary|accent)=(?!custom\])")
_NOTHING = re.compile(r"@media[^{}]*\{\}")


def finished(page: str) -> str:
    """The HTML of a page as readers get it.

    The empty corner of a table is an ordinary cell: a head without words names nothing to those who listen. What the
    HTML standard does not allow is mended: boxes to tick complete nothing (4.10.18.7), cells are aligned by classes
    (16.2), and a label is of something that is there (4.10.4). Lines are not indented and none is blank, except where
    blanks are shown.
    """
    if "<th" in page:
        page = _EMPTY_HEAD.sub(r"<td\1></td>", page)
    page = _BOX_OFF.sub(r"\1", page)
    if ' align="' in page:
        page = _ALIGNED.sub(r'\1 class="\2"', page)
    if 'id="__toc"' not in page:
        page = page.replace(_OF_CONTENTS, "")
    parts = _SPACED.split(page)  # text, what keeps its blanks, the name of its tag, text, and so on
    return "".join(part if at % 3 else _unindented(part) for at, part in enumerate(parts) if at % 3 != 2)


def _unindented(text: str) -> str:
    text = _INDENT.sub("\n", text)
    if any(blank in text and f"{blank}\n" in text for blank in _BLANKS):
        *lines, last = text.split("\n")
        text = "\n".join((*(line.rstrip(_BLANKS) for line in lines), last))
    return text


def lightened(site: Path) -> Iterator[tuple[Path, str]]:
    """The stylesheets and scripts of a built site that can be lighter, with their lighter text.

    Of the theme only the palette is among them; the libraries in `lib` came minified. What is light already comes out
    as it is.
    """
    lighter: dict[str, Callable[[str], str]] = {
        "assets/stylesheets/palette.*.css": palette,
        "assets/css/*.css": cssmin,
        "assets/js/*.js": jsmin,
    }
    for pattern, change in lighter.items():
        for path in sorted(site.glob(pattern)):
            yield path, change(path.read_text(encoding="utf-8"))


def palette(stylesheet: str) -> str:
    """Material's stylesheet of colours without the many that this site, whose colours are `custom`, has not chosen."""
    kept = _RULE.sub(lambda rule: "" if _OTHER_COLOUR.search(rule[0]) else rule[0], stylesheet)
    return _NOTHING.sub("", kept)
