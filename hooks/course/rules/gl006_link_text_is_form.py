"""GL006 link-text-is-form: the text of a term link is a form of the term, as the glossary lists them.

Why: A link on another word shows the definition of something that does not stand there; the list of forms is
what search, terms in other pages and translators rely on.

Bad:
    docs/en/about.md: |
      # About {#about}

      The [police chief](term:cppt) meets the jamoat.

Says:
    docs/en/about.md:3: GL006 'police chief' is no form of 'partnership team' - link the right word, or add
        'police chief' to the forms of 'cppt' in docs/data/glossary.yml

Good:
    docs/en/about.md: |
      # About {#about}

      The [Partnership Teams](term:cppt) meet the jamoat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from course.model import Course, Page, Problem
from course.rules.kept import in_pages, texts
from course.suggest import did_you_mean

CODE = "GL006"

_MARKUP = re.compile(r"[*_`\\]")


def check(course: Course) -> Iterator[Problem]:
    """A problem at every term link whose text is neither term, abbreviation nor form in the page's language."""
    glossary = texts(course, "glossary")
    for _, found in in_pages(course, course.pages, lambda page: list(_page(course, page)), CODE, glossary):
        yield from found


def _page(course: Course, page: Page) -> Iterator[Problem]:
    for ref in page.references:
        term = course.terms.get(ref.target)
        if ref.scheme != "term" or not ref.text or term is None or page.locale not in term.wordings:
            continue
        text = " ".join(_MARKUP.sub("", ref.text).split())
        wording = term.wordings[page.locale]
        known = [word for word in (wording.term, wording.short, *wording.forms) if word]
        if text not in known and text.casefold() not in {word.casefold() for word in known}:
            hint = did_you_mean(text, known, "link the right word")
            hint = f"{hint.rstrip('?')}, or add '{text}' to the forms of '{term.id}' in docs/data/glossary.yml"
            yield Problem(page.path, ref.line, CODE, f"'{text}' is no form of '{wording.term}'", hint)
