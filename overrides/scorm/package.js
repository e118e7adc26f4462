/* The page of a package: its place and its answers are kept by the learning system, its result is reported there. */
(() => {
  const { system, make, fill, say, button, bar, isObject } = hamkori
  const { read, isRight, ticked, answerFor, show, badge } = hamkori.question
  const ROOM = 4096 // characters of cmi.suspend_data
  const passMark = Number(document.body.dataset.passMark)
  const result = document.getElementById("result")
  const status = document.getElementById("status")
  const places = [...document.querySelectorAll("main h2[id], main h3[id], .quiz")]
  const questions = [...document.querySelectorAll(".quiz")].map(questionOf)
  const kept = recalled()

  // What is kept: the answers of the attempt under way by the id of the item, and the best result

  function recalled() {
    let value
    try {
      value = JSON.parse(system.read("cmi.suspend_data"))
    } catch (error) {
      value = {}
    }
    const { answers, best } = isObject(value) ? value : {}
    return {
      answers: isObject(answers) ? answers : {},
      best: isObject(best) && Number.isInteger(best.right) && best.of === questions.length ? best : null
    }
  }

  function keep() {
    const answers = {}
    for (const question of questions) if (question.chosen) answers[question.id] = question.chosen
    const text = JSON.stringify({ answers, best: kept.best || undefined })
    if (text.length <= ROOM) system.write("cmi.suspend_data", text)
  }

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
    if (question.chosen) return
    const chosen = ticked(question)
    if (!chosen.length) {
      question.hint.textContent = question.several ? say("quiz-choose-some") : say("quiz-choose-one")
      return
    }
    answer(question, chosen)
    if (counted().answered === questions.length) finish()
    keep()
    system.save()
    showStatus()
    question.verdict.focus()
  }

  function answer(question, chosen) {
    show(question, chosen)
    question.button.hidden = chosen !== null
    question.hint.textContent = ""
  }

  function counted() {
    const given = questions.filter(question => question.chosen)
    return { answered: given.length, right: given.filter(question => isRight(question, question.chosen)).length, of: questions.length }
  }

  const passes = attempt => attempt.right * 100 >= passMark * attempt.of

  // The result: the best attempt is what the learning system hears of, and a pass is never taken back.

  function finish() {
    const attempt = counted()
    if (!kept.best || attempt.right > kept.best.right) kept.best = { right: attempt.right, of: attempt.of }
    const percent = Math.floor((10000 * kept.best.right) / kept.best.of) / 100
    const before = Number(system.read("cmi.core.score.raw") || -1)
    if (percent >= before) {
      system.write("cmi.core.score.min", 0)
      system.write("cmi.core.score.max", 100)
      system.write("cmi.core.score.raw", percent)
    }
    if (passes(kept.best)) system.write("cmi.core.lesson_status", "passed")
    else if (system.read("cmi.core.lesson_status") !== "passed") system.write("cmi.core.lesson_status", "failed")
    hamkori.announce(say("quiz-score", attempt))
  }

  function showResult() {
    const attempt = counted()
    const done = attempt.answered === attempt.of
    result.hidden = !done
    if (!done) return
    const passed = passes(attempt)
    const better = kept.best && kept.best.right > attempt.right
    fill(result,
      make("h3", {}, say("quiz-result")),
      make("p", {}, passed ? badge("passed", say("quiz-passed")) : badge("failed", say("quiz-not-passed")), " ", say("quiz-score", attempt)),
      make("p", {}, say("quiz-pass-mark", { needed: Math.ceil((passMark * attempt.of) / 100), of: attempt.of }), better && [" ", say("quiz-best", kept.best)]),
      button(say("quiz-try-again"), again))
  }

  function again() {
    for (const question of questions) answer(question, null)
    keep()
    system.save()
    showStatus()
    questions[0].element.querySelector("input").focus()
  }

  // What is said of it

  function showStatus() {
    const count = counted()
    fill(status,
      make("p", {}, say("quiz-progress", { ...count, total: count.of })),
      count.answered === count.of && make("a", { href: "#result" }, say("quiz-to-result")),
      bar(count.answered, count.of))
    showResult()
    fill(document.getElementById("system"), make("p", { class: system.isLost() ? "lost" : "" }, heard()))
  }

  function heard() {
    if (!system.open) return say("package-alone")
    if (system.looking) return say("package-looking")
    return system.isLost() ? say("package-lost") : say("package-kept")
  }

  // The place: the last heading or question that has come to the top of the window

  let timer = 0

  function noticePlace() {
    timer = 0
    const line = window.innerHeight / 3
    const above = places.filter(place => place.getBoundingClientRect().top <= line)
    if (above.length) system.write("cmi.core.lesson_location", above[above.length - 1].id)
  }

  function goToPlace() {
    const place = places.find(one => one.id === system.read("cmi.core.lesson_location"))
    if (place && !location.hash) place.scrollIntoView()
  }

  // Beginning

  for (const question of questions) answer(question, answerFor(question, kept.answers[question.id]))
  if (["", "not attempted", "unknown", "browsed"].includes(system.read("cmi.core.lesson_status"))) {
    system.write("cmi.core.lesson_status", "incomplete")
    system.save()
  }
  showStatus()
  goToPlace()
  window.addEventListener("scroll", () => { timer = timer || setTimeout(noticePlace, 300) }, { passive: true })
})()
