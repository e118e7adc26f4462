"""How texts are counted, by hand-worked cases; and the limits of readability, which hold for the real course."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bench import readability
from bench.readability import Reading, breaches, normal, ratios, readings, shared, table

from course.model import Course, Page
from course.readability import Passage, passages, plain, sentences, words

MakeCourse = Callable[..., Course]

# Words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("— … №", 0),
        ("№ 41", 1),
        ("14.00", 1),
        ("т. е.", 2),
        ("2010–12", 1),
        ("top-down and/or bottom-up", 3),
        ("«Намуна» — ҷамоат.", 2),
        ("O'zbek, people’s, M&E", 3),
    ],
)
def test_words_stand_between_blanks_and_have_a_letter_or_digit(text: str, count: int) -> None:
    assert len(words(text)) == count


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("**Bold** and *slanted*", "Bold and slanted"),
        ("the [team] meets [] .", "the team meets."),
        ("snake_case stays, _this_ goes", "snake_case stays, this goes"),
        ("45&nbsp;000  people\nhere", "45 000 people here"),
        ("a \\* b", "a b"),
    ],
)
def test_a_plain_text_has_no_markup(text: str, seen: str) -> None:
    assert plain(text) == seen


# Sentences


@pytest.mark.parametrize(
    "parts",
    [
        ["We meet.", "Who comes?", "All of us!", "No signs of an end"],
        ["Мы приходим вовремя, т. е. до начала.", "Потом ждём."],
        ["Приказ подписывает министр, т. е. МВД.", "Мы ждём."],
        ["Мы берём карты, мел и т. д.", "Потом идём."],
        ["Встреча в 14.00.", "Потом чай."],
        ["Ҷаласа соати 14.00 сар мешавад.", "Баъд чой."],
        ["Приказ № 41 от 19.03.2013 отменён.", "Новый ещё не вышел."],
        ["See No. 7 and p. 12.", "Then stop."],
        ["No.", "This is gathering information."],
        ["По ст. 5 и п. 3 это можно.", "По ст. 6 нельзя."],
        ["Он приехал в г. Хорог.", "Там холодно."],
        ["Закон принят в 2013 г.", "Он действует."],
        ["Стратегия 2013 г. утверждена.", "Мы ждём."],
        ["Пишет А. С. Пушкин.", "Мы читаем."],
        ["Dr. Rahim asks Mr. Karim, e.g. MIA or i.e. us.", "They answer."],
        ["He asks: “Who was it?” and leaves.", "She stays."],
        ["«Кто это?» — спросил он.", "Все молчат."],
        ["“We came. ", "They had left.”", "Nobody answered."],
        ["Say: “I was wrong.”", "“And then?”", "(Wait.)", "Go on."],
        ["It …, it does not …", "Then write."],
        ["Really?!", "Yes…", "27 teams were reported."],
        ["The programme ran until 2013.", "35 centres were reported."],
        ["On 5 May 2009 a letter was signed.", "It had three pages."],
    ],
)
def test_a_text_is_cut_where_sentences_end(parts: list[str]) -> None:
    parts = [part.strip() for part in parts]
    assert sentences(" ".join(parts)) == parts


def test_signs_alone_are_no_sentence() -> None:
    assert sentences("— … !") == []


# Passages

TEXT = """\
---
review: draft
---

## Who decides {#who-decides}

