/** Files that say too much, and files that are made to cost: what is kept of them, and what they are refused for. */
import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { createPngChunk } from '../../../src/platform/storage/uploads/exif.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { heic } from '../../support/heic.js';
import { consentToPhotographs, photographOf } from '../../support/journey.js';
import { aPdf, noise, photographWithMetadata } from '../../support/pictures.js';

/** Words of those who made the files; none of them may be kept. */
const TRACES = ['Testperson', 'Test Camera', '12.97', 'GPSLatitude', 'secret-of-the-scan'];
const XMP = Buffer.from('<x:xmpmeta><exif:GPSLatitude>12.97 secret-of-the-scan</exif:GPSLatitude></x:xmpmeta>');
const item = (seed: number): Promise<Buffer> => noise(20, 20, seed).png().toBuffer();
/** Fifty megabytes of nothing, in fifty thousand bytes. */
const UNFOLDS = deflateSync(Buffer.alloc(50_000_000));

const text = (...words: (string | Buffer)[]): Buffer => Buffer.concat(words.map((word) => (typeof word === 'string' ? Buffer.from(word, 'latin1') : word)));
const segment = (marker: number, data: Buffer): Buffer => text(Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255]), data);

/** The segments come after the first two bytes; what follows the end of the picture is a picture of its own. */
const jpegWith = async (...segments: Buffer[]): Promise<Buffer> => {
  const picture = await photographWithMetadata();
  return text(picture.subarray(0, 2), ...segments, picture.subarray(2), await photographWithMetadata());
};
const pngWith = async (...chunks: Buffer[]): Promise<Buffer> => {
  const picture = await noise(60, 40).png().toBuffer();
  return text(picture.subarray(0, 33), ...chunks, picture.subarray(33), 'Testperson');
};
const webpWith = async (...chunks: [type: string, data: Buffer][]): Promise<Buffer> => {
  const picture = await sharp(await noise(60, 40).webp().toBuffer())
    .withMetadata({ orientation: 6 })
    .withExif({ IFD0: { Artist: 'Owner Testperson' } })
    .webp()
    .toBuffer();
  const further = chunks.map(([type, data]) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE(data.length);
    return text(type, size, data, Buffer.alloc(data.length % 2));
  });
  const whole = text(picture, ...further);
  whole.writeUInt32LE(whole.length - 8, 4);
  return whole;
};

/** A scan as an application for telephones makes it: the picture as the camera took it, on a page, with who, when, where and the picture once more attached. */
const scannedPdf = async (): Promise<Buffer> => {
  const document = await PDFDocument.create();
  document.setAuthor('Owner Testperson');
  document.setCreator('Test Camera');
  const picture = await photographWithMetadata();
  const page = document.addPage([300, 400]);
  page.drawImage(await document.embedJpg(new Uint8Array(picture)), { x: 10, y: 10, width: 200, height: 150 });
  await document.attach(new Uint8Array(picture), 'secret-of-the-scan.jpg');
  const { context } = document;
  document.catalog.set(PDFName.of('Metadata'), context.register(PDFRawStream.of(context.obj({ Type: 'Metadata', Subtype: 'XML' }), new Uint8Array(XMP))));
  return Buffer.from(await document.save({ useObjectStreams: false }));
};

const picturesIn = async (pdf: Buffer): Promise<{ pages: number; pictures: Buffer[]; metadata: boolean }> => {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const streams = document.context
    .enumerateIndirectObjects()
    .map(([, object]) => object)
    .filter((object) => object instanceof PDFRawStream);
  const pictures = streams.filter(({ dict }) => dict.get(PDFName.of('Filter')) === PDFName.of('DCTDecode')).map(({ contents }) => Buffer.from(contents));
  return {
    pages: document.getPageCount(),
    pictures,
    metadata: document.catalog.has(PDFName.of('Metadata')) || document.context.trailerInfo.Info !== undefined,
  };
};

