"""Lists and cards written from the data."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from course import lists
from course.model import Course, Outcome, Print

MakeCourse = Callable[..., Course]


@pytest.fixture
def small(make_course: MakeCourse) -> Course:
    return make_course()


def glossary(*terms: str, locale: str = "tg") -> dict[str, str]:
    """A glossary file with these terms in one language and their numbers in the others."""
    entries = {}
    for number, term in enumerate(terms, start=1):
        entries[f"t{number}"] = {"confidence": "H"} | {
            language: {"term": term if language == locale else f"n{number}", "definition": "D."}
            for language in ("tg", "ru", "en")
        }
    return {"docs/data/glossary.yml": json.dumps(entries, ensure_ascii=False)}


def headings(text: str, level: int) -> list[str]:
    return re.findall(rf"^#{{{level}}} (.+?) \{{", text, re.MULTILINE)


# Parts


def test_a_box_holds_its_parts() -> None:
    assert lists.boxed("card", "a", "", "b") == '<div class="card" markdown>\n\na\n\nb\n\n</div>'


def test_facts_without_a_value_are_left_out() -> None:
    assert lists.facts(("a", "1"), ("b", ""), ("c", "3")) == "- **a:** 1\n- **c:** 3"


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("tg", "курсантон, аъзои гурӯҳи ҳамкорӣ"),
        ("ru", "курсанты, участники группы взаимодействия"),
        ("en", "cadets, partnership team members"),
    ],
)
def test_an_audience_is_said(small: Course, locale: str, said: str) -> None:
    assert lists.audience(small, locale, ["cadet", "partner"]) == said


def test_an_outcome_leads_to_the_first_section_that_teaches_it() -> None:
    taught = Outcome("a", {"en": "map who decides"}, ("who-decides", "later"), (), 1)
    assert lists.outcome(taught, "en") == "[map who decides](#who-decides)"


def test_an_outcome_that_is_not_taught_yet_is_plain() -> None:
    assert lists.outcome(Outcome("a", {"en": "map who decides"}, (), (), 1), "en") == "map who decides"


# Glossary

TAJIK = [
    "аҳолӣ", "бозор", "варақ", "ғамхорӣ", "гурӯҳ", "деҳа", "ёрӣ", "ибора", "йод", "касб",
    "қарор", "лозим", "маҳалла", "нур", "омор", "пешгирӣ", "роҳ", "савол", "табъиз", "узв",
    "ӯҳда", "фард", "хатар", "ҳуқуқ", "чора", "ҷамоат", "шикоят", "эътимод", "юрист", "ятим",
]  # fmt: skip


def test_tajik_terms_stand_in_the_order_of_the_tajik_alphabet(make_course: MakeCourse) -> None:
    course = make_course(glossary(*sorted(TAJIK)))
    ordered = ["аҳолӣ", "бозор", "варақ", "гурӯҳ", "ғамхорӣ", *TAJIK[5:]]
    assert headings(lists.placed(course, "tg", "glossary"), 3) == ordered


@pytest.mark.parametrize(
    "pair",
    [
        ("гӯр", "ғор"),
        ("ибора", "ӣ"),
        ("ӣ", "йод"),
        ("кӯҳ", "қарор"),
        ("уҳ", "ӯҳда"),
        ("хушк", "ҳабс"),
        ("чӯб", "ҷабр"),
        ("ҷӯй", "шаб"),
        ("гурӯҳ", "гурӯҳи ҳамкорӣ"),
        ("боғ", "бод"),
        ("ҳақ", "ҳуқуқ"),
        ("аҳд", "ачаб"),
    ],
)
def test_a_letter_of_tajik_follows_its_neighbour(make_course: MakeCourse, pair: tuple[str, str]) -> None:
    course = make_course(glossary(*reversed(pair)))
    first, second = headings(lists.placed(course, "tg", "glossary"), 3)
    assert (first, second) == pair


def test_russian_yo_stands_after_ye(make_course: MakeCourse) -> None:
    course = make_course(glossary("жизнь", "ёмкость", "еда", locale="ru"))
    assert headings(lists.placed(course, "ru", "glossary"), 3) == ["еда", "ёмкость", "жизнь"]


def test_capitals_do_not_matter_in_the_order(make_course: MakeCourse) -> None:
    course = make_course(glossary("youth", "Ombudsman", "MIA", "resident", locale="en"))
    assert headings(lists.placed(course, "en", "glossary"), 3) == ["MIA", "Ombudsman", "resident", "youth"]


def test_the_glossary_has_a_heading_and_a_jump_for_every_first_letter(make_course: MakeCourse) -> None:
    course = make_course(glossary("ҷамоат", "ғор", "гурӯҳ", "Ғалаба"))
    text = lists.placed(course, "tg", "glossary")
    assert text.startswith("[Г](#letter-1) [Ғ](#letter-2) [Ҷ](#letter-3)\n{: .letters }\n\n## Г { #letter-1 }\n\n")
    assert headings(text, 2) == ["Г", "Ғ", "Ҷ"]


def test_an_entry_says_the_term_in_every_other_language(small: Course) -> None:
    entry = lists.placed(small, "en", "glossary").partition("## P { #letter-2 }\n\n")[2]
    assert entry == (
        "### partnership team (CPPT) { #cppt }\n\n"
        "A local team of police and public.\n\n"
        "Тоҷикӣ: гурӯҳи ҳамкорӣ · Русский: группа взаимодействия"
    )


def entry(course: Course, locale: str) -> str:
    return lists.placed(course, locale, "glossary").rpartition(" }\n\n")[2]


WORDING = "tg: {term: б, definition: Б.}, ru: {term: б, definition: Б., avoid: [в, г]}, en: {term: b, definition: B.}"


def test_an_entry_warns_of_other_wordings(make_course: MakeCourse) -> None:
    course = make_course({"docs/data/glossary.yml": f"a: {{confidence: H, {WORDING}}}\n"})
    assert entry(course, "ru") == "Б.\n\nТоҷикӣ: б · English: b · Не используйте: в, г"


@pytest.mark.parametrize(
    ("confidence", "note", "said"),
    [
        ("H", "", ""),
        ("M", "", ""),
        ("L", "", "\n\n*Wording to be confirmed by a police linguist.*"),
        ("H", ", note: {en: As in the law.}", "\n\n*As in the law.*"),
        ("L", ", note: {en: As in the law.}", "\n\n*As in the law.*"),
    ],
)
def test_an_uncertain_wording_says_so(make_course: MakeCourse, confidence: str, note: str, said: str) -> None:
    course = make_course({"docs/data/glossary.yml": f"a: {{confidence: {confidence}{note}, {WORDING}}}\n"})
    assert entry(course, "en") == f"B.\n\nТоҷикӣ: б · Русский: б{said}"


# Sources

SOURCES = """\
z: {short: beta 2, author: B., title: Two, verified: U}
a:
  short: Alpha 1
  author: A
  title: One
  publisher: P
  year: 2020
  id: ISBN 1
  url: https://example.org/a
  verified: V2
  note: {tg: Танҳо русӣ., ru: Только по-русски., en: Russian only.}
