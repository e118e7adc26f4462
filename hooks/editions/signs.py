"""Markdown made faster without another result: what a text shows no sign of is not looked for in it.

Python-Markdown asks each of its patterns about each piece of text, and it and MkDocs read every page as HTML. A pattern
that begins with a sign finds nothing where that sign is not, a page without `<` has no HTML, the form of a tool is HTML
and nothing else, and a line of plain words is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

_SIGNS = {
    "backtick": ("`",),
    "escape": ("\\",),
    "link": ("[",),
    "image_link": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
_REFERENCES = ("reference", "image_reference", "short_reference", "short_image_ref")
_EVERYWHERE = ("",)  # the sign of patterns that are not known
_BLOCKS = {"admonition": "!!!", "hashheader": "#"}  # by what their pattern `RE` begins with
_TABLE, _BAR = "table", "|"
_FENCED, _FENCES = "fenced_code_block", ("```", "~~~")
_HTML_OF_MKDOCS = "mkdocs_raw_html"  # where MkDocs, if it is at work, remembers the anchors in HTML
_FORM = re.compile(r'(?<=\n\n)<div class="screen no-print" id="[\w-]+" data-screen="sheets".*?\n(?=\n)', re.DOTALL)
_DIV = re.compile(r"<(/?)div\b")
_ID = re.compile(r'\sid="([^"<>]*)"')
_WORDS = re.compile(r"[^\W\d_](?:[^\W_]|[ ,;.?«»()–—’-])*(?<! )")


class _Sought:
    """A compiled pattern, which is asked only where its sign is."""

    def __init__(self, pattern: re.Pattern[str], sign: str) -> None:
        self._pattern, self._sign = pattern, sign

    def search(self, text: str) -> re.Match[str] | None:
        """What `re.Pattern.search` finds."""
        return self._pattern.search(text) if self._sign in text else None


class _Inline(InlineProcessor):
    """The processor that looks for patterns in text, which asks each of them only where it can be found."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """The tree with what the patterns have found."""
        signs = {self.inlinePatterns[name]: found for name, found in _SIGNS.items()}
        if not self.md.references:
            signs |= {self.inlinePatterns[name]: () for name in _REFERENCES}
        self._asked = [(pattern, signs.get(pattern, _EVERYWHERE)) for pattern in self.inlinePatterns]
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """As Python-Markdown does it: what was found in a text is asked for again behind the place."""
        if isinstance(data, AtomicString):
            return data
        apply: Callable[..., tuple[str, bool, int]] = getattr(self, "_InlineProcessor__applyPattern")  # noqa: B009
        start, number = 0, patternIndex
        while number < len(self._asked):
            pattern, signs = self._asked[number]
            found = False
            for sign in signs:
                if sign in data:
                    data, found, start = apply(pattern, data, number, start)
                    break
            if not found:
                number, start = number + 1, 0
        return data


class _Forms(Preprocessor):
    """Takes out forms as blocks of HTML: each is a paragraph of whole elements (see `forms.placed`)."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.anchors: set[str] = set()

    def run(self, lines: list[str]) -> list[str]:
        """The lines with a mark in place of each element."""
        self.anchors = set()
        if not any('data-screen="sheets"' in line for line in lines):
            return lines
        return _FORM.sub(self._stored, "\n".join(lines)).split("\n")

    def _stored(self, form: re.Match[str]) -> str:
        self.anchors.update(map(unescape, _ID.findall(form.group())))
        return "\n\n".join(map(self.md.htmlStash.store, _elements(form.group()))) + "\n"


def _elements(block: str) -> Iterator[str]:
    """The `div` elements one after the other; the last with the end of its line, as Markdown has it."""
    depth = start = 0
    for mark in _DIV.finditer(block):
        depth += -1 if mark[1] else 1
        if not depth:
            end = block.index(">", mark.end()) + 1
            end += len(block) == end + 1
            yield block[start:end].lstrip("\n")
            start = end


class _HtmlBlocks(Preprocessor):
    """The preprocessor that finds blocks of HTML, where there may be some."""

    def __init__(self, md: Markdown, forms: _Forms) -> None:
        super().__init__(md)
        self._real, self._forms = md.preprocessors["html_block"], forms

    def run(self, lines: list[str]) -> list[str]:
        """The lines with a mark in place of each block."""
        if _HTML_OF_MKDOCS in self.md.preprocessors:
            before: Any = self.md.preprocessors[_HTML_OF_MKDOCS]
            before.present_anchor_ids |= self._forms.anchors
        return self._real.run(lines) if any("<" in line for line in lines) else lines


class Signs(Extension):
    """To be the last extension. Patterns that it does not know are asked as ever."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Puts what asks less in the place of what is there."""
        md.treeprocessors.register(_Inline(md), "inline", 20)
        blocks: Any = md.parser.blockprocessors
        for name, sign in _BLOCKS.items():
            blocks[name].RE = _Sought(blocks[name].RE, sign)
        vars(blocks[_TABLE])["test"] = partial(_can_be_table, blocks[_TABLE].test)
        fenced = md.preprocessors[_FENCED]
        vars(fenced)["run"] = partial(_where_fenced, fenced.run)
        vars(md)["is_block_level"] = cache(md.is_block_level)  # a list of tags, which is asked for each tag
        forms = _Forms(md)
        md.preprocessors.register(forms, "forms", 22)  # before those who read HTML: MkDocs (21) and Markdown (20)
        md.preprocessors.register(_HtmlBlocks(md, forms), "html_block", 20)
        vars(md)["convert"] = partial(_converted, md.convert)


class Once:
    """In place of the module of Python-Markdown for those who make a converter for each page: the same one for all."""

    def __init__(self) -> None:
        self._made: Markdown | None = None

    def Markdown(self, **settings: Any) -> Markdown:  # noqa: N802 - the name is Python-Markdown's
        """A converter that remembers nothing of what it has converted; the settings are always the same."""
        self._made = self._made or Markdown(**settings)
        return self._made.reset()


def _converted(convert: Callable[[str], str], text: str) -> str:
    return f"<p>{text}</p>" if _WORDS.fullmatch(text) else convert(text)


def _where_fenced(run: Callable[[list[str]], list[str]], lines: list[str]) -> list[str]:
    return run(lines) if any(line.startswith(_FENCES) for line in lines) else lines


def _can_be_table(test: Callable[[Element, str], bool], parent: Element, block: str) -> bool:
    return _BAR in block.partition("\n")[0] and test(parent, block)
