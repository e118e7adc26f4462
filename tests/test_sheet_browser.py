"""The completion sheet and its check code in Chromium."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date
from typing import Any

import pytest
from browsing import PREFIX, Open, Site
from playwright.sync_api import Page, expect
from records import answer, attempt, do, keep, kept_text, record, set_clock, words

from course.interface import say_count
from course.model import Course

SHEET = "sheet.html"
CHECK = "class-results.html"
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SERIES = {"B": 20, "F": 24}  # modules of the second part, and final tests, follow the modules that have a bare number
NAME = "Нилуфар Қодирова"


def digest(payload: str, name: str) -> str:
    """The last eight signs of a code, computed as the handbook describes it and not as its script does."""
    plain = " ".join(unicodedata.normalize("NFC", name).lower().split())
    bits = int.from_bytes(hashlib.sha256(f"{payload}\n{plain}".encode()).digest()[:5])
    return "".join(SIGNS[bits >> 5 * place & 31] for place in range(7, -1, -1))


def code_of(day: str, learner: str, name: str, modules: list[tuple[str, int, int]]) -> str:
    days = (date.fromisoformat(day) - date(2020, 1, 1)).days
    payload = SIGNS[days >> 10] + SIGNS[days >> 5 & 31] + SIGNS[days & 31] + learner
    for label, right, of in modules:
        number = SERIES[label[0]] + int(label[1:]) if label[0] in SERIES else int(label)
        payload += SIGNS[number] + SIGNS[right] + SIGNS[of]
    code = payload + digest(payload, name)
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def studied(**changes: Any) -> dict[str, Any]:
    """The record of a learner who has passed one module at the second go, and tried another."""
    return (
        record(
            name=NAME,
            answers={"partnerships-01": [answer(True)]},
            attempts={
                "partnerships": [
                    attempt(6, at="2026-11-18T09:00:00.000Z"),
                    attempt(8, at="2026-11-19T09:00:00.000Z"),
                    attempt(7, at="2026-11-20T09:00:00.000Z"),
                ],
                "trust": [attempt(3)],
            },
        )
        | changes
    )


RESULTS = [("3", 3, 10), ("4", 8, 10)]  # of modules trust and partnerships


def at(visit: Open, locale: str = "tg", kept: dict[str, Any] | None = None) -> Page:
    page = visit(PREFIX[locale] + SHEET, timezone_id="Asia/Dushanbe")
    set_clock(page, "2026-11-22T12:00:00Z")
    keep(page, kept or studied())
    return page


def shown_code(page: Page) -> str:
    return page.locator(".sheet strong.learner-code").inner_text()


# The sheet


def titled(course: Course, key: str, locale: str) -> str:
    module = course.modules[key]
    return words("module-title", locale, number=module.number, title=module.title[locale])


def points(right: int, locale: str) -> str:
    return words("sheet-points", locale, right=right, of=10, percent=right * 10).replace("\u00a0", " ")


@pytest.mark.parametrize("name", [NAME, ""])
def test_the_sheet_fits_a_phone(visit: Open, name: str) -> None:
    page = at(visit, kept=studied(name=name))
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.locator(".sheet")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("locale", PREFIX)
def test_the_sheet_says_what_was_passed(visit: Open, course: Course, locale: str) -> None:
    page = at(visit, locale)
    expect(page.locator(".sheet")).to_be_visible()
    hours = say_count(course, locale, "hours", course.modules["partnerships"].hours, minutes=course.academic_hour)

    rows = page.locator(".sheet tr").all_inner_texts()
    assert [text.replace("\u00a0", " ") for text in rows] == [
        f"{words('sheet-person', locale)}\t{NAME}",
        f"{words('sheet-learner', locale)}\tK7Q-2MD",
        f"{words('sheet-date', locale)}\t22.11.2026",
        "\t".join(words(key, locale) for key in ("progress-module", "sheet-result", "sheet-when")),
        f"{titled(course, 'trust', locale)}\t{points(3, locale)}\t{words('sheet-not-yet', locale)}",
        f"{titled(course, 'partnerships', locale)}\t{points(8, locale)}\t19.11.2026",
        f"{words('sheet-hours', locale)}\t{hours}",
        f"{words('sheet-code', locale)}\t{code_of('2026-11-22', 'K7Q2MD', NAME, RESULTS)}",
    ]
    expect(page.locator(".sheet h2")).to_have_text(f"{words('site-name', locale)}. {words('sheet-title', locale)}")
    for key in ("sheet-statement", "sheet-code-help"):
        expect(page.locator(".sheet").get_by_text(words(key, locale), exact=True)).to_be_visible()
    expect(page.locator(".sheet-signature")).to_contain_text(words("sheet-signature", locale))


@pytest.mark.parametrize("locale", PREFIX)
def test_without_results_there_is_no_sheet(visit: Open, site: Site, locale: str) -> None:
    page = visit(PREFIX[locale] + SHEET)
    expect(page.locator(".screen p").first).to_have_text(words("sheet-empty", locale))
    assert page.locator(".sheet").count() == 0
    assert kept_text(page) is None
    page.get_by_role("link", name=words("progress-handbook", locale)).click()
    page.wait_for_url(f"{site.address}{PREFIX[locale]}handbook/index.html")


def test_a_first_result_in_another_tab_makes_the_sheet(visit: Open) -> None:
    page = visit(SHEET)
    expect(page.locator(".screen p").first).to_have_text(words("sheet-empty"))
    do(visit(SHEET, beside=page), "finishQuiz('partnerships', 9, 10)")
    expect(page.locator(".sheet")).to_be_visible()


def test_a_name_typed_here_is_on_the_sheet_and_in_the_code_only(visit: Open) -> None:
    page = at(visit, kept=studied(name=""))
    before = kept_text(page)
    expect(page.locator(".sheet tr").first.locator(".blank-line")).to_be_visible()  # to write on by hand
    assert shown_code(page) == code_of("2026-11-22", "K7Q2MD", "", RESULTS)
    page.get_by_label(words("sheet-name")).fill("  <b>Алиев</b>   Алӣ ")
    expect(page.locator(".sheet tr").first.locator("td")).to_have_text("<b>Алиев</b> Алӣ")
    assert shown_code(page) == code_of("2026-11-22", "K7Q2MD", "<b>алиев</b> алӣ", RESULTS)
    assert kept_text(page) == before


@pytest.mark.parametrize(
    ("kept", "now"),
    [
        (studied(attempts={"partnerships": [attempt(40, 41)]}), "2026-11-22T12:00:00Z"),
        (studied(attempts={"test-partner": [attempt(32, 32)]}), "2026-11-22T12:00:00Z"),
        (studied(), "2019-12-30T12:00:00Z"),  # the clock of the device is wrong
    ],
)
def test_what_fits_into_no_code_is_said(visit: Open, kept: dict[str, Any], now: str) -> None:
    page = at(visit, kept=kept)
    set_clock(page, now)
    page.reload()
    expect(page.locator(".sheet tr").last.locator("td")).to_have_text(words("sheet-no-code"))


# On paper


@pytest.mark.parametrize("locale", PREFIX)
def test_only_the_sheet_is_printed_and_on_one_page(visit: Open, course: Course, locale: str) -> None:
    page = at(visit, locale, studied(attempts={module: [attempt(10)] for module in course.modules}))
    expect(page.locator(".sheet table").nth(1).locator("tbody tr")).to_have_count(len(course.modules))
    page.emulate_media(media="print")
    for selector in (".md-header", ".md-tabs", ".md-footer", "h1", ".screen input", ".screen button"):
        expect(page.locator(selector).first).to_be_hidden()
    expect(page.locator(".sheet")).to_be_visible()
    expect(page.locator(".sheet strong.learner-code")).to_be_visible()
    expect(page.locator(".sheet-signature .blank-line")).to_be_visible()
    pages = re.findall(rb"/Type /Pages\b[^>]*?/Count (\d+)|/Count (\d+)", page.pdf(format="A4"))
    assert [first or second for first, second in pages] == [b"1"]


def test_the_button_prints(visit: Open) -> None:
    page = at(visit)
    page.evaluate("window.print = () => { window.printed = true }")
    page.get_by_role("button", name=words("sheet-print")).click()
    assert page.evaluate("window.printed") is True


# The code

VECTORS = {
    "": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "abc": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq": (
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    "a" * 1_000_000: "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
}
"""The examples of FIPS 180-4."""


def test_the_digest_is_sha_256(visit: Open) -> None:
    page = visit(SHEET)
    texts = [*VECTORS, *("я" * (n % 3) + "x" * n for n in range(130))]
    found = page.evaluate("texts => texts.map(text => hamkori.code.sha256(text))", texts)
    assert found[: len(VECTORS)] == list(VECTORS.values())
    assert found == [hashlib.sha256(text.encode()).hexdigest() for text in texts]


CONTENTS: list[tuple[str, str, str, list[tuple[str, int, int]]]] = [
    ("2020-01-01", "000000", "", [("1", 0, 1)]),
    ("2026-11-22", "K7Q2MD", NAME, RESULTS),
    ("2109-09-18", "ZZZZZZ", "A" * 80, [("20", 31, 31), ("B1", 0, 10), ("B4", 10, 10), ("F1", 0, 30), ("F7", 31, 31)]),
]


def test_a_code_holds_the_sheet(visit: Open) -> None:
    page = visit(SHEET)
    for day, learner, name, modules in CONTENTS:
        results = [{"number": label, "right": right, "of": of} for label, right, of in modules]
        sheet = {"day": day, "learner": learner, "name": name, "modules": results}
        code = page.evaluate("sheet => hamkori.code.write(sheet)", sheet)
        assert code == code_of(day, learner, name, modules)
        assert page.evaluate("([code, name]) => hamkori.code.read(code, name)", [code, name]) == {"content": sheet}


@pytest.mark.parametrize("number", ["0", "21", "B0", "B5", "F0", "F8", "x"])
def test_a_number_that_would_be_read_as_another_fits_into_no_code(visit: Open, number: str) -> None:
    sheet = {"day": "2026-11-22", "learner": "K7Q2MD", "name": NAME}
    results = [{"number": number, "right": 8, "of": 10}]
    assert visit(SHEET).evaluate("sheet => hamkori.code.write(sheet)", sheet | {"modules": results}) == ""


def test_reading_a_code_is_kind(visit: Open) -> None:
    page = visit(SHEET)
    code = code_of("2026-11-22", "K7Q2MD", NAME, RESULTS)
    kind = {
        "small letters": (code.lower(), NAME),
        "blanks": (code.replace("-", " \t"), NAME),
        "long hyphens": (code.replace("-", "–"), NAME),
        "O for 0 and I for 1": (code.replace("0", "O").replace("1", "I"), NAME),
        "o for 0 and l for 1": (code.replace("0", "o").replace("1", "l"), NAME),
        "Cyrillic letters": (code.translate(str.maketrans("ABCEHKMPTXY0", "АВСЕНКМРТХУО")), NAME),
        "name in capitals": (code, NAME.upper()),
        "name with more blanks": (code, f"  {NAME.replace(' ', '   ')} "),
        "name in two signs a letter": (code, unicodedata.normalize("NFD", NAME)),
    }
    found = page.evaluate(
        "pairs => pairs.map(([code, name]) => Boolean(hamkori.code.read(code, name).content))", list(kind.values())
    )
    assert dict(zip(kind, found, strict=True)) == dict.fromkeys(kind, True)


def test_each_single_changed_sign_is_found(visit: Open) -> None:
    page = visit(SHEET)
    code = code_of("2026-11-22", "K7Q2MD", NAME, RESULTS).replace("-", "")
    changed = [
        code[:place] + sign + code[place + 1 :] for place in range(len(code)) for sign in SIGNS if sign != code[place]
    ]
    swapped = [
        code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for place in range(len(code) - 1)
        if code[place] != code[place + 1]
    ]
    found = page.evaluate(
        "([codes, name]) => codes.map(code => hamkori.code.read(code, name).problem)", [changed + swapped, NAME]
    )
    assert len(changed) == len(code) * 31
    assert set(found) == {"differs"}


@pytest.mark.parametrize("name", ["", "Нилуфар", "Нилуфар Қодиров", "Нилуфар Кодирова"])
def test_another_name_is_found(visit: Open, name: str) -> None:
    code = code_of("2026-11-22", "K7Q2MD", NAME, RESULTS)
    found = visit(SHEET).evaluate(
        "([code, ...names]) => names.map(name => hamkori.code.read(code, name).problem)", [code, name, NAME]
    )
    assert found == ["differs", None]


def test_what_is_no_code_is_told_apart(visit: Open) -> None:
    page = visit(SHEET)
    code = code_of("2026-11-22", "K7Q2MD", NAME, RESULTS).replace("-", "")
    cases: dict[str, dict[str, Any]] = {
        "": {"problem": "empty"},
        " - ": {"problem": "empty"},
        code[:-1]: {"problem": "length", "length": len(code) - 1},
        code + "0": {"problem": "length", "length": len(code) + 1},
        code[:17]: {"problem": "length", "length": 17},
        code[:-1] + "u": {"problem": "sign", "sign": "U"},
        code[:-1] + "ж": {"problem": "sign", "sign": "Ж"},
        code[:-1] + "😀": {"problem": "sign", "sign": "😀"},
        "<b>" + code: {"problem": "sign", "sign": "<"},
        code + code[:3]: {"problem": "differs"},
    }
    found = page.evaluate("([codes, name]) => codes.map(code => hamkori.code.read(code, name))", [list(cases), NAME])
    assert dict(zip(cases, found, strict=True)) == cases


# Checking, in the trainer edition


def check(page: Page, code: str, name: str, locale: str = "tg") -> None:
    page.get_by_label(words("check-code", locale)).fill(code)
    field = page.get_by_label(words("check-name", locale))
    field.fill(name)
    field.press("Enter")


@pytest.mark.parametrize("locale", PREFIX)
def test_a_sheet_is_checked(visit_class: Open, class_site: Site, course: Course, locale: str) -> None:
    page = visit_class(PREFIX[locale] + SHEET, timezone_id="Asia/Dushanbe")
    set_clock(page, "2026-11-22T12:00:00Z")
    keep(page, studied())
    code = shown_code(page)
    page.goto(class_site.address + PREFIX[locale] + CHECK)
    check(page, code, NAME, locale)
    screen = page.locator("[data-screen=sheet-check]")
    expect(screen.locator(".notice.good p")).to_have_text(words("check-agrees", locale))

    rows = screen.locator("tr").all_inner_texts()
    assert [text.replace("\u00a0", " ") for text in rows] == [
        f"{words('sheet-person', locale)}\t{NAME}",
        f"{words('sheet-learner', locale)}\tK7Q-2MD",
        f"{words('sheet-date', locale)}\t22.11.2026",
        f"{titled(course, 'trust', locale)}\t{points(3, locale)}",
        f"{titled(course, 'partnerships', locale)}\t{points(8, locale)}",
    ]


@pytest.mark.parametrize(
    ("locale", "length"),
    [
        ("tg", "Дар рамз 3 аломат ҳаст: чизе намерасад ё зиёд аст. Рамзро бо варақа муқоиса кунед."),
        ("ru", "В коде 3 знака: чего-то не хватает или есть лишнее. Сравните код с листом."),
        ("en", "The code has 3 signs: something is missing or too much. Compare it with the sheet."),
    ],
)
def test_what_is_wrong_is_said(visit_class: Open, locale: str, length: str) -> None:
    page = visit_class(PREFIX[locale] + CHECK)
    told = page.locator("[data-screen=sheet-check] .notice.warning p")
    code = code_of("2026-11-22", "K7Q2MD", NAME, RESULTS)
    for typed, name, said in [
        ("", NAME, words("check-empty", locale)),
        ("2EN", NAME, length),
        ("<img src=x>", NAME, words("check-sign", locale, sign="<")),
        (code, "", words("check-differs", locale)),
        (code[:-1] + ("0" if code[-1] != "0" else "1"), NAME, words("check-differs", locale)),
    ]:
        check(page, typed, name, locale)
        expect(told).to_have_text(said)
    page.get_by_label(words("check-name", locale)).fill("x")
    expect(told).to_have_count(0)  # an answer goes when what it answers is changed


def test_a_code_names_the_final_tests(visit_class: Open, course: Course) -> None:
    page = visit_class(CHECK)
    check(page, code_of("2026-11-22", "K7Q2MD", NAME, [("B1", 7, 10), ("F1", 20, 30)]), NAME)
    rows = page.locator("[data-screen=sheet-check] tr")
    leadership = next(key for key, module in course.modules.items() if module.number == "B1")
    expect(rows.nth(3).locator("th")).to_have_text(titled(course, leadership, "tg"))
    first = next(iter(course.tracks.values()))
    expect(rows.nth(4).locator("th")).to_have_text(words("test-title", title=first.title["tg"]))


def test_a_code_without_a_name_and_of_an_unknown_module(visit_class: Open) -> None:
    page = visit_class(CHECK)
    check(page, code_of("2026-11-22", "K7Q2MD", "", [("20", 5, 10)]), "")
    rows = page.locator("[data-screen=sheet-check] tr")
    expect(rows.first.locator("td")).to_have_text("—")
    expect(rows.last.locator("th")).to_have_text(words("module-label", number=20))
