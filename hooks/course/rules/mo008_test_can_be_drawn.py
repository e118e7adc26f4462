"""MO008 test-can-be-drawn: the items of a track's modules are enough for two versions of its final test.

Why: Two people at one desk get version A and version B; where the bank of items is too small, both would have the
same questions, and a module without a question in the test is not tested.

Bad:
    docs/data/tracks.yml: |
      tracks:
        - id: partner
          hours: 4
          audience: [partner]
          modules: [partnerships]
          test-items: 1
          title: {tg: Курси шарик, ru: Курс для партнёра, en: Partner course}
          purpose: {tg: Барои шарикон, ru: Для партнёров, en: For partners}
    docs/en/tracks/partner.md: |
      ## How to study {#how}
    docs/ru/tracks/partner.md: |
      ## Как учиться {#how}
    docs/tg/tracks/partner.md: |
      ## Чӣ тавр омӯхтан {#how}

Says:
    docs/data/tracks.yml:2: MO008 the final test of 'partner' has 1 items, its modules can give 0 to each of two
        versions - ask fewer questions or write more items

Good:
    docs/data/tracks.yml: |
      tracks:
        - id: partner
          hours: 4
          audience: [partner]
          modules: [partnerships]
          test-items: 1
          title: {tg: Курси шарик, ru: Курс для партнёра, en: Partner course}
          purpose: {tg: Барои шарикон, ru: Для партнёров, en: For partners}
    docs/en/tracks/partner.md: |
      ## How to study {#how}
    docs/ru/tracks/partner.md: |
      ## Как учиться {#how}
    docs/tg/tracks/partner.md: |
      ## Чӣ тавр омӯхтан {#how}
    docs/en/handbook/partnerships/quiz.md: |
      <quiz>
      <!-- id: partnerships-01; outcome: map-decisions -->
      Who decides?

      - [x] The team
      > Yes.
      - [ ] One man
      > No.
      </quiz>

      <quiz>
      <!-- id: partnerships-02; outcome: map-decisions -->
      Who may ask?

      - [x] Everybody
      > Yes.
      - [ ] One man
      > No.
      </quiz>
    docs/ru/handbook/partnerships/quiz.md: |
      <quiz>
      <!-- id: partnerships-01; outcome: map-decisions -->
      Кто решает?

      - [x] Группа
      > Да.
      - [ ] Один человек
      > Нет.
      </quiz>

      <quiz>
      <!-- id: partnerships-02; outcome: map-decisions -->
      Кто может спросить?

      - [x] Все
      > Да.
      - [ ] Один человек
      > Нет.
      </quiz>
    docs/tg/handbook/partnerships/quiz.md: |
      <quiz>
      <!-- id: partnerships-01; outcome: map-decisions -->
      Кӣ ҳал мекунад?

      - [x] Гурӯҳ
      > Бале.
      - [ ] Як кас
      > Не.
      </quiz>

      <quiz>
      <!-- id: partnerships-02; outcome: map-decisions -->
      Кӣ пурсида метавонад?

      - [x] Ҳама
      > Бале.
      - [ ] Як кас
      > Не.
      </quiz>
"""

from __future__ import annotations

from collections.abc import Iterator

from course.final_test import most
from course.model import Course, Problem

CODE = "MO008"
PATH = "docs/data/tracks.yml"


def check(course: Course) -> Iterator[Problem]:
    """A problem at every track whose test has more items than its modules can give, fewer than modules, or none of one.

    Nothing is said of a track while a module of it is still to be written.
    """
    for track in course.tracks.values():
        modules = course.modules_of(track)
        if not all(module.written for module in modules):
            continue
        enough = sum(most(course, module) for module in modules)
        asked = f"the final test of '{track.id}' has {track.test_items} items"
        if track.test_items > enough:
            message = f"{asked}, its modules can give {enough} to each of two versions"
            yield Problem(PATH, track.line, CODE, message, "ask fewer questions or write more items")
        elif track.test_items < len(modules):
            message = f"{asked} for {len(modules)} modules"
            yield Problem(PATH, track.line, CODE, message, "ask at least one of each module")
        elif silent := [f"'{module.id}'" for module in modules if not most(course, module)]:
            message = f"{asked}, none of {', '.join(silent)}"
            yield Problem(PATH, track.line, CODE, message, "write at least two items of each module")
