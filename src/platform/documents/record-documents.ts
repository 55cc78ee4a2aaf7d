import { Injectable } from '@nestjs/common';
import { DocumentRenderer, type DocumentTemplate } from './document-renderer.js';
import { letterhead } from './letterhead.template.js';

/** The languages that the pages themselves speak. */
export type DocumentLanguage = 'en' | 'hi';

/** A part of a record on paper, under a heading; what it does not have is left out. */
export interface RecordSection {
  heading: string;
  /** 1, the default, for a main part; 2 for a part of the one before. */
  level?: 1 | 2;
  /** What it is, and how it is. */
  rows?: readonly { label: string; value: string }[];
  paragraphs?: readonly string[];
  /** Things to go through one by one: each with a mark before it. */
  items?: readonly string[];
  table?: {
    columns: readonly string[];
    rows: readonly (readonly string[])[];
    /** How wide each column is to the others; all alike when left out. */
    widths?: readonly number[];
  };
  /** In place of content: that there is none. */
  empty?: string;
}

/** A document of headings, facts, paragraphs and tables, under the clinic's head. All words are plain text, in any script. */
export interface RecordDocument {
  title: string;
  subtitle?: string;
  /** The language of its words, and so of what the pages themselves say; English when left out. */
  language?: DocumentLanguage;
  clinic: { name: string };
  /** The day of the document, `YYYY-MM-DD`: the same day and the same words give the same bytes. */
  date: string;
  /** For the head of each further page, such as whose record it is. */
  running?: readonly string[];
  /** For the foot of each page. */
  closing?: readonly string[];
  /** A word across each page, such as DRAFT. */
  watermark?: string;
  /** A sentence in a box at the beginning. */
  notice?: string;
  sections: readonly RecordSection[];
}

const source = String.raw`
#import "letterhead.typ": *
#show: letterhead

#for section in data.sections {
  heading(level: section.at("level", default: 1), said(section.heading))
  if "rows" in section { facts(section.rows) }
  if "items" in section {
    for one in section.items { block(width: 100%, above: 0pt, below: 2mm, grid(columns: (4mm, 1fr), text(fill: accent, "•"), said(one))) }
  }
  if "paragraphs" in section { for one in section.paragraphs { prose(one) } }
  if "table" in section {
    let title(words) = text(size: 8pt, fill: grey, said(words))
    table(
      columns: section.table.at("widths", default: (1,) * section.table.columns.len()).map(width => width * 1fr),
      inset: (x: 1.2mm, y: 1.55mm),
      align: left + horizon,
      stroke: (x, y) => (bottom: if y == 0 { 0.8pt + accent } else { 0.4pt + hairline }),
      table.header(..section.table.columns.map(title)),
      ..section.table.rows.flatten().map(said),
    )
  }
  if "empty" in section { text(fill: grey, section.empty) }
}
`;

const template: DocumentTemplate = { main: 'record.typ', files: { ...letterhead, 'record.typ': source } };

/** What the pages say, whatever the document; the numbers are put in by the template. The Hindi awaits review by a speaker. */
const words: Record<DocumentLanguage, { page: string; unshown: string }> = {
  en: {
    page: 'Page {page} of {pages}',
    unshown: 'An empty box in this document stands for a character that no installed font has. The electronic record has it.',
  },
  hi: {
    page: 'पृष्ठ {page} / {pages}',
    unshown: 'इस दस्तावेज़ में ख़ाली डिब्बा ऐसे अक्षर की जगह है जो किसी फ़ॉन्ट में नहीं है। इलेक्ट्रॉनिक रिकॉर्ड में वह मौजूद है।',
  },
};

/** Documents of a plain build: the parts of a record that have no layout of their own. */
@Injectable()
export class RecordDocuments {
  constructor(private readonly renderer: DocumentRenderer) {}

  /** The document as PDF/A-2a. */
  renderRecord({ date, language = 'en', ...view }: RecordDocument): Promise<Buffer> {
    const [year, month, day] = date.split('-').map(Number);
    const absent = { subtitle: null, running: [], closing: [], watermark: null, notice: null };
    return this.renderer.render(template, { language, words: words[language], ...absent, ...view, date: { year, month, day } });
  }
}
