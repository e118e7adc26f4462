/* Filters above a list whose lines stand in the page. What was chosen stands in the query of the address, so that a link to
   it and the way back work. Without scripts all lines are shown. */
(() => {
  const { make, button, announce } = hamkori

  /* Makes the filters of some elements. Each of `criteria` is { name, label, options, valuesOf }: `options` are pairs of value
     and words in their order, of which those that occur are offered; `valuesOf` an element are its values. `words` are
     { group, any, none, all } and `shown`, which says a count. Returns what to put above the list, and how to choose
     everything again without a word. */
  function filters(elements, criteria, words) {
    const selects = criteria.map(selectFor)
    const count = make("p", { class: "filters-count" })
    const none = make("p", { class: "notice", hidden: true }, words.none)
    const all = button(words.all, showAll)
    const bar = make("div", { class: "filters no-print", role: "group", "aria-label": words.group },
      criteria.map(({ name, label }, at) => make("div", { class: "field" }, make("label", { for: `filter-${name}` }, label), selects[at])),
      make("div", { class: "filters-foot" }, count, all))
    window.addEventListener("popstate", restore)
    restore()

    function selectFor({ name, options, valuesOf }) {
      const used = new Set(elements.flatMap(valuesOf))
      return make("select", { id: `filter-${name}`, onchange: choose },
        make("option", { value: "" }, words.any),
        options.filter(([value]) => used.has(value)).map(([value, said]) => make("option", { value }, said)))
    }

    function choose() {
      remember()
      announce(show())
    }

    function showAll() {
      for (const select of selects) select.value = ""
      choose()
      selects[0].focus() // the button has just gone
    }

    function clear() {
      for (const select of selects) select.value = ""
      show()
    }

    function fits(element) {
      return criteria.every(({ valuesOf }, at) => !selects[at].value || valuesOf(element).includes(selects[at].value))
    }

    /* Shows the elements that fit every choice, and returns what is said about them. */
    function show() {
      for (const element of elements) element.hidden = !fits(element)
      const shown = elements.filter(element => !element.hidden).length
      count.textContent = words.shown(shown)
      none.hidden = shown > 0
      all.hidden = selects.every(select => !select.value)
      return shown ? count.textContent : words.none
    }

    function remember() {
      const address = new URL(location.href)
      criteria.forEach(({ name }, at) => {
        if (selects[at].value) address.searchParams.set(name, selects[at].value)
        else address.searchParams.delete(name)
      })
      address.hash = ""
      history.pushState(null, "", address)
    }

    function restore() {
      const chosen = new URL(location.href).searchParams
      criteria.forEach(({ name }, at) => {
        selects[at].value = chosen.get(name) || ""
        if (selects[at].selectedIndex < 0) selects[at].value = "" // a value that no element has
      })
      show()
    }

    return { parts: [bar, none], clear }
  }

  hamkori.filters = filters
})()
