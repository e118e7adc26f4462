"""The class results of the trainer edition in Chromium: files of learners in, table, questions and spreadsheets out."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

import pytest
from browsing import PREFIX, Open, Site, _at
from playwright.sync_api import FilePayload, Locator, Page, expect

from course.browser_data import bare, setting
from course.model import Course, Item

SCREEN = "class-results.html"
FROM_A_FOLDER = pytest.mark.parametrize("class_site", ["file"], indirect=True)  # for what the address cannot change
TIME = "2026-10-05T08:00:00.000Z"
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MARKUP = "<img src=x onerror=hit()>"
Record = dict[str, Any]


def record(code: str, **more: Any) -> Record:
    """The record of a learner who has only begun."""
    begun = {"format": "hamkori-record", "version": 1, "learner": code, "name": "", "started": TIME, "last": None}
    return begun | {"read": {}, "answers": {}, "attempts": {}, "open": {}} | more


def answer(right: bool, *chosen: int, at: str = TIME) -> Record:
    return {"at": at, "chosen": list(chosen), "right": right}


def attempt(right: int, of: int = 10, at: str = TIME) -> Record:
    return {"at": at, "right": right, "of": of}


def payload(name: str, content: Record | str) -> FilePayload:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return {"name": name, "mimeType": "application/json", "buffer": text.encode()}


def files(records: Iterable[Record]) -> list[FilePayload]:
    return [payload(f"hamkori-{content['learner']}.json", content) for content in records]


def spaced(code: str) -> str:
    return f"{code[:3]}-{code[3:]}"


class Class:
    """The screen as a trainer sees it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.screen = page.locator("[data-screen=class-results]")
        self.notices = self.screen.locator(".class-news .notice")
        self.table = self.screen.get_by_role("table")
        self.questions = self.screen.locator(".class-questions > li")

    def give(self, *given: FilePayload) -> Class:
        """Chooses the files and waits until they are read."""
        self.page.evaluate("document.querySelector('.class-news').textContent = ''")
        self.screen.locator("input[type=file]").set_input_files(list(given))
        expect(self.notices.last).to_be_visible()
        expect(self.screen.locator("progress.progress")).to_have_count(0)
        return self

    def said(self) -> list[str]:
        return self.notices.all_inner_texts()

    def head(self) -> list[str]:
        return self.table.locator("thead th:not(.no-print)").get_by_role("button").all_inner_texts()

    def rows(self, part: str = "tbody") -> list[list[str]]:
        """The cells of each row as they can be seen, without the button that takes a learner out."""
        return cast(
            list[list[str]],
            self.table.locator(f"{part} tr").evaluate_all(
                """rows => rows.map(row => [...row.querySelectorAll("th, td:not(.no-print)")].map(cell => {
                  const seen = cell.cloneNode(true)
                  for (const hidden of seen.querySelectorAll(".visually-hidden")) hidden.remove()
                  return seen.textContent.trim()
                }))"""
            ),
        )

    def codes(self) -> list[str]:
        return [row[0] for row in self.rows()]

    def press(self, name: str) -> None:
        self.screen.get_by_role("button", name=name, exact=True).click()

    def saved(self, name: str) -> str:
        with self.page.expect_download() as caught:
            self.press(name)
        assert re.fullmatch(r"hamkori-(class|questions)-\d\d\.\d\d\.\d{4}\.csv", caught.value.suggested_filename)
        return Path(caught.value.path()).read_bytes().decode("utf-8")


