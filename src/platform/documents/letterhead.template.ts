/**
 * What the clinic's documents have in common, in typst: page, head, foot, headings, facts, prose. A template imports it with
 * `#import "letterhead.typ": *` and its data has: language, title, subtitle, date, clinic (a `Letterhead`), running, words.page, words.unshown, watermark,
 * notice, closing. What is drawn and says nothing more than the words beside it is an artifact: it is not read out.
 */
const source = String.raw`
#let data = json("data.json")

#let ink = rgb("#1d2928")
#let grey = rgb("#5a6866")
#let accent = rgb("#155e57")
#let tint = rgb("#e9f2f0")
#let hairline = rgb("#c9d6d4")
#let alarm = rgb("#9b1313")

// What people wrote is never markup: it only ever arrives as a string. Its direction is that of its first letter.
#let from-right(words) = {
  let letter = words.match(regex("\p{L}"))
  letter != none and letter.text.match(regex("[\p{Arabic}\p{Hebrew}]")) != none
}
// The language of words, for whoever has them read out: what has more Latin than Devanagari letters in a Hindi document is English, and the other way round.
#let spoken(words) = {
  let latin = words.matches(regex("\p{Latin}")).len()
  let devanagari = words.matches(regex("\p{Devanagari}")).len()
  if latin > devanagari { "en" } else if devanagari > latin { "hi" } else { data.language }
}
// A word that is longer than a column breaks where it must, between any two of its letters.
#let breakable(words) = words.replace(regex("\S{24,}"), word => word.text.clusters().join("\u{200B}"))
// Kept apart from its neighbours, so that a name in one direction does not turn the words beside it.
#let said(words) = if from-right(words) { text(dir: rtl, "\u{2068}" + words + "\u{2069}") } else {
  let language = spoken(words)
  if language == data.language { breakable(words) } else { text(lang: language, breakable(words)) }
}
#let prose(words) = {
  set par(leading: 0.7em, spacing: 1.15em, justify: false)
  let paragraphs = words.split(regex("\n\s*\n"))
  for one in paragraphs {
    if from-right(one) { block(width: 100%, { set text(dir: rtl); one }) } else { block(width: 100%, said(one)) }
  }
}

#let label(words) = text(fill: grey, words)
#let aside(words) = text(size: 8pt, fill: grey, words)

// Facts one under the other: what it is, and how it is.
#let facts(rows, width: 40mm) = if rows.len() > 0 {
  grid(
    columns: (width, 1fr),
    row-gutter: 6.5pt,
    column-gutter: 4mm,
    ..rows.map(row => (label(row.label), align(left, {
      if row.at("strong", default: false) { text(weight: "bold", said(row.value)) } else { said(row.value) }
      if row.at("aside", default: none) != none { h(1.5mm); aside(row.aside) }
    }))).flatten(),
  )
}

// Of whom and of what the document is.
#let panel(one, other) = block(
  width: 100%, fill: tint, inset: (x: 4mm, y: 3.5mm), radius: 1.2mm, above: 5mm, below: 5mm, breakable: false,
  grid(columns: (1fr, 1.25fr), column-gutter: 6mm, facts(one, width: 27mm), facts(other, width: 31mm)),
)

// Things to go through one by one.
#let items(all) = list(marker: text(fill: accent, "•"), body-indent: 2mm, tight: false, spacing: 2.5mm, ..all.map(said))

// A table whose head is repeated on each page.
#let records(one) = table(
  columns: one.at("widths", default: (1,) * one.columns.len()).map(width => width * 1fr),
  inset: (x: 1.2mm, y: 1.55mm),
  align: left + top,
  stroke: (x, y) => (bottom: if y == 0 { 0.8pt + accent } else { 0.4pt + hairline }),
  table.header(..one.columns.map(words => text(size: 8pt, fill: grey, said(words)))),
  ..one.rows.flatten().map(said),
)

#let notice-box(body, colour: ink) = block(
  width: 100%, inset: (x: 3.5mm, y: 2.6mm), radius: 1.2mm, stroke: 1pt + colour, above: 5mm, below: 5mm, breakable: false,
  text(fill: colour, body),
)

#let alarm-box(body) = block(
  width: 100%, inset: (x: 4mm, y: 3mm), radius: 1.2mm, stroke: 1.4pt + alarm, above: 6mm, below: 5mm, breakable: false,
  { show heading: it => block(above: 0pt, below: 2.6mm, text(size: 11pt, weight: "bold", fill: alarm, it.body)); body },
)

#let running-head() = {
  set text(size: 8pt, fill: grey)
  block(width: 100%, stroke: (bottom: 0.4pt + hairline), inset: (bottom: 1.6mm),
    grid(columns: (1fr, auto), column-gutter: 6mm, align: (left, right), said(data.clinic.name), data.running.map(said).join([  ·  ])))
}

#let running-foot() = {
  set text(size: 8pt, fill: grey)
  let (page, pages) = (counter(page).get().first(), counter(page).final().first())
  let number = data.words.page.replace("{page}", str(page)).replace("{pages}", str(pages))
  block(width: 100%, stroke: (top: 0.4pt + hairline), inset: (top: 1.8mm),
    grid(columns: (1fr, auto), column-gutter: 6mm, align: (left + bottom, right + bottom),
      {
        if data.clinic.emergency != none { block(above: 0pt, below: if data.closing.len() > 0 { 1.4mm } else { 0pt }, text(weight: "bold", fill: ink, data.clinic.emergency)) }
        data.closing.join([  ·  ])
      },
      number))
}

#let first-head() = {
  grid(
    columns: (1.5fr, 1fr), column-gutter: 8mm, align: (left + top, right + top),
    {
      set par(leading: 0.45em, spacing: 0.62em)
      block(text(size: 15pt, weight: "bold", fill: accent, said(data.clinic.name)))
      for line in data.clinic.contact { block(text(size: 8pt, fill: grey, said(line))) }
    },
    {
      set par(leading: 0.45em, spacing: 0.62em)
      show title: it => block(text(size: 13pt, weight: "bold", it.body))
      title(data.title)
      if data.subtitle != none { block(text(fill: grey, said(data.subtitle))) }
    },
  )
  v(0.5mm)
  pdf.artifact(line(length: 100%, stroke: 1.6pt + accent))
}

#let letterhead(body) = {
  let date = datetime(year: data.date.year, month: data.date.month, day: data.date.day)
  set document(title: data.title, author: data.clinic.name, date: date)
  set text(font: data.fonts, size: 9.5pt, lang: data.language, fill: ink, hyphenate: false)
  set par(leading: 0.62em, spacing: 0.9em)
  set page(
    paper: "a4",
    margin: (x: 19mm, top: 20mm, bottom: if data.clinic.emergency == none { 21mm } else { 25mm }),
    header-ascent: 6mm,
    footer-descent: 6mm,
    header: context if counter(page).get().first() > 1 { running-head() },
    footer: context running-foot(),
    // Above the page's tinted surfaces, and thin enough to read through.
    foreground: if data.watermark != none {
      let size = if data.watermark.clusters().len() > 8 { 62pt } else { 120pt }
      rotate(-52deg, text(size: size, weight: "bold", fill: ink.transparentize(91%), data.watermark))
    },
  )
  show heading.where(level: 1): it => block(
    width: 100%, above: 7mm, below: 3.4mm, sticky: true, stroke: (bottom: 0.5pt + hairline), inset: (bottom: 1.7mm),
    text(size: 11.5pt, weight: "bold", fill: accent, it.body),
  )
  show heading.where(level: 2): it => block(width: 100%, above: 5mm, below: 3.4mm, sticky: true, text(size: 9.5pt, weight: "bold", it.body))
  first-head()
  if data.notice != none { notice-box(text(weight: "bold", data.notice)) }
  body
  if "unshown" in sys.inputs { v(6mm); aside(data.words.unshown) }
}
`;

/** The file that a template lists among its own. */
export const letterhead: Readonly<Record<string, string>> = { 'letterhead.typ': source };