"""


def test_sources_are_listed_by_their_short_names(make_course: MakeCourse) -> None:
    course = make_course({"docs/data/sources.yml": SOURCES})
    assert lists.placed(course, "en", "sources") == (
        "- **Alpha 1** — A. *One*. P, 2020. ISBN 1. <https://example.org/a>. Russian only. "
        "(only a secondary page seen)\n"
        "{: #a }\n"
        "- **beta 2** — B. *Two*. (not verified, check before print)\n"
        "{: #z }"
    )


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("tg", "Танҳо русӣ. (танҳо саҳифае дар бораи он дида шуд)"),
        ("ru", "Только по-русски. (просмотрен только вторичный источник)"),
        ("en", "Russian only. (only a secondary page seen)"),
    ],
)
def test_note_and_verification_are_in_the_language_of_the_page(make_course: MakeCourse, locale: str, said: str) -> None:
    course = make_course({"docs/data/sources.yml": SOURCES})
    cited = lists.cite(course, locale, course.sources["a"])
    assert cited == f"A. *One*. P, 2020. ISBN 1. <https://example.org/a>. {said}"


def test_the_sources_of_a_page_stand_in_the_order_of_citation(make_course: MakeCourse) -> None:
    course = make_course({"docs/data/sources.yml": SOURCES})
    assert lists.page_sources(course, "ru", ["z", "a"]) == (
        "## Источники { #sources }\n\n"
        "1. B. *Two*. (не проверено, сверьте перед печатью)\n"
        "{: #src-z }\n"
        "1. A. *One*. P, 2020. ISBN 1. <https://example.org/a>. Только по-русски. "
        "(просмотрен только вторичный источник)\n"
        "{: #src-a }"
    )


def test_a_page_without_citations_has_no_list(small: Course) -> None:
    assert lists.page_sources(small, "en", []) == ""


# Milestones

MILESTONES = """\
milestones:
- id: letter
  date: "2009-05-05"
  core: true
  source: osce-gp08
  when: {tg: 5 майи соли 2009, ru: 5 мая 2009 года, en: 5 May 2009}
  text: {tg: Нома имзо мешавад, ru: Подписано письмо, en: A letter is signed}
