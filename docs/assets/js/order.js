/* Cards of a form that are put in order: moved with buttons or with the pointer, and checked on request. The boxes that have
   the number of each place stay in the form, for the sheet and for paper; nothing has a number before something was moved. */
(() => {
  const { make, say, sayCount, announce } = hamkori
  const ENDS = ["pointerup", "pointercancel"]

  const cardsOf = list => [...list.querySelectorAll(".tool-option")]
  const boxOf = card => card.querySelector("[name]")
  const nameOf = card => card.querySelector("label").textContent

  /* Keeps the order that is seen: the form hears of all places at once. */
  function keep(list) {
    cardsOf(list).forEach((card, place) => { boxOf(card).value = String(place + 1) })
    list.dispatchEvent(new Event("input", { bubbles: true }))
  }

  function forget(list) {
    for (const card of cardsOf(list)) {
      card.classList.remove("misplaced")
      card.querySelector(".card-why").textContent = ""
    }
    list.nextElementSibling.querySelector("[role=status]").textContent = ""
  }

  function tellPlace(card) {
    const cards = cardsOf(card.parentElement)
    announce(say("order-place", { card: nameOf(card), place: cards.indexOf(card) + 1, of: cards.length }))
  }

  function move(card, step, button) {
    const list = card.parentElement
    const other = step < 0 ? card.previousElementSibling : card.nextElementSibling
    if (other) {
      if (step < 0) other.before(card)
      else other.after(card)
      forget(list)
      keep(list)
    }
    button.focus() // a card that moves loses it
    tellPlace(card)
  }

  /* A card that is held goes where the pointer is. The page listens, because what moves in it loses the pointer. */
  function hold(card, event) {
    const list = card.parentElement
    const before = cardsOf(list).indexOf(card)
    event.preventDefault()
    card.classList.add("held")

    function follow({ clientY }) {
      const under = cardsOf(list).find(other => other !== card && clientY > other.getBoundingClientRect().top && clientY < other.getBoundingClientRect().bottom)
      if (!under) return
      if (under.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING) under.before(card)
      else under.after(card)
    }

    function drop() {
      document.removeEventListener("pointermove", follow)
      for (const end of ENDS) document.removeEventListener(end, drop)
      card.classList.remove("held")
      if (cardsOf(list).indexOf(card) === before) return
      forget(list)
      keep(list)
      tellPlace(card)
    }

    document.addEventListener("pointermove", follow)
    for (const end of ENDS) document.addEventListener(end, drop)
  }

  /* The cards to move so that all are in order, as few as there can be: those outside the longest row that is. */
  function misplaced(cards) {
    const rows = []
    for (const card of cards) {
      const fitting = rows.filter(row => Number(row[row.length - 1].dataset.place) < Number(card.dataset.place))
      const longest = fitting.reduce((best, row) => (row.length > best.length ? row : best), [])
      rows.push([...longest, card])
    }
    const right = rows.reduce((best, row) => (row.length > best.length ? row : best), [])
    return cards.filter(card => !right.includes(card))
  }

  function check(list) {
    forget(list)
    const wrong = misplaced(cardsOf(list))
    for (const card of wrong) {
      card.classList.add("misplaced")
      card.querySelector(".card-why").textContent = say("order-misplaced", { why: card.dataset.why })
    }
    list.nextElementSibling.querySelector("[role=status]").textContent = wrong.length ? sayCount("order-wrong", wrong.length) : say("order-right")
  }

  function begin(list) {
    const cards = cardsOf(list)
    list.setAttribute("role", "list")
    for (const card of cards) {
      const label = card.querySelector("label")
      const up = make("button", { type: "button", class: "md-button", "aria-label": say("order-up", { card: nameOf(card) }), onclick: () => move(card, -1, up) }, "↑")
      const down = make("button", { type: "button", class: "md-button", "aria-label": say("order-down", { card: nameOf(card) }), onclick: () => move(card, 1, down) }, "↓")
      const handle = make("span", { class: "card-handle no-print", "aria-hidden": "true" }, "⠿")
      handle.addEventListener("pointerdown", event => hold(card, event))
      card.setAttribute("role", "listitem")
      label.before(handle)
      label.after(make("span", { class: "card-moves no-print" }, up, down), make("span", { class: "card-why no-print" }))
    }

    function again() {
      forget(list)
      list.append(...cards)
      for (const card of cards) boxOf(card).value = ""
      list.dispatchEvent(new Event("input", { bubbles: true }))
      cards[0].querySelector("button").focus()
    }

    list.after(make("div", { class: "no-print" },
      make("div", { class: "actions" },
        hamkori.button(say("order-check"), () => check(list)),
        hamkori.button(say("order-again"), again)),
      make("p", { role: "status" })))
    list.classList.add("movable")
    return { list, cards }
  }

  const lists = [...document.querySelectorAll(".tool-form .tool-cards")].map(begin)

  /* Puts the cards as the numbers in their boxes say; shuffled as they came where these are no order. */
  function arrange() {
    for (const { list, cards } of lists) {
      const wanted = cards.map((card, place) => cards.find(one => boxOf(one).value === String(place + 1)))
      const order = wanted.every(Boolean) ? wanted : cards
      if (cardsOf(list).every((card, place) => card === order[place])) continue
      list.append(...order)
      forget(list)
    }
  }

  hamkori.order = { arrange }
})()