Police and *people* decide.
The [team](term:cppt) advises [](src:osce-gp08). See [](ref:partnerships#who-decides) and [](tool:inclusion-checklist).

<!-- a note between editors -->

- One.
  Two.
- [x] Three

1. Four

> Five.
> Six.

Table: Who does `what` {#tab-what}

| Who | What |
|---|---|
| We | Ask \\| listen. Wait. |

See [](tab:what) and [](fig:structures), [](term:cppt).

![](fig:structures)

!!! trainer "Where the class will stumble"
    Ask twice.

    - Wait.

After the block.
"""


def test_passages_are_what_a_reader_sees(make_course: MakeCourse) -> None:
    course = make_course({"docs/en/handbook/partnerships/index.md": TEXT})
    assert course.problems == ()
    assert passages(course, course.trees["en"]["handbook/partnerships/index.md"]) == (
        Passage(5, "Who decides", True, False),
        Passage(
            7,
            "Police and people decide. The team advises. See Module 4, Who decides and Tool 1, Inclusion checklist.",
            False,
            False,
        ),
        Passage(12, "One. Two.", False, False),
        Passage(14, "Three", False, False),
        Passage(16, "Four", False, False),
        Passage(18, "Five. Six.", False, False),
        Passage(21, "Who does", True, False),
        Passage(23, "Who", False, False),
        Passage(23, "What", False, False),
        Passage(25, "We", False, False),
        Passage(25, "Ask | listen. Wait.", False, False),
        Passage(27, "See Table 4.1 and Figure 4.1, partnership team.", False, False),
        Passage(31, "Where the class will stumble", True, True),
        Passage(32, "Ask twice.", False, True),
        Passage(34, "Wait.", False, True),
        Passage(36, "After the block.", False, False),
    )


MILESTONES = """\
milestones:
- {id: a, date: "2009", source: osce-gp08, when: {en: "2009"}, text: {en: It begins. It goes on}}
"""


def test_a_placed_list_is_read_at_its_place(make_course: MakeCourse) -> None:
    text = "Before.\n\n![](data:milestones)\n\n![](data:home)\n\nAfter.\n"
    course = make_course({"docs/data/milestones.yml": MILESTONES, "docs/en/about.md": text})
    found = passages(course, course.trees["en"]["about.md"])
    assert [(passage.line, passage.text) for passage in found] == [
        (1, "Before."),
        (3, "Date"),
        (3, "What happened, as reported"),
        (3, "Source"),
        (3, "2009"),
        (3, "It begins. It goes on"),
        (7, "After."),
    ]


def test_a_quiz_is_read_with_its_options_and_feedback(make_course: MakeCourse) -> None:
    text = "<quiz>\n<!-- id: a-1 -->\nWho?\n- [x] We\n> Yes.\n- [ ] They\n> No.\n\nThink.\n</quiz>\n"
    course = make_course({"docs/en/handbook/partnerships/quiz.md": text})
    found = passages(course, course.trees["en"]["handbook/partnerships/quiz.md"])
    assert [(passage.line, passage.text) for passage in found] == [
        (3, "Who?"),
        (4, "We"),
        (5, "Yes."),
        (6, "They"),
        (7, "No."),
        (9, "Think."),
    ]


def test_a_lesson_plan_is_for_trainers(make_course: MakeCourse) -> None:
    course = make_course()
    found = passages(course, course.trees["ru"]["handbook/partnerships/lesson.md"])
    assert {passage.trainer for passage in found} == {True}


# Limits


def text(count: int, word: str = "word") -> str:
    """So many words in sentences of ten."""
    first, last = word.title(), f"{word}."
    return " ".join({1: first, 0: last}.get(number % 10, word) for number in range(1, count + 1))


def reading(*texts: str, module: str = "a", locale: str = "en", name: str = "index", trainer: bool = False) -> Reading:
    page = Page(f"docs/{locale}/{module}/{name}.md", locale, f"handbook/{module}/{name}.md", "", 0, {})
    read = tuple(Passage(line, one, False, trainer) for line, one in enumerate(texts, start=3))
    return Reading(page, module, read)


def module(count: int, name: str = "a", locale: str = "en") -> Reading:
    """The text of a module with so many words, of which no other module has a passage."""
    own = f"{locale}{name}"
    parts, rest = divmod(count, 100)
    return reading(*(text(100, f"{own}{part}") for part in range(parts)), text(rest, own), module=name, locale=locale)


LANGUAGES = ("en", "ru", "tg")


def test_texts_at_their_limits_hold() -> None:
    read = [
        *(module(1800, "a", locale) for locale in LANGUAGES),
        *(module(2500, "b", locale) for locale in LANGUAGES),
        *(reading(text(110), " ".join(["word"] * 20), name="quiz", locale=locale) for locale in LANGUAGES),
    ]
    assert breaches(read, "en") == []


def test_long_sentences_are_told_by_language() -> None:
    long, short = " ".join(["word"] * 21), "Short."
    holds = reading(*[short] * 9, long, name="quiz", locale="ru")
    fails = reading(*[short] * 8, long, f"{long} more", name="quiz", locale="tg")
    assert breaches([holds, fails], "en") == [
        "docs/tg/a/quiz.md:12: in tg only 80.0% of the sentences have at most 20 words, not 90%; "
        "this is the longest, of 22"
    ]


def test_a_long_paragraph_is_told_also_where_only_trainers_read_it() -> None:
    assert breaches([reading("Short.", text(111), name="lesson", trainer=True)], "en") == [
        "docs/en/a/lesson.md:4: the paragraph has 111 words, at most 110"
    ]


@pytest.mark.parametrize(("count", "said"), [(1799, "1,799"), (2501, "2,501")])
def test_a_text_that_is_too_short_or_too_long_is_told(count: int, said: str) -> None:
    assert breaches([module(count)], "en") == [
        f"docs/en/a/index.md:1: the text has {said} words for learners, not 1,800 to 2,500"
    ]


def test_words_for_trainers_do_not_make_a_text_long() -> None:
    trainers = reading(*[text(100)] * 20, trainer=True)
    assert (trainers.words(), trainers.words(trainer=True)) == (0, 2000)


def test_a_translation_that_strays_from_the_others_is_told() -> None:
    read = [module(2000, name) for name in "abc"]
    read += [module(count, name, "ru") for name, count in (("a", 1600), ("b", 2000), ("c", 1499))]
    read += [module(count, name, "tg") for name, count in (("a", 1600), ("b", 1601), ("c", 2002))]
    assert breaches(read, "en") == [
        "docs/tg/c/index.md:1: the text is 1.00 times as long as in en, more than 25% away from the median 0.80 of tg"
    ]
    assert ratios(read, "ru", "en") == {
        "docs/ru/a/index.md": 0.8,
        "docs/ru/b/index.md": 1.0,
        "docs/ru/c/index.md": 0.7495,
    }


SHARED = "One two three four five six seven eight nine ten eleven twelve thirteen."


def test_a_paragraph_of_two_modules_is_told() -> None:
    same = SHARED.replace(" ", " — ").upper()
    read = [
        reading(SHARED, SHARED, name="quiz"),
        reading("Own.", same, module="b", name="quiz"),
        reading(SHARED, module="b", name="quiz", locale="ru"),
        reading(SHARED, module="c", name="lesson", trainer=True),
        reading(SHARED, module="d", name="lesson", trainer=True),
    ]
    assert breaches(read, "en") == [
        "docs/en/b/quiz.md:4: the paragraph stands in another module too: docs/en/a/quiz.md:3"
    ]
    assert list(shared(read, trainer=True)) == [("docs/en/d/lesson.md:3", "docs/en/c/lesson.md:3")]


def test_twelve_words_may_be_the_same() -> None:
    short = SHARED.replace(" thirteen", "")
    assert breaches([reading(short, name="quiz"), reading(short, module="b", name="quiz")], "en") == []


def test_passages_are_compared_by_their_words() -> None:
    assert normal("“Who — was it?” № 41, т. е. ОН") == "who was it 41 т е он"


# What is told


def test_the_table_tells_each_page_and_each_language() -> None:
    read = [module(2000), module(1500, locale="ru"), reading("One two. Three.", name="lesson", trainer=True)]
    assert list(table(read, "en")) == [
        "page                         lang      words   trainer sentences     to 20   longest      par.     ratio",
        "a/index.md                   en        2,000         0       200    100.0%        10       100      1.00",
        "a/index.md                   ru        1,500         0       150    100.0%        10       100      0.75",
        "a/lesson.md                  en            0         3         2    100.0%         2         3",
        "all pages                    en        2,000         3       202    100.0%        10       100      1.00",
        "all pages                    ru        1,500         0       150    100.0%        10       100      0.75",
    ]


def test_broken_limits_are_the_exit_code(capsys: pytest.CaptureFixture[str], make_root: Callable[..., Path]) -> None:
    assert readability.main(make_root()) == 1
    told = capsys.readouterr().out.partition("\n\nPassages for trainers that another module has too: 0\n\n")[2]
    path = "docs/en/handbook/partnerships/index.md"
    assert told == f"The limits are broken:\n{path}:1: the text has 21 words for learners, not 1,800 to 2,500\n"


def test_the_course_keeps_the_limits(course: Course) -> None:
    read = readings(course)
    assert len(read) > 70
    assert breaches(read, course.source_locale) == []
