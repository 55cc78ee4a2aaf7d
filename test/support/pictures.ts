/** Pictures and documents for the tests, made here: plain noise and colours, of nobody. */
import sharp, { type Sharp } from 'sharp';

/** Red above, blue below; as a camera would store it that was held on its side, with the place where it was. */
export const photographWithMetadata = ({ width = 640, height = 480 } = {}): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#c02020' } })
    .composite([
      {
        input: { create: { width, height: Math.floor(height / 2), channels: 3, background: '#2020c0' } },
        gravity: 'south',
      },
    ])
    .withExif({
      IFD0: { Make: 'Test Camera', Artist: 'Owner Testperson', ImageDescription: 'Not to be kept' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '12/1 58/1 1234/100', GPSLongitudeRef: 'E', GPSLongitude: '77/1 35/1 4321/100' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 90 })
    .toBuffer();

/** A picture that does not compress: about three bytes a pixel as PNG. */
export const noise = (width: number, height: number, seed = 1): Sharp => {
  const raw = Buffer.alloc(width * height * 3);
  let state = seed;
  for (let index = 0; index < raw.length; index++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    raw[index] = state >>> 16;
  }
  return sharp(raw, { raw: { width, height, channels: 3 } });
};

/** A document that is whole as far as anybody looks. */
export const aPdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n', 'latin1');
