"""A quiz with everything that a format for questions can stumble over, in place of that of the small course."""

from __future__ import annotations

QUIZ = r"""---
review: draft
---

Two questions.

<quiz>
<!-- id: partnerships-01; outcome: map-decisions -->
Is `x{~=#:}` a *true* code of the [team](term:cppt), or is 1 < 2 & ::3:: so?
// This line is no comment: C:\new ]]> &amp; #### {no}

- [x] =SUM(A1) is ҳуқуқ, ғӯҷа, қӣ
> Yes. **Ri\x0bght** #1
- [ ] %50% of سلام and “so”
> No. See the [team](term:cppt).
- [ ] -1 -> +2
- [ ] [html] is no [format](ref:partnerships#who-decides)

See [](ref:partnerships#who-decides) and [](fig:structures) [](src:osce-gp08).
</quiz>

<quiz>
<!-- id: partnerships-02; outcome: map-decisions -->
Which three?

![](fig:structures)

- [x] One
> @first
- [x] Two
- [ ] Three
- [x] Four

First.

- one
- two

[A tool](tool:inclusion-checklist) and the [web](https://example.org/a?b=1&c=2).
</quiz>
""".replace(r"\x0b", "\x0b")

FILES = {f"docs/{locale}/handbook/partnerships/quiz.md": QUIZ for locale in ("tg", "ru", "en")}
"""The files of the small course that hold it."""

ASKED = (
    "Is x{~=#:} a true code of the team, or is 1 < 2 & ::3:: so? // This line is no comment: C:\\new ]]> & #### {no}"
)
"""The first question in plain words."""

ANSWERS = (
    ("=SUM(A1) is ҳуқуқ, ғӯҷа, қӣ", True, "Yes. Right #1"),
    ("%50% of سلام and “so”", False, "No. See the team."),
    ("-1 -> +2", False, ""),
    ("[html] is no format (Module 4, Who decides)", False, ""),
)
"""The answers to it: words, whether right, and what is said of them."""

EXPLAINED = "See Module 4, Who decides and Figure 4.1 [OSCE 2008]."
"""What is said of it in the end."""
