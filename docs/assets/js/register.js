/* Filters and order for the register of teams and centres. The table stands in the page; without this script all of its
   rows are shown in the order of time. */
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
  sort()
  const criteria = [["region", 1], ["kind", 2], ["status", 4], ["source", 6]].map(criterionOf)
  const { parts } = hamkori.filters(rows.map(({ row }) => row), criteria, {
    group: say("register-filter"),
    any: say("register-any"),
    none: say("register-none"),
    all: say("register-all"),
    shown: n => sayCount("register-shown", n, { total: rows.length })
  })
  register.prepend(...parts)

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

  function criterionOf([name, column]) {
    const valueOf = row => row.cells[column].textContent.trim()
    const values = rows.map(({ row }) => valueOf(row)).sort(compare)
    return { name, label: heads[column].textContent, options: [...new Set(values)].map(value => [value, value]), valuesOf: row => [valueOf(row)] }
  }
})()
