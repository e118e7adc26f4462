"""The handbook that presses are compared with: a course with all modules written, its text as a book, as HTML and as
a project of MkDocs.

Run as a program with a folder, a language and a target, it makes the handbook as our press does: it loads the course,
takes the draft from it, sets it in type and writes the PDF. Where the target is a folder, it makes the handouts of all
modules in it, a file each.
"""

from __future__ import annotations

import gc
import posixpath
import re
import shutil
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random

from bench.courses import SEED, Writer, made
from course.expand import LEARNER, expand
from course.items import read_items
from course.load import load
from course.model import Course, Item, Page
from editions.draft import HANDBOOK, HANDOUT, ROOM, Document, Draft, documents, draft, pages
from editions.typeset import typeset

TERMS = "terms.md"
GLOSSARY = "glossary.md"

_TITLES = ("handbook#handbook", "legal#legal")
"""A book has titles of its own in place of these."""
_CHAPTERS = 3
_ITEMS = 10
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_QUIZ = re.compile(r"^<quiz>$.*?^</quiz>$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]+)\]\((?P<href>[^()\s]+)\)(?P<marks>\{[^{}]*\})?")
_CONFIG = """\
site_name: {name}
theme: {{name: material, language: {locale}, font: false}}
markdown_extensions:
  - admonition
  - attr_list
  - md_in_html
  - pymdownx.tasklist: {{custom_checkbox: true}}
  - tables: {{use_align_attribute: true}}
nav: [{nav}]
plugins: [{plugins}]
"""


def written(folder: Path) -> Course:
    """The real course in a folder, with a text of our making for every module that is still to be written.

    A text is as long as that of the real module, and has as many quiz items.
    """
    course = load(made(folder, 0))
    writer, random = Writer(course), Random(SEED)
    writer.targets = [target for target in writer.targets if target not in _TITLES]
    for module in course.modules.values():
        if not module.written:
            chapters = [writer.page(f"{module.id}-{number}", random) for number in range(_CHAPTERS)]
            quiz = writer.quiz(module.id, _ITEMS, random)
            for locale in writer.locales:
                texts = [_without_title(page[locale], number) for number, page in enumerate(chapters)]
                room = folder / "docs" / locale / "handbook" / module.id
                room.mkdir(parents=True, exist_ok=True)
                (room / "index.md").write_text("---\nreview: draft\n---\n\n" + "\n".join(texts), encoding="utf-8")
                (room / "quiz.md").write_text(quiz[locale], encoding="utf-8")
    modules = folder / "docs" / "data" / "modules.yml"
    text = modules.read_text(encoding="utf-8").replace("status: planned", "status: written")
    modules.write_text(text, encoding="utf-8")
    return load(folder)


def _without_title(text: str, number: int) -> str:
    """A page as a part of a longer one, with ids of its own."""
    return text.partition("}\n\n")[2].replace("{#part-", f"{{#part-{number}-")


def drafted(course: Course, locale: str) -> Draft:
    """The draft of the handbook."""
    return draft(course, Document(HANDBOOK, locale), _today())


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def handouts(course: Course, locale: str) -> list[Document]:
    """What trainers hand out, module by module."""
    return [one for one in documents(course) if (one.kind, one.locale) == (HANDOUT, locale)]


def as_html(course: Course, root: Path, locale: str, folder: Path) -> None:
    """The handbook and every handout as HTML files, with their stylesheet and fonts beside them."""
    shutil.copytree(root / ROOM, folder)
    for document in (Document(HANDBOOK, locale), *handouts(course, locale)):
        page = folder / Path(document.path).with_suffix(".html").name
        page.write_text(typeset(draft(course, document, _today()), root).html, encoding="utf-8")


def as_project(course: Course, locale: str, folder: Path) -> None:
    """The text of the handbook as a project of MkDocs with Material, with the plugin (mkdocs.yml) and without it
    (plain.yml)."""
    made_of = {page.name: page for page in pages(course, Document(HANDBOOK, locale))}
    book = drafted(course, locale)
    texts = {name: _plain(course, page, {*made_of}, book) for name, page in made_of.items()}
    entries = (f"**{note.term}** — {note.definition}\n{{: #{note.id} }}" for note in book.terms)
    texts[TERMS] = "\n\n".join((f"# {book.words['print-terms']}", *entries)) + "\n"
    for name, text in texts.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    config = partial(_CONFIG.format, name=book.words["site-name"], locale=locale, nav=", ".join(texts))
    (folder / "mkdocs.yml").write_text(config(plugins="to-pdf"), encoding="utf-8")
    (folder / "plain.yml").write_text(config(plugins=""), encoding="utf-8")


def _plain(course: Course, page: Page, there: set[str], book: Draft) -> str:
    """A page as Markdown that needs no course: its quiz items are lists, its links stay among the pages `there`.

    It has no drawings: mkdocs-to-pdf 0.12.1 ends its book at one that it finds too tall, without a word.
    """
    text = _DRAWING.sub("", expand(course, page, LEARNER))
    items = (_question(number, item, book) for number, item in enumerate(read_items(text)[0], start=1))
    return _LINK.sub(
        partial(_link, page, there, {note.id for note in book.terms}), _QUIZ.sub(lambda _: next(items), text)
    )


def _question(number: int, item: Item, book: Draft) -> str:
    title = book.words["question-number"].format(number=number)
    return "\n\n".join((f"**{title}**", item.question, "\n".join(f"- [ ] {one.text}" for one in item.options)))


def _link(page: Page, there: set[str], terms: set[str], link: re.Match[str]) -> str:
    """The link where it leads into the book or out to the web, else its words."""
    address, _, place = link["href"].partition("#")
    room = posixpath.dirname(page.name)
    name = posixpath.normpath(posixpath.join(room, address)) if address else page.name
    if ":" in link["href"] or name in there:
        return link.group()
    if name == GLOSSARY and place in terms:
        return f"[{link['words']}]({posixpath.relpath(TERMS, room or '.')}#{place})"
    return link["words"]


def main() -> None:
    """Makes the handbook, or the handouts."""
    from editions import pdf  # only here, because it needs Pango

    gc.disable()  # as the workers of the press do
    folder, locale, target = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    course = load(folder)
    chosen = handouts(course, locale) if target.is_dir() else [Document(HANDBOOK, locale)]
    for document in chosen:
        made_of = draft(course, document, _today())
        pdf.write(typeset(made_of, folder), target / Path(document.path).name if target.is_dir() else target, folder)
        gc.collect()


if __name__ == "__main__":
    main()
