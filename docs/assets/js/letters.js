/* Words as the search compares them, for each language: alike whether or not the reader has Tajik letters, and
   without their endings. */
(() => {
  const WORD = /[\p{L}\p{N}]+/gu

  /* What people type who have no Tajik keyboard. Both ч and ж stand for ҷ; й stands for ӣ at the end of a word. */
  const PLAIN = { ғ: "г", ӣ: "и", қ: "к", ӯ: "у", ҳ: "х", ҷ: "ч", ё: "е", ў: "у" }
  const PLAIN_TAJIK = { ...PLAIN, ж: "ч", й: "и", э: "е", щ: "ш", ы: "и", ъ: "", ь: "" }

  const plain = (word, letters) => word.replace(/[^a-z0-9]/g, letter => letters[letter] ?? letter)

  /* Endings in plain letters, in the order in which they stand from the end of a word to its stem, each with the
     fewest letters that must be left: "and", object or "is", whose and who, participle, izofat and "one", plural,
     comparison. One word may have several. */
  const ENDINGS = [
    [/(?:ву|ю|у)$/, 3],
    [/(?:ро|аст)$/, 3],
    [/(?:[ая]мон|[ая]тон|[ая]шон|[ая]м|[ая]т|[ая]ш|[ая]нд|[ая]д|ем|ед|ан)$/, 3],
    [/а$/, 4],
    [/(?:и|е)$/, 3],
    [/(?:хо|гон|вон|он|ен)$/, 3],
    [/(?:тарин|тар)$/, 3]
  ]

  function stemTajik(word) {
    let stem = word.replace(/^(?:на)?ме(?=.{4})/, "")
    for (let before = ""; before !== stem;) {
      before = stem
      for (const [ending, fewest] of ENDINGS) {
        const rest = stem.replace(ending, "")
        if (rest.length >= fewest) stem = rest
      }
    }
    return stem
  }

  const LANGUAGES = {
    tg: { fold: word => plain(word, PLAIN_TAJIK), stem: stemTajik },
    ru: { fold: word => plain(word, PLAIN), stem: word => hamkori.stemRussian(word) },
    en: { fold: word => plain(word, PLAIN), stem: word => hamkori.stemEnglish(word) }
  }
  const known = {}

  /* The forms of a word that are compared: as it is read, and its stem. */
  function forms(word, locale) {
    const cache = known[locale] ?? (known[locale] = new Map())
    let found = cache.get(word)
    if (!found) {
      const { fold, stem } = LANGUAGES[locale] ?? LANGUAGES.en
      const folded = fold(word.toLowerCase())
      found = { word: folded, stem: stem(folded) }
      cache.set(word, found)
    }
    return found
  }

  const words = text => text.match(WORD) ?? []

  /* Another keyboard: what the keys of these Latin letters type in the reader's language. */
  const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.-="
  const CYRILLIC = { ru: "йцукенгшщзхъфывапролджэячсмитьбю-=", tg: "йқукенгшҳзхъфҷвапролджэячсмитӣбюғӯ" }

  function retyped(text, locale) {
    const keys = CYRILLIC[locale]
    if (!keys || !/[a-z]/i.test(text)) return text
    return text.toLowerCase().replace(/[^\s]/g, key => (LATIN.includes(key) ? keys[LATIN.indexOf(key)] : key))
  }

  hamkori.letters = { WORD, words, forms, retyped }
})()
