/* What the search has found, drawn as Material draws it: a page with its sections, or an entry of the glossary.
   Words are marked as the text spells them. Loaded when the search is first used. */
(() => {
  const { make, say, sayCount, home, locale, letters } = hamkori
  const EXCERPT = 160
  const BEFORE = 50
  const SECTIONS = 4
  const AT_ONCE = 30
  const SPELLINGS = 10

  /* The places of the found words in a text. */
  function found(text, matched) {
    const places = []
    for (const { 0: word, index } of text.matchAll(letters.WORD)) {
      const form = letters.forms(word, locale)
      if (matched.has(form.word) || matched.has(form.stem)) places.push({ start: index, end: index + word.length })
    }
    return places
  }

  function marked(text, places, from, to) {
    const parts = []
    let at = from
    for (const { start, end } of places.filter(place => place.start >= from && place.end <= to)) {
      parts.push(text.slice(at, start), make("mark", {}, text.slice(start, end)))
      at = end
    }
    return [...parts, text.slice(at, to)]
  }

  /* A piece of a text around the first found word, cut between words. */
  function excerpt(text, places) {
    const first = places.length ? places[0].start : 0
    const from = first > BEFORE ? text.lastIndexOf(" ", first - BEFORE) + 1 : 0
    const space = text.lastIndexOf(" ", from + EXCERPT)
    const to = from + EXCERPT >= text.length ? text.length : space > from ? space : from + EXCERPT
    return [from > 0 && "… ", ...marked(text, places, from, to), to < text.length && " …"]
  }

  /* The page that is opened marks the same words: it is told how it spells them. */
  function address(hit, spellings) {
    const url = new URL(hit.address, home)
    if (spellings.length) url.searchParams.set("h", spellings.slice(0, SPELLINGS).join(" "))
    return url.href
  }

  function link(hit) {
    const matched = new Set(hit.matched)
    const text = hit.meaning || hit.text
    const [inTitle, inText] = [found(hit.title, matched), found(text, matched)]
    const spelled = (whole, places) => places.map(({ start, end }) => whole.slice(start, end).toLowerCase())
    const spellings = Array.from(new Set([...spelled(hit.title, inTitle), ...spelled(text, inText)]))
    return make("a", { class: "md-search-result__link", href: address(hit, spellings) },
      article(hit, marked(hit.title, inTitle, 0, hit.title.length), text && make("p", {}, excerpt(text, inText))))
  }

  function article(hit, title, text) {
    const top = hit.term || hit.first
    return make("div", { class: "md-search-result__article md-typeset" },
      top && make("div", { class: "md-search-result__icon md-icon" }),
      make("p", { class: top ? "search-page" : "search-section" }, title),
      hit.term && make("p", { class: "search-kind" }, say("glossary")),
      text)
  }

  /* A page of which only sections are found is named above them. */
  function group(hits) {
    const [shown, rest] = [hits.slice(0, SECTIONS), hits.slice(SECTIONS)]
    const alone = hits[0].term || hits[0].first
    return make("li", { class: "md-search-result__item" },
      !alone && article({ first: true }, hits[0].page),
      shown.map(link),
      rest.length > 0 && make("details", { class: "md-search-result__more" },
        make("summary", {}, make("div", {}, sayCount("search-more-here", rest.length))),
        rest.map(link)))
  }

  /* Fills a list with as many hits as a reader looks through; a button brings the next ones. */
  function show(list, groups) {
    let count = 0
    let next = 0
    while (next < groups.length && (next === 0 || count + groups[next].length <= AT_ONCE)) count += groups[next++].length
    list.append(...groups.slice(0, next).map(group))
    if (next === groups.length) return
    const more = make("li", { class: "md-search-result__item search-more" }, make("button", {
      type: "button",
      onclick: () => {
        const before = list.children.length - 1
        more.remove()
        show(list, groups.slice(next))
        list.children[before].querySelector("a").focus()
      }
    }, say("search-more")))
    list.append(more)
  }

  hamkori.hits = { show }
})()
