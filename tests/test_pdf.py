"""Real PDFs of the real course: for everybody who reads, hears or prints them, and without what is not for learners."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pdf_check
import pikepdf
import pypdfium2
import pyphen
import pytest
from conftest import ROOT, shared
from pypdf import PdfReader

from course.forms import placed
from course.load import load
from course.model import Course
from editions import pango, press
from editions.draft import ROOM, documents
from editions.widgets import TYPED

DAY = "2026-11-21"
PRINTED = (
    "learner/m04-partnerships-ru.pdf",
    "trainer/m04-partnerships-tg-trainer.pdf",
    "learner/t08-action-plan-tg.pdf",
    "learner/glossary-tg.pdf",
)
HANDOUT, GUIDE, TOOL, GLOSSARY = PRINTED
TAJIK = "ғӣқӯҳҷҒҚҲҶ"


def silent(*_: object) -> None:
    """Tells nobody anything."""


class SameDay(dict[str, str]):
    """Every page was changed on the same day."""

    def __missing__(self, _: str) -> str:
        return DAY


@pytest.fixture(scope="session")
def prints(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with some prints of the real course, made once for all processes that run tests."""
    with shared(tmp_path_factory, "prints") as root:
        if not (root / ROOM).exists():
            shutil.copytree(ROOT / ROOM, root / ROOM)
        course = load(ROOT)
        chosen = [one for one in documents(course) if one.path in PRINTED]
        run = press.print_all(root, course, chosen, SameDay(), pango.version(), silent)
        assert run.failed == {}
    return root / press.FOLDER


@pytest.mark.parametrize("path", PRINTED)
def test_a_print_has_no_fault(prints: Path, path: str) -> None:
    assert pdf_check.faults(prints / path) == []


@pytest.mark.parametrize(
    ("path", "title", "locale"),
    [
        (
            HANDOUT,
            "Модуль 4. Партнёрство и структуры: от махаллы до министерства — Раздаточный материал для учащегося",
            "ru",
        ),
        (GUIDE, "Модули 4. Шарикӣ ва сохторҳо: аз маҳалла то вазорат — Дастур барои тренер", "tg"),
        (TOOL, "Воситаи 8. Нақшаи амали ҷомеа (бо эзоҳ оид ба гранти хурд) — Варақа барои чоп ва пуркунӣ", "tg"),
        (GLOSSARY, "Луғати истилоҳот", "tg"),
    ],
)
def test_a_print_names_its_title_and_language(prints: Path, path: str, title: str, locale: str) -> None:
    with pikepdf.open(prints / path) as pdf:
        assert str(pdf.docinfo.Title) == title
        assert str(pdf.Root.Lang) == locale
        assert str(pdf.docinfo.CreationDate).startswith("D:20261121")


def test_the_text_gives_every_tajik_letter_back(prints: Path) -> None:
    said = pdf_check.text(prints / GUIDE) + pdf_check.text(prints / GLOSSARY)
    assert set(TAJIK) <= set(said)
    assert "�" not in said
    assert "Модули 4. Шарикӣ ва сохторҳо: аз маҳалла то вазорат" in said


def test_every_page_says_what_it_is_and_its_number(prints: Path, course: Course) -> None:
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(prints / HANDOUT).pages]
    for number, said in enumerate(pages[1:], start=2):
        assert f"страница {number} из {len(pages)}" in said
        assert "Это предлагаемый учебный материал, а не официальный документ Министерства." in said
        assert f"Хамкори · Издание для учащегося · Русский · версия {course.version} · 21.11.2026" in said


def test_references_name_the_pages_that_they_lead_to(prints: Path) -> None:
    reader = PdfReader(prints / HANDOUT)
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    captioned = next(number for number, said in enumerate(pages, start=1) if "Таблица 4.4. Девять строк" in said)
    assert any(f"Таблица 4.4 (с. {captioned})" in said for said in pages)
    assert re.search(rf"Положение о группе на одной странице[ .]*{captioned - 1}\b|{captioned}\b", pages[1])