describe('a file of a stranger', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let patientId: string;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    patientId = (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Asha Example' }], sexAtBirth: 'female' })).body.id as string;
    await consentToPhotographs(clinic, patientId);
  });
  afterAll(() => app.stop());

  const keptOf = async (path: string): Promise<Buffer> => (await clinic.as('dermatologist').download(path)).body as Buffer;

  const photograph = async (file: Buffer): Promise<{ status: number; code: string | undefined; kept: Buffer | null }> => {
    const answer = await photographOf(clinic, patientId, { file });
    const kept = answer.status === 201 ? await keptOf(`/v1/photos/${answer.body.id}/content`) : null;
    return { status: answer.status, code: (answer.body.errors as { code: string }[] | undefined)?.[0]?.code, kept };
  };

  const scan = async (file: Buffer): Promise<{ status: number; code: string | undefined; mediaType: string | undefined; kept: Buffer | null }> => {
    const signed = { kind: 'data-sharing', documentVersion: '1', language: 'en', signatory: { name: 'Asha Example', relationship: 'self' } };
    const { body } = await clinic.as('dermatologist').post(`/v1/patients/${patientId}/consents`, { ...signed, signedAt: '2026-01-01T10:00:00Z' });
    const path = `/v1/consents/${body.id}/document`;
    const answer = await clinic.as('dermatologist').sendForm('put', path, { file }, { ifMatch: 1 });
    const kept = answer.status === 200 ? await keptOf(path) : null;
    return { status: answer.status, code: (answer.body.errors as { code: string }[] | undefined)?.[0]?.code, mediaType: answer.body.document?.mediaType, kept };
  };

  const expectNoTrace = (kept: Buffer | null): void => {
    for (const trace of TRACES) expect([trace, kept!.includes(trace)]).toEqual([trace, false]);
  };

  const withMuchToSay: [name: string, make: () => Promise<Buffer> | Buffer][] = [
    [
      'JPEG',
      () =>
        jpegWith(
          segment(0xe1, text('http://ns.adobe.com/xap/1.0/\0', XMP)),
          segment(0xed, text('Photoshop 3.0\0Testperson')),
          segment(0xfe, text('by Test Camera')),
        ),
    ],
    [
      'PNG',
      () =>
        pngWith(
          createPngChunk('tEXt', text('Author\0Testperson')),
          createPngChunk('iTXt', text('XML:com.adobe.xmp\0\0\0\0\0', XMP)),
          createPngChunk('prIv', text('Test Camera')),
        ),
    ],
    ['HEIC', () => heic()],
  ];

  describe('as a photograph', () => {
    it.each([
      ...withMuchToSay,
      ['WebP', () => webpWith(['XMP ', XMP], ['priv', text('Test Camera')])],
      ['TIFF', () => noise(60, 40).withXmp(XMP.toString()).tiff().toBuffer()],
    ] as typeof withMuchToSay)('is kept without a word of who, where and with what: %s', async (_kind, make) => {
      const file = await make();
      expect(TRACES.some((trace) => file.includes(trace))).toBe(true);
      const { status, code, kept } = await photograph(file);
      expect([status, code]).toEqual([201, undefined]);
      expectNoTrace(kept);
      const { exif, xmp, iptc, comments, orientation } = await sharp(kept!).metadata();
      expect({ exif, xmp, iptc, comments, orientation }).toEqual({});
    });

    const colourAt = async (picture: Buffer, x: number, y: number): Promise<number[]> => {
      const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
      return [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
    };
    const expectNear = (seen: number[], colour: number[]): void => {
      expect([seen, seen.every((value, index) => Math.abs(value - colour[index]!) < 6)]).toEqual([seen, true]);
    };

    it('may be HEIC, which is kept as JPEG, upright', async () => {
      const created = await photographOf(clinic, patientId, { file: heic({ quarters: 1 }) });
      expect(created.body).toMatchObject({ mediaType: 'image/jpeg', width: 48, height: 64, thumbnail: { width: 48, height: 64 } });
      const kept = await keptOf(`/v1/photos/${created.body.id}/content`);
      expectNear(await colourAt(kept, 10, 10), [30, 180, 30]);
      expectNear(await colourAt(kept, 40, 10), [30, 30, 200]);
      expectNear(await colourAt(kept, 20, 60), [200, 30, 30]);
    });

    it('shows the colours that the camera saw, whichever way the file names them', async () => {
      const p3 = (
        await sharp(
          await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
            .withIccProfile('p3')
            .png()
            .toBuffer(),
        ).metadata()
      ).icc!;
      for (const profile of ['display-p3', p3] as const) {
        const { kept } = await photograph(heic({ profile }));
        expectNear(await colourAt(kept!, 10, 10), [217, 0, 9]);
      }
      const { kept } = await photograph(heic());
      expectNear(await colourAt(kept!, 10, 10), [200, 30, 30]);
    });

    it.each<[name: string, make: () => Promise<Buffer> | Buffer]>([
      ['zTXt of PNG, 20 of them', () => pngWith(...Array.from({ length: 20 }, (_, index) => createPngChunk('zTXt', text(`k${index}\0\0`, UNFOLDS))))],
      ['iTXt of PNG, 20 of them', () => pngWith(...Array.from({ length: 20 }, (_, index) => createPngChunk('iTXt', text(`k${index}\0\x01\0\0\0`, UNFOLDS))))],
      ['iCCP of PNG', () => pngWith(createPngChunk('iCCP', text('icc\0\0', UNFOLDS)))],
      [
        'a hundred segments of XMP in a JPEG',
        () => jpegWith(...Array.from({ length: 100 }, () => segment(0xe1, text('http://ns.adobe.com/xap/1.0/\0', Buffer.alloc(65_000))))),
      ],
      [
        'a hundred segments of a profile in a JPEG',
        () => jpegWith(...Array.from({ length: 100 }, (_, index) => segment(0xe2, text('ICC_PROFILE\0', Buffer.from([index + 1, 100]), Buffer.alloc(65_000))))),
      ],
      ['XMP of WebP', () => webpWith(['XMP ', Buffer.alloc(5_000_000)])],
    ])('costs nothing by what is packed beside the picture: %s', async (_name, make) => {
      const { status, kept } = await photograph(await make());
      expect(status).toBe(201);
      expect(kept!.length).toBeLessThan(50_000);
    });

    const header = (width: number, height: number): Buffer => {
      const data = Buffer.alloc(13);
      data.writeUInt32BE(width, 0);
      data.writeUInt32BE(height, 4);
      data.set([8, 6, 0, 0, 0], 8);
      return createPngChunk('IHDR', data);
    };
    it.each<[name: string, make: () => Promise<Buffer> | Buffer, codes: string[]]>([
      [
        'a PNG of 65,000 by 65,000',
        () => text(Buffer.from('89504e470d0a1a0a', 'hex'), header(65_000, 65_000), createPngChunk('IDAT', UNFOLDS), createPngChunk('IEND', Buffer.alloc(0))),
        ['too-many-pixels'],
      ],
      [
        'a PNG of 2 billion by 1',
        () => text(Buffer.from('89504e470d0a1a0a', 'hex'), header(2_000_000_000, 1), createPngChunk('IDAT', UNFOLDS), createPngChunk('IEND', Buffer.alloc(0))),
        ['too-many-pixels', 'damaged'],
      ],
      ['a HEIC of 60,000 by 60,000', () => heic({ width: 60_000, height: 60_000 }), ['too-many-pixels']],
      ['a HEIC that was cut off', () => heic().subarray(0, -110), ['damaged']],
      ['a HEIC of noise', () => text(heic().subarray(0, 40), Buffer.alloc(4_000, 7)), ['damaged']],
      [
        'a WebP of several frames',
        async () =>
          sharp(await Promise.all([item(1), item(2)]), { join: { animated: true } })
            .webp()
            .toBuffer(),
        ['several-pictures'],
      ],
      [
        'a TIFF of several pages',
        async () =>
          sharp(await Promise.all([item(1), item(2)]), { join: { animated: true } })
            .tiff()
            .toBuffer(),
        ['several-pictures'],
      ],
      [
        'a JPEG without a picture',
        () => text(Buffer.from('ffd8', 'hex'), segment(0xe1, text('Exif\0\0', Buffer.alloc(100))), Buffer.from('ffd9', 'hex')),
        ['damaged'],
      ],
      ['a JPEG whose segment is longer than the file', () => Buffer.from('ffd8ffe1ffff00', 'hex'), ['damaged']],
      [
        'a PNG whose chunk is longer than the file',
        () => text(Buffer.from('89504e470d0a1a0a', 'hex'), header(1, 1).subarray(0, 20), Buffer.alloc(20, 255)),
        ['damaged'],
      ],
    ])('is refused as what it is: %s', async (_name, make, codes) => {
      const { status, code } = await photograph(await make());
      expect([status, codes.includes(code ?? '')]).toEqual([400, true]);
    });

    it('leaves the thread of the requests free while it is read', async () => {
      let ticks = 0;
      const timer = setInterval(() => ticks++, 5);
      await photograph(await photographWithMetadata({ width: 3_000, height: 2_000 })).finally(() => clearInterval(timer));
      expect(ticks).toBeGreaterThan(20);
    });
  });

  describe('as a signed paper', () => {
    it.each(withMuchToSay)('is kept without a word of who, where and with what: %s', async (_kind, make) => {
      const { status, code, kept } = await scan(await make());
      expect([status, code]).toEqual([200, undefined]);
      expectNoTrace(kept);
    });

    it('is the same picture bit by bit, and says how it is to be turned', async () => {
      const file = await jpegWith();
      const { kept } = await scan(file);
      expect((await sharp(kept!).raw().toBuffer()).equals(await sharp(file).raw().toBuffer())).toBe(true);
      expect((await sharp(kept!).metadata()).orientation).toBe(6);
      expect((await scan(kept!)).kept!.equals(kept!)).toBe(true);
    });

    it('is kept as JPEG where it came as HEIC', async () => {
      expect((await scan(heic())).mediaType).toBe('image/jpeg');
    });

    it('has its pages as they were, and nothing beside them, where it is a PDF', async () => {
      const file = await scannedPdf();
      expect(await picturesIn(file)).toMatchObject({ pages: 1, metadata: true });
      const { status, kept } = await scan(file);
      expect(status).toBe(200);
      expectNoTrace(kept);
      const { pages, pictures, metadata } = await picturesIn(kept!);
      expect([pages, pictures.length, metadata]).toEqual([1, 1, false]);
      expect(
        (await sharp(pictures[0]).raw().toBuffer()).equals(
          await sharp(await photographWithMetadata())
            .raw()
            .toBuffer(),
        ),
      ).toBe(true);
      // Nothing is left to be taken out: it stays as it is.
      expect((await scan(kept!)).kept!.equals(kept!)).toBe(true);
    });

    it('holds nothing of what was replaced in it', async () => {
      const first = '%PDF-1.4\n1 0 obj<</Type/Catalog/Note(Testperson)>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n';
      const { kept } = await scan(text(first, '1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n'));
      expectNoTrace(kept);
    });

    it.each<[name: string, make: () => Promise<Buffer> | Buffer, codes: string[]]>([
      [
        'encrypted',
        () => text('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n2 0 obj<</Filter/Standard/V 1/R 2>>endobj\ntrailer<</Root 1 0 R/Encrypt 2 0 R>>\n%%EOF\n'),
        ['encrypted'],
      ],
      [
        'signed, and with metadata',
        async () => text((await scannedPdf()).toString('latin1').replace('/Type /Catalog', '/Type /Catalog /X << /ByteRange [0 1 2 3] >>')),
        ['metadata-under-signature'],
      ],
      ['no PDF after its first words', () => text('%PDF-1.7\n', Buffer.alloc(3_000, 65), '\n%%EOF'), ['damaged']],
      [
        'an object that unfolds into gigabytes',
        () => {
          const packed = deflateSync(Buffer.alloc(900_000_000, ' '));
          return text(
            `%PDF-1.5\n1 0 obj<</Type/Catalog>>endobj\n3 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ${packed.length}>>stream\n`,
            packed,
            '\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
          );
        },
        ['too-costly', 'damaged'],
      ],
    ])('is refused where it is %s', async (_name, make, codes) => {
      const { status, code } = await scan(await make());
      expect([status, codes.includes(code ?? ''), code]).toEqual([400, true, code]);
    });

    it('stays byte for byte where it is signed digitally, and nothing is in it that may not be kept', async () => {
      const signed = text(aPdf.toString('latin1').replace('/Catalog', '/Catalog/X<</ByteRange [0 1 2 3]>>'));
      expect((await scan(signed)).kept!.equals(signed)).toBe(true);
    });
  });
});
