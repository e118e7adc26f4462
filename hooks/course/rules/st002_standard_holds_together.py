"""ST002 standard-holds-together: what the data standard names is there, and its messages say the same everywhere.

Why: A field with a list that is not there, or a message with a misspelt {field}, stops the check of somebody else's
file in the middle.

Bad:
    docs/data/statistics.yml: |
      version: "1.0"
      name: statistics
      title: {tg: Омор, ru: Статистика, en: Statistics}
      rows: {tg: Сатр, ru: Строка, en: Row}
      synthetic: {tg: Шартӣ, ru: Условные, en: Synthetic}
      key: [cuont]
      fields: []
      together: {fields: [sex, age], code: no-person}
      suppression: {from: 1, to: 4, together: 5, note: {tg: Ҳад, ru: Граница, en: Limit}}
      lists: []
      shown: 10
      mistakes: {}

Says:
    docs/data/statistics.yml:6: ST002 'cuont' cannot be part of the key - name a field, but no count
    docs/data/statistics.yml:8: ST002 'age' has no code 'no-person' - together takes two fields that both have the code
    docs/data/statistics.yml:8: ST002 'sex' has no code 'no-person' - together takes two fields that both have the code

Good:
    docs/data/exercises/statistics-small.csv: |
      district,month,offence,sex,age,status,count
      synthetic-pear,2099-12,property-only,male,age-18-29,recorded,3
"""

from __future__ import annotations

from collections.abc import Iterator

from course.model import Course, Problem
from course.standard import gaps

CODE = "ST002"


def check(course: Course) -> Iterator[Problem]:
    """A problem for each gap, at the entry it belongs to."""
    return gaps(course.standard)
