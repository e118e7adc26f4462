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
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import ETX, STX, AtomicString

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
_ANY = re.compile(f"[{re.escape(''.join(sorted({sign[-1] for signs in _SIGNS.values() for sign in signs})))}]")
_REFERENCES = ("reference", "image_reference", "short_reference", "short_image_ref")
_EVERYWHERE = ("",)  # the sign of patterns that are not known
_INDENT = "    "
_BLOCKS = {
    "admonition": ("\n!!!", _INDENT),
    "markdown_block": (STX,),
    "indent": (_INDENT,),
    "code": (_INDENT,),
    "table": ("|",),
    "hashheader": ("\n#",),
    "setextheader": ("\n=", "\n-"),
    "hr": ("\n-", "\n_", "\n*", "\n "),
    "olist": (". ",),
    "ulist": ("* ", "+ ", "- "),
    "quote": (">",),
    "reference": ("]:",),
}
_FENCED, _FENCES = "fenced_code_block", ("```", "~~~")
_HTML_OF_MKDOCS = "mkdocs_raw_html"  # where MkDocs, if it is at work, remembers the anchors in HTML
_FORM = re.compile(r'(?<=\n\n)<div class="screen no-print" id="[\w-]+" data-screen="sheets".*?\n(?=\n)', re.DOTALL)
_DIV = re.compile(r"<(/?)div\b")
_ID = re.compile(r'\sid="([^"<>]*)"')
_BLANKS = re.compile(r"\n +(?=\n)")
_WORDS = re.compile(r"[^\W\d_](?:[^\W_]|[ ,;.?«»()–—’-])*(?<! )")


class _Blocks:
    """Asks the processors of blocks, each of them only where it can be of use."""

    def __init__(self, parser: BlockParser) -> None:
        known = parser.blockprocessors
        signs = {known[name]: found for name, found in _BLOCKS.items()}
        self._asked = [(processor, signs.get(processor, _EVERYWHERE)) for processor in known]

    def parse(self, parent: Element, blocks: list[str]) -> None:
        """What `BlockParser.parseBlocks` does."""
        while blocks:
            block = f"\n{blocks[0]}"  # as in the text, where some signs stand at the beginning of a line
            for processor, signs in self._asked:
                for sign in signs:
                    if sign in block:
                        break
                else:
                    continue
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break


class _Inline(InlineProcessor):
    """The processor that looks for patterns in text, which asks each of them only where it can be found."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """The tree with what the patterns have found."""
        signs = {self.inlinePatterns[name]: found for name, found in _SIGNS.items()}
        if not self.md.references:
            signs |= {self.inlinePatterns[name]: () for name in _REFERENCES}
        self._asked = [(pattern, signs.get(pattern, _EVERYWHERE)) for pattern in self.inlinePatterns]
        self._known = all(signs is not _EVERYWHERE for _, signs in self._asked)
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """As Python-Markdown does it: what was found in a text is asked for again behind the place."""
        if isinstance(data, AtomicString) or (self._known and not _ANY.search(data)):
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


class _Whitespace(Preprocessor):
    """As Python-Markdown makes white space plain; the pattern for empty lines begins with a sign."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines with one kind of line ends, without tabs and without blanks in empty lines."""
        text = "\n".join(lines).replace(STX, "").replace(ETX, "").replace("\r\n", "\n").replace("\r", "\n")
        return _BLANKS.sub("\n", f"{text}\n\n".expandtabs(self.md.tab_length)).split("\n")


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
        fenced = md.preprocessors[_FENCED]
        vars(fenced)["run"] = partial(_where_fenced, fenced.run)
        unescape: Any = md.treeprocessors["unescape"]
        vars(unescape)["unescape"] = partial(_where_escaped, unescape.unescape)
        table: Any = md.parser.blockprocessors["table"]
        vars(table)["_split"] = partial(_cells, table._split)
        vars(md.parser)["parseBlocks"] = _Blocks(md.parser).parse
        vars(md)["is_block_level"] = cache(md.is_block_level)  # a list of tags, which is asked for each tag
        md.preprocessors.register(_Whitespace(md), "normalize_whitespace", 30)
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


def _where_escaped(unescape: Callable[[str], str], text: str) -> str:
    return unescape(text) if STX in text else text


def _cells(split: Callable[[str], list[str]], row: str) -> list[str]:
    """Every bar parts cells where there is neither code nor an escape."""
    return split(row) if "`" in row or "\\" in row else row.split("|")
