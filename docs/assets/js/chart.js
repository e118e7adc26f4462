/* Charts of a form: bars, a web, a timeline, drawn from its tables. The table beside is what a screen reader reads. */
(() => {
  const { say } = hamkori
  const { number, shown } = hamkori.compute
  const WIDE = { width: 640, names: 210, longest: 26, radius: 130 } // names: width of the names of rows, longest: signs on a line
  const NARROW = { width: 360, names: 120, longest: 15, radius: 85 }
  const NARROWEST = 480 // pixels that a wide drawing needs
  const LINE = 22
  const DAY = 86400000
  let size = WIDE // of the drawing that is made

  function draw(tag, attributes = {}, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag)
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
    element.append(...children.flat(Infinity).filter(Boolean))
    return element
  }

  const text = (x, y, words, more = {}) => draw("text", { x, y, class: "chart-text", ...more }, words)

  function lines(words) {
    const found = [""]
    for (const word of words.split(" ")) {
      const last = found[found.length - 1]
      if (last && `${last} ${word}`.length > size.longest) found.push(word)
      else found[found.length - 1] = last ? `${last} ${word}` : word
    }
    return found.length > 2 ? [found[0], `${found[1]}…`] : found
  }

  const nameAt = (y, words) => {
    const said = lines(words)
    return said.map((line, place) => text(0, y + (place - (said.length - 1) / 2) * 15 + 5, line))
  }

  // Reading the table

  const cell = (groups, name) => (groups.get(name) || [])[0]

  function valueOf(input) {
    if (!input) return null
    if (input.tagName === "SELECT") return input.value === "" ? null : Number(input.selectedOptions[0].dataset.points)
    const value = input.tagName === "OUTPUT" ? Number(input.dataset.value) : number(input.value) // NaN of nothing
    return Number.isNaN(value) ? null : value
  }

  /* What stands in the place of a bar for a result that has no number to show: that it is hidden, or unclear. */
  const wordsFor = input => (input && input.dataset.value === "NaN" ? input.firstChild.textContent : "")

  /* A row is called by its name; a numbered one by what is written in its first text. */
  function rowsOf(form, groups, { of, columns }) {
    const table = form.querySelector(`[data-table="${of}"]`)
    return [...table.querySelectorAll("tbody tr")].map(row => {
      const numbered = row.parentElement.classList.contains("numbered")
      const own = row.querySelector("td.text textarea, td.long-text textarea")
      const name = numbered ? own && own.value.trim() : row.querySelector("th").textContent
      const cells = columns.map(column => cell(groups, `${of}.${row.dataset.row}.${column}`))
      const { atLeast, atMost } = row.dataset
      return { name: name || "", cells, values: cells.map(valueOf), said: cells.map(wordsFor), limits: [atLeast, atMost].filter(limit => limit !== undefined).map(Number) }
    })
  }

  const heads = (form, { of, columns }) => {
    const table = form.querySelector(`[data-table="${of}"]`)
    const row = table.querySelector("tbody tr")
    return columns.map(column => {
      const input = row.querySelector(`[name$=".${column}"]`)
      return input ? input.closest("td").dataset.label : column
    })
  }

  // Shapes

  function legend(y, names) {
    if (names.length < 2) return []
    return names.map((name, place) => [
      draw("rect", { x: place * (size.width / 2), y: y - 11, width: 12, height: 12, class: `chart-part-${place + 1}` }),
      text(place * (size.width / 2) + 18, y, name)
    ])
  }

  function bars(rows, chart, names) {
    const with_ = rows.filter(row => row.name && row.values.some((value, column) => value !== null || row.said[column]))
    const end = chart.most || Math.max(1, ...with_.flatMap(row => [...row.values.map(value => value || 0), ...row.limits]))
    const each = LINE * names.length + 18
    const width = value => ((size.width - size.names - 60) * Math.max(0, Math.min(value, end))) / end
    const parts = with_.map((row, place) => {
      const top = place * each
      return [
        nameAt(top + (LINE * names.length) / 2, row.name),
        row.values.map((value, column) => value !== null && [
          draw("rect", { x: size.names, y: top + column * LINE + 2, width: width(value), height: LINE - 5, class: `chart-part-${column + 1}` }),
          text(size.names + width(value) + 6, top + column * LINE + 16, shown(value, Number.isInteger(value) ? 0 : 1))
        ]),
        row.said.map((said, column) => said && text(size.names, top + column * LINE + 16, said)),
        row.limits.map(limit => draw("line", { x1: size.names + width(limit), x2: size.names + width(limit), y1: top - 2, y2: top + LINE * names.length + 2, class: "chart-limit" }))
      ]
    })
    return with_.length ? { height: with_.length * each + 24, parts: [parts, legend(with_.length * each + 14, names)] } : null
  }

  function radar(rows, chart, names) {
    if (rows.length < 3 || !rows.some(row => row.values.some(value => value !== null))) return null
    const end = chart.most || Math.max(1, ...rows.flatMap(row => row.values.map(value => value || 0)))
    const { radius } = size
    const [x, y] = [size.width / 2, radius + 60]
    const point = (place, share) => {
      const angle = (2 * Math.PI * place) / rows.length - Math.PI / 2
      return [x + radius * share * Math.cos(angle), y + radius * share * Math.sin(angle)]
    }
    const ring = share => draw("polygon", { points: rows.map((row, place) => point(place, share).join(",")).join(" "), class: "chart-ring" })
    const web = column => draw("polygon", {
      points: rows.map((row, place) => point(place, (row.values[column] || 0) / end).join(",")).join(" "),
      class: `chart-web-${column + 1}`
    })
    const labels = rows.map((row, place) => {
      const [at, down] = point(place, 1.14)
      const anchor = Math.abs(at - x) < 20 ? "middle" : at > x ? "start" : "end"
      const said = lines(row.name)
      const top = place === 0 ? down - (said.length - 1) * 15 : down // the first name stands above the web
      return said.map((line, n) => text(at, top + n * 15, line, { "text-anchor": anchor }))
    })
    const steps = end <= 10 && Number.isInteger(end) ? end : 4
    const rings = Array.from({ length: steps }, (_, n) => [ring((n + 1) / steps), text(x + 4, y - (radius * (n + 1)) / steps + 12, shown((end * (n + 1)) / steps, 0))])
    return { height: 2 * radius + 150, parts: [rings, names.map((name, column) => web(column)), labels, legend(2 * radius + 140, names)] }
  }

  function dayOf(input) {
    const found = input && /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(input.value.trim())
    if (!found) return null
    const [, day, month, year] = found.map(Number)
    const time = Date.UTC(year, month - 1, day)
    return new Date(time).getUTCDate() === day ? time : null
  }

  const dateAt = time => {
    const day = new Date(time)
    return `${String(day.getUTCDate()).padStart(2, "0")}.${String(day.getUTCMonth() + 1).padStart(2, "0")}.${day.getUTCFullYear()}`
  }

  function timeline(rows) {
    const spans = rows.map(({ name, cells }) => ({ name, from: dayOf(cells[0]), to: dayOf(cells[1] || cells[0]) }))
      .filter(({ name, from, to }) => name && from !== null && to !== null && to >= from)
    if (!spans.length) return null
    const first = Math.min(...spans.map(span => span.from))
    const last = Math.max(...spans.map(span => span.to), first + DAY)
    const at = time => size.names + ((size.width - size.names - 10) * (time - first)) / (last - first)
    const each = 40
    const parts = spans.map(({ name, from, to }, place) => [
      nameAt(place * each + 16, name),
      draw("rect", { x: at(from), y: place * each + 6, width: Math.max(4, at(to) - at(from)), height: 20, class: "chart-part-1" })
    ])
    const foot = spans.length * each + 14
    return { height: foot + 10, parts: [parts, text(size.names, foot, dateAt(first)), text(size.width, foot, dateAt(last), { "text-anchor": "end" })] }
  }

  const SHAPES = { bars, radar, timeline }

  /* Puts the drawing of a shape into a figure, in the place of an older one. */
  function put(figure, shape, rows, chart, names) {
    size = figure.clientWidth < NARROWEST ? NARROW : WIDE
    const made = SHAPES[shape](rows, chart, names)
    for (const old of figure.querySelectorAll("svg, p")) old.remove()
    if (made) figure.prepend(draw("svg", { viewBox: `0 0 ${size.width} ${made.height}`, "aria-hidden": "true" }, made.parts))
    else figure.prepend(hamkori.make("p", { class: "chart-empty" }, say("chart-empty")))
  }

  /* Draws the charts of a form anew; `groups` are its inputs by name. */
  function drawAll(form, groups) {
    for (const figure of form.querySelectorAll("[data-chart]")) {
      const chart = JSON.parse(figure.dataset.chart)
      put(figure, chart.shape, rowsOf(form, groups, chart), chart, heads(form, chart))
    }
  }

  hamkori.chart = { drawAll, put }
})()
