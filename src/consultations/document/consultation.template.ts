/** The layout of a consultation on paper, in typst. Its data is a `ConsultationView`. */
import { letterhead, type DocumentTemplate } from '../../platform/documents/index.js';

const source = String.raw`
#import "letterhead.typ": *
#show: letterhead

#let names = data.headings

// An entry of a list: its words, then what is known about it.
#let entry(one) = {
  said(one.text)
  if one.details.len() > 0 { text(fill: grey, { [ — ]; one.details.map(said).join([; ]) }) }
}

#let rows(..cells) = grid(columns: (40mm, 1fr), row-gutter: 9pt, column-gutter: 4mm, ..cells.pos().flatten())

// Where a figure stands: the tinted part is the usual range, the mark the value. What it shows is said in words beside it.
#let gauge(g, width: 30mm) = pdf.artifact(box(width: width, height: 7pt, {
  let colour = if g.within { accent } else { alarm }
  place(left + horizon, rect(width: 100%, height: 2.4pt, radius: 1.2pt, fill: rgb("#e2e7e6")))
  place(left + horizon, dx: g.from * width, rect(width: (g.to - g.from) * width, height: 5pt, fill: rgb("#b5d5cf"), stroke: 0.3pt + accent))
  if g.beyond == "low" {
    place(left + horizon, polygon(fill: colour, (0pt, 3.5pt), (5pt, 0pt), (5pt, 7pt)))
  } else if g.beyond == "high" {
    place(right + horizon, polygon(fill: colour, (0pt, 0pt), (5pt, 3.5pt), (0pt, 7pt)))
  } else if g.within {
    place(left + horizon, dx: g.at * width - 2.75pt, circle(radius: 2.75pt, fill: colour, stroke: 0.8pt + white))
  } else {
    place(left + horizon, dx: calc.min(g.at * width, width - 3.5pt) - 3.5pt, polygon(fill: colour, stroke: 0.6pt + white, (0pt, 3.5pt), (3.5pt, 0pt), (7pt, 3.5pt), (3.5pt, 7pt)))
  }
}))

// Told apart without colour: critical is white on dark, high and low are framed, normal is plain.
#let flag(result) = {
  let pill(body, ..style) = box(inset: (x: 1.6mm, y: 0.9mm), outset: (y: 0.2mm), radius: 0.8mm, ..style, body)
  if result.flag == "LL" or result.flag == "HH" { pill(fill: alarm, text(fill: white, size: 8pt, weight: "bold", [#result.flag #result.flagWords])) }
  else if result.flag == "L" or result.flag == "H" { pill(stroke: 0.8pt + alarm, text(fill: alarm, size: 8pt, weight: "bold", [#result.flag #result.flagWords])) }
  else { text(size: 8.5pt, fill: grey, result.flagWords) }
}

#let shades = (rgb("#155e57"), rgb("#7fb3ab"), rgb("#d9e8e5"), rgb("#f7f7f7"))

// Shares of a whole, with a legend that says what the picture shows.
#let stack(one) = block(breakable: false, above: 0pt, below: 4.5mm, {
  text(weight: "bold", size: 9pt, one.title)
  v(-1.5mm)
  let shown = one.parts.enumerate().filter(((_, part)) => part.share > 0)
  pdf.artifact(block(width: 100%, height: 5.4mm, stroke: 0.5pt + accent, clip: true, grid(
    columns: shown.map(((_, part)) => part.share * 1fr), rows: 100%,
    ..shown.map(((index, _)) => grid.cell(fill: shades.at(calc.rem(index, 4)), stroke: 0.5pt + accent, [])),
  )))
  v(-1mm)
  set text(size: 8.5pt)
  let key(index) = pdf.artifact(box(width: 2.4mm, height: 2.4mm, fill: shades.at(calc.rem(index, 4)), stroke: 0.5pt + accent))
  if one.parts.any(part => part.usual != none) {
    grid(columns: (auto, 1fr, auto, auto), row-gutter: 4.5pt, column-gutter: 2mm, align: (left, left, right, right),
      ..one.parts.enumerate().map(((index, part)) => (
        key(index), part.label, text(weight: "bold", part.value),
        text(fill: grey, size: 8pt, if part.usual == none { [] } else { part.usual }),
      )).flatten())
  } else {
    // With nothing usual to say, the shares stand side by side.
    one.parts.enumerate().map(((index, part)) => box({ key(index); h(1.5mm); part.label; h(1.5mm); text(weight: "bold", part.value) })).join(h(4.5mm, weak: true))
  }
})

#let measure(one) = block(breakable: false, above: 0pt, below: 2.8mm, width: 100%, {
  grid(columns: (1fr, auto), column-gutter: 2mm, { one.label; if one.note != none { h(1.5mm); aside(one.note) } }, text(weight: "bold", one.value))
  if one.gauge != none or one.usual != none {
    v(-1.4mm)
    grid(columns: (1fr, auto), column-gutter: 2mm, align: (left + horizon, right + horizon),
      if one.gauge != none { gauge(one.gauge, width: 34mm) } else { [] },
      aside(one.usual))
  }
})

// ---------- who and when

#panel(data.patient, data.visit)

#if data.critical != none {
  notice-box(colour: alarm, {
    text(weight: "bold", data.critical.heading)
    for item in data.critical.items { linebreak(); said(item) }
  })
}

#if data.reason != none {
  heading(names.reason)
  prose(data.reason)
}

// ---------- history

#heading(names.history)
#if data.history.notTaken != none { data.history.notTaken } else {
  let listed(list) = {
    if list.entries.len() > 0 { list.entries.map(one => block(above: 0pt, below: 7.5pt, entry(one))).join() }
    if list.state != none { if list.entries.len() > 0 { aside(list.state) } else { list.state } }
  }
  rows(..data.history.lists.map(list => (label(list.label), listed(list))))
  if data.history.screening != none {
    heading(level: 2, data.history.screening.label)
    rows(..data.history.screening.groups.map(group => {
      let items = group.items.join(", ")
      (label(group.label), if group.kind == "no" { text(fill: grey, items) } else if group.kind == "yes" { text(weight: "bold", items) } else { items })
    }))
  }
  if data.history.facts.len() > 0 { v(1.5mm); facts(data.history.facts) }
}

// ---------- vital signs

#if data.vitalSigns != none {
  heading(names.vitalSigns)
  block(breakable: false, width: 100%, {
    let tiles = data.vitalSigns.facts
    if tiles.len() > 0 {
      grid(columns: (1fr,) * 4, column-gutter: 3mm, ..tiles.map(tile => block(width: 100%, stroke: 0.5pt + hairline, radius: 1.2mm, inset: (x: 3mm, y: 2.4mm), {
        text(size: 8pt, fill: grey, tile.label)
        linebreak()
        text(size: 11pt, weight: "bold", tile.value)
      })))
    }
    v(-1mm)
    aside(data.vitalSigns.note)
  })
}

// ---------- blood

#if data.bloodTests != none {
  heading(names.bloodTests)
  let head = data.bloodTests.columns
  for test in data.bloodTests.tests {
    heading(level: 2, { test.title; if test.details.len() > 0 { text(weight: "regular", fill: grey, { [  ·  ]; test.details.map(said).join([  ·  ]) }) } })
    let title(words) = text(size: 8pt, fill: grey, words)
    table(
      columns: (1fr, 35.5mm, 28.5mm, 45mm, 24mm),
      inset: (x: 1.2mm, y: 1.55mm),
      align: (left + horizon, left + horizon, left + horizon, left + horizon, left + horizon),
      stroke: (x, y) => (bottom: if y == 0 { 0.8pt + accent } else { 0.4pt + hairline }),
      table.header(title(head.analyte), title(head.value), title(head.flag), title(head.range), title(head.gauge)),
      ..test.results.map(result => {
        let strong = result.flag != none and result.flag != "N"
        (
          text(weight: if strong { "bold" } else { "regular" }, said(result.analyte)),
          { text(weight: if strong { "bold" } else { "regular" }, said(result.value)); if result.canonical != none { linebreak(); aside(result.canonical) }; for note in result.notes { linebreak(); aside(note) } },
          flag(result),
          if result.range == none { text(fill: grey)[–] } else { result.range; h(1.5mm); box(aside(result.rangeSource)) },
          if result.gauge == none { [] } else { gauge(result.gauge, width: 21.6mm) },
        )
      }).flatten(),
    )
  }
  v(-1mm)
  aside(data.bloodTests.explanation)
}

// ---------- hair and scalp

#if data.trichoanalyses.len() > 0 {
  heading(names.trichoanalysis)
  for (index, one) in data.trichoanalyses.enumerate() {
    block(breakable: false, sticky: one.findings.len() > 0, width: 100%, above: if index == 0 { 0pt } else { 7mm }, below: 3mm, {
      heading(level: 2, { one.title; text(weight: "regular", fill: grey, { [  ·  ]; one.details.join([  ·  ]) }) })
      if one.warning != none { notice-box(colour: alarm, { text(weight: "bold", { one.warning.label; [: ]; one.warning.value }) }) }
      if one.measures.len() > 0 and one.stacks.len() > 0 {
        grid(columns: (1fr, 1fr), column-gutter: 10mm, one.measures.map(measure).join(), one.stacks.map(stack).join())
      } else if one.measures.len() > 0 {
        grid(columns: (1fr, 1fr), column-gutter: 10mm, ..one.measures.map(measure))
      } else { grid(columns: (1fr, 1fr), column-gutter: 10mm, ..one.stacks.map(stack)) }
    })
    if one.findings.len() > 0 { v(1mm); facts(one.findings) }
  }
}

// ---------- scales

#if data.scales.len() > 0 {
  heading(names.scales)
  rows(..data.scales.map(one => (label(one.name), { text(weight: "bold", one.value); text(fill: grey, { [ — ]; one.details.map(said).join([; ]) }) })))
}

// ---------- judgement

#if data.assessment != none {
  heading(names.assessment)
  for one in data.assessment.entries { block(above: 0pt, below: 3.4mm, sticky: true, { text(weight: "bold", said(one.text)); if one.details.len() > 0 { text(fill: grey, { [ — ]; one.details.map(said).join([; ]) }) } }) }
  if data.assessment.note != none { prose(data.assessment.note) }
}

#if data.recommendation != none {
  heading(names.recommendation)
  for one in data.recommendation.facts { block(above: 0pt, below: 3.4mm, sticky: true, text(weight: "bold", one.value)) }
  if data.recommendation.note != none { prose(data.recommendation.note) }
}

// ---------- signature

#if data.absent != none { v(3mm); text(fill: grey, data.absent) }

#block(breakable: false, width: 100%, above: 7mm, stroke: (top: 1.2pt + accent, rest: 0.5pt + hairline), inset: (x: 4mm, y: 3.5mm), {
  text(weight: "bold", fill: if data.signature.signed { accent } else { ink }, data.signature.title)
  if data.signature.facts.len() > 0 { v(-0.5mm); facts(data.signature.facts) }
  if data.signature.note != none { v(-0.5mm); aside(data.signature.note) }
})

#if data.versions.len() > 0 {
  heading(names.versions)
  rows(..data.versions.map(one => (label(one.title), one.details.map(said).join(linebreak()))))
}
`;

export const consultationTemplate: DocumentTemplate = { main: 'consultation.typ', files: { ...letterhead, 'consultation.typ': source } };
