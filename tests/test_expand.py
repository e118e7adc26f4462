"""The transformer: what a page's text becomes, as Markdown and as the HTML made from it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import markdown
import pytest

from course import forms, register, standard
from course.expand import EDITIONS, LEARNER, TRAINER, body, expand, published
from course.interface import say
from course.model import Course

MakeCourse = Callable[..., Course]
Expanded = Callable[..., str]

LOCALES = ("tg", "ru", "en")
EXTENSIONS = ["admonition", "attr_list", "md_in_html", "tables", "toc", "pymdownx.tasklist"]

TEAM = {
    "tg": "гурӯҳи ҳамкорӣ",
    "ru": "группа взаимодействия",
    "en": "partnership team",
}
TEAM_IS = {
    "tg": "Гурӯҳи маҳаллии милитсия ва мардум.",
    "ru": "Местная группа милиции и жителей.",
    "en": "A local team of police and public.",
}


def term(text: str, locale: str = "en", up: str = "") -> str:
    """The link to the team in the glossary."""
    return f'[{text}]({up}glossary.md#cppt){{ .term data-definition="{TEAM_IS[locale]}" }}'


def html(text: str) -> str:
    return markdown.markdown(text, extensions=EXTENSIONS)


@pytest.fixture
def small(make_course: MakeCourse) -> Course:
    return make_course()


@pytest.fixture
def expanded(make_course: MakeCourse) -> Expanded:
    """Expands a text in the place of a page of the small course."""

    def run(text: str, locale: str = "en", edition: str = LEARNER, name: str = "about.md") -> str:
        course = make_course({f"docs/{locale}/{name}": text})
        return expand(course, course.trees[locale][name], edition)

    return run


def page(course: Course, name: str, locale: str = "en", edition: str = LEARNER) -> str:
    return expand(course, course.trees[locale][name], edition)


# Every scheme in every language

LABELS = {
    "tg": {
        "ref:trust": "[Модули 3, Эътимод](handbook/trust/index.md)",
        "ref:partnerships#who-decides": "[Модули 4, Кӣ қарор медиҳад](handbook/partnerships/index.md#who-decides)",
        "ref:partnerships/quiz": "[Модули 4, Тест](handbook/partnerships/quiz.md)",
        "ref:handbook": "[Дастур](handbook/index.md)",
        "ref:glossary#cppt": "[Луғат, cppt](glossary.md#cppt)",
        "tool:inclusion-checklist": "[Воситаи 1, Варақаи санҷиш](toolkit/inclusion-checklist.md)",
        "tool:partnership-pack": "[Воситаи 2, Маҷмӯа](toolkit/index.md#partnership-pack)",
        "fig:structures": "[Расми 4.1](handbook/partnerships/index.md#fig-structures)",
        "tab:levels": "[Ҷадвали 4.1](handbook/partnerships/index.md#tab-levels)",
    },
    "ru": {
        "ref:trust": "[Модуль 3, Доверие](handbook/trust/index.md)",
        "ref:partnerships#who-decides": "[Модуль 4, Кто решает](handbook/partnerships/index.md#who-decides)",
        "ref:partnerships/quiz": "[Модуль 4, Тест](handbook/partnerships/quiz.md)",
        "ref:handbook": "[Пособие](handbook/index.md)",
        "ref:glossary#cppt": "[Словарь, cppt](glossary.md#cppt)",
        "tool:inclusion-checklist": "[Инструмент 1, Проверочный лист](toolkit/inclusion-checklist.md)",
        "tool:partnership-pack": "[Инструмент 2, Пакет](toolkit/index.md#partnership-pack)",
        "fig:structures": "[Рисунок 4.1](handbook/partnerships/index.md#fig-structures)",
        "tab:levels": "[Таблица 4.1](handbook/partnerships/index.md#tab-levels)",
    },
    "en": {
        "ref:trust": "[Module 3, Trust](handbook/trust/index.md)",
        "ref:partnerships#who-decides": "[Module 4, Who decides](handbook/partnerships/index.md#who-decides)",
        "ref:partnerships/quiz": "[Module 4, Quiz](handbook/partnerships/quiz.md)",
        "ref:handbook": "[Handbook](handbook/index.md)",
        "ref:glossary#cppt": "[Glossary, cppt](glossary.md#cppt)",
        "tool:inclusion-checklist": "[Tool 1, Inclusion checklist](toolkit/inclusion-checklist.md)",
        "tool:partnership-pack": "[Tool 2, Partnership pack](toolkit/index.md#partnership-pack)",
        "fig:structures": "[Figure 4.1](handbook/partnerships/index.md#fig-structures)",
        "tab:levels": "[Table 4.1](handbook/partnerships/index.md#tab-levels)",
    },
}


def test_a_card_to_cut_out_says_from_which_tool_it_is(make_course: MakeCourse) -> None:
    card = '<div class="pocket-card" markdown>\n\n**Listen**\n\n</div>'
    name = "toolkit/inclusion-checklist.md"
    course = make_course({f"docs/en/{name}": f"## Cards {{#cards}}\n\n{card}\n", "docs/en/about.md": card})
    told = '<p class="card-tool">Tool 1, Inclusion checklist</p>'
    signed = f'<div class="pocket-card" markdown>\n{told}\n\n**Listen**\n\n</div>'
    page = course.trees["en"][name]
    assert signed in expand(course, page, LEARNER)
    assert signed in body(course, page, LEARNER).text
    made = f'<div class="pocket-card">{told}<p><strong>Listen</strong></p></div>'
    assert made in html(expand(course, page, LEARNER)).replace("\n", "")
    assert card in expand(course, course.trees["en"]["about.md"], LEARNER)


@pytest.mark.parametrize("locale", LOCALES)
def test_an_empty_reference_is_filled_in_the_language_of_the_page(expanded: Expanded, locale: str) -> None:
    text = "\n\n".join(f"[]({target})" for target in LABELS[locale])
    assert expanded(text, locale) == "\n\n".join(LABELS[locale].values()) + "\n"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_text_of_a_reference_is_kept(expanded: Expanded, locale: str) -> None:
    text = "\n\n".join(f"[а *b* [c]]({target})" for target in LABELS[locale])
    links = [re.sub(r"^\[.+?\]\(", "[а *b* [c]](", link) for link in LABELS[locale].values()]
    assert expanded(text, locale) == "\n\n".join(links) + "\n"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_term_carries_its_definition(expanded: Expanded, locale: str) -> None:
    found = expanded("[](term:cppt), [X-ро](term:cppt)", locale)
    assert found == f"{term(TEAM[locale], locale)}, {term('X-ро', locale)}\n"


SOURCE = "OSCE. *Good Practices in Building Police-Public Partnerships*. OSCE, Vienna, 2008. ISBN 978-92-9234-501-3."


@pytest.mark.parametrize(
    ("locale", "heading", "verified"),
    [
        ("tg", "Сарчашмаҳо", "дар нусхаи дастраси умум хонда шуд"),
        ("ru", "Источники", "прочитано в открытой копии"),
        ("en", "Sources", "read in a public copy"),
    ],
)
def test_a_citation_is_a_number_into_the_list_at_the_end(
    expanded: Expanded, locale: str, heading: str, verified: str
) -> None:
    assert expanded("A [](src:osce-gp08), [p. 5](src:osce-gp08).", locale) == (
        "A [1](#src-osce-gp08){ .source }, [p. 5](#src-osce-gp08){ .source }.\n\n"
        f"## {heading} {{ #sources }}\n\n"
        f"1. {SOURCE} ({verified})\n{{: #src-osce-gp08 }}\n"
    )


def test_sources_are_numbered_in_the_order_of_first_citation(make_course: MakeCourse) -> None:
    sources = "".join(f"{key}: {{short: {key}, author: {key}, title: T, verified: V}}\n" for key in "abc")
    text = "[](src:c) [](src:a) [](src:c) [](src:b) [](src:a)\n"
    course = make_course({"docs/data/sources.yml": sources, "docs/en/about.md": text})
    body, _, end = page(course, "about.md").partition("\n\n## Sources { #sources }\n\n")
    assert re.findall(r"\[(\d)\]\(#src-(\w)\)", body) == [("1", "c"), ("2", "a"), ("1", "c"), ("3", "b"), ("2", "a")]
    assert re.findall(r"^1\. (\w)\.|^\{: #src-(\w) \}$", end, re.MULTILINE) == [
        ("c", ""),
        ("", "c"),
        ("a", ""),
        ("", "a"),
        ("b", ""),
        ("", "b"),
    ]


def test_a_source_cited_only_for_trainers_is_not_listed_for_learners(make_course: MakeCourse) -> None:
    course = make_course({"docs/en/about.md": 'A.\n\n!!! trainer "B"\n    [](src:osce-gp08)\n'})
    assert page(course, "about.md") == "A.\n"
    assert page(course, "about.md", edition=TRAINER).count("{: #src-osce-gp08 }") == 1


MILESTONES = """\
milestones:
- {id: a, date: "2009", source: osce-gp08, when: {en: "2009"}, text: {en: One}}
- {id: b, date: "2010", source: b, when: {en: "2010"}, text: {en: Two}}
- {id: c, date: "2011", source: nobody, when: {en: "2011"}, text: {en: Three}}
"""


def test_placed_milestones_are_a_numbered_table_with_citations(make_course: MakeCourse) -> None:
    sources = (
        "osce-gp08: {short: A, author: A, title: A, verified: V}\nb: {short: B, author: B, title: B, verified: V}\n"
    )
    text = "Cited [](src:b), see [](tab:path).\n\nTable: The path {#tab-path}\n\n![](data:milestones)\n"
    course = make_course(
        {"docs/data/sources.yml": sources, "docs/data/milestones.yml": MILESTONES, "docs/en/about.md": text}
    )
    assert page(course, "about.md") == (
        "Cited [1](#src-b){ .source }, see [Table 1](#tab-path).\n\n"
        "**Table 1.** The path\n{: #tab-path .table-caption }\n\n"
        "| Date | What happened, as reported | Source |\n"
        "| --- | --- | --- |\n"
        "| 2009 | One | [2](#src-osce-gp08){ .source } |\n"
        "| 2010 | Two | [1](#src-b){ .source } |\n"
        "| 2011 | Three | <mark>nobody</mark> |\n\n"
        "## Sources { #sources }\n\n"
        "1. B. *B*. (read in a public copy)\n{: #src-b }\n"
        "1. A. *A*. (read in a public copy)\n{: #src-osce-gp08 }\n"
    )
    assert body(course, course.trees["en"]["about.md"], LEARNER).cited == ("b", "osce-gp08")


def test_abbreviations_lead_to_their_entries(expanded: Expanded) -> None:
    assert expanded("![](data:abbreviations)", name="toolkit/index.md") == (
        "- **CPPT** — [partnership team](../glossary.md#cppt). A local team of police and public.\n"
    )


def test_a_list_is_placed(expanded: Expanded) -> None:
    assert expanded("A\n\n![](data:planned)\n\nB") == (
        'A\n\n!!! note "Being written"\n'
        "    This module is being written. Its outcomes are settled; the text will follow.\n\nB\n"
    )


# Where references stand

LINK = "[](term:cppt) [](ref:trust)"
LINKED = f"{term(TEAM['en'])} [Module 3, Trust](handbook/trust/index.md)"


@pytest.mark.parametrize(
    "text",
    [
        "| A | B |\n|---|---|\n| 1 | {} |",
        '!!! case "A"\n    {}',
        '!!! case "A"\n\n    - one\n\n        {}',
        "- {}\n- {}",
        "> {}",
        "## A {} {{#a}}",
        "*{}*",
        "({})",
        "<quiz>\n{}?\n- [x] {}\n> {}\n- [ ] b\n> c\n\n{}\n</quiz>",
    ],
)
def test_references_work_everywhere(expanded: Expanded, text: str) -> None:
    count = text.count("{}")
    assert expanded(text.format(*[LINK] * count)) == text.format(*[LINKED] * count) + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "`{}`",
        "``a ` {}``",
        "```\n{}\n```",
        "~~~markdown\n{}\n~~~",
        "a\n\n    {}",
        '!!! case "A"\n    ```\n    {}\n    ```',
        "```\nTable: A {{#tab-levels}}\n<!-- kept -->\n```",
    ],
)
def test_code_is_untouched(expanded: Expanded, text: str) -> None:
    code = text.format("[](term:cppt) ![](fig:structures)")
    assert expanded(code) == f"{code}\n"


def test_ordinary_links_are_untouched(expanded: Expanded) -> None:
    text = "[a](#b) [c](handbook/index.md) ![d](e.png) [f][g] \\[](term:cppt)\n"
    assert expanded(text) == text


@pytest.mark.parametrize(
    "target",
    ["term:cpptt", "ref:nowhere", "tool:hammer", "fig:nothing", "tab:nothing", "src:nobody", "data:nothing"],
)
def test_a_broken_reference_stays_visible(expanded: Expanded, target: str) -> None:
    name = target.partition(":")[2]
    assert expanded(f"A []({target}), [b <c>]({target}).") == f"A <mark>{name}</mark>, <mark>b &lt;c&gt;</mark>.\n"


def test_a_broken_placement_stays_visible(expanded: Expanded) -> None:
    assert expanded("![](fig:nothing)\n") == "<mark>nothing</mark>\n"


def test_a_broken_citation_is_not_listed(expanded: Expanded) -> None:
    assert "Sources" not in expanded("[](src:nobody)")


def test_an_untranslated_page_cannot_be_named(make_course: MakeCourse) -> None:
    course = make_course({"docs/ru/about.md": None, "docs/ru/index.md": "[](ref:about)\n"})
    assert page(course, "index.md", "ru") == "<mark>about</mark>\n"


# Addresses


@pytest.mark.parametrize(
    ("name", "target", "address"),
    [
        ("about.md", "ref:glossary", "glossary.md"),
        ("about.md", "ref:index", "index.md"),
        ("about.md", "ref:about", "about.md"),
        ("about.md", "ref:about#a", "#a"),
        ("about.md", "term:cppt", "glossary.md#cppt"),
        ("glossary.md", "term:cppt", "#cppt"),
        ("handbook/index.md", "ref:about", "../about.md"),
        ("handbook/index.md", "ref:partnerships", "partnerships/index.md"),
        ("handbook/index.md", "ref:toolkit", "../toolkit/index.md"),
        ("handbook/partnerships/index.md", "ref:partnerships", "index.md"),
        ("handbook/partnerships/index.md", "ref:partnerships/quiz", "quiz.md"),
        ("handbook/partnerships/index.md", "ref:trust", "../trust/index.md"),
        ("handbook/partnerships/index.md", "ref:handbook", "../index.md"),
        ("handbook/partnerships/index.md", "ref:index", "../../index.md"),
        ("handbook/partnerships/index.md", "term:cppt", "../../glossary.md#cppt"),
        ("handbook/partnerships/index.md", "tool:inclusion-checklist", "../../toolkit/inclusion-checklist.md"),
        ("handbook/partnerships/quiz.md", "ref:partnerships#who-decides", "index.md#who-decides"),
        ("toolkit/inclusion-checklist.md", "tool:inclusion-checklist", "inclusion-checklist.md"),
        ("toolkit/inclusion-checklist.md", "tool:partnership-pack", "index.md#partnership-pack"),
        ("toolkit/index.md", "tool:partnership-pack", "#partnership-pack"),
        ("toolkit/inclusion-checklist.md", "tab:levels", "../handbook/partnerships/index.md#tab-levels"),
        ("handbook/partnerships/quiz.md", "fig:structures", "index.md#fig-structures"),
    ],
)
def test_addresses_are_relative(make_course: MakeCourse, name: str, target: str, address: str) -> None:
    course = make_course({f"docs/ru/{name}": f"[here]({target})\n"})
    assert re.findall(r"\[here\]\((.*?)\)", page(course, name, "ru")) == [address]


# Editions

BLOCKS = """\
# About {#about}

