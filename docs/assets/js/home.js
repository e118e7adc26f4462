/* What the reader did last, and where to go on. A newcomer sees nothing, and nothing is loaded for it. */
(() => {
  const screen = document.querySelector("[data-screen=home]")
  const { record, make, link, say, sayCount } = hamkori
  if (!screen || !record.isBegun()) return

  hamkori.loadData("outline").then(() => {
    show()
    record.onChange(show)
  }, () => {}) // without it the page is as for a newcomer

  function show() {
    const kept = record.read()
    // Who else opens this browser shall not see what was read in these modules.
    const modules = hamkori.outline.modules.filter(module => !module.quickExit)
    const step = nextStep(kept, modules)
    const due = modules.flatMap(module => module.items).filter(item => record.isDue(kept, item.id)).length
    screen.textContent = ""
    if (step || due) screen.append(panel(step, due))
  }

  /* Where to go on: a module, what is done of it, and the page with the words that lead there; or null. */
  function nextStep(kept, modules) {
    const at = modules.findIndex(module => kept.last && module.id === kept.last.module)
    const module = modules[at]
    if (!module) return null
    if (!isPassed(kept, module)) return unfinished(kept, module)
    const next = [...modules.slice(at + 1), ...modules.slice(0, at)].find(one => one.written && !isPassed(kept, one))
    return next ? unfinished(kept, next) : passed(kept, module)
  }

  const best = (kept, module) => record.best(kept, module.id)
  const isPassed = (kept, module) => record.isPassed(kept, module.id, hamkori.outline.passMark)

  function unfinished(kept, module) {
    const quiz = kept.open[module.id]
    const answered = quiz ? module.items.filter(item => item.id in quiz.answers).length : 0
    if (answered) {
      const told = say("home-quiz", { n: answered, total: module.items.length })
      return { module, told, share: answered / module.items.length, page: module.quiz, lead: say("home-quiz-on") }
    }
    const seen = kept.read[module.id] || {}
    const unread = module.sections.filter(section => !(section.id in seen))
    const read = module.sections.length - unread.length
    const told = say("home-sections", { n: read, total: module.sections.length })
    const share = module.sections.length ? read / module.sections.length : 0
    if (!read) return { module, told, share, page: module.page, lead: say("home-begin") }
    if (!unread.length) return { module, told, share, page: module.quiz, lead: say("to-quiz") }
    return { module, told, share, page: `${module.page}#${unread[0].id}`, lead: say("home-read-on") }
  }

  function passed(kept, module) {
    const { right, of } = best(kept, module)
    return { module, told: say("home-passed", { right, total: of }), share: right / of, page: module.page, lead: say("to-module") }
  }

  function panel(step, due) {
    return make("section", { class: "panel go-on", "aria-labelledby": "go-on" },
      make("h2", { id: "go-on" }, say("home-go-on")),
      step && about(step),
      due > 0 && make("p", {}, sayCount("home-again", due)),
      make("p", { class: "actions" }, step && link(step.lead, step.page, "md-button--primary"), link(say("home-progress"), "progress.html")))
  }

  function about({ module, told, share }) {
    return [
      make("p", { class: "go-on-title" }, hamkori.titled(module)),
      make("p", {}, told),
      hamkori.bar(share, 1)
    ]
  }
})()
