/* What changed since the reader's copy: entries that are newer than its date are marked. The date stands in the query of the
   address, so that START.html of an updated copy can give it, and another language keeps it. */
(() => {
  const entries = Array.from(document.querySelectorAll(".changes [data-date]"))
  const { make, say, sayCount, announce } = hamkori
  if (!entries.length) return
  const DAY = /^\d{4}-\d\d-\d\d$/

  const told = make("p", { class: "changes-told" })
  const input = make("input", { id: "changes-since", type: "date", placeholder: "2026-12-31", onchange: choose })
  const field = make("div", { class: "field" }, make("label", { for: input.id }, say("changes-since")), input)
  entries[0].closest(".changes").before(make("div", { class: "filters no-print" }, field, told))

  function choose() {
    const address = new URL(location.href)
    if (input.value) address.searchParams.set("since", input.value)
    else address.searchParams.delete("since")
    history.replaceState(null, "", address)
    announce(show())
  }

  /* Marks what is newer than the chosen day, and returns what is said about it. */
  function show() {
    for (const mark of document.querySelectorAll(".changes .badge")) mark.remove()
    const isChosen = DAY.test(input.value)
    const fresh = isChosen ? entries.filter(entry => entry.dataset.date > input.value) : []
    for (const entry of fresh) entry.append(" ", make("span", { class: "badge started" }, say("changes-new")))
    told.textContent = !isChosen ? "" : fresh.length ? sayCount("changes-count", fresh.length) : say("changes-none")
    return told.textContent
  }

  input.value = new URLSearchParams(location.search).get("since") || ""
  show()
})()
