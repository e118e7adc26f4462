"""MO007 track-adds-up: the hours of the modules of a track make the hours of the track.

Why: Whoever plans a course reads the sum first, and the timetable has to hold every module in it.

Bad:
    docs/data/tracks.yml: |
      tracks:
        - id: partner
          hours: 6
          audience: [partner]
          modules: [trust]
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
    docs/data/tracks.yml:2: MO007 the track 'partner' has 6 hours, its modules fill 4 - mend the hours or the modules
        of the track

Good:
    docs/data/tracks.yml: |
      tracks:
        - id: partner
          hours: 2
          digest: 2
          audience: [partner]
          modules: [trust]
          test-items: 1
          title: {tg: Курси шарик, ru: Курс для партнёра, en: Partner course}
          purpose: {tg: Барои шарикон, ru: Для партнёров, en: For partners}
    docs/en/tracks/partner.md: |
      ## How to study {#how}
    docs/ru/tracks/partner.md: |
      ## Как учиться {#how}
    docs/tg/tracks/partner.md: |
      ## Чӣ тавр омӯхтан {#how}
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Problem

CODE = "MO007"
PATH = "docs/data/tracks.yml"


def check(course: Course) -> Iterator[Problem]:
    """A problem at every track with another sum, and at one whose digest of a module is longer than the module."""
    for track in course.tracks.values():
        modules = course.modules_of(track)
        if len(modules) < len(track.modules):
            continue
        filled = sum(track.hours_of(module) for module in modules)
        if filled != track.hours:
            message = f"the track '{track.id}' has {track.hours} hours, its modules fill {filled}"
            yield Problem(PATH, track.line, CODE, message, "mend the hours or the modules of the track")
        for module in modules:
            if track.hours_of(module) > module.hours:
                given = f"the track '{track.id}' gives '{module.id}' {track.digest} hours"
                message = f"{given}, the module has {module.hours}"
                yield Problem(PATH, track.line, CODE, message, "a digest is shorter than the module")