A.

!!! trainer "Secret"
    B.

!!! case "Story"
    C.

    !!! trainer "Secret"
        D.

    E. <!-- editors: F -->

```
!!! trainer "Example"
    <!-- G -->
```
"""


def test_learners_get_neither_trainer_blocks_nor_comments(expanded: Expanded) -> None:
    assert expanded(BLOCKS) == (
        '# About {#about}\n\nA.\n\n!!! case "Story"\n    C.\n\n    E. \n\n'
        '```\n!!! trainer "Example"\n    <!-- G -->\n```\n'
    )


def test_trainers_get_the_blocks_but_no_comments(expanded: Expanded) -> None:
    assert expanded(BLOCKS, edition=TRAINER) == BLOCKS.replace("<!-- editors: F -->", "")


@pytest.mark.parametrize("locale", LOCALES)
def test_no_word_of_a_trainer_block_reaches_a_learner(small: Course, locale: str) -> None:
    secrets = {
        "tg": ("Аввал аз синф пурсед", "Пурсед, ки кӣ набуд"),
        "ru": ("Сначала спросите группу", "Спросите, кого не было"),
        "en": ("Ask the class first", "Ask who was not there"),
    }[locale]
    for edition in EDITIONS:
        text = "".join(expand(small, one, edition) for one in small.trees[locale].values())
        assert [secret in text for secret in secrets] == [edition == TRAINER] * 2


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_comment_reaches_anybody(small: Course, edition: str) -> None:
    assert [one.path for one in small.pages if "<!--" in expand(small, one, edition)] == []


def test_lesson_plans_are_for_trainers(small: Course) -> None:
    names = {
        edition: [p.name for p in small.trees["en"].values() if published(small, p, edition)] for edition in EDITIONS
    }
    assert set(names[TRAINER]) - set(names[LEARNER]) == {"handbook/partnerships/lesson.md"}
    assert len(names[TRAINER]) == len(small.trees["en"])


KEYS = {
    "tg": """\
