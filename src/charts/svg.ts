/** Makes SVG elements as text. All text from outside is escaped; every colour has a light and a dark form. */

/** The characters that no XML 1.0 document may contain, however they are written: controls, halves of surrogate pairs, non-characters. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Escapes text for an element or an attribute. */
export const escapeText = (text: string): string => text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"']/g, (character) => entities[character]!);

/** The light and the dark colour of each role. Both have a contrast of at least 4.5 to 1 for text, and 3 to 1 for marks. */
const palette = {
  background: ['#ffffff', '#0d1117'],
  ink: ['#1f2328', '#e6edf3'],
  muted: ['#57606a', '#a3adb8'],
  grid: ['#d8dee4', '#30363d'],
  band: ['#d3efdc', '#163d2a'],
  edge: ['#3f8f5f', '#4cae77'],
  line: ['#0b5cad', '#6cb6ff'],
  flag: ['#b3261e', '#ff8f85'],
} as const;

export type Paint = keyof typeof palette;

/** The style sheet for dark pages. Where style sheets are not supported, the light colours of the attributes apply. */
export const darkStyle = `@media (prefers-color-scheme:dark){${Object.entries(palette)
  .map(([name, [, dark]]) => `.f-${name}{fill:${dark}}.s-${name}{stroke:${dark}}`)
  .join('')}}`;

type Attributes = Readonly<Record<string, string | number>>;

/** Formats a number for an attribute: short, and always valid in SVG. */
const formatCoordinate = (value: number): string => (Number.isFinite(value) ? String(Number(value.toFixed(2))) : '0');

const formatAttribute = ([name, value]: [string, string | number]): string =>
  ` ${name}="${typeof value === 'number' ? formatCoordinate(value) : escapeText(value)}"`;

/** Makes an element; `content` is markup already. */
export const renderElement = (name: string, attributes: Attributes, content = ''): string => {
  const written = Object.entries(attributes).map(formatAttribute).join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
};

/** Makes the attributes of an area, a stroke or both. */
export const toPaintAttributes = ({ fill, stroke }: { fill?: Paint | 'none'; stroke?: Paint }): Attributes => {
  const classes = [fill && fill !== 'none' ? `f-${fill}` : '', stroke ? `s-${stroke}` : ''].filter(Boolean).join(' ');
  return {
    ...(fill && { fill: fill === 'none' ? 'none' : palette[fill][0] }),
    ...(stroke && { stroke: palette[stroke][0] }),
    ...(classes && { class: classes }),
  };
};

export interface TextStyle {
  size: number;
  paint?: Paint;
  anchor?: 'start' | 'middle' | 'end';
  bold?: boolean;
}

export const drawText = (x: number, y: number, content: string, { size, paint = 'ink', anchor = 'start', bold = false }: TextStyle): string =>
  renderElement(
    'text',
    {
      x,
      y,
      'font-size': size,
      ...(anchor !== 'start' && { 'text-anchor': anchor }),
      ...(bold && { 'font-weight': 'bold' }),
      ...toPaintAttributes({ fill: paint }),
    },
    escapeText(content) || ' ',
  );

const AVERAGE_WIDTH = 0.56;
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Estimates the width of a text, because no font is available to measure it. */
export const estimateTextWidth = (content: string, size: number): number =>
  Array.from(content).reduce((width, character) => width + (WIDE.test(character) ? 1 : AVERAGE_WIDTH) * size, 0);

/** Breaks text into lines that fit, between words. A word longer than a line is broken itself; no text is lost. */
export const wrapText = (content: string, size: number, width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  const add = (word: string): void => {
    const longer = line === '' ? word : `${line} ${word}`;
    if (estimateTextWidth(longer, size) <= width) {
      line = longer;
      return;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const character of Array.from(word)) {
      if (line !== '' && estimateTextWidth(line + character, size) > width) {
        lines.push(line);
        line = '';
      }
      line += character;
    }
  };
  for (const word of content.split(/\s+/)) add(word);
  return [...lines, line];
};
