"""GL007 first-use-linked: in a module a term is linked where learners meet it first.

Why: The definition helps where the word is new; a link further down comes too late, and one in a trainer block
is seen by no learner.

Bad:
    docs/en/handbook/partnerships/index.md: |
      ## Who decides {#who-decides}

      The partnership team asks the jamoat.

      The [partnership team](term:cppt) is the first, the [jamoat](term:jamoat) the second ladder.

      ![](fig:structures)

Says:
    docs/en/handbook/partnerships/index.md:3: GL007 the first use of 'jamoat' is not linked - link it here:
        [jamoat](term:jamoat)
    docs/en/handbook/partnerships/index.md:3: GL007 the first use of 'partnership team' is not linked - link it
        here: [partnership team](term:cppt)

Good:
    docs/en/handbook/partnerships/index.md: |
      ## Who decides {#who-decides}

      The [partnership team](term:cppt) asks the [jamoat](term:jamoat).

      The partnership team is the first, the jamoat the second ladder.

      ![](fig:structures)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import partial

from course.labels import module_of
from course.model import Course, Page, Problem
from course.rules.kept import in_pages, texts
from course.wordings import Wordings

CODE = "GL007"


def check(course: Course) -> Iterator[Problem]:
    """A problem at the first use of a term or abbreviation in a module's text when that use is not linked.

    Headings and trainer blocks do not count; neither do other forms of a term, which are often everyday words.
    A translation answers only for the terms that it links, as its source does.
    """
    glossary = texts(course, "glossary", "languages")
    for language in course.languages:
        terms = [term for term in course.terms.values() if language.id in term.wordings]
        wordings = Wordings(
            (word, term.id)
            for term in terms
            for word in (
                term.wordings[language.id].term,
                term.wordings[language.id].short,
                *term.wordings[language.id].forms,
            )
        )
        main = {
            word.casefold()
            for term in terms
            for word in (term.wordings[language.id].term, term.wordings[language.id].short)
        }
        pages = (
            page
            for page in course.trees[language.id].values()
            if module_of(course, page) and page.name.endswith("/index.md") and not page.planned
        )
        work = partial(_in_page, wordings, main, language.source)
        for _, found in in_pages(course, pages, work, CODE, language.id, glossary):
            yield from found


def _in_page(wordings: Wordings, main: set[str], all_terms: bool, page: Page) -> list[Problem]:
    return list(_page(page, wordings, main, all_terms=all_terms))


def _page(page: Page, wordings: Wordings, main: set[str], *, all_terms: bool) -> Iterator[Problem]:
    text = _learner_prose(page)
    links = [(ref.start, ref.end) for ref in page.references]
    linked = {ref.target for ref in page.references if ref.scheme == "term"}
    met = {
        ref.target: ref.start for ref in reversed(page.references) if ref.scheme == "term" and text[ref.start] == "["
    }
    for found in wordings.found(text):
        nearest = bisect_right(links, (found.start, len(text))) - 1
        if found.text.casefold() not in main or (nearest >= 0 and found.start < links[nearest][1]):
            continue
        if met.get(found.term, len(text)) > found.start and (all_terms or found.term in linked):
            met[found.term] = found.start
            line = text.count("\n", 0, found.start) + 1
            hint = f"link it here: [{found.text}](term:{found.term})"
            yield Problem(page.path, line, CODE, f"the first use of '{found.text}' is not linked", hint)


def _learner_prose(page: Page) -> str:
    lines = page.prose.split("\n")
    for block in page.blocks:
        if block.kind == "trainer":
            for number in range(block.line - 1, block.end):
                lines[number] = " " * len(lines[number])
    for heading in page.headings:
        lines[heading.line - 1] = " " * len(lines[heading.line - 1])
    return "\n".join(lines)
