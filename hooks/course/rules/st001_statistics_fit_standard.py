"""ST001 statistics-fit-standard: every row of the practice statistics is what the data standard asks for.

Why: What the data desk asks of others must be true of the file that it is learned with. Told are the column, what is
wrong and what to do, in the words that the data desk uses too.

Bad:
    docs/data/exercises/statistics-small.csv: |
      district,month,offence,sex,age,status,count
      synthetic-pear,2099-13,property-onyl,male,age-18-29,recorded,3

Says:
    docs/data/exercises/statistics-small.csv:2: ST001 month: '2099-13' names no month of the year - months go from 01
        to 12
    docs/data/exercises/statistics-small.csv:2: ST001 offence: 'property-onyl' is no code of the list - did you mean
        'property-only'?

Good:
    docs/data/exercises/statistics-small.csv: |
      district,month,offence,sex,age,status,count
      synthetic-pear,2099-12,property-only,male,age-18-29,recorded,3
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from course.model import Course, Problem
from course.standard import PATH, gaps
from course.statistics import problems

CODE = "ST001"


def check(course: Course) -> Iterator[Problem]:
    """The problems of each file, at their lines; none while the standard itself has gaps."""
    if any(gaps(course.standard)) or any(one.path == PATH for one in course.problems):
        return
    for path, data in course.exercises.items():
        yield from problems(course.standard, path, BytesIO(data), course.source_locale)
