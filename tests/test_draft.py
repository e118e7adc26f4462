"""What printed documents there are, and what each says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from course.load import load
from course.model import Course
from editions.draft import Document, Draft, documents, draft, pages

DAY = "2026-11-21"
MODULE = "handbook/partnerships/index.md"


@pytest.fixture
def small(make_course: Callable[..., Course]) -> Course:
    return make_course()


def drafted(course: Course, path: str) -> Draft:
    return draft(course, next(one for one in documents(course) if one.path == path), DAY)


def test_every_language_has_its_books_and_everything_written_its_prints(small: Course) -> None:
    assert [one.path for one in documents(small) if one.locale == "ru"] == [
        "learner/m04-partnerships-ru.pdf",
        "trainer/m04-partnerships-ru-trainer.pdf",
        "learner/t01-inclusion-checklist-ru.pdf",
        "learner/glossary-ru.pdf",
        "learner/toolkit-ru.pdf",
        "learner/handbook-ru.pdf",
    ]
    assert {one.locale for one in documents(small)} == {"tg", "ru", "en"}


def test_what_is_not_written_is_not_printed(make_root: Callable[..., Path]) -> None:
    root = make_root()
    for name in ("modules", "tools"):
        path = root / "docs" / "data" / f"{name}.yml"
        path.write_text(
            path.read_text(encoding="utf-8").replace("status: written", "status: planned"), encoding="utf-8"
        )
    assert [one.path for one in documents(load(root)) if one.locale == "ru"] == ["learner/glossary-ru.pdf"]


@pytest.mark.parametrize(
    ("number", "path"), [("4", "learner/m04-x-tg.pdf"), ("14", "learner/m14-x-tg.pdf"), ("B1", "learner/b1-x-tg.pdf")]
)
def test_files_stand_in_the_order_of_the_modules(small: Course, number: str, path: str) -> None:
    module = small.modules["partnerships"]
    renamed = type(module)(**{**vars(module), "id": "x", "number": number})
    assert Document("handout", "tg", renamed).path == path


def test_templates_are_printed_after_the_tools(
    make_course: Callable[..., Course], with_template: dict[str, str]
) -> None:
    course = make_course(with_template)
    assert "learner/d01-small-letter-tg.pdf" in [one.path for one in documents(course)]
    whole = next(one for one in documents(course) if one.path == "learner/toolkit-tg.pdf")
    names = ["index", "inclusion-checklist", "small-letter"]
    assert [page.name for page in pages(course, whole)] == [f"toolkit/{name}.md" for name in names]


def test_a_handout_is_the_text_and_the_quiz_without_what_is_for_trainers(small: Course) -> None:
    handout = drafted(small, "learner/m04-partnerships-en.pdf")
    assert [part.page for part in handout.chapters[0].parts] == [MODULE, "handbook/partnerships/quiz.md"]
    assert [part.title for part in handout.chapters[0].parts] == ["", "Quiz"]
    assert [part.tested for part in handout.chapters[0].parts] == [(), ()]
    assert "Ask the class first" not in repr(handout)
    assert "Ask who was not there" not in repr(handout)
    assert "Yes. The team decides." not in repr(handout)


def test_a_guide_begins_with_the_lesson_plan_and_knows_what_items_test(small: Course) -> None:
    guide = drafted(small, "trainer/m04-partnerships-en-trainer.pdf")
    assert [part.title for part in guide.chapters[0].parts] == [
        "Lesson plan",
        "The text of the module with notes for the trainer",
        "The quiz with its key and explanations",
    ]
    assert guide.chapters[0].parts[2].tested == ("map who decides",)
    assert "Ask the class first" in repr(guide)


def test_a_draft_says_whose_text_it_is_and_of_which_day(small: Course) -> None:
    handout = drafted(small, "learner/m04-partnerships-ru.pdf")
    assert (handout.title, handout.name, handout.language) == (
        "Модуль 4. Партнёрство",
        "Раздаточный материал для учащегося",
        "Русский",
    )
    assert (handout.date, handout.edition, handout.kind) == (DAY, "learner", "handout")
    assert handout.review == "Этот перевод ждёт проверки специалиста."
    assert handout.chapters[0].facts == (
        ("Продолжительность", "4 академических часа по 45 минут"),
        ("Для кого", "курсанты, участники группы взаимодействия"),
    )
    assert handout.chapters[0].outcomes == ("показать",)


def test_only_what_is_wholly_approved_is_called_approved(make_course: Callable[..., Course]) -> None:
    names = ("index", "quiz")
    texts = {name: make_course_text(name) for name in names}
    course = make_course({f"docs/en/handbook/partnerships/{name}.md": texts[name] for name in names})
    assert drafted(course, "learner/m04-partnerships-en.pdf").review == "Approved by a specialist reviewer."
    assert drafted(course, "trainer/m04-partnerships-en-trainer.pdf").review == (
        "This text awaits approval by a specialist reviewer."
    )


def make_course_text(name: str) -> str:
    quiz = "<quiz>\nWho?\n\n- [x] She\n> Yes.\n- [ ] He\n> No.\n</quiz>\n" if name == "quiz" else "## One {#one}\n"
    return f"---\nreview: approved\n---\n\n{quiz}"


def test_terms_that_are_used_are_explained_in_the_order_of_the_alphabet(make_course: Callable[..., Course]) -> None:
    text = "---\nreview: draft\n---\n\n## One {#one}\n\nThe [team](term:cppt) of the [](term:jamoat).\n"
    course = make_course({f"docs/en/{MODULE}": text})
    handout = drafted(course, "learner/m04-partnerships-en.pdf")
    assert [(note.id, note.term, note.definition) for note in handout.terms] == [
        ("jamoat", "jamoat", "Self-government of villages."),
        ("cppt", "partnership team (CPPT)", "A local team of police and public."),
    ]
    assert drafted(course, "learner/glossary-en.pdf").terms == ()


def test_sources_of_all_pages_of_a_chapter_are_counted_once(make_course: Callable[..., Course]) -> None:
    text = "---\nreview: draft\n---\n\n## One {#one}\n\nSo it is [](src:osce-gp08), and so [](src:osce-gp08).\n"
    course = make_course({f"docs/en/{MODULE}": text})
    assert drafted(course, "learner/m04-partnerships-en.pdf").chapters[0].sources == (
        (
            "osce-gp08",
            "OSCE. *Good Practices in Building Police-Public Partnerships*. OSCE, Vienna, 2008."
            " ISBN 978-92-9234-501-3. (read in a public copy)",
        ),
    )


def test_what_a_document_does_not_hold_is_named_in_full(make_course: Callable[..., Course]) -> None:
    text = (
        "---\nreview: draft\n---\n\n## One {#one}\n\n"
        "See [](ref:trust), [](tool:partnership-pack), [](tool:inclusion-checklist) and [](fig:structures).\n"
    )
    course = make_course({"docs/en/toolkit/inclusion-checklist.md": text})
    assert drafted(course, "learner/toolkit-en.pdf").titles == {
        "handbook/trust/index.md#": "Module 3, Trust",
        "toolkit/index.md#partnership-pack": "Tool 2, Partnership pack",
        "toolkit/inclusion-checklist.md#": "Tool 1, Inclusion checklist",
        "handbook/partnerships/index.md#fig-structures": "Module 4, Partnerships",
    }


def test_a_tool_says_what_it_is_for(small: Course) -> None:
    tool = drafted(small, "learner/toolkit-en.pdf").chapters[1]
    assert (tool.page, tool.title) == ("toolkit/inclusion-checklist.md", "Tool 1. Inclusion checklist")
    assert dict(tool.facts)["Used in"] == "[Module 4](../handbook/partnerships/index.md)"


def test_the_toolkit_has_the_pages_about_it_and_then_the_tools_that_are_written(course: Course) -> None:
    whole = next(one for one in documents(course) if one.path == "learner/toolkit-tg.pdf")
    written = [f"toolkit/{tool.id}.md" for tool in course.tools.values() if tool.written]
    about = ["toolkit/index.md", "toolkit/journey.md", "toolkit/data-desk.md"]
    assert [page.name for page in pages(course, whole)] == [*about, *written]


def test_the_handbook_has_the_modules_that_are_written_and_the_legal_annex(course: Course) -> None:
    whole = next(one for one in documents(course) if one.path == "learner/handbook-tg.pdf")
    written = [module.id for module in course.modules.values() if module.written]
    names = [page.name for page in pages(course, whole)]
    assert names[0] == "handbook/index.md"
    assert names[-1] == "legal.md"
    assert names[1:-1] == [f"handbook/{key}/{name}.md" for key in written for name in ("index", "quiz")]
