/* The quiz of a module: answers are checked one by one and kept in the record by the id of the item. All that is shown
   follows from the record, so that a reload, another tab or another language changes nothing. With #review in the
   address only the items are asked that are to be repeated. */
(() => {
  const screen = document.querySelector("[data-screen=quiz]")
  if (!screen) return
  const { record, make, fill, say, sayCount, exposed } = hamkori
  const module = screen.dataset.module
  const passMark = Number(screen.dataset.passMark)
  const shuffled = "shuffled" in screen.dataset
  const questions = [...document.querySelectorAll(".quiz")].map(questionOf)
  const status = make("div", { class: "quiz-status" })
  const result = make("div", { class: "panel quiz-result", id: "quiz-result", tabindex: "-1", hidden: true })
  let ended = null // the answers of the attempt that was finished in this page
  let review = null // in a review: the questions to repeat, and the answers given to them

  // Questions

  function questionOf(element) {
    const form = element.querySelector("form")
    const question = {
      id: element.dataset.item,
      element,
      form,
      options: [...element.querySelectorAll(".quiz-option")].map(optionOf),
      hint: make("p", { class: "quiz-hint", role: "status" }),
      button: make("button", { type: "submit", class: "md-button" }, say("quiz-check")),
      verdict: make("div", { class: "quiz-verdict", role: "group", tabindex: "-1", hidden: true }),
      explanation: element.querySelector(".quiz-explanation"),
      chosen: null
    }
    question.several = question.options.some(option => option.input.type === "checkbox")
    form.append(question.button, question.hint)
    form.after(question.verdict)
    form.addEventListener("submit", event => {
      event.preventDefault()
      check(question)
    })
    form.addEventListener("change", () => { question.hint.textContent = "" })
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

  /* An answer as the page can show it; none where the options have changed since it was given. */
  function answerFor(question, chosen) {
    const places = (chosen || []).filter(place => question.options.some(option => option.place === place))
    const whole = places.length > 0 && places.length === chosen.length && (question.several || places.length === 1)
    return whole ? places : null
  }

  function check(question) {
    const chosen = question.options.filter(option => option.input.checked).map(option => option.place).sort((a, b) => a - b)
    if (question.chosen) return
    if (!chosen.length) {
      question.hint.textContent = question.several ? say("quiz-choose-some") : say("quiz-choose-one")
      return
    }
    if (review) {
      review.given.set(question, chosen)
      record.answer(question.id, chosen, isRight(question, chosen))
    } else {
      record.answerInQuiz(module, question.id, chosen, isRight(question, chosen))
      finishWhenDone()
    }
    question.verdict.focus()
  }

  // What an answer was worth

  function show(question, chosen) {
    if (String(question.chosen) === String(chosen)) return
    question.chosen = chosen
    question.element.classList.toggle("answered", chosen !== null)
    for (const option of question.options) showOption(question, option, chosen)
    question.button.hidden = chosen !== null
    question.hint.textContent = ""
    question.verdict.hidden = chosen === null
    if (question.explanation) question.explanation.hidden = chosen === null
    if (chosen) tellVerdict(question, chosen)
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

  // The order of options

  /* A number that follows from a text and looks like chance (FNV-1a, stirred). */
  function chance(text) {
    let number = 0x811c9dc5
    for (let at = 0; at < text.length; at += 1) number = Math.imul(number ^ text.charCodeAt(at), 0x01000193)
    number = Math.imul(number ^ (number >>> 16), 0x85ebca6b)
    number = Math.imul(number ^ (number >>> 13), 0xc2b2ae35)
    return (number ^ (number >>> 16)) >>> 0
  }

  /* Another order for every learner and every attempt, the same after a reload. */
  function order(question, turn) {
    if (!shuffled || question.turn === turn) return
    question.turn = turn
    const weight = option => chance(`${option.place} ${question.id} ${turn}`)
    const rows = [...question.options].sort((a, b) => weight(a) - weight(b)).map(option => option.row)
    question.element.querySelector("fieldset").append(...rows)
  }

  // The quiz under way, or the last attempt until a new one is begun

  const attemptsOf = kept => kept.attempts[module] || []

  function quizNow(kept) {
    const attempts = attemptsOf(kept)
    const last = attempts[attempts.length - 1]
    if (kept.open[module]) ended = null
    const shown = !kept.open[module] && last ? ended || answersOf(kept, last) : null
    const before = shown ? attempts[attempts.length - 2] : last
    const answers = shown || (kept.open[module] || { answers: {} }).answers
    return { attempt: shown && last, turn: `${exposed ? "" : kept.learner} ${before ? before.at : ""}`, answers }
  }

  /* What was answered in an attempt, as far as the record still has all of it; otherwise null. */
  function answersOf(kept, attempt) {
    const answers = {}
    for (const { id } of questions) {
      const given = (kept.answers[id] || []).filter(answer => answer.at <= attempt.at)
      if (given.length) answers[id] = given[given.length - 1].chosen
    }
    const { answered, right } = counted(questions, question => answerFor(question, answers[question.id]))
    return answered === attempt.of && questions.length === attempt.of && right === attempt.right ? answers : null
  }

  function counted(asked, answerTo) {
    const given = asked.filter(answerTo)
    return { total: asked.length, answered: given.length, right: given.filter(question => isRight(question, answerTo(question))).length }
  }

  function finishWhenDone() {
    const quiz = record.read().open[module]
    if (!quiz) return
    const { total, answered, right } = counted(questions, question => answerFor(question, quiz.answers[question.id]))
    if (answered < total) return
    ended = quiz.answers
    record.finishQuiz(module, right, total)
    hamkori.announce(say("quiz-score", { right, of: total }))
  }

  function begin() {
    record.beginQuiz(module)
    questions[0].element.querySelector("input").focus()
  }

  // Showing it all

  function showAll() {
    if (review) showReview()
    else showQuiz()
  }

  function showQuiz() {
    const kept = record.read()
    const { attempt, turn, answers } = quizNow(kept)
    const best = record.best(kept, module)
    for (const question of questions) {
      question.element.hidden = false
      order(question, turn)
      show(question, answerFor(question, answers[question.id]))
    }
    const count = counted(questions, question => question.chosen)
    fill(status,
      make("p", {}, progressWords(count)),
      attempt && make("a", { href: "#quiz-result" }, say("quiz-to-result")),
      !attempt && best && make("p", {}, bestWords(best)),
      bar(count)
    )
    showResult(attempt, () => resultOf(attempt, best))
  }

  const progressWords = ({ total, answered, right }) => say("quiz-progress", { answered, total, right })

  const bar = ({ total, answered }) => hamkori.bar(answered, total)

  let resultShown = null

  /* Fills the panel below the questions when it is about something else than before. */
  function showResult(subject, partsOf) {
    result.hidden = !subject
    if (JSON.stringify(subject) === resultShown) return
    resultShown = JSON.stringify(subject)
    fill(result, subject && partsOf())
  }

  const bestWords = ({ right, of }) => say("quiz-best", { right, of })
  const passed = attempt => record.passes(attempt, passMark)

  function resultOf(attempt, best) {
    const { right, of } = attempt
    const rest = make("div")
    const actions = make("div", { class: "actions" },
      make("button", { type: "button", class: passed(attempt) ? "md-button" : "md-button md-button--primary", onclick: begin }, say("quiz-try-again")),
      progressLink(false))
    addFromOutline(attempt, rest, actions)
    return [
      make("h2", {}, say("quiz-result")),
      make("p", {}, passed(attempt) ? badge("passed", say("quiz-passed")) : badge("failed", say("quiz-not-passed")), " ", say("quiz-score", { right, of })),
      make("p", {}, say("quiz-pass-mark", { needed: Math.ceil((passMark * of) / 100), of }), best.at !== attempt.at && [" ", bestWords(best)]),
      rest,
      actions
    ]
  }

  function progressLink(first) {
    const kind = first ? "md-button md-button--primary" : "md-button"
    return make("a", { class: kind, href: new URL("progress.html", hamkori.home).href }, say("quiz-my-progress"))
  }

  /* Without the outline of the course the result is shown all the same. */
  function addFromOutline(attempt, rest, actions) {
    hamkori.loadData("outline").then(() => {
      const { modules } = hamkori.outline
      const at = modules.findIndex(one => one.id === module)
      if (at < 0) return
      rest.append(...readAgain(modules[at]))
      const next = modules[at + 1]
      if (next) actions.prepend(nextLink(next, passed(attempt) && next.written))
    }, () => {})
  }

  function readAgain(outline) {
    const wrong = questions.filter(question => question.chosen && !isRight(question, question.chosen)).map(question => question.id)
    const taught = outline.items.filter(item => wrong.includes(item.id)).map(item => item.taught)
    const sections = outline.sections.filter(section => taught.some(ids => ids.includes(section.id)))
    if (!sections.length) return []
    const page = new URL(outline.page, hamkori.home).href
    return [
      make("h3", {}, say("quiz-read-again")),
      make("ul", {}, sections.map(section => make("li", {}, make("a", { href: `${page}#${section.id}` }, section.title))))
    ]
  }

  function nextLink(next, first) {
    const title = hamkori.titled(next)
    const words = [say("quiz-next", { title }), !next.written && ` (${say("planned")})`]
    return make("a", { class: first ? "md-button md-button--primary" : "md-button", href: new URL(next.page, hamkori.home).href }, words)
  }

  // The review

  function beginReview() {
    const kept = record.read()
    const asked = questions.filter(question => record.isDue(kept, question.id))
    review = { asked, given: new Map() }
    for (const question of asked) order(question, `${kept.learner} ${kept.answers[question.id].length}`)
  }

  function showReview() {
    const { asked, given } = review
    for (const question of questions) {
      question.element.hidden = !asked.includes(question)
      show(question, given.get(question) || null)
    }
    const count = counted(asked, question => given.get(question))
    fill(status, asked.length > 0 && [
      make("p", {}, make("strong", {}, sayCount("quiz-review", asked.length))),
      make("p", {}, progressWords(count)),
      bar(count)
    ])
    const done = given.size === asked.length
    showResult(done && { review: count }, () => reviewEnd(count))
  }

  function reviewEnd({ total, right }) {
    return [
      make("p", {}, total ? say("quiz-review-done", { right, of: total }) : say("quiz-review-none")),
      make("div", { class: "actions" },
        progressLink(true),
        make("a", { class: "md-button", href: location.pathname }, say("quiz-whole")))
    ]
  }

  // Beginning

  function begun() {
    review = null
    if (location.hash === "#review") beginReview()
    showAll()
  }

  screen.append(status)
  questions[questions.length - 1].element.after(result)
  if (!exposed) record.visit(module, "quiz")
  finishWhenDone() // a question may have gone since, and it was the last
  begun()
  record.onChange(showAll)
  window.addEventListener("hashchange", () => {
    if ((location.hash === "#review") !== (review !== null)) begun()
  })
})()
