/* What of a module has been read: a section is, once each of its parts has been on the screen for a moment. The card at
   the top of the page says how far the reader is and leads to where he or she goes on. Where a page has a quick exit,
   nothing is kept of the reading. */
(() => {
  const screen = document.querySelector("[data-screen=study]")
  if (!screen) return
  const { record, make, fill, bar, say, exposed } = hamkori
  const MOMENT = 1500 // milliseconds
  const { module: id, sections, items, passMark } = screen.dataset
  const list = ids => (ids ? ids.split(" ") : [])
  const module = { sections: list(sections).filter(section => document.getElementById(section)), items: list(items) }

  const titles = new Map(module.sections.map(section => [section, titleOf(document.getElementById(section))]))

  /* The words of a heading without the link behind them. */
  function titleOf(heading) {
    return Array.from(heading.childNodes, part => (part.className === "headerlink" ? "" : part.textContent)).join("")
  }

  // Reading

  function watch() {
    const waiting = new Map(module.sections.map(section => [section, new Set(partsOf(section))]))
    const sectionOf = new Map()
    const timers = new Map()
    const observer = new IntersectionObserver(entries => {
      for (const { target, isIntersecting } of entries) {
        clearTimeout(timers.get(target))
        if (isIntersecting) timers.set(target, setTimeout(() => seen(target), MOMENT))
      }
    }, { rootMargin: "-10% 0px" }) // what only peeps in at the edge is not read

    function seen(part) {
      const section = sectionOf.get(part)
      observer.unobserve(part)
      waiting.get(section).delete(part)
      if (!waiting.get(section).size) record.readSection(id, section)
    }

    const read = record.read().read[id] || {}
    for (const [section, parts] of waiting) {
      if (section in read) continue
      for (const part of parts) {
        sectionOf.set(part, section)
        observer.observe(part)
      }
    }
  }

  /* The heading and all that follows it up to the next heading of its level. */
  function partsOf(section) {
    const heading = document.getElementById(section)
    const parts = []
    for (let part = heading; part && (part === heading || part.tagName !== "H2"); part = part.nextElementSibling) {
      if (part.getClientRects().length) parts.push(part)
    }
    return parts
  }

  // Showing it

  function showAll() {
    const kept = record.read()
    const read = kept.read[id] || {}
    const next = module.sections.find(section => !(section in read))
    const n = module.sections.filter(section => section in read).length
    if (exposed) return fill(screen, make("p", {}, quizState(kept)))
    fill(screen,
      make("p", {}, say("study-read", { n, total: module.sections.length })),
      bar(n, module.sections.length),
      make("p", {}, quizState(kept)),
      n > 0 && next && make("p", {}, say("study-next"), " ", make("a", { href: `#${next}` }, titles.get(next)))
    )
    for (const section of module.sections) if (section in read) markRead(section)
  }

  function markRead(section) {
    for (const place of [document.getElementById(section), ...document.querySelectorAll(`.md-nav__link[href="#${section}"]`)]) {
      if (place.classList.contains("read")) continue
      place.classList.add("read")
      place.append(make("span", { class: "visually-hidden" }, ` ${say("study-mark")}`))
    }
  }

  function quizState(kept) {
    const quiz = kept.open[id]
    const best = record.best(kept, id)
    const answered = quiz && module.items.filter(item => item in quiz.answers).length
    return [
      say("study-quiz"), " ",
      best && [badge(best), " ", say("study-quiz-best", best), " "],
      quiz && say("study-quiz-open", { n: answered, total: module.items.length }),
      !best && !quiz && say("study-quiz-none")
    ]
  }

  function badge(attempt) {
    const passed = record.passes(attempt, Number(passMark))
    return make("span", { class: `badge ${passed ? "passed" : "failed"}` }, passed ? say("quiz-passed") : say("quiz-not-passed"))
  }

  showAll()
  record.onChange(showAll)
  if (!exposed) {
    record.visit(id, "index")
    watch()
  }
})()
