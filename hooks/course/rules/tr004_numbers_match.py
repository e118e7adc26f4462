"""TR004 numbers-match: a translation states the numbers of its source, section by section, milestone by milestone.

Why: A threshold, a date or a count that differs between languages makes two handbooks out of one, and nobody
notices until the two are read side by side.

Bad:
    docs/en/about.md: |
      # About {#about}

      The campaigns reached an estimated 45,000 people.
    docs/ru/about.md: |
      # О пособии {#about}

      Кампании охватили примерно 54 000 человек.

Says:
    docs/ru/about.md:3: TR004 numbers: the section 'about' has 54000 where the source has 45000 - compare with
        docs/en/about.md; write figures as figures and words as words
    docs/tg/about.md:7: TR004 numbers: the section 'about' lacks 45000 - compare with docs/en/about.md; write
        figures as figures and words as words

Good:
    docs/en/about.md: |
      # About {#about}

      The campaigns reached an estimated 45,000 people.
    docs/ru/about.md: |
      # О пособии {#about}

      Кампании охватили примерно 45 000 человек.
    docs/tg/about.md: |
      # Дар бораи дастур {#about}

      Маъракаҳо тақрибан 45&nbsp;000 нафарро фаро гирифтанд.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from course.model import Course, Milestone, Problem
from course.parallel import differences, numbers, stated, translated

CODE = "TR004"


def check(course: Course) -> Iterator[Problem]:
    """A problem for every section and milestone whose numbers differ from those of the source."""
    told = {page.path: numbers(page) for page in course.pages}
    for source, page in translated(course):
        for found in differences(source, page, lambda one: told[one.path]):
            hint = f"compare with {source.path}; write figures as figures and words as words"
            yield Problem(page.path, found.line, CODE, f"numbers: {found}", hint)
    for milestone in course.milestones.values():
        yield from _milestone(course, milestone)


def _milestone(course: Course, milestone: Milestone) -> Iterator[Problem]:
    in_source = _stated(milestone, course.source_locale)
    for locale in milestone.text:
        if _stated(milestone, locale) != in_source:
            message = f"numbers: '{milestone.id}' has others in '{locale}' than in '{course.source_locale}'"
            hint = "write the same figures in every language"
            yield Problem("docs/data/milestones.yml", milestone.line, CODE, message, hint)


def _stated(milestone: Milestone, locale: str) -> Counter[str]:
    return Counter(stated(f"{milestone.when.get(locale, '')} | {milestone.text.get(locale, '')}"))
