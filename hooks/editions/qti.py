"""The question bank as a QTI 2.1 content package (IMS Question and Test Interoperability 2.1, Final, 31 August 2012):
one zip for each language with `imsmanifest.xml`, an item for each question, a test of all, and the pictures.

A question is right or wrong as a whole, as in the course. What is said of an answer stands with it and shows once it is
chosen (`feedbackInline`); the explanation follows every answer (`modalFeedback`).
"""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, fromstring, indent, tostring

from course.interface import say
from course.model import Course
from editions import archive
from editions.artefact import Release
from editions.questions import FIGURES, Bank, Question, Text, imprint, module_title, picture, quizzes

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
MD = "http://www.imsglobal.org/xsd/imsmd_v1p2"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_ATTRIBUTES = {"class", "src", "alt", "href", "colspan", "rowspan"}
"""What QTI 2.1 knows of HTML's attributes: definitions of terms, which are titles, are left out."""


def write(release: Release, _edition: str, locale: str, folder: Path) -> list[Path]:
    """Writes `hamkori-<version>-qti-<locale>.zip` into a folder and returns its path."""
    target = folder / f"{release.name('qti', locale)}.zip"
    return [archive.write(target, files(release.course, locale), release.seconds)]


def files(course: Course, locale: str) -> dict[str, bytes]:
    """The package: its files by name."""
    bank = quizzes(course, locale)
    questions = [question for _, of_module in bank for question in of_module]
    shown = dict.fromkeys(key for question in questions for key in question.figures)
    return {
        "imsmanifest.xml": _written(_manifest(course, locale, questions)),
        "test.xml": _written(_test(course, locale, bank)),
        "imprint.txt": "".join(f"{line}\n" for line in imprint(course, locale)).encode(),
        **{_item_name(question): _written(item(course, question), pretty=False) for question in questions},
        **{f"figures/{key}.svg": picture(course, locale, key).encode() for key in shown},
    }


def item(course: Course, question: Question) -> Element:
    """A question as an `assessmentItem` (QTI 2.1 information model, 3.1), identified by the id of the quiz item."""
    root = Element(
        "assessmentItem",
        {
            "xmlns": QTI,
            "xmlns:xsi": _XSI,
            "xsi:schemaLocation": f"{QTI} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
            "identifier": question.id,
            "title": f"{module_title(course, question.module, question.locale)}: {question.id}",
            "label": question.outcome or question.id,
            "xml:lang": question.locale,
            "adaptive": "false",
            "timeDependent": "false",
        },
    )
    cardinality = "multiple" if question.several else "single"
    response = SubElement(
        root,
        "responseDeclaration",
        {"identifier": "RESPONSE", "cardinality": cardinality, "baseType": "identifier"},
    )
    correct = SubElement(response, "correctResponse")
    for number, answer in enumerate(question.answers, start=1):
        if answer.correct:
            SubElement(correct, "value").text = _choice(number)
    score = SubElement(
        root, "outcomeDeclaration", {"identifier": "SCORE", "cardinality": "single", "baseType": "float"}
    )
    SubElement(SubElement(score, "defaultValue"), "value").text = "0"
    most = {"identifier": "MAXSCORE", "cardinality": "single", "baseType": "float"}
    SubElement(SubElement(SubElement(root, "outcomeDeclaration", most), "defaultValue"), "value").text = "1"
    for name, many in (("FEEDBACK", cardinality), ("EXPLANATION", "single")):
        SubElement(root, "outcomeDeclaration", {"identifier": name, "cardinality": many, "baseType": "identifier"})
    _body(root, question)
    _processing(root)
    if question.explanation.html:
        shown = {"outcomeIdentifier": "EXPLANATION", "identifier": "answered", "showHide": "show"}
        _fill(SubElement(root, "modalFeedback", shown), question.explanation)
    return root


def _body(root: Element, question: Question) -> None:
    body = SubElement(root, "itemBody")
    _fill(SubElement(body, "div"), question.text)
    interaction = SubElement(
        body,
        "choiceInteraction",
        {"responseIdentifier": "RESPONSE", "shuffle": "true", "maxChoices": "0" if question.several else "1"},
    )
    for number, answer in enumerate(question.answers, start=1):
        choice = SubElement(interaction, "simpleChoice", {"identifier": _choice(number)})
        _fill(choice, answer.text)
        if answer.feedback.html:
            shown = {"outcomeIdentifier": "FEEDBACK", "identifier": _choice(number), "showHide": "show"}
            kind = "feedbackBlock" if answer.feedback.html.startswith("<p>") else "feedbackInline"
            _fill(SubElement(choice, kind, shown), answer.feedback)


