/* Filters and order for the register of teams and centres. The table stands in the page; without this script all of its
   rows are shown in the order of time. What was chosen stands in the query of the address, as for the tools. */
(() => {
  const register = document.querySelector(".register")
  const table = register && register.querySelector("table")
  if (!table) return
  const { make, say, sayCount } = hamkori
  const heads = [...table.tHead.rows[0].cells]
  const body = table.tBodies[0]
  const rows = [...body.rows].map((row, place) => ({ row, place, cells: [...row.cells].map(cell => cell.textContent.trim()) }))
  const COUNT = 3 // the column that is sorted as numbers
  const WHEN = 5 // the column whose order is that of time: the rows come in it
  const compare = new Intl.Collator(hamkori.locale, { numeric: true }).compare
  const order = { column: WHEN, down: false }

  label()
  heads.slice(0, -1).forEach(sortable) // nobody looks for a remark by its first letter
  const filters = [["region", 1], ["kind", 2], ["status", 4], ["source", 6]].map(filterOf)
  const count = make("p", { class: "filters-count" })
  const none = make("p", { class: "notice", hidden: true }, say("register-none"))
  const all = hamkori.button(say("register-all"), showAll)
  register.prepend(
    make("div", { class: "filters no-print", role: "group", "aria-label": say("register-filter") },
      filters.map(({ select, title, name }) => make("div", { class: "field" },
        make("label", { for: `filter-${name}` }, title), select)),
      make("div", { class: "filters-foot" }, count, all)),
    none)
  window.addEventListener("popstate", restore)
  restore()

  /* Rows are laid out as lines and cards; for those who listen the table stays one. */
  function label() {
    register.classList.add("live")
    table.setAttribute("aria-label", say("register-table"))
    table.setAttribute("role", "table")
    for (const group of [table.tHead, body]) group.setAttribute("role", "rowgroup")
    for (const row of table.rows) row.setAttribute("role", "row")
    for (const head of heads) {
      head.setAttribute("role", "columnheader")
      head.dataset.sortMethod = "none" // the theme marks heads that it can sort by itself
      head.scope = "col"
    }
    const names = heads.map(head => head.textContent)
    for (const { row } of rows) {
      [...row.cells].forEach((cell, column) => {
        cell.setAttribute("role", "cell")
        cell.dataset.label = names[column]
      })
    }
  }

  function sortable(head, column) {
    const name = head.textContent
    hamkori.fill(head, make("button", { type: "button", class: "sort", onclick: () => sortBy(column, name) }, name))
  }

  function sortBy(column, name) {
    order.down = order.column === column && !order.down
    order.column = column
    sort()
    hamkori.announce(order.down ? say("register-sorted-down", { column: name }) : say("register-sorted", { column: name }))
  }

  function sort() {
    const value = ({ cells }) => (order.column === COUNT ? Number((cells[COUNT].match(/\d+/) || [0])[0]) : cells[order.column])
    const before = (one, other) => {
      if (order.column === WHEN) return one.place - other.place
      if (order.column === COUNT) return value(one) - value(other)
      return compare(value(one), value(other))
    }
    const sorted = [...rows].sort((one, other) => (order.down ? -before(one, other) : before(one, other)) || one.place - other.place)
    body.append(...sorted.map(({ row }) => row))
    heads.forEach((head, column) => {
      if (column === order.column) head.setAttribute("aria-sort", order.down ? "descending" : "ascending")
      else head.removeAttribute("aria-sort")
    })
  }

  function filterOf([name, column]) {
    const values = [...new Set(rows.map(({ cells }) => cells[column]))].sort(compare)
    const select = make("select", { id: `filter-${name}`, onchange: choose },
      make("option", { value: "" }, say("register-any")),
      values.map(value => make("option", { value }, value)))
    return { name, column, select, title: heads[column].textContent }
  }

  function choose() {
    const address = new URL(location.href)
    for (const { name, select } of filters) {
      if (select.value) address.searchParams.set(name, select.value)
      else address.searchParams.delete(name)
    }
    address.hash = ""
    history.pushState(null, "", address)
    hamkori.announce(show())
  }

  function showAll() {
    for (const { select } of filters) select.value = ""
    choose()
    filters[0].select.focus() // the button has just gone
  }

  /* Shows the rows that fit every choice, and returns what is said about them. */
  function show() {
    for (const { row, cells } of rows) row.hidden = !filters.every(({ select, column }) => !select.value || cells[column] === select.value)
    const shown = rows.filter(({ row }) => !row.hidden).length
    count.textContent = sayCount("register-shown", shown, { total: rows.length })
    none.hidden = shown > 0
    all.hidden = filters.every(({ select }) => !select.value)
    return shown ? count.textContent : none.textContent
  }

  function restore() {
    const chosen = new URL(location.href).searchParams
    for (const { name, select } of filters) {
      select.value = chosen.get(name) || ""
      if (select.selectedIndex < 0) select.value = "" // a value that no row has
    }
    sort()
    show()
  }
})()
