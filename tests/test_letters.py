"""Letters: words, marked languages, what a wrong letter was meant to be, and what is left to an editor."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from course.letters import Mistake, mended, mistakes, page_mistakes, respelled, script, spans, words
from course.model import Course, Language, Page
from course.text import read_page

TAJIK = Language("tg", "Тоҷикӣ", "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя", False, True, names=("Цой", "Ў-Тепа"))
RUSSIAN = Language("ru", "Русский", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", False, False)
ENGLISH = Language("en", "English", "abcdefghijklmnopqrstuvwxyz", True, False)
UZBEK = Language("uz", "Ўзбекча", "абвгдеёжзийклмнопрстуфхцчшъэюяўқғҳ", False, False)
LANGUAGES = {language.id: language for language in (TAJIK, RUSSIAN, ENGLISH, UZBEK)}


def found(text: str, locale: str = "tg") -> list[tuple[str, str, str | None]]:
    return [(mistake.code, mistake.found, mistake.replacement) for mistake in mistakes(text, locale, LANGUAGES)]


def fixed(text: str, locale: str = "tg") -> str:
    return mended(text, mistakes(text, locale, LANGUAGES))


def page(source: str, locale: str = "tg", body: int = 0) -> Page:
    return read_page(Page(f"docs/{locale}/a.md", locale, "a.md", source, body, {}))


def test_words_are_runs_of_letters_with_their_marks() -> None:
    assert list(words("SARA-ҷадвал, 5G и зa\u0301_x")) == [
        (0, "SARA"),
        (5, "ҷадвал"),
        (14, "G"),
        (16, "и"),
        (18, "зa\u0301"),
        (22, "x"),
    ]


@pytest.mark.parametrize(("letter", "name"), [("a", "Latin"), ("é", "Latin"), ("а", "Cyrillic"), ("ӣ", "Cyrillic")])
def test_script(letter: str, name: str) -> None:
    assert script(letter) == name


@pytest.mark.parametrize("letter", ["1", "-", "×", "\u0301", "ω", "҂"])
def test_signs_and_other_letters_have_no_script_here(letter: str) -> None:
    assert script(letter) == ""


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("милитcия", "милитсия"),
        ("Ҳaмкopӣ", "Ҳамкорӣ"),
        ("Oн", "Он"),
        ("љавон", "ҷавон"),
        ("Љумњурии Тољикистон", "Ҷумҳурии Тоҷикистон"),
        ("ЎЊДА, ўњда", "ӮҲДА, ӯҳда"),
        ("ќонун, ѓам, аълої, һама", "қонун, ғам, аълоӣ, ҳама"),
        ("ТОЉИКЇ, ЌОНУН, ЃАМ, ҺАМА", "ТОҶИКӢ, ҚОНУН, ҒАМ, ҲАМА"),
        ("и\u0304н, У\u0304, маи\u0306дон, Е\u0308рӣ", "ӣн, Ӯ, майдон, Ёрӣ"),
        ("г\u0301ам, у\u0306ҳда", "ғам, ӯҳда"),
        ("Љaмъият", "Ҷамъият"),
        ("дe\u0308н", "дён"),
        ("SАRА", "SARA"),
        ("ХIХ", "XIX"),
    ],
)
def test_one_right_answer(wrong: str, right: str) -> None:
    assert fixed(wrong) == right


@pytest.mark.parametrize(
    "word",
    ["kор", "мiлитсия", "сo", "PDFҳо", "милиция", "мощ", "рыба", "ҹавон", "јавон", "өмір", "hаво", "хоi", "АI", "СIХ"],
)
def test_no_answer_or_more_than_one_is_left_to_the_editor(word: str) -> None:
    assert found(word)
    assert fixed(word) == word


@pytest.mark.parametrize(
    "text", ["SARA-ҷадвал", "PDF-файл", "CPPT-ро", "5G, А4, MP3файл", "таълим, эътимод, ёрӣ, юрт", "за\u0301мок", "XXI"]
)
def test_nothing_is_wrong(text: str) -> None:
    assert found(text) == []


def test_the_alphabet_of_the_language_decides() -> None:
    assert found("ўзбек", "uz") == []
    assert found("ўзбек", "tg") == [("LT002", "ў", "ӯ")]
    assert found("ўзбек", "ru") == [("LT002", "ў", None)]
    assert found("ҷомеа", "ru") == [("LT002", "ҷ", None)]
    assert found("ҷомеа, милиция, café", "en") == []


def test_a_look_alike_is_mended_into_the_script_of_the_word_not_of_the_page() -> None:
    assert fixed("pоlice", "en") == "police"
    assert fixed("рdf", "tg") == "pdf"
    assert fixed("Сoтрудник", "en") == "Сотрудник"


def test_one_letter_settles_a_word_only_at_home() -> None:
    assert fixed("tо", "en") == "to"
    assert fixed("tо", "tg") == "tо"
    assert fixed("Oн", "ru") == "Он"
    assert fixed("Oн", "en") == "Oн"


def test_of_an_unknown_language_only_scripts_are_judged() -> None:
    assert found("ўмирз, милитcия", "kk") == [("LT001", "c", "с")]


def test_a_mistake_knows_its_place_and_word() -> None:
    [mistake] = mistakes("Ба қонун: аълої.", "tg", LANGUAGES)
    assert mistake == Mistake("LT002", 14, "ї", "ӣ", "аълої", 10)
    assert (mistake.end, mistake.moved(5).start, mistake.moved(5).at) == (15, 19, 15)


def test_respelled_gives_the_word_or_nothing() -> None:
    assert respelled(mistakes("ба Љaмъият", "tg", LANGUAGES)) == "Ҷамъият"
    assert respelled(mistakes("љавонь", "tg", LANGUAGES)) is None


def test_a_letter_of_two_characters_is_told_apart_from_a_foreign_one() -> None:
    assert [mistake.composed for mistake in mistakes("и\u0304, ї, ц", "tg", LANGUAGES)] == [True, False, False]


def test_names_keep_their_letters_and_take_endings() -> None:
    assert found("Цой, Цойро, Ў-Тепа") == []
    assert found("цой") == [("LT002", "ц", None)]
    assert found("Цойь") == [("LT002", "ь", None)]
    assert found("аЦой") == [("LT002", "Ц", None)]
    assert found("Цoй") == [("LT001", "o", "о"), ("LT002", "Ц", None)][::-1]


def test_a_name_listed_in_two_scripts_excuses_nothing() -> None:
    language = Language("tg", "Тоҷикӣ", TAJIK.alphabet, False, True, names=("Цoй",))
    assert [mistake.found for mistake in mistakes("Цoй", "tg", {"tg": language})] == ["o"]


def test_spans_say_the_language() -> None:
    text = 'а <span lang="ru">б <span lang=tg>в</span></span> <SPAN class="x" lang=\'kk-KZ\'>г</SPAN>'
    assert [(text[start:end], name) for start, end, name in spans(text)] == [
        ("б <span lang=tg>в</span>", "ru"),
        ("в", "tg"),
        ("г", "kk"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<span>а</span>",
        '<span lang="ru">а',
        '<span lang="ru">а\n\nб</span>',
        '<span data-lang="ru">а</span>',
        '<span xml:lang="ru">а</span>',
        '</span><spanner lang="ru">а</span>',
        '<span lang="ru" а</span>',
    ],
)
def test_these_are_no_spans(text: str) -> None:
    assert spans(text) == []


def test_text_in_a_span_is_of_its_language() -> None:
    text = 'ў <span lang="ru">ў, цель, <span lang="tg">ў, цель</span>, ҷ</span>, <span lang="kk">ў, ц</span>, ц'
    assert found(text) == [
        ("LT002", "ў", "ӯ"),
        ("LT002", "ў", None),
        ("LT002", "ў", "ӯ"),
        ("LT002", "ц", None),
        ("LT002", "ь", None),
        ("LT002", "ҷ", None),
        ("LT002", "ц", None),
    ]


def test_of_a_page_only_what_is_read_counts() -> None:
    source = (
        "---\nцель: ў\n---\n"
        "`цель` <!-- цель --> [мо](a.md#цель) {#цель} <b title='цель'>мо</b>\n\n```\nцель\n```\n\n    цель\n\nЦ"
    )
    body = source.index("`")
    assert [mistake.start for mistake in page_mistakes(page(source, body=body), LANGUAGES)] == [len(source) - 1]


def test_a_span_in_code_or_front_matter_marks_nothing() -> None:
    source = '---\na: <span lang="ru">\n---\nЦ `<span lang="ru">` ц</span>\n'
    assert len(page_mistakes(page(source, body=source.index("Ц")), LANGUAGES)) == 2


def test_mending_is_done_once() -> None:
    text = "Љaмъият милитcия мiлитсия сo и\u0304 г\u0301 ХIХ SАRА һa ја́ ïй kор Цoй Bсе\u0308 ѝ е\u0300"
    once = fixed(text)
    assert once != text
    assert fixed(once) == once
    assert all(replacement is None for _, _, replacement in found(once))


def test_mending_touches_only_letters() -> None:
    text = 'Ин\u00a0— «ў», 5 %\r\n\t<span lang="ru">мел</span>\u200b; e\u0301té ﬁ 𝒳 🙂\n'
    assert fixed(text) == text.replace("ў", "ӯ")


def test_the_real_course_has_no_wrong_letter(course: Course) -> None:
    languages = {language.id: language for language in course.languages}
    assert [mistake for page in course.pages for mistake in page_mistakes(page, languages)] == []


@pytest.mark.parametrize(
    "text",
    [
        "мo" * 100_000,
        "милитcия " * 20_000,
        "и" + "\u0304" * 200_000,
        '<span lang="ru">' * 20_000,
        '<span lang="ru">' * 10_000 + "ц" + "</span>" * 10_000,
        "<span " * 50_000,
        ("\n" + " " * 1000) * 300,
        "Цой" * 60_000,
    ],
    ids=["one-word", "many-words", "marks", "opened", "nested", "angles", "blanks", "names"],
)
def test_time_grows_with_the_text_and_not_faster(text: str) -> None:
    begun = time.process_time()
    mended(text, mistakes(text, "tg", LANGUAGES))
    assert time.process_time() - begun < 8


def test_without_languages_only_scripts_are_judged() -> None:
    assert mistakes("милиция, ўро", "tg", {}) == []


@pytest.mark.parametrize(
    ("locale", "right", "wrong"),
    [("tg", "ӯҳҷӣқғӮҲҶҚҒ", "ўњљїќѓЎЊЉЌЃ"), ("tg", "ҳҲ", "һҺ"), ("ru", "о", "o"), ("tg", "с", "c"), ("en", "e", "е")],
)
def test_what_old_fonts_did_to_the_real_course_is_undone(course: Course, locale: str, right: str, wrong: str) -> None:
    languages = {language.id: language for language in course.languages}
    spoilt = str.maketrans(right, wrong)
    for one in (one for one in course.pages if one.locale == locale and not one.planned):
        # An i settles nothing: people type it in words of either script.
        alike = set("асеорхуёАВСЕНКМОРТХУЁ" + "aceopxyABCEHKMOPTXY" + "iIjJ" + wrong)
        settled = [at for at, word in words(one.prose) if len(set(word) - alike) > (0 if locale == "en" else 3)]
        text = list(one.source)
        for at in settled:
            word = next(words(one.prose[at : at + 60]))[1]
            text[at : at + len(word)] = word.translate(spoilt)
        if text != list(one.source):
            bad = read_page(Page(one.path, locale, one.name, "".join(text), one.body, one.meta))
            assert mended(bad.source, page_mistakes(bad, languages)) == one.source


def test_a_language_reads_its_names_and_function_words(make_course: Callable[..., Course]) -> None:
    entry = "{name: Тоҷикӣ, alphabet: абв, names: [Цой], function-words: ва дар\n ба}"
    course = make_course({"docs/data/languages.yml": f"tg: {entry}\n"})
    assert (course.languages[0].names, course.languages[0].function_words) == (("Цой",), ("ва", "дар", "ба"))
    assert course.problems == ()
