"""GL005 wording-preferred: texts do not use a wording that the glossary asks to avoid.

Why: Two names for one thing confuse cadets, and some wordings hurt people or claim more than the law says. A
wording that a page must show in order to warn of it is marked: [полис](not:police).

Bad:
    docs/data/glossary.yml: |
      jamoat:
        confidence: H
        tg: {term: ҷамоат, definition: Мақоми маҳаллӣ.}
        ru: {term: джамоат, definition: Местное самоуправление.}
        en: {term: jamoat, avoid: [county], definition: Local self-government.}
    docs/en/about.md: |
      # About {#about}

      The county has an office.

Says:
    docs/en/about.md:3: GL005 the wording 'county' is to be avoided - write 'jamoat', or mark it:
        [county](not:jamoat)

Good:
    docs/data/glossary.yml: |
      jamoat:
        confidence: H
        tg: {term: ҷамоат, definition: Мақоми маҳаллӣ.}
        ru: {term: джамоат, definition: Местное самоуправление.}
        en: {term: jamoat, avoid: [county], definition: Local self-government.}
    docs/en/about.md: |
      # About {#about}

      Say [jamoat](term:jamoat), not [county](not:jamoat).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import partial

from course.mask import line_at, line_numbers
from course.model import Course, Page, Problem
from course.rules.data_texts import said
from course.rules.kept import in_data, in_pages, texts
from course.wordings import Wordings

CODE = "GL005"


def check(course: Course) -> Iterator[Problem]:
    """A problem wherever a page or data file has a wording of an `avoid` list of its language.

    Code and `not:` marks do not count, nor does the glossary, which names what it asks to avoid.
    """
    glossary = texts(course, "glossary", "languages")
    for language in course.languages:
        spoken = [(term.id, term.wordings.get(language.id)) for term in course.terms.values()]
        avoided = Wordings(
            [(word, term) for term, wording in spoken if wording for word in wording.avoid]
            # Inside a term or form a wording is not met: '' is no term.
            + [(word, "") for _, wording in spoken if wording for word in (wording.term, *wording.forms)]
        )
        work = partial(_in_page, course, avoided)
        for _, found in in_pages(course, course.trees[language.id].values(), work, CODE, language.id, glossary):
            yield from found
        yield from in_data(course, partial(_in_data, course, avoided, language.id), CODE, language.id)


def _in_data(course: Course, avoided: Wordings, locale: str) -> Iterator[Problem]:
    for path, line, what, words in said(course):
        for found in (found for found in avoided.found(str(words.get(locale, ""))) if found.term):
            hint = f"write '{course.terms[found.term].wordings[locale].term}'"
            yield Problem(path, line, CODE, f"the wording '{found.text}' in {what} is to be avoided", hint)


def _in_page(course: Course, avoided: Wordings, page: Page) -> list[Problem]:
    return list(_page(course, page, avoided))


def _page(course: Course, page: Page, avoided: Wordings) -> Iterator[Problem]:
    marked = [(ref.start, ref.end) for ref in page.references if ref.scheme == "not"]
    here = [found for found in avoided.found(page.prose) if found.term]
    starts = line_numbers(page.prose) if here else []
    for found in here:
        nearest = bisect_right(marked, (found.start, len(page.prose))) - 1
        if nearest >= 0 and found.start < marked[nearest][1]:
            continue
        term = course.terms[found.term]
        hint = f"write '{term.wordings[page.locale].term}', or mark it: [{found.text}](not:{term.id})"
        yield Problem(
            page.path, line_at(starts, found.start), CODE, f"the wording '{found.text}' is to be avoided", hint
        )