def test_no_learner_gets_a_sentence_for_trainers(prints: Path, course: Course) -> None:
    """Neither in the text nor in what the file says of itself; and the same kind of sentences is in the guide."""
    secrets = pdf_check.secrets(course, "ru")
    assert len(secrets) > 500
    assert pdf_check.leaks(prints / HANDOUT, secrets) == []
    of_module = pdf_check.secrets(course, "tg", "partnerships")
    assert len(pdf_check.leaks(prints / GUIDE, of_module)) > 0.8 * len(of_module)


def broken(change: Callable[[pikepdf.Pdf], None], prints: Path, tmp_path: Path, path: str = HANDOUT) -> list[str]:
    """The faults that are found in a print after a change."""
    target = tmp_path / "changed.pdf"
    with pikepdf.open(prints / path) as pdf:
        change(pdf)
        pdf.save(target)
    return sorted(set(pdf_check.faults(target)))


def each(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Dictionary]:
    return [one for one in pdf_check._elements(pdf.Root.StructTreeRoot) if kind == one.S]


def remove(key: str, kind: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        for one in each(pdf, kind):
            del one[key]

    return change


def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


def no_links_described(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for link in page.get("/Annots", []):
            del link["/Contents"]


def fields(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return list(pdf.Root.AcroForm.Fields)


def no_field_described(pdf: pikepdf.Pdf) -> None:
    del fields(pdf)[0]["/TU"]


def two_of_one_name(pdf: pikepdf.Pdf) -> None:
    fields(pdf)[1].T = fields(pdf)[0].T


def a_dot_in_a_name(pdf: pikepdf.Pdf) -> None:
    fields(pdf)[0].T = pikepdf.String("a.b")


def a_lost_field(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AcroForm.Fields[0]


def a_field_outside(pdf: pikepdf.Pdf) -> None:
    del fields(pdf)[0]["/StructParent"]


def a_field_that_sends(pdf: pikepdf.Pdf) -> None:
    fields(pdf)[0].AA = pikepdf.Dictionary()


def a_wide_field(pdf: pikepdf.Pdf) -> None:
    fields(pdf)[0].Rect[2] = 560


def any_order(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        del page["/Tabs"]


def another_font(pdf: pikepdf.Pdf) -> None:
    fields(pdf)[0].DA = pikepdf.String("/Helv 0 Tf 0 g")


def no_tajik_letters(pdf: pikepdf.Pdf) -> None:
    (font,) = pdf.Root.AcroForm.DR.Font.values()
    font.ToUnicode = pdf.make_stream(font.ToUnicode.read_bytes().replace(b"<04B7>", b"<0020>"))


def no_letters(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[2].Resources.Font.values():
        del font["/ToUnicode"]


def no_font_files(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[2].Resources.Font.values():
        del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


def no_bookmarks(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Outlines"]


def a_gap_in_headings(pdf: pikepdf.Pdf) -> None:
    each(pdf, "/H2")[0].S = pikepdf.Name("/H5")


def heads_as_content(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[4]
    page.Contents = pdf.make_stream(
        page.Contents.read_bytes().replace(b"/Artifact\n<</Type /Pagination>>", b"/Span <</MCID 999>>")
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (no_language, "the document names no language"),
        (remove("/Alt", "/Figure"), "a figure has no alternative text"),
        (remove("/A", "/TH"), "a head of a table does not say whether it names a column or a row"),
        (no_links_described, "a link on page 2 has no description"),
        (no_letters, "does not say which letters its shapes are"),
        (no_font_files, "is not embedded"),
        (no_bookmarks, "the document has no bookmarks"),
        (a_gap_in_headings, "a heading of level 5 follows one of level 1"),
        (heads_as_content, "the running head and the number of page 5 are no artifacts"),
        (heads_as_content, "page 5 has 4 pieces of text outside the structure that are no artifacts"),
    ],
)
def test_the_check_of_prints_finds_what_is_wrong(
    prints: Path, tmp_path: Path, change: Callable[[pikepdf.Pdf], None], said: str
) -> None:
    assert any(fault.endswith(said) for fault in broken(change, prints, tmp_path)), broken(change, prints, tmp_path)


@pytest.mark.filterwarnings("ignore:This document has 1 form widget")  # pikepdf sees it too
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (no_field_described, "the field problem does not say what it is"),
        (two_of_one_name, "2 fields are called 'problem'"),
        (a_dot_in_a_name, "the name 'a.b' has a dot"),
        (a_lost_field, "the field problem on page 4 is in no form"),
        (a_field_outside, "the field problem on page 4 is outside the structure"),
        (a_field_that_sends, "the field problem on page 4 does something"),
        (a_wide_field, "the field problem stands in the margin of page 4"),
        (any_order, "the fields of page 4 are not reached in the order of the structure"),
        (another_font, "the field problem on page 4 is written with a font that the form does not have"),
        (no_tajik_letters, "in the font Wingdings of the fields nobody can type ҷ"),
    ],
)
def test_the_check_of_prints_finds_what_is_wrong_with_fields(
    prints: Path, tmp_path: Path, change: Callable[[pikepdf.Pdf], None], said: str
) -> None:
    assert said in broken(change, prints, tmp_path, TOOL)


def test_fields_are_named_told_and_reached_as_on_the_screen(prints: Path, course: Course) -> None:
    """Every input of the form, in its order."""
    html = placed(course, "tg", course.tools["action-plan"])
    names = dict.fromkeys(name.replace(".", "_") for name in re.findall(r' name="([^"]+)"', html))
    with pikepdf.open(prints / TOOL) as pdf:
        of_form = [str(field.T) for field in fields(pdf)]
        said = {str(field.T): str(field.TU) for field in fields(pdf)}
    assert [name for name in names if name in of_form] == [name for name in dict.fromkeys(of_form) if name in names]
    assert {name for name in names if name not in of_form} == {
        "no-harm",
        "safeguards",
        "tell-how",
    }  # several boxes each
    assert said["tasks_1_end"] == "Корҳо: 1: То кай (сана)"
    assert said["risks_1_likely"] == "Рӯйхати хатарҳо: 1: Эҳтимолаш?"
    assert said["no-harm_people"].startswith("Ҳадаф ба касе зарар намерасонад: ")


def test_chrome_writes_every_letter_that_is_typed_with_the_font_of_the_print(prints: Path, tmp_path: Path) -> None:
    """PDFium is what Chrome and Edge show PDFs with; this computer has no font with the letters of Tajik."""
    typed = f"{TAJIK} Ёё Щщ abc 019 №"
    document = pypdfium2.PdfDocument(prints / TOOL)
    document.init_forms()
    page = document[3]
    field = next(one for one in PdfReader(prints / TOOL).pages[3].annotations or [] if one.get("/T") == "problem")
    left, bottom, right, top = map(float, field["/Rect"])
    place = ((left + right) / 2, (bottom + top) / 2)
    pypdfium2.raw.FORM_OnLButtonDown(document.formenv, page, 0, *place)
    pypdfium2.raw.FORM_OnLButtonUp(document.formenv, page, 0, *place)
    for letter in typed:
        pypdfium2.raw.FORM_OnChar(document.formenv, page, ord(letter), 0)
    pypdfium2.raw.FORM_ForceToKillFocus(document.formenv)
    document.save(tmp_path / "typed.pdf")
    with pikepdf.open(tmp_path / "typed.pdf") as pdf:
        (written,) = [one for one in fields(pdf) if one.get("/T") == "problem"]
        assert str(written.V) == typed
        drawn = [
            (str(operator), operands)
            for operands, operator in pikepdf.parse_content_stream(written.AP.N)
            if str(operator) in ("Tf", "Tj")
        ]
    assert {str(operands[0]) for operator, operands in drawn if operator == "Tf"} == {"/Wingdings"}
    shown = b"".join(bytes(operands[0]) for operator, operands in drawn if operator == "Tj")
    assert "".join(TYPED[code - 32] for code in shown) == typed


SYLLABLES = (
    "ми-лит-сия ҳу-қуқ-ши-нос бар-ме-гар-до-над таъ-ли-мӣ струк-ту-ра ҷо-ме-аи на-мо-ян-да-гон бай-ни-со-ҳа-вӣ "
    "та-аҷ-ҷуб му-ам-мо-ҳо май-дон қо-ну-нӣ эъ-ти-мод ҷум-ҳу-рӣ тағ-йир санъат трам-вай"
)


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_tajik_words_break_between_syllables(word: str) -> None:
    breaks = pyphen.Pyphen(filename=ROOT / ROOM / "hyph_tg.dic", left=2, right=2)
    assert breaks.inserted(word.replace("-", "")) == word
