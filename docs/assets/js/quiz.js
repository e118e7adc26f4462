/* The quiz of a module: answers are checked one by one and kept in the record by the id of the item. All that is shown
   follows from the record, so that a reload, another tab or another language changes nothing. With #review in the
   address only the items are asked that are to be repeated. */
(() => {
  const screen = document.querySelector("[data-screen=quiz]")
  if (!screen) return
  const { record, make, fill, at, button, link, say, sayCount, exposed, chance } = hamkori
  const { read, isRight, ticked, answerFor, show: showAnswer, badge } = hamkori.question
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
    const question = read(element)
    question.hint = make("p", { class: "quiz-hint", role: "status" })
    question.button = make("button", { type: "submit", class: "md-button" }, say("quiz-check"))
    question.form.append(question.button, question.hint)
    question.form.addEventListener("submit", () => check(question))
    question.form.addEventListener("change", () => { question.hint.textContent = "" })
    return question
  }

  function check(question) {
    const chosen = ticked(question)
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

  function show(question, chosen) {
    if (!showAnswer(question, chosen)) return
    question.button.hidden = chosen !== null
    question.hint.textContent = ""
  }

  // The order of options

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
      button(say("quiz-try-again"), begin, passed(attempt) ? "" : "md-button--primary"),
      link(say("quiz-my-progress"), "progress.html"))
    addFromOutline(attempt, rest, actions)
    return [
      make("h2", {}, say("quiz-result")),
      make("p", {}, passed(attempt) ? badge("passed", say("quiz-passed")) : badge("failed", say("quiz-not-passed")), " ", say("quiz-score", { right, of })),
      make("p", {}, say("quiz-pass-mark", { needed: Math.ceil((passMark * of) / 100), of }), best.at !== attempt.at && [" ", bestWords(best)]),
      rest,
      actions
    ]
  }

  /* Without the outline of the course the result is shown all the same. */
  function addFromOutline(attempt, rest, actions) {
    hamkori.loadData("outline").then(() => {
      const { modules } = hamkori.outline
      const place = modules.findIndex(one => one.id === module)
      if (place < 0) return
      rest.append(...readAgain(modules[place]))
      const next = modules[place + 1]
      if (next) actions.prepend(nextLink(next, passed(attempt) && next.written))
    }, () => {})
  }

  function readAgain(outline) {
    const wrong = questions.filter(question => question.chosen && !isRight(question, question.chosen)).map(question => question.id)
    const taught = outline.items.filter(item => wrong.includes(item.id)).map(item => item.taught)
    const sections = outline.sections.filter(section => taught.some(ids => ids.includes(section.id)))
    if (!sections.length) return []
    return [
      make("h3", {}, say("quiz-read-again")),
      make("ul", {}, sections.map(section => make("li", {}, make("a", { href: at(`${outline.page}#${section.id}`) }, section.title))))
    ]
  }

  function nextLink(next, first) {
    const title = hamkori.titled(next)
    const words = [say("quiz-next", { title }), !next.written && ` (${say("planned")})`]
    return link(words, next.page, first ? "md-button--primary" : "")
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
        link(say("quiz-my-progress"), "progress.html", "md-button--primary"),
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
