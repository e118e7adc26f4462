"""Markdown made faster without another result: what a text shows no sign of is not looked for in it.

Python-Markdown asks each of its patterns about each piece of text, and reads every page as HTML. A pattern that begins
with a sign finds nothing where that sign is not, and a page without `<` has no HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

_SIGNS = {
    "backtick": "`",
    "escape": "\\",
    "link": "[",
    "image_link": "![",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
}
_REFERENCES = ("reference", "image_reference", "short_reference", "short_image_ref")
_EMPHASIS = "em_strong"


class _Sought:
    """A compiled pattern for `InlineProcessor`, which is only asked where it can be found."""

    def __init__(self, pattern: re.Pattern[str], can_be_in: Callable[[str], bool]) -> None:
        self._pattern, self._can_be_in = pattern, can_be_in

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """What `re.Pattern.finditer` finds."""
        return self._pattern.finditer(text, start) if self._can_be_in(text) else iter(())


class _HtmlBlocks(Preprocessor):
    """The preprocessor that finds blocks of HTML, where there may be some."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._real = md.preprocessors["html_block"]

    def run(self, lines: list[str]) -> list[str]:
        """The lines with a mark in place of each block."""
        return self._real.run(lines) if any("<" in line for line in lines) else lines


class Signs(Extension):
    """To be the last extension. Patterns that it does not know are asked as ever."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Puts what asks less in the place of what is there."""
        for name, sign in _SIGNS.items():
            _seek(md, name, partial(_has, sign))
        for name in _REFERENCES:
            _seek(md, name, lambda _: bool(md.references))
        _seek(md, _EMPHASIS, lambda text: "*" in text or "_" in text)
        md.preprocessors.register(_HtmlBlocks(md), "html_block", 20)


def _has(sign: str, text: str) -> bool:
    return sign in text


def _seek(md: Markdown, name: str, can_be_in: Callable[[str], bool]) -> None:
    processor: Any = md.inlinePatterns[name]
    processor.compiled_re = _Sought(processor.compiled_re, can_be_in)
