import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** A member of a list with qualities (RFC 9110): a value and its quality, 0 to 1. */
interface Wanted {
  value: string;
  quality: number;
}

const parseWantedValues = (header: string | undefined): Wanted[] =>
  (header ?? '')
    .split(',')
    .map((member) => {
      const [value = '', ...parameters] = member.split(';').map((part) => part.trim().toLowerCase());
      const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
      return { value, quality: Number.isFinite(quality) ? quality : 0 };
    })
    .filter(({ value, quality }) => value !== '' && quality > 0);

/** The quality of a value: that of the most specific member of the list that matches it. */
const getQuality = (wanted: readonly Wanted[], meanings: readonly string[]): number => {
  for (const meaning of meanings) {
    const found = wanted.find(({ value }) => value === meaning);
    if (found) return found.quality;
  }
  return 0;
};

const chooseBest = <T extends string>(available: readonly T[], quality: (item: T) => number): T =>
  available.reduce((found, item) => (quality(item) > quality(found) ? item : found));

/** Chooses the available language that `Accept-Language` prefers. `hi-IN` accepts `hi`. The first available one where it accepts none. */
export const negotiateLanguage = <T extends string>(header: string | undefined, available: readonly T[]): T => {
  const wanted = parseWantedValues(header).map(({ value, quality }) => ({ value: value.split('-')[0]!, quality }));
  const highest = (language: T): number => Math.max(0, ...wanted.filter(({ value }) => value === language).map(({ quality }) => quality));
  const any = getQuality(wanted, ['*']);
  return chooseBest(available, (item) => highest(item) || any);
};

/** Chooses the available media type that `Accept` prefers; the first available one where it accepts none. */
export const negotiateMediaType = <T extends string>(header: string | undefined, available: readonly T[]): T => {
  const wanted = parseWantedValues(header);
  return chooseBest(available, (item) => getQuality(wanted, [item, `${item.split('/')[0]}/*`, '*/*']));
};

/** The languages and media types that the caller accepts. */
export interface Reader {
  language: string | undefined;
  mediaType: string | undefined;
}

/** `Accept-Language` and `Accept`, as they were sent. */
export const Reads = createParamDecorator((_data: unknown, execution: ExecutionContext): Reader => {
  const { headers } = execution.switchToHttp().getRequest<FastifyRequest>();
  return { language: headers['accept-language'], mediaType: headers.accept };
});
