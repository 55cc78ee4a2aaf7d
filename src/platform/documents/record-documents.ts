import { Injectable } from '@nestjs/common';
import { languages, type Language } from '../../kernel/language.js';
import { messagesOf } from '../../messages/index.js';
import { DocumentRenderer, type DocumentTemplate } from './document-renderer.js';
import { letterhead } from './letterhead.template.js';

/** The languages that the pages themselves speak. */
export const documentLanguages = languages;
export type DocumentLanguage = Language;

/** The clinic at the head and the foot of a document; its words are finished. */
export interface Letterhead {
  name: string;
  /** Where it is and how it is reached, line by line, under its name. */
  contact: readonly string[];
  /** Whom to call when it cannot wait, at the foot of every page; null where the clinic has named no number. */
  emergency: string | null;
}

/** What it is, and how it is. */
export interface DocumentRow {
  label: string;
  value: string;
  /** Stands out. */
  strong?: boolean;
  /** Said small beside the value, such as in which language it was written. */
  aside?: string;
}

/** A part of a record on paper, under a heading; what it does not have is left out. */
export interface RecordSection {
  heading: string;
  /** 1, the default, for a main part; 2 for a part of the one before. */
  level?: 1 | 2;
  rows?: readonly DocumentRow[];
  paragraphs?: readonly string[];
  /** Things to go through one by one: each with a mark before it. */
  items?: readonly string[];
  table?: {
    columns: readonly string[];
    rows: readonly (readonly string[])[];
    /** How wide each column is to the others; all alike when left out. */
    widths?: readonly number[];
  };
  /** In a box that is seen first: what cannot wait. */
  urgent?: boolean;
  /** In place of content: that there is none. */
  empty?: string;
}

/** A document of headings, facts, paragraphs and tables, under the clinic's head. All words are plain text, in any script. */
export interface RecordDocument {
  title: string;
  subtitle?: string;
  /** The language of its words, and so of what the pages themselves say; English when left out. */
  language?: DocumentLanguage;
  clinic: Letterhead;
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
  /** Of whom and of what it is, side by side under the head. */
  panel?: { left: readonly DocumentRow[]; right: readonly DocumentRow[] };
  sections: readonly RecordSection[];
}

const source = String.raw`
#import "letterhead.typ": *
#show: letterhead

#let content(section) = {
  if "rows" in section { facts(section.rows) }
  if "items" in section { items(section.items) }
  if "paragraphs" in section { for one in section.paragraphs { prose(one) } }
  if "table" in section { records(section.table) }
  if "empty" in section { text(fill: grey, section.empty) }
}

#if data.panel != none { panel(data.panel.left, data.panel.right) }
#for section in data.sections {
  if section.at("urgent", default: false) {
    alarm-box({ heading(level: 2, said(section.heading)); content(section) })
  } else {
    heading(level: section.at("level", default: 1), said(section.heading))
    content(section)
  }
}
`;

const template: DocumentTemplate = { main: 'record.typ', files: { ...letterhead, 'record.typ': source } };

/** What the pages say, whatever the document; the template puts the numbers in. */
export const pageWords = (language: DocumentLanguage): { page: string; unshown: string } => {
  const messages = messagesOf('documents', language);
  return { page: messages.say('page', { page: '{page}', pages: '{pages}' }), unshown: messages.say('unshown') };
};

/** Documents of a plain build: the parts of a record that have no layout of their own. */
@Injectable()
export class RecordDocuments {
  constructor(private readonly renderer: DocumentRenderer) {}

  /** The document as PDF/A-2a. */
  renderRecord({ date, language = 'en', ...view }: RecordDocument): Promise<Buffer> {
    const [year, month, day] = date.split('-').map(Number);
    const absent = { subtitle: null, running: [], closing: [], watermark: null, notice: null, panel: null };
    return this.renderer.render(template, { language, words: pageWords(language), ...absent, ...view, date: { year, month, day } });
  }
}