## Калиди ҷавобҳо { #answer-key }

### Саволи 1 { #key-1 }

Ҷаласаи TERM кӣ мебарад?

- A. **Дуруст:** Касе, ки гурӯҳ интихоб кард — Бале. Гурӯҳ қарор медиҳад.
- B. Марди калонсол — Не. Синну сол ин ҳуқуқро намедиҳад.

Нигаред: [Модули 4, Кӣ қарор медиҳад](index.md#who-decides).

*Натиҷаи таълим:* нишон медиҳад
""",
    "ru": """\
## Ключ с ответами { #answer-key }

### Вопрос 1 { #key-1 }

Кто ведёт встречу TERM?

- A. **Верно:** Тот, кого выбрала группа — Да. Решает группа.
- B. Старший мужчина — Нет. Возраст не даёт этого права.

См. [Модуль 4, Кто решает](index.md#who-decides).

*Результат обучения:* показать
""",
    "en": """\
## Answer key { #answer-key }

### Question 1 { #key-1 }

Who chairs the meeting of the TERM?

- A. **Correct:** The person the team chose — Yes. The team decides.
- B. The oldest man — No. Age gives no right to the chair.

See [Module 4, Who decides](index.md#who-decides).

*Outcome:* map who decides
""",
}
TEXTS = {"tg": "гурӯҳро", "ru": "группы", "en": "team"}


@pytest.mark.parametrize("locale", LOCALES)
def test_trainers_get_the_answer_key(small: Course, locale: str) -> None:
    text = page(small, "handbook/partnerships/quiz.md", locale, TRAINER)
    key = KEYS[locale].replace("TERM", term(TEXTS[locale], locale, "../../"))
    assert text.endswith(f"\n\n{key}")


@pytest.mark.parametrize("locale", LOCALES)
def test_learners_get_no_answer_key(small: Course, locale: str) -> None:
    text = page(small, "handbook/partnerships/quiz.md", locale)
    assert "answer-key" not in text
    assert text.endswith("</quiz>\n")


def test_an_item_without_an_outcome_has_none_in_the_key(expanded: Expanded) -> None:
    text = expanded("<quiz>\nA?\n- [x] b\n> c\n  d\n</quiz>\n", edition=TRAINER)
    assert text.partition("## Answer key { #answer-key }\n\n")[2] == (
        "### Question 1 { #key-1 }\n\nA?\n\n- A. **Correct:** b — c\n\nd\n"
    )


def test_a_quiz_of_a_learner_is_what_the_author_wrote_with_links(small: Course) -> None:
    assert page(small, "handbook/partnerships/quiz.md") == (
        "# Quiz: Partnerships { #partnerships-quiz }\n\n"
        "[Back to the module](index.md){ .back }\n\n"
        "<quiz>\n\n"
        f"Who chairs the meeting of the {term('team', up='../../')}?\n\n"
        "- [x] The person the team chose\n> Yes. The team decides.\n"
        "- [ ] The oldest man\n> No. Age gives no right to the chair.\n\n"
        "See [Module 4, Who decides](index.md#who-decides).\n"
        "</quiz>\n"
    )


# Heads

STUDY = (
    '<div class="screen" data-items="partnerships-01" data-module="partnerships" data-pass-mark="70"'
    ' data-screen="study" data-sections="who-decides"></div>'
)


@pytest.mark.parametrize(
    ("locale", "head"),
    [
        (
            "tg",
            "# Модули 4. Шарикӣ { #partnerships }\n\n"
            '<div class="card" markdown>\n\n'
            "- **Давомнокӣ:** 4 соати таълимии 45-дақиқаӣ\n"
            "- **Барои кӣ:** курсантон, аъзои гурӯҳи ҳамкорӣ\n\n"
            "OUTCOMES\n{: .card-title }\n\n"
            "1. [нишон медиҳад](#who-decides)\n\n"
            f"{STUDY}\n\n"
            "[Гузаштан ба тест](quiz.md){ .md-button .md-button--primary }\n\n</div>\n\n",
        ),
        (
            "ru",
            "# Модуль 4. Партнёрство { #partnerships }\n\n"
            '<div class="card" markdown>\n\n'
            "- **Продолжительность:** 4 академических часа по 45 минут\n"
            "- **Для кого:** курсанты, участники группы взаимодействия\n\n"
            "OUTCOMES\n{: .card-title }\n\n"
            "1. [показать](#who-decides)\n\n"
            f"{STUDY}\n\n"
            "[Перейти к тесту](quiz.md){ .md-button .md-button--primary }\n\n</div>\n\n",
        ),
        (
            "en",
            "# Module 4. Partnerships { #partnerships }\n\n"
            '<div class="card" markdown>\n\n'
            "- **Duration:** 4 academic hours of 45 minutes\n"
            "- **For whom:** cadets, partnership team members\n\n"
            "OUTCOMES\n{: .card-title }\n\n"
            "1. [map who decides](#who-decides)\n\n"
            f"{STUDY}\n\n"
            "[Go to the quiz](quiz.md){ .md-button .md-button--primary }\n\n</div>\n\n",
        ),
    ],
)
def test_a_module_begins_with_its_card(small: Course, locale: str, head: str) -> None:
    text = page(small, "handbook/partnerships/index.md", locale)
    head = head.replace("OUTCOMES", say(small, locale, "outcomes"))
    assert text[: len(head)] == head
    assert text[len(head) :].startswith("## ")


def test_only_trainers_find_the_way_to_the_lesson_plan(small: Course) -> None:
    name, link = "handbook/partnerships/index.md", "[Go to the lesson plan](lesson.md){ .md-button }"
    assert [link in page(small, name, "en", edition) for edition in EDITIONS] == [False, True]


@pytest.mark.parametrize(
    ("locale", "head"),
    [
        ("tg", "# Нақшаи машғулият: Шарикӣ { #partnerships-lesson }\n\n[Бозгашт ба модул](index.md){ .back }\n\n"),
        ("ru", "# План занятия: Партнёрство { #partnerships-lesson }\n\n[Вернуться к модулю](index.md){ .back }\n\n"),
        ("en", "# Lesson plan: Partnerships { #partnerships-lesson }\n\n[Back to the module](index.md){ .back }\n\n"),
    ],
)
def test_a_lesson_plan_leads_back_to_its_module(small: Course, locale: str, head: str) -> None:
    assert page(small, "handbook/partnerships/lesson.md", locale, TRAINER)[: len(head)] == head


def test_a_tool_begins_with_its_card(small: Course) -> None:
    assert page(small, "toolkit/inclusion-checklist.md", "ru") == (
        "# Инструмент 1. Проверочный лист { #toolkit-inclusion-checklist }\n\n"
        '<div class="card" markdown>\n\n'
        "- **Этап работы:** подготовка\n"
        "- **Продолжительность:** 60 минут\n"
        "- **Для кого:** сотрудники милиции\n"
        "- **Что у вас будет в итоге:** У вас есть список.\n"
        "- **Где используется:** [Модуль 4](../handbook/partnerships/index.md)\n\n"
        "</div>\n\n"
        "## Когда применять {#when}\n\n"
        "[Модуль 4, Партнёрство](../handbook/partnerships/index.md), "
        "[Инструмент 2, Пакет](index.md#partnership-pack).\n"
    )


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_planned_module_says_so_and_links_nothing_that_is_not_there(small: Course, edition: str) -> None:
    assert page(small, "handbook/trust/index.md", "ru", edition) == (
        "# Модуль 3. Доверие { #trust }\n\n"
        '<div class="card" markdown>\n\n'
        "- **Продолжительность:** 4 академических часа по 45 минут\n"
        "- **Для кого:** курсанты, сотрудники милиции\n\n"
        "После этого модуля вы сможете\n{: .card-title }\n\n"
        "1. переписать приказ\n\n"
        "</div>\n\n"
        '!!! note "Готовится"\n'
        "    Этот модуль готовится. Результаты обучения уже определены, текст появится позже.\n"
    )


def test_other_pages_have_no_head(small: Course) -> None:
    assert page(small, "index.md") == "# Hamkori {#home}\n\n[Handbook](handbook/index.md)\n"


def test_front_matter_does_not_reach_the_page(expanded: Expanded) -> None:
    assert expanded("---\nreview: draft\nnote: '[](term:cppt)'\n---\n\n# A {#a}\n") == "# A {#a}\n"


def test_an_empty_page_stays_empty(expanded: Expanded) -> None:
    assert expanded("") == "\n"


# Captions


@pytest.mark.parametrize(
    ("locale", "caption"),
    [
        ("tg", "**Ҷадвали 4.1.** Кӣ чӣ мекунад"),
        ("ru", "**Таблица 4.1.** Кто что делает"),
        ("en", "**Table 4.1.** Who does what"),
    ],
)
def test_a_table_has_a_numbered_caption(small: Course, locale: str, caption: str) -> None:
    lines = page(small, "handbook/partnerships/index.md", locale).split("\n")
    at = lines.index(caption)
    assert lines[at + 1 : at + 3] == ["{: #tab-levels .table-caption }", ""]


# As HTML


@pytest.mark.parametrize(
    ("locale", "title"), [("tg", "Модули 4. Шарикӣ"), ("ru", "Модуль 4. Партнёрство"), ("en", "Module 4. Partnerships")]
)
def test_the_title_of_a_module_has_its_id(small: Course, locale: str, title: str) -> None:
    made = html(page(small, "handbook/partnerships/index.md", locale))
    assert re.findall(r"<h1.*?</h1>", made) == [f'<h1 id="partnerships">{title}</h1>']
    assert re.findall(r'<h2 id="(.*?)">', made) == ["who-decides"]


def test_a_term_is_a_link_with_its_definition(small: Course) -> None:
    link = (
        '<a class="term" data-definition="A local team of police and public." href="glossary.md#cppt">'
        "partnership team</a>"
    )
    assert re.findall(r'<a class="term".*?</a>', html(page(small, "about.md")))[0] == link


def test_a_term_in_a_table_stays_in_its_cell(small: Course) -> None:
    made = html(page(small, "handbook/partnerships/index.md", "tg"))
    assert re.findall(r"<td>(.*)</td>", made) == [
        "1",
        f'<a class="term" data-definition="{TEAM_IS["tg"]}" href="../../glossary.md#cppt">{TEAM["tg"]}</a>',
    ]


def test_a_source_can_be_reached_from_its_number(small: Course) -> None:
    made = html(page(small, "about.md"))
    assert '<a class="source" href="#src-osce-gp08">1</a>' in made
    assert '<h2 id="sources">Sources</h2>\n<ol>\n<li id="src-osce-gp08">OSCE. <em>Good' in made


def test_every_source_of_a_list_has_its_own_id(make_course: MakeCourse) -> None:
    sources = "".join(
        f"{key}: {{short: {key}, author: {key}, title: T, url: 'https://example.org/{key}', verified: V}}\n"
        for key in "ab"
    )
    course = make_course({"docs/data/sources.yml": sources, "docs/en/about.md": "[](src:b) [](src:a)\n"})
    made = html(page(course, "about.md"))
    assert re.findall(r'<li id="src-(\w)">(\w)\. .*<a href="(.*?)">', made) == [
        ("b", "b", "https://example.org/b"),
        ("a", "a", "https://example.org/a"),
    ]
    assert re.findall(r'<li id="(\w)"><strong>', html(page(course, "sources.md"))) == ["a", "b"]


def test_a_figure_is_a_block_of_its_own(small: Course) -> None:
    made = html(page(small, "handbook/partnerships/index.md"))
    assert re.search(r'\n<figure class="figure" id="fig-structures"><svg .*</svg><figcaption>.*</figure>\n', made)
    assert "<p><figure" not in made


def test_a_caption_has_id_and_class_and_stands_above_its_table(small: Course) -> None:
    made = html(page(small, "handbook/partnerships/index.md"))
    caption = '<p class="table-caption" id="tab-levels"><strong>Table 4.1.</strong> Who does what</p>\n<table>'
    assert caption in made


def test_a_card_holds_lists_and_a_button(small: Course) -> None:
    card = (
        html(page(small, "handbook/partnerships/index.md"))
        .partition('<div class="card">\n')[2]
        .partition("\n</div>\n<h2")[0]
    )
    assert card == (
        "<ul>\n<li><strong>Duration:</strong> 4 academic hours of 45 minutes</li>\n"
        "<li><strong>For whom:</strong> cadets, partnership team members</li>\n</ul>\n"
        '<p class="card-title">After this module you can</p>\n'
        '<ol>\n<li><a href="#who-decides">map who decides</a></li>\n</ol>\n'
        f"{STUDY}\n"
        '<p><a class="md-button md-button--primary" href="quiz.md">Go to the quiz</a></p>'
    )


def test_a_tool_in_the_catalogue_has_its_id(small: Course) -> None:
    made = html(page(small, "toolkit/index.md"))
    assert re.findall(
        r'<li (?:class="planned" )?data-minutes="\d+" data-phase="\w+" data-users="[\w ]+" id="(.*?)">', made
    ) == [
        "inclusion-checklist",
        "partnership-pack",
    ]


def test_the_glossary_has_the_ids_that_terms_link_to(small: Course) -> None:
    made = html(page(small, "glossary.md", "tg"))
    assert re.findall(r'<h3 id="(.*?)">(.*?)</h3>', made) == [("cppt", "гурӯҳи ҳамкорӣ"), ("jamoat", "ҷамоат")]
    assert '<p class="letters"><a href="#letter-1">Г</a> <a href="#letter-2">Ҷ</a></p>' in made


def test_a_heading_keeps_its_id_beside_a_term(expanded: Expanded) -> None:
    made = html(expanded("## The [team](term:cppt) {#the-team}\n"))
    assert re.findall(r'<h2 id="(.*?)">The <a class="term" .*?>(.*?)</a></h2>', made) == [("the-team", "team")]


def test_the_answer_key_has_ids(small: Course) -> None:
    made = html(page(small, "handbook/partnerships/quiz.md", "en", TRAINER))
    assert re.findall(r'<h[23] id="(.*?)">', made) == ["answer-key", "key-1"]
    assert "<li>A. <strong>Correct:</strong> The person the team chose — Yes. The team decides.</li>" in made


def test_a_trainer_block_is_an_admonition(small: Course) -> None:
    made = html(page(small, "handbook/partnerships/index.md", "ru", TRAINER))
    assert '<div class="admonition trainer">\n<p class="admonition-title">Заметка</p>' in made


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_address_in_the_course_leads_to_a_page_and_an_id(course: Course, locale: str, edition: str) -> None:
    tree = {name: html(expand(course, one, edition)) for name, one in course.trees[locale].items()}
    ids = {name: set(re.findall(r' id="(.*?)"', made)) for name, made in tree.items()}
    ids |= {f"../{forms.workbook_of(form)}": set() for form in course.forms.values() if form.survey}
    files = [register.file(locale), *(f"{standard.FOLDER}/{Path(path).name}" for path in course.exercises)]
    ids |= {f"../{path}": set() for path in [*files, f"{standard.FOLDER}/districts.csv"]}
    lost = []
    for name, made in tree.items():
        for address in re.findall(r' href="([^":]*)"', made):
            path, _, anchor = address.partition("#")
            parts = name.split("/")[:-1]
            for step in filter(None, path.split("/")):
                parts = parts[:-1] if step == ".." else [*parts, step]
            there = "/".join(parts) if path else name
            there = f"../{there}" if there.startswith("assets/") else there
            if there not in ids or (anchor and anchor not in ids[there]):
                lost.append((name, address))
    assert lost == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_nothing_in_the_course_is_broken_or_left_over(course: Course, edition: str) -> None:
    schemes = re.compile(r'<mark>|(?:href|src)="(?:term|ref|tool|fig|tab|src|data):|<p>Table: |\{ ?[.#]|\{: ')
    found = [(one.path, schemes.findall(html(expand(course, one, edition)))) for one in course.pages]
    assert [(path, marks) for path, marks in found if marks] == []


def test_a_page_of_a_track_begins_with_its_card_and_its_modules(make_course: Callable[..., Course]) -> None:
    course = make_course(
        {
            "docs/data/tracks.yml": """tracks:
  - id: partner
    hours: 4
    audience: [partner]
    modules: [partnerships]
    test-items: 1
    title: {tg: Курс, ru: Курс, en: Partner course}
    purpose: {tg: Барои шарикон, ru: Для партнёров, en: For partners}
""",
            "docs/en/tracks/partner.md": "## How {#how}\n\nCome as a team.\n",
        }
    )
    assert expand(course, course.trees["en"]["tracks/partner.md"], LEARNER) == (
        "# Partner course { #tracks-partner }\n\n"
        '<div class="card" markdown>\n\n'
        "- **Duration:** 4 academic hours of 45 minutes\n- **For whom:** partnership team members\n"
        "- **Final test:** 0 questions\n\nFor partners\n\n"
        '<div class="screen" data-screen="track" data-track="partner"></div>\n\n</div>\n\n'
        "## Modules in order { #modules }\n\n"
        '<div class="catalogue" markdown>\n\n'
        '- <span class="entry-number">4</span> [Partnerships](../handbook/partnerships/index.md){ .entry-title } '
        '<span class="entry-facts">4 academic hours of 45 minutes</span>\n{: data-module="partnerships" }\n\n'
        "</div>\n\n"
        "## How {#how}\n\nCome as a team.\n"
    )
