"""GL004 term-used: every glossary entry is linked on a page or belongs to the key terms of a module to be written.

Why: An entry that nothing leads to grows old unseen, and its forms protect no text.

Bad:
    docs/data/glossary.yml: |
      cppt:
        confidence: M
        tg: {term: гурӯҳи ҳамкорӣ, definition: Гурӯҳи маҳаллӣ.}
        ru: {term: группа взаимодействия, definition: Местная группа.}
        en: {term: partnership team, definition: A local team.}
      jamoat:
        confidence: H
        tg: {term: ҷамоат, definition: Мақоми маҳаллӣ.}
        ru: {term: джамоат, definition: Местное самоуправление.}
        en: {term: jamoat, definition: Local self-government.}
      oblast:
        confidence: H
        tg: {term: вилоят, definition: Қисми кишвар.}
        ru: {term: область, definition: Часть страны.}
        en: {term: region, definition: Part of a country.}

Says:
    docs/data/glossary.yml:11: GL004 no page uses the term 'oblast' - link it with [text](term:oblast), or add
        it to the terms of a planned module

Good:
    docs/data/glossary.yml: |
      cppt:
        confidence: M
        tg: {term: гурӯҳи ҳамкорӣ, definition: Гурӯҳи маҳаллӣ.}
        ru: {term: группа взаимодействия, definition: Местная группа.}
        en: {term: partnership team, definition: A local team.}
      jamoat:
        confidence: H
        tg: {term: ҷамоат, definition: Мақоми маҳаллӣ.}
        ru: {term: джамоат, definition: Местное самоуправление.}
        en: {term: jamoat, definition: Local self-government.}
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Problem

CODE = "GL004"


def check(course: Course) -> Iterator[Problem]:
    """A problem at every entry that no page of the source tree links and no planned module lists."""
    used = {ref.target for page in course.source_pages.values() for ref in page.references if ref.scheme == "term"}
    used |= {term for module in course.modules.values() if not module.written for term in module.terms}
    for term in course.terms.values():
        if term.id not in used:
            hint = f"link it with [text](term:{term.id}), or add it to the terms of a planned module"
            yield Problem("docs/data/glossary.yml", term.line, CODE, f"no page uses the term '{term.id}'", hint)
