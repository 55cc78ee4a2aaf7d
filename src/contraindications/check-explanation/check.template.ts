/** The page layout of a check document, in typst; its data is a `CheckDocument`. The layout is compact, so that a usual check fits on one page. */
import { letterhead, type DocumentTemplate } from '../../platform/documents/index.js';

const source = String.raw`
#import "letterhead.typ": *
#show: letterhead
#set text(size: 9pt)
#show heading.where(level: 1): it => block(
  width: 100%, above: 4.6mm, below: 2mm, sticky: true, stroke: (bottom: 0.5pt + hairline), inset: (bottom: 1.1mm),
  text(size: 10pt, weight: "bold", fill: accent, it.body),
)

#panel(data.patient, data.plan)

// The outcomes differ also without colour: by their words and by the weight of the frame.
#let looks = (
  "contraindicated": (fill: alarm, ink: white, edge: 1.6pt + alarm),
  "needs-data": (fill: rgb("#fdf3e1"), ink: ink, edge: 1.6pt + rgb("#a8690b")),
  "caution": (fill: rgb("#fdf8e1"), ink: ink, edge: 1pt + rgb("#8a7411")),
  "clear": (fill: tint, ink: ink, edge: 1pt + accent),
)
#let look = looks.at(data.outcome.kind)
#block(width: 100%, fill: look.fill, stroke: look.edge, inset: (x: 4mm, y: 3mm), radius: 1.2mm, above: 0pt, below: 4mm, breakable: false, {
  set text(fill: look.ink)
  text(size: 13pt, weight: "bold", data.outcome.label)
  linebreak()
  said(data.outcome.summary)
})

#let bullet(body) = grid(columns: (4mm, 1fr), text(fill: accent, "•"), body)

#for section in data.sections {
  heading(said(section.heading))
  for item in section.items {
    let body = {
      if item.title != none { text(weight: "bold", said(item.title)); [: ] }
      said(item.paragraphs.join(" "))
    }
    block(width: 100%, above: 0pt, below: 1.7mm, if section.kind == "clear" { text(fill: grey, body) } else { bullet(body) })
  }
}
`;

export const checkTemplate: DocumentTemplate = { main: 'check.typ', files: { ...letterhead, 'check.typ': source } };
