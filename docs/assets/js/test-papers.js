/* The final test of a track on paper: versions A and B that share no question, and the key to each. The number of the test
   decides which questions they have, so that the same paper can be printed again. */
(() => {
  const screen = document.querySelector("[data-screen=test-papers]")
  if (!screen) return
  const { make, fill, button, say, chance } = hamkori
  const { draw, bankOf, questionElement } = hamkori.draw
  const MOST = 9999
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

  const papers = make("div", { class: "papers" })
  const news = make("p", { class: "quiz-hint", role: "status" })

  // What is to be printed

  const track = make("select", { id: "paper-track" })
  const number = make("input", {
    id: "paper-number", type: "number", min: "1", max: `${MOST}`, step: "1", inputmode: "numeric", "aria-describedby": "paper-number-help"
  })

  const anyNumber = () => 1 + (chance(`${Date.now()} ${Math.random()}`) % MOST)
  const numberNow = () => (/^\d{1,4}$/.test(number.value.trim()) && Number(number.value) > 0 ? Number(number.value) : null)

  function otherNumber() {
    number.value = anyNumber()
    show()
  }

  const controls = () => make("div", { class: "no-print" },
    make("div", { class: "field" }, make("label", { for: "paper-track" }, say("paper-track")), track),
    make("div", { class: "field" },
      make("label", { for: "paper-number" }, say("paper-number")),
      number,
      make("p", { class: "field-help", id: "paper-number-help" }, say("paper-number-help"))),
    news,
    make("div", { class: "actions" },
      button(say("paper-print"), () => window.print(), "md-button--primary"),
      button(say("paper-other-number"), otherNumber)))

  // The papers

  const line = () => make("span", { class: "blank-line" })
  const fact = (label, ...value) => make("span", { class: "paper-fact" }, label, ": ", value)

  function paper(chosen, version, bank) {
    const of = version.questions.length
    return make("section", { class: "paper" },
      make("h2", {}, say("test-title", { title: chosen.title })),
      make("p", { class: "paper-version" }, say("paper-version", { version: version.name, number: numberNow() })),
      make("p", { class: "paper-facts" },
        fact(say("paper-name"), line()), fact(say("paper-date"), line()), fact(say("paper-points"), line(), " ", say("paper-of", { of }))),
      make("p", {}, say("paper-how")),
      make("ol", { class: "paper-questions" }, version.questions.map(({ item }, place) => question(bank[item.id], place))))
  }

  function question(html, place) {
    const element = questionElement(html, say("question-number", { number: place + 1 }))
    const several = element.querySelector("input[type=checkbox]") !== null
    const options = [...element.querySelectorAll(".quiz-option > label")]
    return make("li", {},
      make("div", { class: "paper-question" }, words(element.querySelector(".quiz-question")), several && make("em", {}, ` ${say("paper-several")}`)),
      make("ol", { class: "paper-options", type: "A" }, options.map(option => make("li", {}, words(option)))))
  }

  /* What an element says, without its links: nobody can follow them on paper. */
  function words(element) {
    for (const link of element.querySelectorAll("a")) link.replaceWith(...link.childNodes)
    return [...element.childNodes]
  }

  function key(chosen, version, bank) {
    const of = version.questions.length
    const needed = Math.ceil((hamkori.outline.passMark * of) / 100)
    const heads = [say("paper-question"), say("paper-answer"), say("progress-module")]
    return make("section", { class: "paper" },
      make("h2", {}, say("test-title", { title: chosen.title })),
      make("p", { class: "paper-version" }, say("paper-key", { version: version.name, number: numberNow() })),
      make("p", {}, say("paper-key-for-trainers", { needed, of })),
      make("table", { class: "results" },
        make("thead", {}, make("tr", {}, heads.map(head => make("th", { scope: "col" }, head)))),
        make("tbody", {}, version.questions.map(({ module, item }, place) => make("tr", {},
          make("th", { scope: "row" }, place + 1),
          make("td", {}, make("strong", {}, letters(bank[item.id]))),
          make("td", {}, hamkori.titled(module)))))))
  }

  function letters(html) {
    const inputs = [...questionElement(html, "").querySelectorAll("input")]
    return inputs.flatMap((input, place) => ("correct" in input.dataset ? LETTERS[place] : [])).join(", ")
  }

  const seedNow = () => `${track.value} ${numberNow()}`

  async function show() {
    const chosen = hamkori.outline.tracks.find(one => one.id === track.value)
    news.textContent = numberNow() ? "" : say("paper-number-wrong")
    if (!numberNow()) return fill(papers)
    const seed = seedNow()
    try {
      const bank = await bankOf(chosen)
      if (seed !== seedNow()) return // something else was chosen meanwhile
      const versions = draw(hamkori.outline, chosen, seed)
      const empty = versions[0].questions.length === 0
      fill(papers, empty
        ? make("p", { class: "notice" }, say("test-none"))
        : [...versions.map(version => paper(chosen, version, bank)), ...versions.map(version => key(chosen, version, bank))])
    } catch (error) {
      if (seed === seedNow()) fill(papers, make("p", { class: "notice warning", role: "alert" }, say("test-unreadable")))
    }
  }

  hamkori.loadData("outline").then(() => {
    track.append(...hamkori.outline.tracks.map(one => make("option", { value: one.id }, one.title)))
    number.value = anyNumber()
    fill(screen, controls(), papers)
    screen.parentElement.classList.add("paper-page") // of which only the papers are printed
    track.addEventListener("change", show)
    number.addEventListener("input", show)
    show()
  }, () => fill(screen, make("p", { class: "notice warning", role: "alert" }, say("test-unreadable"))))
})()