- id: teams
  date: "2012"
  until: "2013"
  status: plan
  source: osce-gp08
  when: {tg: 2012–2013, ru: 2012–2013, en: 2012–2013}
  text: {tg: шаш гурӯҳи нав, ru: шесть новых групп, en: six new teams}
"""


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        (
            "tg",
            "| Сана | Чӣ шуд, мувофиқи сарчашма | Сарчашма |\n| --- | --- | --- |\n"
            "| **5 майи соли 2009** | Нома имзо мешавад | [](src:osce-gp08) |\n"
            "| 2012–2013 | Нақша: шаш гурӯҳи нав | [](src:osce-gp08) |",
        ),
        (
            "ru",
            "| Дата | Что произошло, по сообщению источника | Источник |\n| --- | --- | --- |\n"
            "| **5 мая 2009 года** | Подписано письмо | [](src:osce-gp08) |\n"
            "| 2012–2013 | План: шесть новых групп | [](src:osce-gp08) |",
        ),
        (
            "en",
            "| Date | What happened, as reported | Source |\n| --- | --- | --- |\n"
            "| **5 May 2009** | A letter is signed | [](src:osce-gp08) |\n"
            "| 2012–2013 | Plan: six new teams | [](src:osce-gp08) |",
        ),
    ],
)
def test_milestones_are_listed_with_their_sources(make_course: MakeCourse, locale: str, text: str) -> None:
    course = make_course({"docs/data/milestones.yml": MILESTONES})
    assert course.problems == ()
    assert lists.placed(course, locale, "milestones") == text


def test_a_page_cites_what_it_links_and_what_its_milestones_name(make_course: MakeCourse) -> None:
    text = "# About {#about}\n\n[](src:b) [](term:cppt)\n\n![](data:milestones)\n![](data:tools)\n"
    course = make_course({"docs/data/milestones.yml": MILESTONES, "docs/en/about.md": text})
    cited = list(lists.cited(course, course.trees["en"]["about.md"]))
    assert cited == [("b", 3), ("osce-gp08", 5), ("osce-gp08", 5)]


# Changes


def test_changes_stand_by_version_with_the_newest_day_first(make_course: MakeCourse) -> None:
    entries = [("old", "0.1", "2026-11-27"), ("newest", "0.2", "2027-02-01"), ("new", "0.2", "2027-01-15")]
    lines = [
        f'- {{id: {key}, version: "{version}", date: "{date}", audience: [cadet, officer], '
        f"text: {{tg: {key} т, ru: {key} р, en: {key} e}}}}\n"
        for key, version, date in entries
    ]
    course = make_course({"docs/data/changes.yml": "".join(("changes:\n", *lines))})
    assert course.problems == ()

    def line(key: str, day: str, date: str) -> str:
        facts = f'<span class="entry-facts">{day} · cadets, officers</span>'
        return f'- <span class="entry-result">{key} e</span> {facts}\n{{: data-date="{date}" }}'

    assert lists.placed(course, "en", "changes") == (
        '<div class="catalogue changes" markdown>\n\n**Version 0.2**\n\n'
        f"{line('newest', '01.02.2027', '2027-02-01')}\n{line('new', '15.01.2027', '2027-01-15')}\n\n</div>\n\n"
        '<div class="catalogue changes" markdown>\n\n**Version 0.1**\n\n'
        f"{line('old', '27.11.2026', '2026-11-27')}\n\n</div>"
    )


# Evidence

PROOF = {
    "id": "bench",
    "command": "make bench",
    "title": {"tg": "Сохтан", "ru": "Сборка", "en": "Building"},
    "text": {"tg": "М.", "ru": "Т.", "en": "Text."},
    "measures": [
        {"of": "sizes/200/whole", "form": "share", "most": 0.45, "label": {"tg": "б", "ru": "п", "en": "whole"}},
        {"of": "pages/*", "form": "kb", "least": 1000, "label": {"tg": "с", "ru": "с", "en": "pages"}},
        {"of": "none", "form": "number", "label": {"tg": "н", "ru": "н", "en": "none"}},
    ],
}
REPORT = {
    "command": "make bench OF=x",
    "date": "2026-11-27",
    "machine": {"cores": 2, "processor": "AMD EPYC", "memory": 24},
    "sizes": {"200": {"whole": 0.4321}},
    "pages": [1234567, 25000],
}


def test_evidence_tells_each_figure_with_its_limit_and_how_it_was_measured(make_course: MakeCourse) -> None:
    files = {"docs/data/evidence.yml": json.dumps({"proofs": [PROOF]}, ensure_ascii=False)}
    course = make_course({**files, "docs/data/evidence/bench.json": json.dumps(REPORT)})
    assert course.problems == ()
    assert lists.placed(course, "en", "evidence") == (
        "### Building { #bench }\n\nText.\n\n"
        "| What was measured | Result | Our limit |\n| --- | --- | --- |\n"
        "| whole | **43.2\u00a0%** | at most 45\u00a0% |\n"
        "| pages | **25–1,235\u00a0KB** | at least 1\u00a0KB |\n"
        "| none | **not measured** |  |\n\n"
        "*Measured on 27.11.2026 with the command `make bench OF=x`. Computer: AMD EPYC, 2 cores, 24 GB of memory.*"
    )
    assert "| п | **43,2\u00a0%** | не больше 45\u00a0% |" in lists.placed(course, "ru", "evidence")
    assert "2 ядра процессора, память 24 ГБ" in lists.placed(course, "ru", "evidence")
    assert list(lists.anchors(course, "evidence")) == ["bench"]


def test_what_was_not_measured_says_so(make_course: MakeCourse) -> None:
    course = make_course({"docs/data/evidence.yml": json.dumps({"proofs": [PROOF]}, ensure_ascii=False)})
    assert lists.placed(course, "en", "evidence") == (
        "### Building { #bench }\n\nText.\n\n"
        "*Not measured yet. Anyone who has the source of this site can do it with the command `make bench`.*"
    )


# Abbreviations


def test_abbreviations_lead_to_the_glossary(small: Course) -> None:
    assert lists.placed(small, "en", "abbreviations") == (
        "- **CPPT** — [partnership team](ref:glossary#cppt). A local team of police and public."
    )


@pytest.mark.parametrize(
    ("locale", "shorts", "ordered"),
    [
        ("tg", ("ҶТ", "ШВКД", "SARA", "ҚК", "КМ"), ("SARA", "КМ", "ҚК", "ҶТ", "ШВКД")),
        ("ru", ("ОМВД", "ГБАО", "ОВД"), ("ГБАО", "ОВД", "ОМВД")),
        ("en", ("ToT", "MIA", "TNA"), ("MIA", "TNA", "ToT")),
    ],
)
def test_abbreviations_stand_in_the_order_of_the_alphabet(
    make_course: MakeCourse, locale: str, shorts: tuple[str, ...], ordered: tuple[str, ...]
) -> None:
    entries = {
        f"t{number}": {"confidence": "H"}
        | {language: {"term": f"n{number}", "definition": "D."} for language in ("tg", "ru", "en")}
        | {locale: {"term": f"n{number}", "short": short, "definition": "D."}}
        for number, short in enumerate(shorts)
    }
    course = make_course({"docs/data/glossary.yml": json.dumps(entries, ensure_ascii=False)})
    text = lists.placed(course, locale, "abbreviations")
    assert tuple(re.findall(r"^- \*\*(.+?)\*\*", text, re.MULTILINE)) == ordered


@pytest.mark.parametrize(
    ("locale", "said"),
    [("tg", "*Дар ин ҷо ҳоло чизе нест.*"), ("ru", "*Здесь пока ничего нет.*"), ("en", "*There is nothing here yet.*")],
)
@pytest.mark.parametrize("name", ["abbreviations", "milestones"])
def test_a_list_of_nothing_says_so(make_course: MakeCourse, locale: str, said: str, name: str) -> None:
    course = make_course(glossary("ҷамоат"))
    assert lists.placed(course, locale, name) == said


def test_the_standard_is_listed_with_its_codes_and_sample_files(course: Course) -> None:
    text = lists.placed(course, "en", "standard")
    assert text.splitlines()[:3] == [
        "| Column | What is written |",
        "| --- | --- |",
        "| **district** | District where the act happened: a code of the list of districts |",
    ]
    assert "`2000-01`" not in text
    assert "year, hyphen, month: from 2000-01 to 2099-12 |" in text
    assert "`female` (Female), `male` (Male), `not-stated` (Not stated), `no-person` (No particular person) |" in text
    assert ": a whole number from 0 to 99999 |" in text
    assert text.endswith(
        'Sample files: <a href="../../assets/statistics/districts.csv" download type="text/csv">districts.csv</a>, '
        '<a href="../../assets/statistics/statistics-synthetic-2099.csv" download type="text/csv">'
        "statistics-synthetic-2099.csv</a>"
    )


# Catalogues


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        (
            "tg",
            "### Модулҳои асосӣ { #core }\n\n"
            '<div class="catalogue" markdown>\n\n'
            '- <span class="entry-number">3</span> [Эътимод](trust/index.md){ .entry-title } '
            '<span class="entry-facts">4 соати таълимии 45-дақиқаӣ · курсантон, кормандони милитсия</span> '
            '<span class="badge planned">навишта мешавад</span>\n{: .planned }\n'
            '- <span class="entry-number">4</span> [Шарикӣ](partnerships/index.md){ .entry-title } '
            '<span class="entry-facts">4 соати таълимии 45-дақиқаӣ · курсантон, аъзои гурӯҳи ҳамкорӣ</span>\n\n'
            "</div>",
        ),
        (
            "ru",
            "### Основные модули { #core }\n\n"
            '<div class="catalogue" markdown>\n\n'
            '- <span class="entry-number">3</span> [Доверие](trust/index.md){ .entry-title } '
            '<span class="entry-facts">4 академических часа по 45 минут · курсанты, сотрудники милиции</span> '
            '<span class="badge planned">готовится</span>\n{: .planned }\n'
            '- <span class="entry-number">4</span> [Партнёрство](partnerships/index.md){ .entry-title } '
            '<span class="entry-facts">4 академических часа по 45 минут · '
            "курсанты, участники группы взаимодействия</span>\n\n"
            "</div>",
        ),
    ],
)
def test_modules_are_listed(small: Course, locale: str, text: str) -> None:
    assert lists.placed(small, locale, "modules") == text


TRACKS = """tracks:
  - id: partner
    hours: 4
    digest: 2
    audience: [partner, officer]
    modules: [partnerships, trust]
    test-items: 1
    title: {tg: Курс барои шарик, ru: Курс для партнёра, en: Partner course}
    purpose: {tg: Барои шарикон, ru: Для партнёров, en: For partners}