def _processing(root: Element) -> None:
    """All right answers and no others give the point; whatever was chosen shows what is said of it."""
    processing = SubElement(root, "responseProcessing")
    condition = SubElement(SubElement(processing, "responseCondition"), "responseIf")
    match = SubElement(condition, "match")
    SubElement(match, "variable", {"identifier": "RESPONSE"})
    SubElement(match, "correct", {"identifier": "RESPONSE"})
    point = SubElement(condition, "setOutcomeValue", {"identifier": "SCORE"})
    SubElement(point, "baseValue", {"baseType": "float"}).text = "1"
    chosen = SubElement(processing, "setOutcomeValue", {"identifier": "FEEDBACK"})
    SubElement(chosen, "variable", {"identifier": "RESPONSE"})
    told = SubElement(processing, "setOutcomeValue", {"identifier": "EXPLANATION"})
    SubElement(told, "baseValue", {"baseType": "identifier"}).text = "answered"


def _test(course: Course, locale: str, bank: Bank) -> Element:
    """All questions as an `assessmentTest` (information model, 4.1), a section for each module."""
    test = Element(
        "assessmentTest",
        {
            "xmlns": QTI,
            "xmlns:xsi": _XSI,
            "xsi:schemaLocation": f"{QTI} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
            "identifier": f"hamkori-{locale}",
            "title": say(course, locale, "site-name"),
        },
    )
    part = SubElement(
        test, "testPart", {"identifier": "all", "navigationMode": "nonlinear", "submissionMode": "individual"}
    )
    for module, questions in bank:
        title = module_title(course, module, locale)
        section = SubElement(
            part, "assessmentSection", {"identifier": f"section-{module.id}", "title": title, "visible": "true"}
        )
        for question in questions:
            SubElement(section, "assessmentItemRef", {"identifier": question.id, "href": _item_name(question)})
    return test


def _manifest(course: Course, locale: str, questions: list[Question]) -> Element:
    """The manifest (IMS Content Packaging 1.1.4 with the resource types of QTI 2.1, "Metadata and Usage Data", 2)."""
    manifest = Element(
        "manifest",
        {
            "xmlns": CP,
            "xmlns:imsmd": MD,
            "xmlns:xsi": _XSI,
            "xsi:schemaLocation": f"{CP} http://www.imsglobal.org/xsd/imscp_v1p1.xsd "
            f"{MD} http://www.imsglobal.org/xsd/imsmd_v1p2p4.xsd",
            "identifier": f"hamkori-qti-{locale}",
        },
    )
    metadata = SubElement(manifest, "metadata")
    SubElement(metadata, "schema").text = "QTIv2.1 Package"
    SubElement(metadata, "schemaversion").text = "1.0.0"
    _lom(metadata, course, locale)
    SubElement(manifest, "organizations")
    resources = SubElement(manifest, "resources")
    test = SubElement(resources, "resource", {"identifier": "test", "type": "imsqti_test_xmlv2p1", "href": "test.xml"})
    SubElement(test, "file", {"href": "test.xml"})
    SubElement(test, "file", {"href": "imprint.txt"})
    for question in questions:
        SubElement(test, "dependency", {"identifierref": question.id})
    for question in questions:
        name = _item_name(question)
        resource = SubElement(
            resources, "resource", {"identifier": question.id, "type": "imsqti_item_xmlv2p1", "href": name}
        )
        SubElement(resource, "file", {"href": name})
        for key in question.figures:
            SubElement(resource, "file", {"href": f"figures/{key}.svg"})
    return manifest


def _lom(metadata: Element, course: Course, locale: str) -> None:
    name, *notes, licence = imprint(course, locale)
    lom = SubElement(metadata, "imsmd:lom")
    general = SubElement(lom, "imsmd:general")
    _langstring(SubElement(general, "imsmd:title"), locale, name)
    SubElement(general, "imsmd:language").text = locale
    _langstring(SubElement(general, "imsmd:description"), locale, " ".join(notes))
    rights = SubElement(lom, "imsmd:rights")
    _langstring(SubElement(rights, "imsmd:description"), locale, licence)


def _langstring(parent: Element, locale: str, text: str) -> None:
    SubElement(parent, "imsmd:langstring", {"xml:lang": locale}).text = text


def _item_name(question: Question) -> str:
    return f"items/{question.id}.xml"


def _choice(number: int) -> str:
    return f"choice-{number}"


def _fill(parent: Element, said: Text) -> None:
    """Puts a text into an element, with what QTI 2.1 knows of HTML, and pictures where the package has them."""
    html = said.html.replace(f'src="{FIGURES}', 'src="../figures/')
    whole = fromstring(f"<div>{html}</div>")
    for one in list(whole.iter()):
        if one.tag == "img":
            one.set("src", f"{one.get('src', '')}.svg")
        for name in [name for name in one.attrib if name not in _ATTRIBUTES]:
            del one.attrib[name]
    parent.text = whole.text
    parent.extend(list(whole))


def _written(root: Element, pretty: bool = True) -> bytes:
    """The file of a document; one with texts to read is not `pretty`, because new blanks would be read."""
    if pretty:
        indent(root, "")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'.encode()
