/** What a PDF says of itself beside its pages: who made it, when, where and with what; and the same inside the pictures on its pages. */
import { inflateSync } from 'node:zlib';
import { EncryptedPDFError, PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFRef, PDFStream, type PDFObject } from '@cantoo/pdf-lib';
import { cleanJpeg } from './jpeg.js';
import { Damaged, Refused } from './refusals.js';

const toPdfName = (word: string): PDFName => PDFName.of(word);

/** What a page, a picture or the document may carry and nobody sees: metadata, private data of programs, places on a map, attached files. */
const unseen = ['Metadata', 'PieceInfo', 'LastModified', 'LGIDict', 'VP', 'Measure', 'AF'].map(toPdfName);
const attachments = ['EmbeddedFiles'].map(toPdfName);

/** A picture in a PDF is at most so large unpacked; beyond it, what is packed is not unpacked. */
const MOST_PICTURE_BYTES = 67_108_864;
const PICTURE = toPdfName('DCTDecode');
const PACKED = toPdfName('FlateDecode');

/** The JPEG that a stream is, be it packed once more; null where it is something else. */
const findJpeg = (stream: PDFRawStream): Buffer | null => {
  const filter = stream.dict.lookup(toPdfName('Filter'));
  const filters = filter instanceof PDFArray ? filter.asArray() : filter ? [filter] : [];
  if (filters.at(-1) !== PICTURE) return null;
  const content = Buffer.from(stream.contents.buffer, stream.contents.byteOffset, stream.contents.byteLength);
  if (filters.length === 1) return content;
  if (filters.length === 2 && filters[0] === PACKED) return inflateSync(content, { maxOutputLength: MOST_PICTURE_BYTES });
  throw new Damaged();
};

/** Takes out of the dictionary what nobody sees; answers whether there was any. */
const forget = (dict: PDFDict, keys: readonly PDFName[]): boolean => keys.filter((key) => dict.delete(key)).length > 0;

class PdfCleaning {
  private changed = false;
  private readonly context: PDFDocument['context'];

  constructor(document: PDFDocument) {
    this.context = document.context;
  }

  /** Whether anything was found; the document is without it then. */
  clean(): boolean {
    if (this.context.trailerInfo.Info) {
      delete this.context.trailerInfo.Info;
      this.changed = true;
    }
    for (const [ref, object] of this.context.enumerateIndirectObjects()) {
      this.cleanWithin(object, 0);
      if (object instanceof PDFRawStream) this.cleanPicture(ref, object);
    }
    this.forgetUnreached();
    return this.changed;
  }

  private cleanWithin(object: PDFObject, depth: number): void {
    if (depth > 100) throw new Damaged();
    if (object instanceof PDFArray) for (const item of object.asArray()) this.cleanWithin(item, depth + 1);
    const dict = object instanceof PDFStream ? object.dict : object instanceof PDFDict ? object : null;
    if (!dict) return;
    if (forget(dict, unseen) || forget(dict, attachments)) this.changed = true;
    // A note that is a file: the file goes, the note stays.
    if (dict.get(toPdfName('Subtype')) === toPdfName('FileAttachment') && forget(dict, [toPdfName('FS')])) this.changed = true;
    for (const value of dict.values()) this.cleanWithin(value, depth + 1);
  }

  private cleanPicture(ref: PDFRef, stream: PDFRawStream): void {
    const picture = findJpeg(stream);
    if (!picture) return;
    const cleaned = cleanJpeg(picture);
    if (cleaned.equals(picture)) return;
    stream.dict.set(toPdfName('Filter'), PICTURE);
    stream.dict.delete(toPdfName('DecodeParms'));
    this.context.assign(ref, PDFRawStream.of(stream.dict, new Uint8Array(cleaned)));
    this.changed = true;
  }

  /** What nothing refers to any more would be written all the same. */
  private forgetUnreached(): void {
    const reached = new Set<PDFRef>();
    const ahead: PDFObject[] = [this.context.trailerInfo.Root!];
    for (let object = ahead.pop(); object; object = ahead.pop()) {
      if (object instanceof PDFRef) {
        if (reached.has(object)) continue;
        reached.add(object);
        const found = this.context.lookup(object);
        if (found) ahead.push(found);
      } else if (object instanceof PDFArray) ahead.push(...object.asArray());
      else if (object instanceof PDFStream) ahead.push(object.dict);
      else if (object instanceof PDFDict) ahead.push(...object.values());
    }
    for (const [ref] of this.context.enumerateIndirectObjects()) if (!reached.has(ref)) this.context.delete(ref);
  }
}

/** A signature covers the bytes of the file: nothing of it can change. */
const isSigned = (content: Buffer): boolean => /\/ByteRange\s*\[/.test(content.toString('latin1'));
/** Written in one go; what was changed later is appended, and what it replaced is still there. */
const isOfOnePiece = (content: Buffer): boolean => content.indexOf('startxref') === content.lastIndexOf('startxref');

const END = '%%EOF';
/** How far before the end of the file its last words may stand. */
const TAIL_BYTES = 1_024;

const read = async (content: Buffer): Promise<PDFDocument> => {
  // Cut off, it could be read up to there, and the rest of what was signed would be lost.
  if (!content.subarray(-TAIL_BYTES).includes(END)) throw new Damaged();
  try {
    return await PDFDocument.load(content, { updateMetadata: false, throwOnInvalidObject: false });
  } catch (error) {
    throw error instanceof EncryptedPDFError ? new Refused('encrypted') : new Damaged();
  }
};

/**
 * The same pages without what is said of them beside them. A document in which nothing is found stays byte for byte as it is. One that is
 * signed digitally cannot be changed: it stays as it is, or is refused where it holds what must not be kept.
 */
export const cleanPdf = async (content: Buffer): Promise<Buffer> => {
  const document = await read(content);
  if (!document.context.trailerInfo.Root) throw new Damaged();
  const found = new PdfCleaning(document).clean();
  if (isSigned(content)) {
    if (found) throw new Refused('metadata-under-signature');
    return content;
  }
  if (!found && isOfOnePiece(content)) return content;
  return Buffer.from(await document.save({ addDefaultPage: false, updateFieldAppearances: false, useObjectStreams: true }));
};
