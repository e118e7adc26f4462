"""The learner's record in Chromium: what it takes, how two become one, and that nothing is lost without a word."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import Open, Site
from playwright.sync_api import Frame, Page, expect
from records import BLOCKED, FULL, KEY, answer, attempt, do, keep, kept, kept_text, record, words

pytestmark = pytest.mark.both_ways

PAGE = "progress.html"
DAMAGED = "hamkori-damaged"


def told(page: Page) -> list[str]:
    """The notices above the page."""
    return page.locator("article > [role=status] .notice > p").all_inner_texts()


def asks_before_leaving(page: Page) -> bool:
    return bool(
        page.evaluate(
            "() => { const leaving = new Event('beforeunload', { cancelable: true }); dispatchEvent(leaving);"
            " return leaving.defaultPrevented }"
        )
    )


def open_with(visit: Open, site: Site, script: str) -> Page:
    page = visit("assets/blank.html")
    page.add_init_script(script)
    page.goto(site.address + PAGE)
    return page


# Two records as one

TIMES = [f"2026-11-{day:02}T08:00:00.000Z" for day in range(1, 29)]
MODULES = ["partnerships", "trust"]
ITEMS = ["partnerships-01", "partnerships-02", "trust-01"]


def any_record(chance: random.Random) -> dict[str, Any]:
    """A record with few ids and times, so that two of them often meet."""

    def some(keys: list[str], entry: Callable[[], Any]) -> dict[str, Any]:
        return {key: entry() for key in keys if chance.random() < 0.6}

    def many(entry: Callable[[], Any]) -> list[Any]:
        return [entry() for _ in range(chance.choice([0, 1, 3, 25]))]

    return record(
        learner=chance.choice(["K7Q2MD", "ABCDEF", "000001"]),
        name=chance.choice(["", "", "Алӣ", "Алиев Алӣ", "Карим"]),
        started=chance.choice(TIMES[:4]),
        read=some(MODULES, lambda: some(["who-sits", "chain"], lambda: chance.choice(TIMES))),
        answers=some(ITEMS, lambda: many(lambda: answer(chance.random() < 0.5, chance.choice(TIMES)))),
        attempts=some(MODULES, lambda: many(lambda: attempt(chance.randint(0, 10), 10, chance.choice(TIMES)))),
        open=some(
            MODULES,
            lambda: {"at": chance.choice(TIMES), "answers": some(ITEMS, lambda: [chance.randint(0, 3)])},
        ),
        last=chance.choice([None, {"module": chance.choice(MODULES), "page": "quiz", "at": chance.choice(TIMES)}]),
    )


LAWS = """triples => {
  const { merge, parse } = hamkori.record
  const sorted = value => value && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.keys(value).sort().map(key => [key, sorted(value[key])]))
    : Array.isArray(value) ? value.map(sorted) : value
  const same = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
  const broken = []
  triples.forEach((texts, place) => {
    const [a, b, c] = texts.map(text => parse(text).record)
    const both = merge(a, b)
    if (!same(both, merge(b, a))) broken.push([place, "in any order"])
    if (!same(merge(both, c), merge(a, merge(b, c)))) broken.push([place, "in any grouping"])
    if (!same(merge(both, b), both) || !same(merge(both, both), both)) broken.push([place, "as often as one likes"])
    if (!parse(JSON.stringify(both)).record) broken.push([place, "is a record"])
  })
  return broken
}"""


def test_merging_is_the_same_in_any_order_grouping_and_number(visit: Open) -> None:
    chance = random.Random(4)
    triples = [[json.dumps(any_record(chance)) for _ in range(3)] for _ in range(300)]
    assert visit(PAGE).evaluate(LAWS, triples) == []


def test_a_merged_record_has_the_elder_code_and_all_that_either_has(visit: Open) -> None:
    mine = record(
        name="Алӣ",
        read={"trust": {"chain": TIMES[3]}},
        answers={"trust-01": [answer(True, TIMES[2])]},
        attempts={"trust": [attempt(4, 10, TIMES[4])]},
        open={"partnerships": {"at": TIMES[5], "answers": {"partnerships-01": [1]}}},
        last={"module": "trust", "page": "quiz", "at": TIMES[4]},
    )
    other = record(
        learner="ABCDEF",
        started="2026-10-01T08:00:00.000Z",
        read={"trust": {"chain": TIMES[1], "who-sits": TIMES[6]}},
        answers={"trust-01": [answer(False, TIMES[1])]},
        attempts={"trust": [attempt(9, 10, TIMES[3])], "partnerships": [attempt(7, 10, TIMES[6])]},
        last={"module": "partnerships", "page": "index", "at": TIMES[3]},
    )
    page = visit(PAGE)
    assert page.evaluate("([a, b]) => hamkori.record.merge(a, b)", [mine, other]) == record(
        learner="ABCDEF",
        name="Алӣ",
        started="2026-10-01T08:00:00.000Z",
        read={"trust": {"chain": TIMES[1], "who-sits": TIMES[6]}},
        answers={"trust-01": [answer(False, TIMES[1]), answer(True, TIMES[2])]},
        attempts={
            "trust": [attempt(9, 10, TIMES[3]), attempt(4, 10, TIMES[4])],
            "partnerships": [attempt(7, 10, TIMES[6])],
        },
        last={"module": "trust", "page": "quiz", "at": TIMES[4]},
    )


def test_the_best_attempt_stays_however_many_follow(visit: Open) -> None:
    page = visit(PAGE)
    do(page, "finishQuiz('trust', 10, 10)")
    for _ in range(30):
        do(page, "finishQuiz('trust', 3, 10)")
    assert [entry["right"] for entry in kept(page)["attempts"]["trust"]] == [10] + [3] * 20
    assert do(page, "best(hamkori.record.read(), 'trust')")["right"] == 10


DUE: list[tuple[list[tuple[bool, int]], int | None]] = [
    ([], None),
    ([(True, 1)], None),
    ([(False, 1)], 1),
    ([(False, 1), (True, 2)], 3),
    ([(False, 1), (True, 2), (True, 3)], 7),
    ([(False, 1), (True, 2), (True, 3), (True, 7)], None),
    ([(False, 1), (True, 2), (False, 3)], 3),
]
"""Answers right or wrong, each on its day, and the day from which the question is asked again."""


def test_a_wrong_answer_comes_back_until_it_was_right_three_times(visit: Open) -> None:
    answers = {f"trust-{n}": [answer(right, TIMES[day - 1]) for right, day in case] for n, (case, _) in enumerate(DUE)}
    due = visit(PAGE).evaluate(
        "kept => Object.keys(kept.answers).map(item => hamkori.record.dueAt(kept, item))"
        ".map(when => when && new Date(when).toISOString())",
        record(answers=answers),
    )
    assert due == [day and TIMES[day - 1] for _, day in DUE]


# What is no record

RAW: dict[str, tuple[str, str]] = {
    "empty": ("", "damaged"),
    "cut off": (json.dumps(record())[:-9], "damaged"),
    "a list": ("[]", "foreign"),
    "null": ("null", "foreign"),
    "a number": ("7", "foreign"),
    "nested without end": ("[" * 50_000, "damaged"),
    "something else": ('{"format": "other", "version": 1}', "foreign"),
    "from a later version": ('{"format": "hamkori-record", "version": 2, "anything": {}}', "newer"),
    "prototype as an item": (json.dumps(record()).replace('"answers": {}', '"answers": {"__proto__": []}'), "damaged"),
    "endless number": (
        json.dumps(record(attempts={"trust": [attempt(1)]})).replace('"of": 10', '"of": 1e999'),
        "damaged",
    ),
}
CHANGED: dict[str, dict[str, Any]] = {
    "version as text": {"version": "1"},
    "version between": {"version": 1.5},
    "version zero": {"version": 0},
    "code as a list": {"learner": ["K7Q2MD"]},
    "code as a number": {"learner": 123456},
    "code with a sign that no code has": {"learner": "K7Q2MU"},
    "code as markup": {"learner": "<b>xx"},
    "name as a list": {"name": ["a"]},
    "name without end": {"name": "a" * 81},
    "begun yesterday": {"started": "yesterday"},
    "begun in month 13": {"started": "2026-13-01T08:00:00.000Z"},
    "begun as a number": {"started": 1},
    "read as a list": {"read": []},
    "sections as text": {"read": {"trust": "all"}},
    "constructor as an item": {"answers": {"constructor": []}},
    "constructor as a module": {"attempts": {"constructor": []}},
    "item with markup": {"answers": {"<img src=x onerror=alert(1)>": []}},
    "item as a path": {"answers": {"../trust": []}},
    "answers as an object": {"answers": {"trust-01": {"length": 1}}},
    "answer without its time": {"answers": {"trust-01": [{"chosen": [0], "right": True}]}},
    "answer right as text": {"answers": {"trust-01": [answer(True) | {"right": "yes"}]}},
    "option below zero": {"answers": {"trust-01": [answer(True) | {"chosen": [-1]}]}},
    "option far away": {"answers": {"trust-01": [answer(True) | {"chosen": [100]}]}},
    "half an option": {"answers": {"trust-01": [answer(True) | {"chosen": [0.5]}]}},
    "options without end": {"answers": {"trust-01": [answer(True) | {"chosen": [0] * 21}]}},
    "answers without end": {"answers": {"trust-01": [answer(True)] * 1001}},
    "items without end": {"answers": {f"trust-{n}": [] for n in range(2001)}},
    "more right than asked": {"attempts": {"trust": [attempt(11, 10)]}},
    "none asked": {"attempts": {"trust": [attempt(0, 0)]}},
    "right below zero": {"attempts": {"trust": [attempt(-1)]}},
    "asked a million": {"attempts": {"trust": [attempt(1, 1_000_000)]}},
    "right as text": {"attempts": {"trust": [attempt(1) | {"right": "1"}]}},
    "quiz under way as a list": {"open": {"trust": []}},
    "last page as a path": {"last": {"module": "trust", "page": "../../x", "at": TIMES[0]}},
    "last page as text": {"last": "trust"},
}


def test_what_is_no_record_is_refused(visit: Open) -> None:
    cases = RAW | {name: (json.dumps(record(**change)), "damaged") for name, change in CHANGED.items()}
    found = visit(PAGE).evaluate(
        "cases => cases.map(text => hamkori.record.parse(text))", [text for text, _ in cases.values()]
    )
    assert dict(zip(cases, found, strict=True)) == {name: {"problem": problem} for name, (_, problem) in cases.items()}


def test_what_a_record_does_not_have_is_left_behind(visit: Open) -> None:
    text = json.dumps(record(more={"a": 1}, attempts={"trust": [attempt(1) | {"note": "<b>"}]}))
    text = text[:-1] + ', "__proto__": {"hostile": true}, "constructor": {"prototype": {"hostile": true}}}'
    page = visit(PAGE)
    assert page.evaluate("text => hamkori.record.parse(text).record", text) == record(attempts={"trust": [attempt(1)]})
    assert page.evaluate("text => hamkori.record.parse(text).record.hostile === undefined", text)
    assert page.evaluate("({}).hostile === undefined")


def test_a_file_that_is_too_large_is_not_read(visit: Open) -> None:
    page = visit(PAGE)
    assert do(page, "LIMIT") == 1_000_000
    said = page.evaluate(
        "() => hamkori.readFile(new File(['x'.repeat(1000001)], 'x'), 1000000)"
        ".then(() => 'read', error => error.message)"
    )
    assert said == "too-large"


# Where nothing can be kept


@pytest.mark.parametrize("locale", ["tg", "ru", "en"])
def test_storage_blocked(visit: Open, site: Site, locale: str) -> None:
    page = open_with(visit, site, BLOCKED)
    page.goto(site.address + ("" if locale == "tg" else f"{locale}/") + PAGE)
    assert told(page) == [words("keep-blocked", locale)]
    assert not asks_before_leaving(page)  # nothing was done yet
    do(page, "readSection('trust', 'chain')")
    do(page, "answer('trust-01', [1], false)")
    assert asks_before_leaving(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=words("keep-save", locale)).first.click()
    saved = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert list(saved["read"]["trust"]) == ["chain"]
    assert [entry["right"] for entry in saved["answers"]["trust-01"]] == [False]


def test_storage_full(visit: Open, site: Site) -> None:
    page = visit(PAGE)
    do(page, "readSection('trust', 'chain')")
    before = kept_text(page)
    page = open_beside(visit, site, page, FULL)
    assert told(page) == []
    do(page, "answer('trust-01', [1], false)")
    assert told(page) == [words("keep-full")]
    assert asks_before_leaving(page)
    assert kept_text(page) == before
    both = json.loads(do(page, "toText()"))
    assert (list(both["read"]["trust"]), list(both["answers"])) == (["chain"], ["trust-01"])


def open_beside(visit: Open, site: Site, page: Page, script: str) -> Page:
    tab = visit(PAGE, beside=page)
    tab.add_init_script(script)
    tab.goto(site.address + PAGE)
    return tab


def test_room_found_again_keeps_what_had_found_none(visit: Open, site: Site) -> None:
    page = open_with(visit, site, f"window.makeRoom = () => {{ Storage.prototype.setItem = own }}\n{FULL}")
    do(page, "answer('trust-01', [1], false)")
    page.evaluate("makeRoom()")
    do(page, "answer('trust-02', [1], true)")
    assert sorted(kept(page)["answers"]) == ["trust-01", "trust-02"]
    assert told(page) == []
    assert not asks_before_leaving(page)


def test_a_damaged_record_is_set_aside(visit: Open) -> None:
    page = visit(PAGE)
    keep(page, '{"format": "hamkori-rec')
    assert told(page) == [words("keep-damaged")]
    assert kept_text(page) is None
    do(page, "readSection('trust', 'chain')")
    page.reload()
    assert list(kept(page)["read"]["trust"]) == ["chain"]
    assert told(page) == [words("keep-damaged")]
    with page.expect_download() as download:
        page.get_by_role("button", name=words("keep-damaged-save")).click()
    assert Path(download.value.path()).read_text(encoding="utf-8") == '{"format": "hamkori-rec'
    page.get_by_role("button", name=words("keep-damaged-delete")).click()
    assert told(page) == []
    assert page.evaluate("key => localStorage.getItem(key)", DAMAGED) is None
    assert list(kept(page)["read"]["trust"]) == ["chain"]


def test_a_second_damaged_record_does_not_take_the_place_of_the_first(visit: Open) -> None:
    page = visit(PAGE)
    keep(page, "first")
    keep(page, "second")
    assert do(page, "damaged()") == "first\nsecond"


def test_a_damaged_record_that_finds_no_room_stays_in_the_page(visit: Open, site: Site) -> None:
    page = visit(PAGE)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, "cut off"])
    page = open_beside(visit, site, page, FULL)
    assert told(page)[0] == words("keep-damaged")
    with page.expect_download() as download:
        page.get_by_role("button", name=words("keep-damaged-save")).click()
    assert Path(download.value.path()).read_text(encoding="utf-8") == "cut off"


def test_a_record_of_a_newer_version_is_left_alone(visit: Open) -> None:
    newer = json.dumps({"format": "hamkori-record", "version": 2, "all": "new"})
    page = visit(PAGE)
    keep(page, newer)
    assert told(page) == [words("keep-newer")]
    do(page, "answer('trust-01', [1], false)")
    do(page, "visit('trust', 'quiz')")
    assert kept_text(page) == newer
    assert asks_before_leaving(page)
    assert list(json.loads(do(page, "toText()"))["answers"]) == ["trust-01"]


def test_without_trouble_nothing_is_said(visit: Open) -> None:
    page = visit(PAGE)
    do(page, "answer('trust-01', [1], false)")
    assert told(page) == []
    assert not asks_before_leaving(page)


# More than one tab


def test_two_tabs_at_once(visit: Open) -> None:
    one = visit(PAGE)
    two = visit(PAGE, beside=one)
    do(one, "answer('trust-01', [1], false)")
    do(two, "answer('trust-02', [0], true)")
    do(one, "readSection('trust', 'chain')")
    do(two, "answerInQuiz('trust', 'trust-03', [2], true)")
    do(one, "answer('trust-01', [0], true)")
    for page in (one, two):  # in browsers that keep each tab apart from the other, a moment later
        page.wait_for_function("() => hamkori.record.read().open.trust?.answers['trust-03']")
        found = kept(page)
        assert {item: len(answers) for item, answers in found["answers"].items()} == {
            "trust-01": 2,
            "trust-02": 1,
            "trust-03": 1,
        }
        assert list(found["read"]["trust"]) == ["chain"]
        assert found["open"]["trust"]["answers"] == {"trust-03": [2]}


def test_wiped_in_another_tab(visit: Open) -> None:
    one = visit(PAGE)
    do(one, "answer('trust-01', [1], false)")
    two = visit(PAGE, beside=one)
    expect(two.get_by_role("heading", name=words("progress-next"))).to_be_visible()
    assert do(one, "wipe()") is True
    expect(two.get_by_role("heading", name=words("progress-empty"))).to_be_visible()
    do(two, "answer('trust-02', [1], true)")
    assert list(kept(two)["answers"]) == ["trust-02"]


# Pages from a folder


APART = "if (window !== top) Storage.prototype.setItem = () => {}"
"""A browser that gives every page opened from a folder a storage of its own: a frame's is not the page's."""


MARK = "hamkori-storage"


def test_a_common_storage_is_found_out_in_silence(visit: Open, site: Site) -> None:
    page = visit(PAGE)
    expect(page.locator("iframe")).to_have_count(0)
    assert told(page) == []
    mark = page.evaluate("key => localStorage.getItem(key)", MARK)
    assert (mark is not None) == site.address.startswith("file:")
    page.reload()
    assert page.evaluate("key => localStorage.getItem(key)", MARK) == mark


SLOW = """if (window === top) {
  const real = Storage.prototype.getItem
  Storage.prototype.getItem = function (key) {
    return key === "hamkori-storage" && performance.now() < 2000 ? null : real.call(this, key)
  }
}"""
"""A busy machine, where what a frame writes comes to the page around it only after two seconds."""


@pytest.mark.both_ways
@pytest.mark.parametrize("stay", [0, 1700, 2300])
def test_no_record_is_lost_where_the_mark_comes_late(visit: Open, site: Site, stay: int) -> None:
    page = open_with(visit, site, SLOW)
    page.evaluate("key => localStorage.removeItem(key)", MARK)
    keep(page, record(name="Ситора"))
    page.wait_for_timeout(stay)
    page.reload()
    assert kept(page)["name"] == "Ситора"


@pytest.mark.parametrize("locale", ["tg", "ru", "en"])
def test_storage_of_each_page_apart(visit: Open, site: Site, locale: str) -> None:
    page = open_with(visit, site, APART)
    page.goto(site.address + ("" if locale == "tg" else f"{locale}/") + PAGE)
    if not site.address.startswith("file:"):
        assert told(page) == []
        return
    expect(page.locator("article > [role=status] .notice > p")).to_have_text(words("keep-apart", locale))
    assert page.locator("iframe").count() == 0
    do(page, "readSection('trust', 'chain')")
    assert told(page) == [words("keep-apart", locale)]


OWN_STORAGE = """if (window === top && location.protocol === "file:") {
  for (const name of ["getItem", "setItem", "removeItem"]) {
    const real = Storage.prototype[name]
    Storage.prototype[name] = function (key, ...rest) { return real.call(this, location.pathname + key, ...rest) }
  }
}"""
"""Firefox: each page opened from a folder has a storage of its own, and so has the one in the frame."""


def comes(page: Page | Frame, true: str) -> None:
    """Waits until an expression of the page is true; its policy forbids what Playwright has for that."""
    for _ in range(100):
        if page.evaluate(true):
            return
        time.sleep(0.1)
    raise AssertionError(f"it never comes that {true}")


@pytest.mark.both_ways
def test_pages_with_a_storage_each_share_the_record(visit: Open, site: Site) -> None:
    page = open_with(visit, site, OWN_STORAGE)
    do(page, "readSection('trust', 'chain')")
    if site.address.startswith("file:"):
        comes(page, "document.querySelector('iframe') !== null")
        frame = page.frames[1]
        comes(frame, f"localStorage.getItem('{KEY}') !== null")
        frame.evaluate("key => localStorage.setItem(key, '2026-01-01T00:00:00.000Z')", MARK)  # another day
        page.reload()
    page.context.add_init_script(OWN_STORAGE)
    other = page.context.new_page()
    other.goto(site.address + "handbook/trust/index.html")
    comes(other, "hamkori.record.read().read.trust !== undefined")
    assert told(other) == []
    do(other, "setName('Ситора')")
    comes(page, "hamkori.record.read().name === 'Ситора'")
    page.goto(site.address + "sheet.html")
    comes(page, "hamkori.record.read().name === 'Ситора'")
    do(page, "wipe()")
    comes(other, "!hamkori.record.isBegun()")
    other.goto(site.address + PAGE)
    other.wait_for_timeout(2000)
    assert other.evaluate("hamkori.record.read().name") == ""


def test_the_probe_alone_marks_nothing(visit: Open) -> None:
    page = visit("assets/probe.html")
    assert page.evaluate("localStorage.length") == 0
