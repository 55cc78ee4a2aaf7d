import { Injectable } from '@nestjs/common';
import { languages, type Language } from '../../kernel/language.js';
import { getMessages } from '../../messages/index.js';
import { DocumentRenderer, type DocumentTemplate } from './document-renderer.js';
import { letterhead } from './letterhead.template.js';

/** The languages of the words on a page. */
export const documentLanguages = languages;
export type DocumentLanguage = Language;

/** The clinic at the head and the foot of a document, in words ready to print. */
export interface Letterhead {
  name: string;
  /** The address and the contact, line by line, below the name. */
  contact: readonly string[];
  /** The emergency contact at the foot of every page; null where the clinic has named no number. */
  emergency: string | null;
}

/** A label and its value. */
export interface DocumentRow {
  label: string;
  value: string;
  /** Whether the value is emphasized. */
  strong?: boolean;
  /** A remark in small letters beside the value, such as the language in which it was written. */
  aside?: string;
}

/** A part of a record on paper, under a heading. Members that it lacks are left out. */
export interface RecordSection {
  heading: string;
  /** 1, the default, for a main part; 2 for a part of the previous one. */
  level?: 1 | 2;
  rows?: readonly DocumentRow[];
  paragraphs?: readonly string[];
  /** A list of items, each with a mark before it. */
  items?: readonly string[];
  table?: {
    columns: readonly string[];
    rows: readonly (readonly string[])[];
    /** The relative widths of the columns; all alike where left out. */
    widths?: readonly number[];
  };
  /** Whether the section is urgent, and printed in a box. */
  urgent?: boolean;
  /** A sentence in place of content, such as that there is none. */
  empty?: string;
}

/** A document of headings, facts, paragraphs and tables, below the clinic's head. All words are plain text, in any script. */
export interface RecordDocument {
  title: string;
  subtitle?: string;
  /** The language of the document and of the words on its pages; English where left out. */
  language?: DocumentLanguage;
  clinic: Letterhead;
  /** The day of the document, `YYYY-MM-DD`. The same day and the same words give the same bytes. */
  date: string;
  /** The lines at the head of each further page, such as whose record it is. */
  running?: readonly string[];
  /** The lines at the foot of each page. */
  closing?: readonly string[];
  /** A word across each page, such as DRAFT. */
  watermark?: string;
  /** A sentence in a box at the beginning. */
  notice?: string;
  /** Facts about the person and the document, side by side below the head. */
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

/** The words on every page; the template inserts the numbers. */
export const getPageTexts = (language: DocumentLanguage): { page: string; unshown: string } => {
  const messages = getMessages('documents', language);
  return { page: messages.say('page', { page: '{page}', pages: '{pages}' }), unshown: messages.say('unshown') };
};

/** Renders documents of a plain build, for the parts of a record without a layout of their own. */
@Injectable()
export class RecordDocuments {
  constructor(private readonly renderer: DocumentRenderer) {}

  /** Renders the document as PDF/A-2a. */
  renderRecord({ date, language = 'en', ...view }: RecordDocument): Promise<Buffer> {
    const [year, month, day] = date.split('-').map(Number);
    const absent = { subtitle: null, running: [], closing: [], watermark: null, notice: null, panel: null };
    return this.renderer.render(template, { language, words: getPageTexts(language), ...absent, ...view, date: { year, month, day } });
  }
}