"""


def test_tracks_are_listed(make_course: Callable[..., Course]) -> None:
    assert lists.placed(make_course({"docs/data/tracks.yml": TRACKS}), "ru", "tracks") == (
        '<div class="catalogue" markdown>\n\n'
        '- [Курс для партнёра](partner.md){ .entry-title } <span class="entry-result">Для партнёров</span> '
        '<span class="entry-facts">2 модуля · 4 академических часа по 45 минут</span>\n{: data-track="partner" }\n\n'
        "</div>"
    )


def test_the_modules_of_a_track_have_its_hours(make_course: Callable[..., Course]) -> None:
    course = make_course({"docs/data/tracks.yml": TRACKS})
    assert lists.track_modules(course, "en", course.tracks["partner"]) == (
        '<div class="catalogue" markdown>\n\n'
        '- <span class="entry-number">4</span> [Partnerships](../handbook/partnerships/index.md){ .entry-title } '
        '<span class="entry-facts">2 academic hours of 45 minutes</span>\n{: data-module="partnerships" }\n'
        '- <span class="entry-number">3</span> [Trust](../handbook/trust/index.md){ .entry-title } '
        '<span class="entry-facts">2 academic hours of 45 minutes</span> '
        '<span class="badge planned">being written</span>\n{: .planned data-module="trust" }\n\n'
        "</div>"
    )


def test_a_track_has_its_facts(make_course: Callable[..., Course]) -> None:
    course = make_course({"docs/data/tracks.yml": TRACKS})
    assert lists.track_facts(course, "tg", course.tracks["partner"]) == (
        ("Давомнокӣ", "4 соати таълимии 45-дақиқаӣ"),
        ("Барои кӣ", "аъзои гурӯҳи ҳамкорӣ, кормандони милитсия"),
        ("Тести ниҳоӣ", "0 савол"),
    )


def test_tools_are_listed_and_only_written_ones_linked(small: Course) -> None:
    assert lists.placed(small, "en", "tools") == (
        '<div class="catalogue" markdown>\n\n'
        '- <span class="entry-number">1</span> [Inclusion checklist](inclusion-checklist.md){ .entry-title } '
        '<span class="entry-result">You have a list.</span> '
        '<span class="entry-facts">prepare · 60 minutes · officers</span>\n'
        '{: #inclusion-checklist data-users="officer" data-phase="prepare" data-minutes="60" }\n'
        '- <span class="entry-number">2</span> <span class="entry-title">Partnership pack</span> '
        '<span class="entry-result">You have rules.</span> '
        '<span class="entry-facts">prepare · 1 minute · officers, partnership team members</span> '
        '<span class="badge planned">being written</span>\n'
        '{: #partnership-pack .planned data-users="officer partner" data-phase="prepare" data-minutes="1" }\n\n'
        "</div>"
    )


def test_templates_are_listed_apart_from_the_tools(make_course: MakeCourse, with_template: dict[str, str]) -> None:
    course = make_course(with_template)
    assert lists.placed(course, "ru", "templates") == (
        '<div class="catalogue" markdown>\n\n'
        '- <span class="entry-number">1</span> [Письмо](small-letter.md){ .entry-title } '
        '<span class="entry-result">У вас есть письмо.</span> '
        '<span class="entry-facts">действие · 30 минут · сотрудники милиции</span>\n'
        '{: #small-letter data-users="officer" data-phase="act" data-minutes="30" }\n\n'
        "</div>"
    )
    assert "small-letter" not in lists.placed(course, "ru", "tools")
    assert list(lists.anchors(course, "templates")) == ["small-letter"]
    assert list(lists.anchors(course, "tools")) == ["inclusion-checklist", "partnership-pack"]


@pytest.mark.parametrize("locale", ["tg", "ru", "en"])
def test_every_list_can_be_placed_in_every_language(course: Course, locale: str) -> None:
    for name in lists.LISTS:
        assert lists.placed(course, locale, name)


def test_a_list_that_does_not_exist_is_an_error(small: Course) -> None:
    with pytest.raises(KeyError):
        lists.placed(small, "en", "nothing")


@pytest.mark.parametrize("locale", ["tg", "ru", "en"])
@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("glossary", r"^### .+ \{ #(\S+) \}$"),
        ("sources", r"^\{: #(\S+) \}$"),
        ("modules", r"^### .+ \{ #(\S+) \}$"),
        ("tools", r"\{: #(\S+) .*data-users"),
        ("templates", r"\{: #(\S+) .*data-users"),
    ],
)
def test_the_anchors_of_a_list_are_those_that_it_writes(course: Course, locale: str, name: str, written: str) -> None:
    text = lists.placed(course, locale, name)
    assert set(re.findall(written, text, re.MULTILINE)) == set(lists.anchors(course, name))


def test_a_notice_has_no_anchors(small: Course) -> None:
    assert list(lists.anchors(small, "planned")) == []


@pytest.mark.parametrize(
    ("wordings", "shown"),
    [
        (("милисия", "милисияи", "милисияро", "милиса", "милисаҳо", "полис", "полиси"), ["милисия", "милиса", "полис"]),
        (("домашний тиран", "домашнего тирана", "домашними тиранами"), ["домашний тиран"]),
        (("restraining order", "restraining orders", "order"), ["restraining order", "order"]),
        (("dialog", "dialogue box"), ["dialog", "dialogue box"]),
    ],
)
def test_wordings_to_avoid_are_shown_once_whatever_their_endings(wordings: tuple[str, ...], shown: list[str]) -> None:
    assert lists._unlike(wordings) == shown


def test_a_page_offers_its_prints_with_pages_and_size(make_course: Callable[..., Course]) -> None:
    course = make_course()
    name = "handbook/partnerships/index.md"
    prints = [
        Print("learner/m04-partnerships-ru.pdf", "handout", "ru", name, 21, 171_500),
        Print("trainer/m04-partnerships-ru-trainer.pdf", "guide", "ru", name, 33, 296_000),
        Print("learner/m04-partnerships-tg.pdf", "handout", "tg", name, 18, 900),
        Print("learner/glossary-tg.pdf", "glossary", "tg", "glossary.md", 1, 143_000),
    ]
    assert lists.downloads(course, course.trees["ru"][name], prints) == (
        '<div class="downloads no-print" markdown>\n\n**Для печати:** '
        '<a href="../../../pdf/m04-partnerships-ru.pdf" type="application/pdf">Раздаточный материал для учащегося</a>'
        " (PDF, 21 страница, 172 КБ) · "
        '<a href="../../../pdf/m04-partnerships-ru-trainer.pdf" type="application/pdf">Пособие для тренера</a>'
        " (PDF, 33 страницы, 296 КБ)\n\n</div>"
    )
    assert '"../../pdf/m04-partnerships-tg.pdf"' in lists.downloads(course, course.trees["tg"][name], prints)
    assert "(PDF, 18 саҳифа, 1 КБ)" in lists.downloads(course, course.trees["tg"][name], prints)
    assert '"pdf/glossary-tg.pdf"' in lists.downloads(course, course.trees["tg"]["glossary.md"], prints)
    assert lists.downloads(course, course.trees["en"][name], prints) == ""


# The programme

NUMBERS = """\
programme:
- id: plans
  value: 45000
  bound: up-to
  group: plans
  status: planned
  source: osce-gp08
  unit: {tg: нақша, ru: планов, en: plans}
  period: {tg: "2018", ru: "2018", en: "2018"}
  place: {tg: Тоҷикистон, ru: Таджикистан, en: Tajikistan}
  silent: {tg: чандто, ru: сколько, en: how many}
  phrases: {tg: ["{n} нақша"], ru: ["{n} планов"], en: ["{n} plans"]}