@pytest.fixture(scope="session")
def one_written(trainer_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The trainer edition as if only one module were written, so that tables are the same however many are."""
    folder = tmp_path_factory.mktemp("class") / "site"
    shutil.copytree(trainer_site, folder)
    for path in (folder / "assets" / "outline").glob("*.js"):
        known = json.loads(path.read_text(encoding="utf-8").partition(" = ")[2])
        for module in known["modules"]:
            module["written"] = module["id"] == "partnerships"
        path.write_text(setting("outline", known), encoding="utf-8")
    return folder


@pytest.fixture(params=["http", "file"])
def class_site(request: pytest.FixtureRequest, one_written: Path, serve: Callable[[Path], str]) -> Site:
    """That edition at both kinds of address."""
    return _at(request.param, one_written, serve)


@pytest.fixture
def class_of(visit_class: Open) -> Any:
    """Opens the screen in a language and hands it files."""

    def open_class(locale: str, *given: FilePayload, **device: Any) -> Class:
        screen = Class(visit_class(PREFIX[locale] + SCREEN, **device))
        return screen.give(*given) if given else screen

    return open_class


# A class of 95 with results in four modules, one of them unknown to this handbook


def a_class(course: Course) -> list[Record]:
    chance = random.Random(4)
    codes = ["".join(chance.choice(SIGNS) for _ in range(6)) for _ in range(95)]
    return [record(code, name=chance.choice(NAMES), **_results(course, chance)) for code in codes]


NAMES = ("", "Ситора Ҷӯраева", MARKUP, '=HYPERLINK("http://x.invalid")', "\u202egnirtS")
MODULES = {"rights": "2", "trust": "3", "partnerships": "4", "earlier-module": "earlier-module"}


def _results(course: Course, chance: random.Random) -> Record:
    items = course.trees["en"]["handbook/partnerships/quiz.md"].items
    answers = {item.id: _answers(item, chance) for item in items if chance.random() < 0.9}
    answers["earlier-module-01"] = [answer(chance.random() < 0.4, chance.randrange(4))]
    attempts = {
        module: [attempt(chance.randrange(11)) for _ in range(chance.randrange(1, 4))]
        for module in MODULES
        if chance.random() < 0.7
    }
    return {"answers": answers, "attempts": attempts}


def _answers(item: Item, chance: random.Random) -> list[Record]:
    correct = {place for place, option in enumerate(item.options) if option.correct}
    answers = []
    for day in range(1, chance.randrange(2, 4)):
        chosen = set(chance.sample(range(len(item.options)), len(correct)))
        answers.append(answer(chosen == correct, *sorted(chosen), at=f"2026-10-0{day}T08:00:00.000Z"))
    return answers


def by_hand(course: Course, learner: Record) -> list[str]:
    """The row of a learner, worked out anew."""
    cells, passed, hours = [], 0, 0
    for module in MODULES:
        results = [one["right"] for one in learner["attempts"].get(module, ())]
        if not results:
            cells.append("—")
            continue
        cells.append(f"{max(results)}/10 {'✓' if max(results) >= 7 else '✗'}")
        passed += max(results) >= 7
        if max(results) >= 7 and module in course.modules:
            hours += course.modules[module].hours
    return [spaced(learner["learner"]), *cells, str(passed), str(hours)]


BAD = [
    payload(f"{MARKUP}.json", json.dumps(record("AAAAAA"))[:-40]),
    payload("big.json", " " * 2_000_000),
    payload(f"{'a-very-long-name-' * 12}.json", '{"name": "Rustam", "scores": [1, 2, 3]}'),
    payload("later.json", json.dumps(record("BBBBBB") | {"version": 2, "badges": []})),
    payload("negative.json", record("CCCCCC", attempts={"partnerships": [attempt(-1)]})),
]
SAID = {
    "tg": [
        "Ба ҷадвал 95 омӯзанда илова шуд.",
        "5 файл ба кор наомад:\n\n"
        f"{MARKUP}.json – вайрон шудааст, аз омӯзанда хоҳиш кунед, ки сабтро аз нав нигоҳ дорад\n"
        "big.json – барои сабти омӯзанда аз ҳад калон аст\n"
        f"{'a-very-long-name-' * 12}.json – ин сабти омӯзанда аз ин дастур нест\n"
        "later.json – дар нусхаи навтари дастур сохта шудааст, онро дар ҳамон нусха кушоед\n"
        "negative.json – вайрон шудааст, аз омӯзанда хоҳиш кунед, ки сабтро аз нав нигоҳ дорад",
    ],
    "ru": [
        "В таблицу добавлено 95 обучающихся.",
        "5 файлов не удалось использовать:\n\n"
        f"{MARKUP}.json – повреждён, попросите обучающегося сохранить запись ещё раз\n"
        "big.json – файл слишком велик для записи обучающегося\n"
        f"{'a-very-long-name-' * 12}.json – это не запись обучающегося из этого пособия\n"
        "later.json – создан в более новой копии пособия, откройте его в ней\n"
        "negative.json – повреждён, попросите обучающегося сохранить запись ещё раз",
    ],
    "en": [
        "95 learners were added to the table.",
        "5 files could not be used:\n\n"
        f"{MARKUP}.json – damaged, ask the learner to save the record once more\n"
        "big.json – too large for a learner's record\n"
        f"{'a-very-long-name-' * 12}.json – not a learner's record from this handbook\n"
        "later.json – made with a newer copy of the handbook, open it with that one\n"
        "negative.json – damaged, ask the learner to save the record once more",
    ],
}


@pytest.mark.parametrize("locale", PREFIX)
def test_of_a_hundred_files_the_good_ones_load_and_the_bad_ones_say_why(
    class_of: Any, course: Course, locale: str
) -> None:
    learners = a_class(course)
    given = files(learners)
    for place, bad in enumerate(BAD):
        given.insert(place * 20, bad)
    shown = class_of(locale)
    shown.page.evaluate("() => { window.hit = () => { window.wasHit = true } }")
    shown.give(*given)
    assert shown.said() == SAID[locale]
    assert shown.rows() == sorted(by_hand(course, learner) for learner in learners)
    expect(shown.page.locator(".announced")).to_have_text(" ".join(SAID[locale]).split("\n")[0])
    assert_nothing_was_made_of_it(shown)


def assert_nothing_was_made_of_it(shown: Class) -> None:
    """Markup in names, ids and file names stays the text that it is."""
    shown.screen.get_by_role("checkbox").check()
    expect(shown.table.get_by_text(MARKUP).first).to_be_visible()
    expect(shown.screen.locator("img, script, iframe, object, [onerror]")).to_have_count(0)
    assert shown.page.evaluate("window.wasHit") is None


DAMAGED = "damaged, ask the learner to save the record once more"
HOSTILE = {
    "empty": ("", DAMAGED),
    "no object": ("[1, 2]", "not a learner's record from this handbook"),
    "null": ("null", "not a learner's record from this handbook"),
    "proto": (
        json.dumps(record("AAAAAA")).replace('"read": {}', '"read": {"__proto__": {"polluted": "x"}}'),
        DAMAGED,
    ),
    "constructor": (record("AAAAAA", attempts={"constructor": [attempt(9)]}), DAMAGED),
    "markup as an id": (record("AAAAAA", attempts={MARKUP: [attempt(9)]}), DAMAGED),
    "markup as a code": (record(MARKUP), DAMAGED),
    "more right than asked": (record("AAAAAA", attempts={"trust": [attempt(11)]}), DAMAGED),
    "nothing asked": (record("AAAAAA", attempts={"trust": [attempt(0, 0)]}), DAMAGED),
    "a number as text": (record("AAAAAA", attempts={"trust": [attempt(0) | {"right": "9"}]}), DAMAGED),
    "a list too long": (record("AAAAAA", answers={"trust-01": [answer(True, 0)] * 1001}), DAMAGED),
    "a place beyond all": (record("AAAAAA", answers={"trust-01": [answer(False, 100)]}), DAMAGED),
    "a long name": (record("AAAAAA", name="я" * 81), DAMAGED),
    "deep": ("[" * 5000 + "]" * 5000, "not a learner's record from this handbook"),
    "not text": ("\x00\x01\x02", DAMAGED),
}


@FROM_A_FOLDER
def test_no_hostile_file_gets_in(class_of: Any) -> None:
    shown = class_of("en", *(payload(f"{name}.json", content) for name, (content, _) in HOSTILE.items()))
    lines = [f"{name}.json – {why}" for name, (_, why) in HOSTILE.items()]
    assert shown.said() == [
        "0 learners were added to the table.",
        "\n".join([f"{len(HOSTILE)} files could not be used:\n", *lines]),
    ]
    expect(shown.table).to_have_count(0)
    assert shown.page.evaluate("({}).polluted") is None


@FROM_A_FOLDER
def test_what_a_record_does_not_have_is_left_behind(class_of: Any) -> None:
    """A file may bring more than a record has, also names that objects have of their own."""
    extra = json.dumps(record("AAAAAA", attempts={"trust": [attempt(9)]}))[:-1]
    shown = class_of("en", payload("more.json", extra + ', "__proto__": {"polluted": 1}, "constructor": 1, "x": [1]}'))
    assert shown.said() == ["1 learner was added to the table."]
    assert shown.rows() == [["AAA-AAA", "9/10 ✓", "—", "1", "4"]]
    assert shown.page.evaluate("({}).polluted") is None


@FROM_A_FOLDER
def test_more_files_can_follow_up_to_five_hundred_learners(class_of: Any) -> None:
    learners = [record(f"{number:06}") for number in range(502)]
    shown = class_of("en", *files(learners[:300]))
    shown.give(*files(learners[300:]))
    assert shown.said() == [
        "200 learners were added to the table.",
        "2 files could not be used:\n\n"
        "hamkori-000500.json – the table already has 500 learners and can hold no more\n"
        "hamkori-000501.json – the table already has 500 learners and can hold no more",
    ]
    assert len(shown.rows()) == 500


@FROM_A_FOLDER
def test_two_lots_at_once_are_both_read(class_of: Any) -> None:
    """Files dropped while others are being read wait for their turn."""
    shown = class_of("en")
    for lot in (range(60), range(60, 90)):
        shown.screen.locator("input[type=file]").set_input_files(files(record(f"{n:06}") for n in lot))
    expect(shown.notices).to_have_text("30 learners were added to the table.")
    assert len(shown.rows()) == 90


# One learner, more files


def test_files_of_one_learner_are_joined(class_of: Any) -> None:
    at_home = record("K7Q2MD", attempts={"partnerships": [attempt(8)]})
    at_work = record(
        "K7Q2MD", attempts={"partnerships": [attempt(6, at="2026-10-09T08:00:00Z")], "trust": [attempt(7)]}
    )
    shown = class_of("en", *files([at_home, at_work, record("AAAAAA")]))
    assert shown.said() == [
        "2 learners were added to the table.\n\nSeveral files of one learner were joined into one row: K7Q-2MD."
    ]
    assert shown.rows() == [["AAA-AAA", "—", "—", "0", "0"], ["K7Q-2MD", "7/10 ✓", "8/10 ✓", "2", "8"]]


@FROM_A_FOLDER
def test_the_same_file_twice_changes_nothing(class_of: Any) -> None:
    begun = {"at": "2026-10-01T08:00:00Z", "answers": {}}  # finished since: the attempt is later
    learner = record("K7Q2MD", attempts={"partnerships": [attempt(6)]}, open={"partnerships": begun})
    shown = class_of("en", *files([learner, learner]))
    before = shown.rows()
    assert shown.said() == ["1 learner was added to the table.\n\n1 file brought nothing new."]
    shown.give(*files([learner, record("K7Q2MD")]))
    assert shown.said() == ["0 learners were added to the table.\n\n2 files brought nothing new."]
    assert shown.rows() == before == [["K7Q-2MD", "6/10 ✗", "0", "0"]]


# The table


@FROM_A_FOLDER
def test_the_table_names_its_columns_and_adds_them_up(class_of: Any, course: Course) -> None:
    learners = a_class(course)
    shown = class_of("ru", *files(learners))
    assert shown.head() == ["Код", *MODULES.values(), "Сдано модулей", "Часы"]
    best = {
        module: [
            max(one["right"] for one in given)
            for given in (learner["attempts"].get(module) for learner in learners)
            if given
        ]
        for module in MODULES
    }
    assert shown.rows("tfoot") == [
        ["Сдали", *(f"{sum(right >= 7 for right in rights)}/95" for rights in best.values()), "", ""],
        ["Средний результат", *(f"{10 * sum(rights) / len(rights):.0f} %" for rights in best.values()), "", ""],
    ]
    expect(shown.table.locator("caption")).to_have_text("95 обучающихся")
    title = course.modules["rights"].title["ru"]
    expect(shown.table.get_by_role("columnheader", name=f"Модуль 2. {title}", exact=True)).to_be_visible()
    unknown = "Модуль «earlier-module», которого нет в этой копии пособия"
    expect(shown.table.get_by_role("columnheader", name=unknown, exact=True)).to_be_visible()
    assert unknown in shown.screen.locator(".class-legend li").all_inner_texts()
    assert shown.screen.locator(".class-legend p").inner_text() == (
        "✓ сдан: верных ответов 70 % или больше. ✗ пока не сдан. — тест не пройден до конца."
        " Засчитывается лучший результат."
    )


@FROM_A_FOLDER
def test_a_module_of_the_course_without_results_is_shown_once_it_is_written(class_of: Any) -> None:
    shown = class_of("en", *files([record("AAAAAA")]))
    assert shown.head() == ["Code", "4", "Modules passed", "Hours"]
    assert shown.rows("tfoot") == [["Passed", "0/1", "", ""], ["Mean result", "—", "", ""]]


@FROM_A_FOLDER
def test_a_result_is_told_without_signs_too(class_of: Any) -> None:
    attempts = {"trust": [attempt(6)], "partnerships": [attempt(7)]}
    shown = class_of("tg", *files([record("AAAAAA", attempts=attempts), record("BBBBBB")]))
    cells = shown.table.locator("tbody tr").first.get_by_role("cell")
    assert [" ".join(cells.nth(place).text_content().split()) for place in (0, 1)] == [
        "6/10 ✗ҳанӯз супорида нашуд",
        "7/10 ✓супорида шуд",
    ]
    expect(shown.table.locator("tbody tr").last.get_by_role("cell").first).to_have_text("—тест то охир нарасидааст")


@FROM_A_FOLDER
def test_every_column_sorts_the_table(class_of: Any) -> None:
    learners = [
        record("CCCCCC", attempts={"partnerships": [attempt(9)]}),
        record("AAAAAA", attempts={"partnerships": [attempt(5)], "trust": [attempt(8)], "rights": [attempt(9)]}),
        record("BBBBBB"),
        record("DDDDDD", attempts={"partnerships": [attempt(3, 4)]}),
    ]
    shown = class_of("en", *files(learners))

    def sorted_by(name: str, *pressed: str) -> list[str]:
        orders = []
        for sorting in pressed:
            button = shown.table.get_by_role("columnheader", name=re.compile(name)).get_by_role("button")
            button.click()
            expect(shown.table.locator("th[aria-sort]")).to_have_count(1)
            expect(shown.table.get_by_role("columnheader", name=re.compile(name))).to_have_attribute(
                "aria-sort", sorting
            )
            expect(button).to_be_focused()
            orders.append("".join(code[0] for code in shown.codes()))
        return orders

    assert "".join(code[0] for code in shown.codes()) == "ABCD"
    assert sorted_by("^Code", "descending", "ascending") == ["DCBA", "ABCD"]
    assert sorted_by("^Module 4", "descending", "ascending") == ["CDAB", "ADCB"]  # no result comes last
    assert sorted_by("^Modules passed", "descending", "ascending") == ["ACDB", "BCDA"]
    assert sorted_by("^Hours", "descending", "ascending") == ["ACDB", "BCDA"]


@FROM_A_FOLDER
def test_names_are_shown_only_when_asked_for(class_of: Any) -> None:
    shown = class_of("en", *files([record("BBBBBB", name="Ситора"), record("AAAAAA"), record("CCCCCC", name="Баҳром")]))
    box = shown.screen.get_by_role("checkbox", name="Show the names that learners put into their files")
    expect(box).not_to_be_checked()
    assert "Ситора" not in shown.screen.inner_text()
    box.check()
    expect(shown.screen.get_by_role("checkbox")).to_be_focused()
    assert [row[:2] for row in shown.rows()] == [["AAA-AAA", ""], ["BBB-BBB", "Ситора"], ["CCC-CCC", "Баҳром"]]
    shown.press("Name")
    assert [row[1] for row in shown.rows()] == ["Баҳром", "Ситора", ""]
    shown.screen.get_by_role("checkbox").uncheck()
    assert "Ситора" not in shown.screen.inner_text()
    assert shown.codes() == ["AAA-AAA", "BBB-BBB", "CCC-CCC"]


def test_a_learner_can_be_taken_out_and_brought_back(class_of: Any) -> None:
    learners = [record(code, attempts={"partnerships": [attempt(9)]}) for code in ("AAAAAA", "BBBBBB", "CCCCCC")]
    shown = class_of("en", *files(learners))
    before = shown.rows()
    shown.press("Take BBB-BBB out of the table")
    assert shown.codes() == ["AAA-AAA", "CCC-CCC"]
    assert shown.rows("tfoot")[0] == ["Passed", "2/2", "", ""]
    expect(shown.page.locator(".announced")).to_have_text("BBB-BBB was taken out of the table.")
    undo = shown.screen.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    undo.press("Enter")
    assert shown.rows() == before
    expect(shown.page.locator(".announced")).to_have_text("1 learner is back in the table.")
    expect(shown.screen.get_by_role("button", name="Take BBB-BBB out of the table")).to_be_focused()
    expect(undo).to_have_count(0)


@FROM_A_FOLDER
def test_the_table_can_be_emptied_and_brought_back(class_of: Any) -> None:
    shown = class_of("ru", *files([record("AAAAAA"), record("BBBBBB")]))
    before = shown.rows()
    shown.press("Очистить таблицу")
    expect(shown.table).to_have_count(0)
    expect(shown.screen.get_by_role("heading", name="Как собрать файлы")).to_be_visible()
    expect(shown.screen.locator(".class-undoing span")).to_have_text("Таблица очищена: убраны 2 обучающихся.")
    shown.press("Вернуть")
    assert shown.rows() == before


@FROM_A_FOLDER
def test_a_wide_table_scrolls_in_its_box_and_codes_stay(class_of: Any) -> None:
    attempts = {f"module-{letter}": [attempt(9)] for letter in "abcdefghijkl"}
    phone = {"viewport": {"width": 360, "height": 740}}
    shown = class_of("tg", *files(record(f"{n:06}", name=MARKUP, attempts=attempts) for n in range(30)), **phone)
    shown.screen.get_by_role("checkbox").check()
    assert shown.page.evaluate("document.documentElement.scrollWidth") == 360
    box = shown.screen.get_by_role("region", name="30 омӯзанда")
    expect(box).to_have_attribute("tabindex", "0")
    box.evaluate("box => box.scrollTo(400, 300)")
    assert box.evaluate("box => [box.scrollLeft, box.scrollTop]") == [400, 300]
    edge = box.bounding_box()
    code = shown.table.locator("tbody th").nth(20).bounding_box()
    head = shown.table.locator("thead th").nth(5).bounding_box()
    assert edge
    assert code
    assert head
    assert abs(code["x"] - edge["x"]) < 2
    assert abs(head["y"] - edge["y"]) < 2
    shown.table.get_by_role("columnheader").nth(6).get_by_role("button").click()
    assert box.evaluate("box => box.scrollTop") == 300


@FROM_A_FOLDER
def test_on_paper_the_table_lies_across_an_a4_sheet(class_of: Any) -> None:
    attempts = {f"module-{letter}": [attempt(9)] for letter in "abcdefghijkl"}
    shown = class_of("en", *files(record(f"{n:06}", attempts=attempts) for n in range(60)))
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", shown.page.pdf(prefer_css_page_size=True))
    assert {(round(float(width)), round(float(height))) for width, height in sheets} == {(842, 595)}
    shown.page.emulate_media(media="print")
    shown.page.set_viewport_size({"width": 1050, "height": 740})  # A4 across, without margins of 1 cm
    assert shown.table.evaluate("table => table.getBoundingClientRect().right") <= 1050
    for part in ("input", ".drop", "button"):
        assert not any(shown.screen.locator(part).evaluate_all("all => all.map(one => one.checkVisibility())")), part
    expect(shown.table.locator("thead")).to_have_text(re.compile("^Code"))


# The hardest questions


def asked(course: Course, locale: str, learners: list[Record]) -> list[dict[str, Any]]:
    """The questions and their figures, worked out anew, the hardest first."""
    items = {item.id: item for item in course.trees[locale]["handbook/partnerships/quiz.md"].items}
    found = []
    for key in {key for learner in learners for key in learner["answers"]}:
        firsts = [learner["answers"][key][0] for learner in learners if learner["answers"].get(key)]
        if len(firsts) < 3:
            continue
        right = sum(first["right"] for first in firsts)
        item = items.get(key)
        wrong = Counter(
            place
            for first in firsts
            if item and not first["right"]
            for place in first["chosen"]
            if not item.options[place].correct
        )
        most = min(wrong, key=lambda place: (-wrong[place], place)) if wrong else None
        text = bare(course, locale, item.options[most].text) if item and most is not None else ""
        found.append(
            {
                "id": key,
                "question": bare(course, locale, item.question) if item else "",
                "right": right,
                "of": len(firsts),
                "percent": 100 * right / len(firsts),
                "mistake": text,
                "times": wrong[most] if most is not None else 0,
                "outcome": item.outcome if item else "",
            }
        )
    return sorted(found, key=lambda one: (one["percent"], -one["of"], one["id"]))


def rounded(percent: float) -> int:
    return int(percent + 0.5)


@pytest.mark.parametrize("locale", PREFIX)
def test_the_hardest_questions_are_those_that_the_class_answered_wrong_first(
    class_of: Any, class_site: Site, course: Course, locale: str
) -> None:
    learners = a_class(course)
    shown = class_of(locale, *files(learners))
    expected = asked(course, locale, learners)
    assert len(expected) == 11
    expect(shown.questions).to_have_count(10)
    shown.press(
        {"tg": "Нишон додани ҳамаи 11 савол", "ru": "Показать все 11 вопросов", "en": "Show all 11 questions"}[locale]
    )
    expect(shown.questions).to_have_count(11)
    for place, one in enumerate(expected):
        assert shown.questions.nth(place).locator("p").all_inner_texts() == lines(course, locale, one)
    known = next(one for one in expected if one["question"])
    link = shown.questions.nth(expected.index(known)).get_by_role("link").first
    link.click()
    shown.page.wait_for_url(f"{class_site.address}{PREFIX[locale]}handbook/partnerships/quiz.html#{known['id']}")


WORDS = {
    "tg": (
        "Саволи «earlier-module-01», ки дар ин нусхаи дастур нест",
        "аз бори аввал дуруст: {right} аз {of} ({percent}%)",
        "Модули 4 · ",
        "Ҷавоби нодурусте, ки аз ҳама бештар интихоб шуд: {option} ({times} бор)",
        "Аз нав хонед: ",
    ),
    "ru": (
        "Вопрос «earlier-module-01», которого нет в этой копии пособия",
        "с первого раза верно: {right} из {of} ({percent} %)",
        "Модуль 4 · ",
        "Неверный ответ, который выбирали чаще всего: {option} ({times} {noun})",
        "Перечитать: ",
    ),
    "en": (
        "Question “earlier-module-01”, which this copy of the handbook does not have",
        "right at first: {right} of {of} ({percent}%)",
        "Module 4 · ",
        "Wrong answer chosen most: {option} ({times} times)",
        "Read again: ",
    ),
}


def lines(course: Course, locale: str, one: dict[str, Any]) -> list[str]:
    unknown, first, module, mistake, again = WORDS[locale]
    figures = first.format(right=one["right"], of=one["of"], percent=rounded(one["percent"]))
    if not one["question"]:
        return [unknown, figures]
    times = one["times"]
    noun = "раза" if times % 10 in (2, 3, 4) and times % 100 not in (12, 13, 14) else "раз"
    return [
        one["question"],
        module + figures,
        mistake.format(option=one["mistake"], times=times, noun=noun),
        again + ", ".join(sections(course, locale, one["outcome"])),
    ]


def sections(course: Course, locale: str, outcome: str) -> list[str]:
    """The titles of the sections that teach an outcome, in the order of the page."""
    [taught] = [one.taught for one in course.modules["partnerships"].outcomes if one.id == outcome]
    page = course.trees[locale]["handbook/partnerships/index.md"]
    return [bare(course, locale, one.text) for one in page.headings if one.level == 2 and one.id in taught]


@FROM_A_FOLDER
def test_a_question_that_two_learners_answered_is_not_listed(class_of: Any) -> None:
    def learner(code: str, *items: str) -> Record:
        return record(code, answers={item: [answer(False, 0)] for item in items})

    both = ("partnerships-01", "partnerships-02")
    shown = class_of("en", *files([learner("AAAAAA", *both), learner("BBBBBB", *both), learner("CCCCCC", both[0])]))
    expect(shown.questions).to_have_count(1)
    expect(shown.questions.first).to_contain_text("right at first: 0 of 3 (0%)")
    shown.press("Take CCC-CCC out of the table")
    expect(shown.questions).to_have_count(0)
    expect(shown.screen.get_by_text("So far none of them was answered wrong.", exact=True)).to_be_visible()


@FROM_A_FOLDER
def test_a_question_that_all_answered_right_is_not_hard(class_of: Any) -> None:
    answers = {"partnerships-01": [answer(True, 1), answer(False, 0, at="2026-10-09T08:00:00Z")]}
    shown = class_of("en", *files(record(code * 6, answers=answers) for code in "ABCD"))
    expect(shown.questions).to_have_count(0)


def several(course: Course) -> tuple[Item, list[int], list[int]]:
    """An item with several correct options: the item, its correct places and the others."""
    items = course.trees["en"]["handbook/partnerships/quiz.md"].items
    item = next(item for item in items if sum(option.correct for option in item.options) > 1)
    correct = [place for place, option in enumerate(item.options) if option.correct]
    return item, correct, [place for place in range(len(item.options)) if place not in correct]


@FROM_A_FOLDER
def test_leaving_a_correct_option_out_is_a_mistake_of_its_own(class_of: Any, course: Course) -> None:
    item, correct, _ = several(course)
    shown = class_of("en", *files(record(code * 6, answers={item.id: [answer(False, correct[0])]}) for code in "ABC"))
    expect(shown.questions.locator("p").nth(2)).to_have_text(
        "No wrong option was chosen, but not all correct ones were."
    )


@FROM_A_FOLDER
def test_a_correct_option_is_never_the_mistake(class_of: Any, course: Course) -> None:
    item, correct, wrong = several(course)
    answers = {item.id: [answer(False, *correct, wrong[-1])]}
    shown = class_of("en", *files(record(code * 6, answers=answers) for code in "ABC"))
    text = bare(course, "en", item.options[wrong[-1]].text)
    expect(shown.questions.locator("p").nth(2)).to_have_text(f"Wrong answer chosen most: {text} (3 times)")


@FROM_A_FOLDER
def test_an_option_that_the_quiz_no_longer_has_is_told_by_its_place(class_of: Any) -> None:
    learners = [record(code * 6, answers={"partnerships-01": [answer(False, 7)]}) for code in "ABC"]
    shown = class_of("en", *files(learners))
    expect(shown.questions.locator("p").nth(2)).to_have_text(
        "Wrong answer chosen most: option 8, which this copy of the handbook does not have (3 times)"
    )


@FROM_A_FOLDER
def test_nobodys_own_answers_are_shown(class_of: Any, course: Course) -> None:
    shown = class_of("en", *files(a_class(course)))
    shown.screen.get_by_role("checkbox").check()
    below = shown.screen.locator("h3:has-text('The hardest questions') ~ *").all_inner_texts()
    assert below
    assert not any(re.search(r"\b[0-9A-Z]{3}-[0-9A-Z]{3}\b|Ситора", text) for text in below)
    assert (
        "What counts is each learner's first answer. Only questions that at least 3 learners answered are listed. "
        "Nobody's own answers are shown." in below
    )


# Spreadsheets


def cells(text: str, separator: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator, strict=True))


PAIR = [
    record("BBBBBB", name='=1+1"; x', attempts={"partnerships": [attempt(9)], "other": [attempt(1, 3)]}),
    record("AAAAAA", name="Ҷамшед"),
]


def test_the_table_is_saved_for_spreadsheets(class_of: Any) -> None:
    shown = class_of("ru", *files(PAIR))
    assert shown.saved("Сохранить таблицу (CSV)") == (
        '\ufeff"Код";"Модуль 4: верных ответов";"Модуль 4: вопросов";"Модуль 4: сдан";'
        '"other: верных ответов";"other: вопросов";"other: сдан";"Сдано модулей";"Часы"\r\n'
        '"AAA-AAA";"";"";"";"";"";"";"0";"0"\r\n'
        '"BBB-BBB";"9";"10";"да";"1";"3";"нет";"1";"4"\r\n'
    )


def test_names_are_saved_only_when_shown_and_are_no_formulas(class_of: Any) -> None:
    shown = class_of("en", *files(PAIR))
    assert "Ҷамшед" not in shown.saved("Save the table (CSV)")
    shown.screen.get_by_role("checkbox").check()
    text = shown.saved("Save the table (CSV)")
    assert '"BBB-BBB","\'=1+1""; x","9"' in text
    assert [row[:2] for row in cells(text, ",")] == [
        ["Code", "Name"],
        ["AAA-AAA", "Ҷамшед"],
        ["BBB-BBB", "'=1+1\"; x"],
    ]


@FROM_A_FOLDER
def test_no_cell_is_a_formula(class_of: Any) -> None:
    names = ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "1=1", " =1"]
    shown = class_of("tg", *files(record(f"{n:06}", name=name) for n, name in enumerate(names)))
    shown.screen.get_by_role("checkbox").check()
    found = [row[1] for row in cells(shown.saved("Нигоҳ доштани ҷадвал (CSV)"), ";")[1:]]
    assert found == [f"'{name}" for name in names[:7]] + names[7:]


@FROM_A_FOLDER
def test_the_saved_table_has_the_order_of_the_shown_one(class_of: Any, course: Course) -> None:
    shown = class_of("en", *files(a_class(course)))
    shown.press("Hours")
    saved = cells(shown.saved("Save the table (CSV)"), ",")
    assert [row[0] for row in saved[1:]] == shown.codes()
    assert [row[-2:] for row in saved[1:]] == [row[-2:] for row in shown.rows()]


def test_the_questions_are_saved_for_spreadsheets(class_of: Any, course: Course) -> None:
    learners = a_class(course)
    shown = class_of("tg", *files(learners))
    heads, *saved = cells(shown.saved("Нигоҳ доштани саволҳо (CSV)"), ";")
    assert heads == [
        "Рамзи савол",
        "Модул",
        "Савол",
        "Ҷавобҳо",
        "Аз бори аввал дуруст",
        "Аз бори аввал дуруст, %",
        "Ҷавоби нодурусти бештар интихобшуда",
        "Чанд бор",
        "Аз нав хондан",
    ]
    for row, one in zip(saved, asked(course, "tg", learners), strict=True):
        known = bool(one["question"])
        assert row == [
            one["id"],
            "Модули 4" if known else "",
            one["question"] or WORDS["tg"][0],
            str(one["of"]),
            str(one["right"]),
            str(rounded(one["percent"])),
            one["mistake"],
            str(one["times"]) if known else "",
            "; ".join(sections(course, "tg", one["outcome"])) if known else "",
        ]


# The screen


@pytest.mark.parametrize(
    ("locale", "steps"),
    [
        ("tg", ["Ҳар омӯзанда саҳифаи «Пешрафти ман»", "Омӯзандагон файлҳоро ба Шумо", "Файлҳоро дар ин компютер"]),
        ("ru", ["Каждый обучающийся открывает", "Обучающиеся передают вам файлы", "Соберите файлы в одну папку"]),
        ("en", ["Each learner opens the page", "The learners hand you the files", "Put the files into one folder"]),
    ],
)
def test_an_empty_table_tells_how_to_fill_it(class_of: Any, locale: str, steps: list[str]) -> None:
    shown = class_of(locale)
    listed = shown.screen.locator(".panel ol > li").all_inner_texts()
    assert [text.startswith(step) for text, step in zip(listed, steps, strict=True)] == [True] * 3
    expect(shown.screen.locator("noscript")).to_have_count(0)


def test_nothing_is_kept(class_of: Any, course: Course) -> None:
    shown = class_of("en", *files(a_class(course)[:5]))
    expect(shown.screen.locator(".field-help")).to_have_text(
        "Nothing is sent or kept: when you close or reload the page, the table is gone. To keep it, save it to a file."
    )
    kept = "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])"
    assert "hamkori" not in shown.page.evaluate(kept)
    shown.page.reload()
    expect(shown.table).to_have_count(0)


def test_files_can_be_dropped_anywhere_on_the_page(class_of: Any) -> None:
    shown = class_of("en")
    taken = """([type, text]) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([text], "dropped.json"))
      const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })
      return !document.querySelector("h1").dispatchEvent(event)
    }"""
    text = json.dumps(record("AAAAAA"))
    assert shown.page.evaluate(taken, ["dragover", text])
    expect(shown.screen.locator(".drop")).to_have_class(re.compile(r"\bover\b"))
    assert shown.page.evaluate(taken, ["drop", text])  # the browser does not open the file instead of the page
    expect(shown.screen.locator(".drop")).not_to_have_class(re.compile(r"\bover\b"))
    expect(shown.table).to_be_visible()
    assert shown.codes() == ["AAA-AAA"]


@FROM_A_FOLDER
def test_the_same_file_can_be_chosen_again_after_it_was_taken_out(class_of: Any) -> None:
    shown = class_of("en", *files([record("AAAAAA")]))
    shown.press("Empty the table")
    expect(shown.screen.locator("input[type=file]")).to_have_value("")  # or choosing it again would be no change
    shown.give(*files([record("AAAAAA")]))
    assert shown.codes() == ["AAA-AAA"]


def test_how_far_the_reading_is_can_be_seen_and_heard(class_of: Any) -> None:
    shown = class_of("en")
    shown.page.evaluate(
        """() => {
          window.seen = []
          const news = document.querySelector(".class-news")
          new MutationObserver(() => window.seen.push(news.innerText)).observe(news, { childList: true })
        }"""
    )
    shown.give(*files(record(f"{n:06}") for n in range(100)))
    seen = shown.page.evaluate("window.seen")
    assert "0 of 100 files read" in seen
    assert "99 of 100 files read" in seen


def focus(page: Page) -> Locator:
    return page.locator(":focus")


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Goes on with the keyboard until the control of this name has the focus."""
    for _ in range(150):
        page.keyboard.press(key)
        if focus(page).count() and name in (
            focus(page).get_attribute("aria-label"),
            focus(page).inner_text(),
            focus(page).evaluate("one => one.labels && one.labels[0] ? one.labels[0].innerText : ''"),
        ):
            return
    pytest.fail(f"the keyboard does not reach '{name}'")


