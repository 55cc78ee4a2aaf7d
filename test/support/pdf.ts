/** What tests need to know of a PDF without a reader of PDFs. */
import { inflateSync } from 'node:zlib';

const STREAM = /stream\r?\n/g;

/** The file with its compressed parts unpacked, as far as they are text. */
const unpacked = (pdf: Buffer): string => {
  const raw = pdf.toString('latin1');
  const parts = [raw];
  for (const { index, 0: word } of raw.matchAll(STREAM)) {
    const begin = index + word.length;
    const end = raw.indexOf('endstream', begin);
    if (end < 0 || raw.slice(index - 3, index) === 'end') continue;
    try {
      parts.push(inflateSync(pdf.subarray(begin, end)).toString('latin1'));
    } catch {
      // Not compressed, or a picture.
    }
  }
  return parts.join('\n');
};

export interface PdfFacts {
  pages: number;
  /** The names of the typefaces, without the letters that mark a part of one. */
  fonts: string[];
  /** The standard of archival that it claims, such as `2A`; null for none. */
  standard: string | null;
}

export const factsOf = (pdf: Buffer): PdfFacts => {
  if (pdf.subarray(0, 5).toString() !== '%PDF-' || !pdf.subarray(-8).toString('latin1').includes('%%EOF')) throw new Error('This is no PDF.');
  const text = unpacked(pdf);
  const [, part] = /<pdfaid:part>(\d)<\/pdfaid:part>/.exec(text) ?? [];
  const [, level] = /<pdfaid:conformance>(\w)<\/pdfaid:conformance>/.exec(text) ?? [];
  return {
    pages: [...text.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length,
    fonts: [...new Set([...text.matchAll(/\/FontName\s*\/[A-Z]{6}\+([\w-]+)/g)].map(([, name]) => name!))].sort(),
    standard: part && level ? part + level : null,
  };
};
