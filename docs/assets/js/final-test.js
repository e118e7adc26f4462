/* The final test of a track, named in the address: final-test.html#cadet. Its questions follow from the moment at which
   it was begun, and all that is shown follows from the record, so that a reload, another tab or another language changes
   nothing. What is right is told when the test is handed in. */
(() => {
  const screen = document.querySelector("[data-screen=final-test]")
  if (!screen) return
  const { record, make, fill, at, button, link, say, sayCount, announce } = hamkori
  const { read, isRight, ticked, answerFor, show, badge } = hamkori.question
  const { draw, bankOf, questionElement } = hamkori.draw
  let track // the track on the page, null where the learner is to choose one
  let shown = null // the test on the page: when it was begun, its questions and the parts that change
  let ended = null // the test that was handed in in this page, with what was given as answers

  const keyOf = track => `test-${track.id}`
  const length = track => track.modules.reduce((sum, { questions }) => sum + questions, 0)
  const passes = attempt => record.passes(attempt, hamkori.outline.passMark)
  const passMark = of => say("quiz-pass-mark", { needed: Math.ceil((hamkori.outline.passMark * of) / 100), of })

  // Choosing a track

  function choice() {
    return [
      make("h2", { tabindex: "-1" }, say("test-choose")),
      make("ul", { class: "test-tracks" }, hamkori.outline.tracks.map(track => make("li", {},
        make("a", { href: `#${track.id}` }, track.title), ` · ${sayCount("questions", length(track))} `, stateOf(track))))
    ]
  }

  function stateOf(track) {
    const kept = record.read()
    const best = record.best(kept, keyOf(track))
    const open = kept.open[keyOf(track)]
    return [
      best && badge(passes(best) ? "passed" : "failed", say("track-test-best", best)),
      " ",
      open && badge("started", say("test-begun", { n: Object.keys(open.answers).length, of: length(track) }))
    ]
  }

  // Before the test

  function entrance() {
    const best = record.best(record.read(), keyOf(track))
    if (!length(track)) return [make("p", { class: "notice" }, say("test-none")), make("div", { class: "actions" }, ways())]
    return make("div", { class: "panel" },
      make("p", {}, make("strong", {}, sayCount("questions", length(track))), ". ", passMark(length(track))),
      make("p", {}, say("test-about")),
      make("p", {}, say("test-how")),
      best && make("p", {}, badge(passes(best) ? "passed" : "failed", passes(best) ? say("quiz-passed") : say("quiz-not-passed")), " ", say("quiz-best", best)),
      make("div", { class: "actions" }, button(say("test-begin"), begin, "md-button--primary"), ways()))
  }

  const ways = () => [link(say("test-to-track"), track.page), make("a", { class: "md-button", href: location.pathname }, say("test-other-track"))]

  function begin() {
    record.beginQuiz(keyOf(track))
    firstInput(shown.asked[0]).focus()
  }

  // The test

  /* The questions as they stand on the page, drawn once for each test. */
  function build(open) {
    const [{ questions }] = draw(hamkori.outline, track, `${track.id} ${open.at}`)
    const asked = questions.map(({ module, item }, place) => {
      const question = read(questionElement(bank[item.id], say("question-number", { number: place + 1 })))
      question.module = module
      question.element.addEventListener("change", () => record.choose(keyOf(track), question.id, ticked(question)))
      return question
    })
    const status = make("div", { class: "quiz-status" })
    const end = make("div", { class: "panel quiz-result", id: "test-end", tabindex: "-1" })
    return { at: open.at, asked, status, end, asking: null }
  }

  function showTest(open) {
    if (!shown || shown.at !== open.at) {
      shown = build(open)
      fill(screen, title(), shown.status, shown.asked.map(question => question.element), shown.end)
    }
    const { asked, status, end, asking } = shown
    for (const question of asked) tick(question, open.answers[question.id])
    const answered = asked.filter(question => answerFor(question, open.answers[question.id])).length
    fill(status, make("p", {}, say("test-answered", { n: answered, of: asked.length })), hamkori.bar(answered, asked.length))
    fill(end, asking ? asking() : actions())
  }

  function tick(question, chosen) {
    const places = answerFor(question, chosen) || []
    for (const option of question.options) option.input.checked = places.includes(option.place)
  }

  const actions = () => make("div", { class: "actions" },
    button(say("test-hand-in"), handIn, "md-button--primary"),
    button(say("test-set-aside"), () => ask(setAsideQuestion)))

  /* Puts a question of the page itself to the learner, in the panel at the end of the test. */
  function ask(parts) {
    shown.asking = parts
    showAll()
    shown.end.focus()
    announce(shown.end.querySelector("p").textContent)
  }

  function goBack(target) {
    shown.asking = null
    showAll()
    target.focus()
  }

  const firstInput = question => question.element.querySelector("input")
  const unanswered = () => shown.asked.filter(question => !ticked(question).length)

  function missingQuestion() {
    const missing = unanswered()
    if (!missing.length) return actions() // the last of them was answered meanwhile
    const links = missing.map(question => make("li", {},
      make("a", { href: `#${track.id}`, onclick: event => {
        event.preventDefault()
        goBack(firstInput(question))
      } }, question.element.querySelector("h2").textContent)))
    return [
      make("p", {}, sayCount("test-missing", missing.length)),
      make("ul", { class: "test-missing" }, links),
      make("div", { class: "actions" },
        button(say("test-go-back"), () => goBack(firstInput(missing[0])), "md-button--primary"),
        button(say("test-hand-in-all-the-same"), finish))
    ]
  }

  const setAsideQuestion = () => [
    make("p", {}, say("test-set-aside-ask")),
    make("div", { class: "actions" },
      button(say("test-go-back"), () => goBack(firstInput(shown.asked[0])), "md-button--primary"),
      button(say("test-set-aside-yes"), begin, "danger"))
  ]

  function handIn() {
    if (unanswered().length) ask(missingQuestion)
    else finish()
  }

  function finish() {
    const given = shown.asked.map(question => {
      const chosen = ticked(question)
      return { item: question.id, chosen, right: chosen.length > 0 && isRight(question, chosen) }
    })
    ended = { ...shown, given }
    record.finishTest(keyOf(track), given)
    announce(say("quiz-score", { right: given.filter(one => one.right).length, of: given.length }))
    toResult()
  }

  // After the test

  function showResult() {
    const { asked, given, status, end } = ended
    const right = given.filter(one => one.right).length
    asked.forEach((question, place) => reveal(question, given[place]))
    fill(status, make("p", {}, say("quiz-score", { right, of: given.length })), make("a", { href: "#test-end", onclick: toEnd }, say("quiz-to-result")))
    fill(end,
      make("h2", {}, say("quiz-result")),
      verdict({ right, of: given.length }),
      byModule(),
      right < given.length && make("p", {}, say("test-review")),
      make("div", { class: "actions" },
        button(say("test-again"), begin),
        link(say("quiz-my-progress"), "progress.html", "md-button--primary"),
        link(say("test-to-track"), track.page)))
  }

  /* The address names the track: a link to a place in the page must not change it. */
  function toEnd(event) {
    event.preventDefault()
    toResult()
  }

  function toResult() {
    ended.end.focus({ preventScroll: true })
    ended.end.scrollIntoView()
  }

  function reveal(question, { chosen }) {
    if (show(question, chosen) && !chosen.length) question.verdict.append(make("p", {}, say("test-unanswered")))
  }

  const verdict = ({ right, of }) => make("p", {},
    passes({ right, of }) ? badge("passed", say("quiz-passed")) : badge("failed", say("quiz-not-passed")),
    " ", say("quiz-score", { right, of }), " ", passMark(of))

  function byModule() {
    const rows = track.modules.map(({ id }) => moduleRow(id)).filter(Boolean)
    return make("table", { class: "results" },
      make("caption", {}, say("test-by-module")),
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, say("progress-module")), make("th", { scope: "col" }, say("test-module-right")))),
      make("tbody", {}, rows))
  }

  function moduleRow(id) {
    const own = ended.given.filter((one, place) => ended.asked[place].module.id === id)
    if (!own.length) return null
    const { module } = ended.asked.find(question => question.module.id === id)
    const right = own.filter(one => one.right).length
    return make("tr", {},
      make("th", { scope: "row" }, make("a", { href: at(module.page) }, hamkori.titled(module))),
      make("td", {}, `${right} / ${own.length}`))
  }

  // Showing it all

  const bank = {} // the HTML of questions by item id, of every track that was asked for

  const title = () => make("h2", { class: "test-title", tabindex: "-1" }, say("test-title", { title: track.title }))

  function showAll() {
    if (!track) return fill(screen, choice())
    const open = record.read().open[keyOf(track)]
    if (open && length(track)) {
      ended = null
      return showTest(open)
    }
    shown = null
    if (ended) showResult()
    else fill(screen, title(), entrance())
  }

  /* The track that the address names; one that names a place on the page leaves the track that is there. */
  function trackIn(hash) {
    const named = hamkori.outline.tracks.find(({ id }) => `#${id}` === hash)
    return named || (hash && track) || null
  }

  /* Goes to the track in the address, when what it needs is loaded. */
  async function arrive() {
    const { hash } = location
    try {
      await hamkori.loadData("outline")
      const next = trackIn(hash)
      if (next) Object.assign(bank, await bankOf(next))
      if (hash === location.hash && next !== track) goTo(next)
    } catch (error) {
      if (hash === location.hash) fail()
    }
  }

  function goTo(next) {
    const chosen = track !== undefined // in this page, where the link that was followed is no more
    track = next
    shown = ended = null
    showAll()
    if (chosen) screen.querySelector("h2").focus()
  }

  function fail() {
    track = undefined
    fill(screen, make("p", { class: "notice warning", role: "alert" }, say("test-unreadable")))
  }

  arrive()
  record.onChange(() => { if (track !== undefined) showAll() })
  window.addEventListener("hashchange", arrive)
})()
