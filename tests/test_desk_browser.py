"""The data desk in Chromium: what is wrong with a file, the tables of a right one and what they hide, hostile files."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable
from io import StringIO
from pathlib import Path

import pytest
from browsing import PREFIX, Open
from conftest import ROOT
from playwright.sync_api import Download, FilePayload, Page, expect
from records import words

from course.model import Course

YEAR = ROOT / "docs" / "data" / "exercises" / "statistics-synthetic-2099.csv"
GOLDEN = ROOT / "tests" / "golden" / "statistics-mistakes.csv"
HEADER = "district,month,offence,sex,age,status,count"
OWN = "code,population,label_tg,label_ru,label_en\n"
TABLE = """table => [...table.querySelectorAll("tbody tr, tfoot tr")]
  .map(row => [...row.cells].map(cell => cell.firstChild ? cell.firstChild.textContent : ""))"""
FIELDS = ("district", "month", "offence", "sex", "age")

Row = dict[str, str]


def desk(visit: Open, locale: str = "en") -> Page:
    page = visit(f"{PREFIX[locale]}toolkit/data-desk.html")
    page.locator("[data-screen=data-desk] .drop").first.wait_for()
    return page


def give(page: Page, name: str, text: str | bytes, to: int = 0) -> None:
    raw = text.encode() if isinstance(text, str) else text
    file: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": raw}
    page.locator("[data-screen=data-desk] input[type=file]").nth(to).set_input_files(file)


def press(page: Page, key: str, locale: str = "en") -> None:
    page.get_by_role("button", name=words(key, locale), exact=True).click()


def saved(page: Page, key: str) -> str:
    with page.expect_download() as caught:
        press(page, key)
    download: Download = caught.value
    return Path(download.path()).read_text(encoding="utf-8")


def table(page: Page, field: str) -> list[list[str]]:
    found: list[list[str]] = page.locator(".desk-table table").nth(FIELDS.index(field)).evaluate(TABLE)
    return found


def compared(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.locator("[data-part=comparison] table").evaluate(TABLE)
    return found


def said(page: Page) -> list[str]:
    """The problems that the page shows, as the command prints them."""
    rows = page.locator(".desk-problems tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll('th, td:nth-child(2)')].map(cell => cell.textContent)"
        ".concat([row.cells[2].firstChild.textContent, row.cells[2].lastChild.textContent]))"
    )
    return [f"{line}: ST001 {f'{column}: ' if column else ''}{wrong} - {hint}" for line, column, wrong, hint in rows]


def rows_of_year() -> list[Row]:
    return list(csv.DictReader(StringIO(YEAR.read_text(encoding="utf-8"))))


def sums(rows: Iterable[Row], field: str, chosen: Callable[[Row], bool]) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in rows:
        if chosen(row):
            found[row[field]] += int(row["count"])
    return found


def hidden(counts: dict[str, int]) -> set[str]:
    """What a table with its sum hides: small counts, and the next smallest where they would be worked out."""
    gaps = {name for name, count in counts.items() if 0 < count < 5}
    others = sorted((count, place) for place, count in enumerate(counts.values()) if count >= 5)
    if gaps and others and (len(gaps) == 1 or sum(counts[name] for name in gaps) < 5):
        gaps.add(list(counts)[others[0][1]])
    return gaps


def number(count: int) -> str:
    return f"{count:,}"


def test_the_synthetic_year_has_the_numbers_that_python_counts(visit: Open, course: Course) -> None:
    page = desk(visit)
    expect(page.get_by_text(words("desk-none", "en"))).to_be_visible()
    year = page.get_by_role("button", name=words("desk-year", "en"))
    year.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".announced")).to_have_text(f"No problems found in 4,085 rows of {YEAR.name}.")
    expect(page.locator(".desk-title ~ .notice").first).to_have_text(course.standard.texts["synthetic"]["en"])
    facts = page.locator(".facts").evaluate(TABLE)
    assert facts == [
        ["Rows", "4,085"],
        ["Months", "12 (2099-01 – 2099-12)"],
        ["Districts", "12"],
        ["Data not delivered", "delivered for every month"],
    ]
    rows, lists = rows_of_year(), course.standard.lists
    codes = {"district": lists["districts"], "offence": lists["offences"], "sex": lists["sexes"], "age": lists["ages"]}
    for field in FIELDS:
        counts = sums(rows, field, lambda row: row["status"] == "recorded")
        labels = {key: code.label["en"] for key, code in codes[field].codes.items()} if field in codes else {}
        named = [[labels.get(key, key), number(counts[key])] for key in labels or sorted(counts)]
        assert [row[:2] for row in table(page, field)] == [*named, ["Sum", number(sum(counts.values()))]]
    people = {code.label["en"]: code.population or 0 for code in lists["districts"].codes.values()}
    *districts, whole = table(page, "district")
    for name, count, rate in districts:
        assert rate == f"{1000 * int(count.replace(',', '')) / people[name]:.1f}"
    assert whole[2] == f"{1000 * int(whole[1].replace(',', '')) / sum(people.values()):.1f}"
    assert page.locator(".desk-table svg[aria-hidden=true]").count() == len(FIELDS)
    assert all("synthetic data" in text for text in page.locator(".desk-table caption").all_inner_texts())
    assert all("synthetic data" in text for text in page.locator(".desk-table figcaption").all_inner_texts())

    # Reported are not added, and what is small stays hidden, with what a sum would give away.
    page.locator("#desk-status").select_option("reported")
    for district, offence in (("almond", "death"), ("plum", "harm-to-person")):
        page.locator("#desk-offence").select_option(offence)
        page.locator("#desk-district").select_option(f"synthetic-{district}")
        asked = {"status": "reported", "offence": offence, "district": f"synthetic-{district}"}
        for field in ("month", "age"):
            counts = sums(rows, field, lambda row, asked=asked: asked.items() <= row.items())  # type: ignore[misc]
            keys = list(codes[field].codes) if field in codes else sorted({row["month"] for row in rows})
            gaps = hidden({key: counts[key] for key in keys})
            assert gaps
            assert any(counts[key] >= 5 for key in gaps) is (district == "plum")
            *cells, total = table(page, field)
            assert [row[1] for row in cells] == ["hidden" if key in gaps else number(counts[key]) for key in keys]
            whole_count = sum(counts.values())
            assert total[1] == (number(whole_count) if whole_count >= 5 else "fewer than 5")
    expect(page.locator(".announced")).to_have_text(
        f"Sum · {table(page, 'month')[-1][1]} · synthetic data · Reported · Harm to the person · Plum (synthetic)"
    )
    page.locator("#desk-status").select_option("recorded")
    page.locator("#desk-offence").select_option("")
    page.locator("#desk-district").select_option("")

    halves = [
        sums(
            rows, "district", lambda row, part=part: row["status"] == "recorded" and (row["month"] > "2099-06") is part
        )  # type: ignore[misc]
        for part in (False, True)
    ]
    for (name, before, after, difference, percent), key in zip(
        compared(page)[:-1], lists["districts"].codes, strict=True
    ):
        earlier, later = halves[0][key], halves[1][key]
        assert (before, after) == (number(earlier), number(later)), name
        assert difference == f"{later - earlier}".replace("-", "−")
        assert percent == f"{100 * (later - earlier) / earlier:.0f} %".replace("-", "−")
    page.locator("#desk-compare-0").select_option("2099-02")
    note = page.locator("[data-part=comparison] .notice")
    expect(note).to_have_text("The periods are not equally long, in months: 5 and 6. They cannot be compared.")
    page.locator("#desk-compare-2").select_option("2099-06")
    expect(note).to_have_text(words("desk-overlap", "en"))
    page.locator("#desk-compare-2").select_option("2099-08")
    assert len(compared(page)) == 13

    lines = saved(page, "desk-save-tables").removeprefix("\ufeff").splitlines()
    read = [row for row in csv.reader(lines) if row]
    assert read[0] == [course.standard.texts["synthetic"]["en"]]
    assert read[1] == ["District · 2099-01 – 2099-12 · synthetic data · Recorded · all groups · all districts"]
    assert read[3][:2] == ["Almond (synthetic)", table(page, "district")[0][1]]
    assert "3414" in [row[1] for row in read if row[0] == "Sum"]
    page.emulate_media(media="print")
    expect(page.locator("#desk-status")).to_be_hidden()
    expect(page.get_by_role("heading", name="Larger files")).to_be_hidden()
    expect(page.locator(".desk-table table").first).to_be_visible()


def test_the_page_says_what_the_command_says(visit: Open) -> None:
    page = desk(visit)
    press(page, "desk-year")
    page.locator(".desk-title").wait_for()
    give(page, "a.csv", GOLDEN.read_bytes())
    expect(page.locator(".announced")).to_have_text(
        "38 problems in a.csv. Until all is right, it gives no tables. "
        f"The tables below are still those of {YEAR.name}."
    )
    expected = GOLDEN.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert said(page) == expected
    assert saved(page, "desk-save-problems").splitlines() == [f"a.csv:{line}" for line in expected]
    expect(page.locator(".desk-title")).to_have_text(f"Figures from {YEAR.name}")
    give(page, "b.csv", f"{HEADER}\n" + "synthetic-pear,2099-13,drugs,male,age-18-29,recorded,3\n" * 12)
    expect(page.locator(".announced")).to_contain_text("12 problems in b.csv")
    assert said(page)[-1] == (
        "12: ST001 from here on 2 more of the kind month-number - mend those that are shown, then check again"
    )


@pytest.mark.parametrize(
    ("locale", "first"),
    [
        ("ru", "3: ST001 offence: кода «property-onyl» нет в списке - имеется в виду «property-only»?"),
        ("tg", "3: ST001 offence: рамзи «property-onyl» дар рӯйхат нест - оё «property-only» дар назар аст?"),
    ],
)
def test_the_page_speaks_its_language(visit: Open, locale: str, first: str) -> None:
    page = desk(visit, locale)
    give(page, "a.csv", GOLDEN.read_bytes())
    expect(page.locator(".announced")).to_have_text(
        words("desk-problems", locale, "other" if locale == "tg" else "many", n=38, name="a.csv")
    )
    assert said(page)[0] == first
    assert page.locator(".desk-title").count() == 0


def rows_of(district: str, counts: dict[str, int], offence: str = "drugs") -> str:
    return "".join(f"{district},{month},{offence},male,age-18-29,recorded,{count}\n" for month, count in counts.items())


def test_own_districts_and_a_month_that_was_not_delivered(visit: Open) -> None:
    page = desk(visit)
    four = ("2098-01", "2098-02", "2098-03", "2098-04")
    file = (
        f"{HEADER}\n"
        + rows_of("own-one", dict(zip(four, (20, 30, 40, 10), strict=True)))
        + rows_of("own-two", {"2098-01": 9, "2098-02": 0, "2098-04": 8})
        + rows_of("own-three", dict(zip(four, (1, 1, 6, 2), strict=True)))
    )
    give(page, "mine.csv", file)
    expect(page.locator(".announced")).to_contain_text("11 problems in mine.csv")
    assert said(page)[0].startswith(
        "2: ST001 district: 'own-one' is no code of the list - the codes are synthetic-almond,"
    )
    give(page, "wrong.csv", f"{OWN}own-one,1 000,Як,=1,One\n", to=1)
    expect(page.locator(".announced")).to_contain_text("2 problems in wrong.csv")
    assert said(page) == [
        "2: ST001 population: '1 000' is no count - write digits only, without zeros in front",
        "2: ST001 label_ru: the value begins with '=': a spreadsheet would run it as a formula - write the plain value",
    ]
    harmful = "<img src=x onerror=alert(1)>"
    names = ((1, 10000, "One"), (2, 2000, harmful), (3, 3000, "Three"), (4, 4000, "Four"))
    codes = ("own-one", "own-two", "own-three", "own-four")
    own = "".join(f"{codes[n - 1]},{people},{label},{label},{label}\n" for n, people, label in names)
    give(page, "own.csv", OWN + own, to=1)
    expect(page.locator(".desk-title")).to_have_text("Figures from mine.csv")
    expect(page.locator(".announced")).to_have_text(
        "Now 4 districts from own.csv are known. No problems found in 11 rows of mine.csv."
    )
    assert page.locator(".facts").evaluate(TABLE)[3:] == [
        ["Without any row", "Four"],
        ["Data not delivered", f"{harmful} (2098-03)"],
    ]
    assert page.locator("[data-screen=data-desk] img").count() == 0
    assert "synthetic" not in page.locator(".desk-title ~ *").first.inner_text()
    # A rate needs all months. The sum of all districts has them not.
    assert table(page, "district") == [
        ["One", "100", "10.0"],
        [harmful, "17", "—"],
        ["Three", "10", "3.3"],
        ["Sum", "127", "—"],
    ]
    assert [row[1] for row in table(page, "month")] == ["30", "31", "46", "20", "127"]
    march = page.locator(".desk-table table").nth(1).get_by_role("row").nth(3)
    expect(march).to_contain_text(f"data not delivered: {harmful}")
    page.locator("#desk-district").select_option("own-two")
    assert [row[1] for row in table(page, "month")] == ["9", "0", "not delivered", "8", "17"]
    page.locator("#desk-district").select_option("")

    # 20 + 30 and 40 + 10, 1 + 1 and 6 + 2: beside a hidden one the other is hidden too, and what a sum would give away.
    expect(page.locator("[data-part=comparison] .notice")).to_have_text(
        f"Not compared, because a month was not delivered: {harmful} (2098-03)."
        " A month that was not delivered is no zero."
    )
    assert compared(page) == [
        ["One", "hidden", "hidden", "—", "—"],
        ["Three", "hidden", "hidden", "—", "—"],
        ["Sum", "52", "58", "6", "12 %"],
    ]
    text = saved(page, "desk-save-comparison")
    assert '"hidden"' in text
    assert "Not compared" in text
    press(page, "desk-own-drop")
    expect(page.locator(".announced")).to_contain_text("Again only the synthetic districts are known.")
    expect(page.locator("[data-screen=data-desk] input[type=file]").nth(1)).to_be_focused()


RIGHT = "synthetic-pear,2099-01,drugs,male,age-18-29,recorded,3"
WIDE = ",".join(f"c{n}" for n in range(200))
HOSTILE = [
    ("utf-16.csv", f"{HEADER}\n{RIGHT}\n".encode("utf-16"), "the file is UTF-16 text"),
    ("cp1251.csv", f"{HEADER}\n{RIGHT.replace('male', 'муж')}\n".encode("cp1251"), "this line is not UTF-8 text"),
    ("nul.csv", f"{HEADER}\n{RIGHT}\0\n".encode(), "the line holds a NUL character"),
    ("wide.csv", f"{WIDE}\n{WIDE}\n".encode(), "the standard has no such column"),
    ("formula.csv", f"{HEADER}\n{RIGHT.replace('drugs', '=1+1')}\n".encode(), "the value begins with '='"),
    (
        "script.csv",
        f"{HEADER}\n{RIGHT.replace('drugs', '<img src=x onerror=alert(1)>')}\n".encode(),
        "'<img src=x onerror=alert(1)>' is no code of the list",
    ),
    ("workbook.csv", b"PK\x03\x04\x14\0\x06\0", "the file is an Excel workbook"),
    ("old.csv", b"\xd0\xcf\x11\xe0\xa1\xb1", "the file is an Excel workbook"),
    ("empty.csv", b"", "the file is empty"),
    ("long.csv", f"{HEADER}\n{'x' * 5000}\n".encode(), "the line has more than 4000 characters"),
]


def test_no_hostile_file_gets_through(visit: Open, tmp_path: Path) -> None:
    page = desk(visit)
    press(page, "desk-year")
    page.locator(".desk-title").wait_for()
    before = table(page, "offence")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    for name, raw, told in HOSTILE:
        give(page, name, raw)
        expect(page.locator(".desk-problems caption")).to_have_text(f"Problems in {name}")
        expect(page.locator(".desk-problems tbody")).to_contain_text(told)
    large = tmp_path / "large.csv"
    large.write_bytes(b"x" * 10_000_001)
    page.locator("[data-screen=data-desk] input[type=file]").first.set_input_files(large)
    expect(page.locator(".announced")).to_have_text(
        "The file large.csv is larger than 10 MB. For it there is the command statistics."
        f" The tables below are still those of {YEAR.name}."
    )
    assert page.locator(".desk-problems").count() == 0
    assert table(page, "offence") == before
    assert page.locator("[data-screen=data-desk] :is(img, script, iframe)").count() == 0
    assert dialogs == []
