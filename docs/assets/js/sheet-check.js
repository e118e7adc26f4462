/* For trainers: does the check code of a completion sheet belong to its name, and what does the code say? */
(() => {
  const { make, fact, facts, say, sayCount } = hamkori
  const screen = document.querySelector("[data-screen=sheet-check]")
  if (!screen) return

  const field = (id, label, help) => make("div", { class: "field" },
    make("label", { for: id }, label),
    make("input", { id, type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false", "aria-describedby": `${id}-help` }),
    make("p", { class: "field-help", id: `${id}-help` }, help))

  const answer = make("div", { role: "status" })
  const code = field("check-code", say("check-code"), say("check-code-help"))
  const name = field("check-name", say("check-name"), say("check-name-help"))
  const typed = place => place.querySelector("input").value

  function problemWords({ problem, sign, length }) {
    switch (problem) {
      case "empty": return say("check-empty")
      case "sign": return say("check-sign", { sign })
      case "length": return sayCount("check-length", length)
      default: return say("check-differs")
    }
  }

  const problem = found => make("div", { class: "notice warning" }, make("p", {}, problemWords(found)))

  function moduleRow({ number, right, of }) {
    const known = [...hamkori.outline.modules, ...hamkori.outline.tests].find(module => module.number === number)
    const label = known ? hamkori.titled(known) : say("module-label", { number })
    return fact(label, say("sheet-points", { right, of, percent: of ? Math.floor((100 * right) / of) : 0 }))
  }

  function agreement({ day, learner, modules }) {
    return make("div", { class: "notice good" },
      make("p", {}, say("check-agrees")),
      facts(
        fact(say("sheet-person"), typed(name).trim() || "—"),
        fact(say("sheet-learner"), hamkori.record.spaced(learner)),
        fact(say("sheet-date"), hamkori.date(`${day}T12:00:00`)),
        modules.map(moduleRow)))
  }

  function check(event) {
    event.preventDefault()
    const found = hamkori.code.read(typed(code), typed(name))
    answer.textContent = ""
    answer.append(found.content ? agreement(found.content) : problem(found))
  }

  const forget = () => { answer.textContent = "" } // an answer stands only beside what it answers

  hamkori.loadData("outline").then(() => {
    screen.textContent = ""
    screen.append(
      make("form", { onsubmit: check, oninput: forget, autocomplete: "off" },
        code,
        name,
        make("div", { class: "actions" }, make("button", { type: "submit", class: "md-button md-button--primary" }, say("check-button")))),
      answer)
  })
})()