def test_everything_can_be_done_with_the_keyboard_alone(class_of: Any, tmp_path: Path) -> None:
    for code in ("AAAAAA", "BBBBBB"):
        (tmp_path / f"{code}.json").write_text(json.dumps(record(code, name=f"Name of {code[0]}")), encoding="utf-8")
    shown = class_of("en")
    page = shown.page
    page.on("filechooser", lambda _: None)  # asked for now, it is there when the key is pressed
    tab_to(page, "Drop the learners' files here, or choose them")
    assert page.locator(".drop").evaluate("drop => parseFloat(getComputedStyle(drop).outlineWidth)") > 0
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(sorted(tmp_path.iterdir()))
    expect(shown.table).to_be_visible()
    tab_to(page, "Show the names that learners put into their files")
    page.keyboard.press("Space")
    tab_to(page, "Name")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert [row[1] for row in shown.rows()] == ["Name of B", "Name of A"]
    tab_to(page, "Take BBB-BBB out of the table")
    page.keyboard.press("Enter")
    expect(focus(page)).to_have_text("Undo")
    page.keyboard.press("Enter")
    expect(focus(page)).to_have_attribute("aria-label", "Take BBB-BBB out of the table")
    tab_to(page, "Save the table (CSV)")
    with page.expect_download() as caught:
        page.keyboard.press("Enter")
    assert caught.value.suggested_filename.startswith("hamkori-class-")
