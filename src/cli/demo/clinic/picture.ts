/** Draws a scalp in place of a photograph, with as many hairs as were counted, so that no person is shown. */
import type { Random } from './random.js';
import type { Hair } from './visits.js';

const [WIDTH, HEIGHT] = [480, 360];

const drawHair = (random: Random, { diameter }: Hair): string => {
  const [x, y, lean] = [random.drawWhole(WIDTH), random.drawWhole(HEIGHT), random.drawWhole(24) - 12];
  return `<path d="M${x} ${y}q${lean} -14 ${lean * 2} -${22 + random.drawWhole(12)}" stroke-width="${(diameter / 26).toFixed(1)}"/>`;
};

/** Draws a scalp. The library for pictures is loaded on first use. */
export const drawScalp = async (hair: Hair, random: Random): Promise<Uint8Array<ArrayBuffer>> => {
  const { default: sharp } = await import('sharp');
  const hairs = Array.from({ length: Math.round(hair.density * 2.5) }, () => drawHair(random, hair)).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="100%" height="100%" fill="#d2a883"/><g stroke="#231a14" fill="none" stroke-linecap="round">${hairs}</g></svg>`;
  return new Uint8Array(await sharp(Buffer.from(svg)).jpeg({ quality: 70 }).toBuffer());
};
