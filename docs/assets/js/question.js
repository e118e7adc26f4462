/* A question as it stands on a page: what is chosen, what an answer is worth, and how both are shown. */
(() => {
  const { make, fill, say, sayCount } = hamkori

  /* The question in a box of the build; the verdict on an answer comes below its options. */
  function read(element) {
    const question = {
      id: element.dataset.item,
      element,
      form: element.querySelector("form"),
      options: [...element.querySelectorAll(".quiz-option")].map(optionOf),
      verdict: make("div", { class: "quiz-verdict", role: "group", tabindex: "-1", hidden: true }),
      explanation: element.querySelector(".quiz-explanation"),
      chosen: null
    }
    question.several = question.options.some(option => option.input.type === "checkbox")
    question.form.addEventListener("submit", event => event.preventDefault())
    question.form.after(question.verdict)
    return question
  }

  function optionOf(row) {
    const input = row.querySelector("input")
    return {
      row,
      input,
      place: Number(input.value),
      correct: "correct" in input.dataset,
      feedback: row.querySelector(".quiz-feedback"),
      mark: null
    }
  }

  const isRight = (question, chosen) => question.options.every(option => option.correct === chosen.includes(option.place))

  /* The places of the options that are ticked, in order. */
  const ticked = question => question.options.filter(option => option.input.checked).map(option => option.place).sort((a, b) => a - b)

  /* An answer as the page can show it; none where the options have changed since it was given. */
  function answerFor(question, chosen) {
    const places = (chosen || []).filter(place => question.options.some(option => option.place === place))
    const whole = places.length > 0 && places.length === chosen.length && (question.several || places.length === 1)
    return whole ? places : null
  }

  /* Shows what an answer was worth, or, without one (null), the open question. False where that is shown already. */
  function show(question, chosen) {
    if (String(question.chosen) === String(chosen)) return false
    question.chosen = chosen
    question.element.classList.toggle("answered", chosen !== null)
    for (const option of question.options) showOption(question, option, chosen)
    question.verdict.hidden = chosen === null
    if (question.explanation) question.explanation.hidden = chosen === null
    if (chosen) tellVerdict(question, chosen)
    return true
  }

  function showOption(question, option, chosen) {
    const isChosen = chosen !== null && chosen.includes(option.place)
    option.input.checked = isChosen
    option.input.disabled = chosen !== null
    if (option.feedback) option.feedback.hidden = !isChosen
    if (option.mark) option.mark.remove()
    option.mark = chosen && markOf(question, option, isChosen)
    if (option.mark) option.input.nextElementSibling.after(option.mark)
  }

  function markOf(question, option, isChosen) {
    if (isChosen && option.correct) return badge("passed", say("quiz-mark-right"))
    if (isChosen) return badge("failed", say("quiz-mark-wrong"))
    return option.correct ? badge("passed", question.several ? say("quiz-mark-missed") : say("quiz-mark-correct")) : null
  }

  const badge = (kind, words) => make("span", { class: `badge ${kind}` }, words)

  /* The focus goes to the verdict; what was said of the chosen options is read out with it. */
  function tellVerdict(question, chosen) {
    const { id, verdict, options, several } = question
    const right = isRight(question, chosen)
    const good = options.filter(option => option.correct && chosen.includes(option.place)).length
    const missed = options.filter(option => option.correct).length - good
    const extra = chosen.length - good
    const said = options.filter(option => option.feedback && !option.feedback.hidden).map(option => option.feedback.id)
    verdict.className = right ? "quiz-verdict right" : "quiz-verdict wrong"
    verdict.setAttribute("aria-labelledby", `${id}-verdict`)
    verdict.setAttribute("aria-describedby", said.join(" "))
    fill(verdict,
      make("p", { id: `${id}-verdict` },
        make("strong", {}, right ? say("quiz-right") : good ? say("quiz-partly") : say("quiz-wrong")),
        several && missed > 0 && [" ", sayCount("quiz-missed", missed)],
        several && extra > 0 && [" ", sayCount("quiz-extra", extra)])
    )
  }

  hamkori.question = { read, isRight, ticked, answerFor, show, badge }
})()
