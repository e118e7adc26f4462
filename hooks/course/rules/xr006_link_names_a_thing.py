"""XR006 link-names-a-thing: a link inside the course names a term, page, tool, figure, table or source, not a file.

Why: A file name leads out of the reader's language, breaks when something moves, and misspelt it prints as a dead link
that nothing else notices.

Bad:
    docs/en/about.md: |
      # About {#about}

      See the [Russian page](../ru/about.md) and the [team](terms:cppt).

Says:
    docs/en/about.md:3: XR006 the link leads to '../ru/about.md' - write [](ref:page-id), [](tool:tool-id) or
        another reference
    docs/en/about.md:3: XR006 the link leads to 'terms:cppt' - did you mean 'term:'?

Good:
    docs/en/about.md: |
      # About {#about}

      See [](ref:partnerships), the [team](term:cppt) and the [first lines](#about).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from course.model import Course, Problem
from course.suggest import did_you_mean
from course.text import SCHEMES

CODE = "XR006"

_ELSEWHERE = re.compile(r"https?://\S+$")
_ASSET = re.compile(r"(?:\.\./)+assets/[\w./-]+$")
_IMAGE = re.compile(r"\.(?:png|jpe?g|svg|gif|webp)$", re.IGNORECASE)
_WEB = ("http", "https", "ftp", "file", "mailto", "tel")
_SCHEME = re.compile(r"(?P<scheme>[\w-]+)\s*:\s*(?P<target>\S*)")


def check(course: Course) -> Iterator[Problem]:
    """A problem at every link that is no reference, no anchor of its page, no asset and no web address."""
    for page in course.pages:
        for address in page.addresses:
            text = address.text
            if text.startswith("#") or _ELSEWHERE.match(text) or _ASSET.match(text):
                continue
            yield Problem(page.path, address.line, CODE, f"the link leads to '{text}'", _hint(text))


def _hint(text: str) -> str:
    match = _SCHEME.match(text)
    if match and match["scheme"] in SCHEMES:
        return f"write it in the link itself and without blanks: [text]({match['scheme']}:{match['target'] or '…'})"
    if match and match["scheme"].lower() in _WEB:
        return "mend the web address: https://… without blanks; other addresses are not printed"
    if match:
        known = [f"{one}:" for one in SCHEMES]
        return did_you_mean(f"{match['scheme']}:", known, f"begin it with one of {', '.join(known)}")
    if _IMAGE.search(text):
        return "put the image in docs/assets and write ../assets/…"
    return "write [](ref:page-id), [](tool:tool-id) or another reference"
