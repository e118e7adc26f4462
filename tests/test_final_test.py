"""How many questions each module gives to the final test of a track."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from course.final_test import most, shares
from course.model import Course
from course.rules import mo008_test_can_be_drawn as rule

Make = Callable[..., Course]

ITEM = """<quiz>
<!-- id: {module}-{number:02}; outcome: {outcome} -->
Who decides here?

- [x] The team
> Yes.
- [ ] One man
> No.
</quiz>
"""


def track(modules: str, hours: int, items: int, digest: str = "") -> str:
    return f"""tracks:
  - id: cadet
    hours: {hours}
    audience: [cadet]
    modules: [{modules}]
    test-items: {items}
    title: {{tg: Курс, ru: Курс, en: Course}}
    purpose: {{tg: Барои курсантон, ru: Для курсантов, en: For cadets}}
    {digest}
"""


def module(key: str, number: int, hours: int) -> str:
    return f"""  - id: {key}
    number: "{number}"
    part: core
    hours: {hours}
    status: written
    audience: [cadet]
    terms: []
    sources: []
    title: {{tg: Ном, ru: Имя, en: Name}}
    outcomes: []
"""


@pytest.fixture
def made(make_course: Make) -> Make:
    """A course with modules given as (hours, items), of which one track consists."""

    def make(*modules: tuple[int, int], items: int, digest: str = "") -> Course:
        keys = [f"m{number}" for number in range(1, len(modules) + 1)]
        data = [
            module(key, number, hours)
            for number, (key, (hours, _)) in enumerate(zip(keys, modules, strict=True), start=1)
        ]
        head = "academic-hour: 45\npass-mark: 70\nreference: [glossary, sources, about]\nmodules:\n"
        files = {
            "docs/data/modules.yml": head + "".join(data),
            "docs/data/tracks.yml": track(", ".join(keys), sum(hours for hours, _ in modules), items, digest),
        }
        for key, (_, count) in zip(keys, modules, strict=True):
            quiz = "\n".join(ITEM.format(module=key, number=number, outcome="a") for number in range(1, count + 1))
            files[f"docs/en/handbook/{key}/quiz.md"] = quiz
        return make_course(files)

    return make


def test_a_module_gives_half_of_its_items_to_each_version(made: Make) -> None:
    course = made((4, 10), (4, 5), (4, 0), items=1)
    assert [most(course, module) for module in course.modules.values()] == [5, 2, 0]


def test_every_module_gives_one_and_long_ones_give_more(made: Make) -> None:
    course = made((4, 10), (8, 10), (4, 10), items=8)
    assert shares(course, course.tracks["cadet"]) == {"m1": 2, "m2": 4, "m3": 2}


def test_a_short_module_gives_one_beside_a_very_long_one(made: Make) -> None:
    course = made((40, 10), (1, 10), items=3)
    assert shares(course, course.tracks["cadet"]) == {"m1": 2, "m2": 1}


def test_the_others_are_given_by_the_method_of_sainte_lague(made: Make) -> None:
    course = made((19, 20), (4, 20), items=9)
    assert shares(course, course.tracks["cadet"]) == {"m1": 7, "m2": 2}


def test_no_module_gives_more_than_it_has(made: Make) -> None:
    course = made((4, 10), (40, 6), items=7)
    assert shares(course, course.tracks["cadet"]) == {"m1": 4, "m2": 3}


def test_what_nobody_can_give_is_left_out(made: Make) -> None:
    course = made((4, 4), (4, 0), items=9)
    assert shares(course, course.tracks["cadet"]) == {"m1": 2, "m2": 0}


def test_in_a_digest_all_modules_count_alike(made: Make) -> None:
    course = made((4, 10), (24, 10), items=6, digest="digest: 2")
    assert shares(course, course.tracks["cadet"]) == {"m1": 3, "m2": 3}


def test_a_test_with_fewer_items_than_modules_is_told(made: Make) -> None:
    course = made((4, 10), (4, 10), (4, 10), items=2)
    assert [str(problem) for problem in rule.check(course)] == [
        "docs/data/tracks.yml:2: MO008 the final test of 'cadet' has 2 items for 3 modules"
        " - ask at least one of each module"
    ]


def test_a_module_that_can_give_no_item_is_told(made: Make) -> None:
    course = made((4, 10), (4, 1), (4, 0), items=4)
    assert [str(problem) for problem in rule.check(course)] == [
        "docs/data/tracks.yml:2: MO008 the final test of 'cadet' has 4 items, none of 'm2', 'm3'"
        " - write at least two items of each module"
    ]


def test_the_tests_of_the_course_are_as_long_as_the_data_say(course: Course) -> None:
    for one in course.tracks.values():
        given = shares(course, one)
        assert sum(given.values()) == one.test_items
        assert list(given) == list(one.modules)
        for key, number in given.items():
            assert 1 <= number <= most(course, course.modules[key])