"""


def test_numbers_stand_by_group_with_what_their_source_does_not_say(make_course: MakeCourse) -> None:
    course = make_course({"docs/data/programme.yml": NUMBERS})
    assert course.problems == ()
    assert lists.placed(course, "en", "programme") == (
        '### Plans and papers { #plans }\n\n<div class="catalogue numbers" markdown>\n\n'
        '- <span class="entry-number">up to 45,000</span> <span class="number-unit">Plan: plans</span>'
        ' <span class="entry-facts">Tajikistan · 2018 · [OSCE 2008](src:osce-gp08)</span>'
        ' <span class="entry-result">The source does not say: how many.</span>\n\n</div>'
    )
    assert list(lists.anchors(course, "programme")) == ["plans"]


@pytest.mark.parametrize(("locale", "said"), [("tg", "45\u00a0000"), ("ru", "45\u00a0000"), ("en", "45,000")])
def test_thousands_stand_apart(small: Course, locale: str, said: str) -> None:
    assert [lists.written(small, locale, number) for number in (7, 999, 45000)] == ["7", "999", said]


def test_details_stand_only_on_the_timeline_of_the_programme(make_course: MakeCourse) -> None:
    text = MILESTONES.replace("core: true", "detail: true")
    course = make_course({"docs/data/milestones.yml": text})
    assert "letter" not in lists.placed(course, "en", "milestones")
    assert "A letter is signed" in lists.placed(course, "en", "timeline")


@pytest.mark.parametrize("name", ["programme", "timeline", "milestones"])
def test_a_page_cites_the_sources_of_the_lists_that_it_places(make_course: MakeCourse, name: str) -> None:
    files = {"docs/data/programme.yml": NUMBERS, "docs/data/milestones.yml": MILESTONES}
    course = make_course({**files, "docs/en/about.md": f"# About {{#about}}\n\n![](data:{name})\n"})
    assert {source for source, _ in lists.cited(course, course.trees["en"]["about.md"])} == {"osce-gp08"}
