/**
 * Parses a typed line of statements. The line is split at commas and similar marks. In each part the names of a vocabulary are found, then the words around
 * them. Every word must be explained: an unknown word leaves the line unread.
 */
import { frameWords, denyingNothing, nothingNouns, nothingPhrases, nothingWords, rankWords, siteWords } from './frames.js';
import { findTerms, type Lexicon, type Term } from './lexicon.js';
import { denyingWords, type Marker, type MarkerPhrases } from './markers.js';
import { foldAll, joinPrefixes, splitLists, smallWords, tokenizeText, listWordsOfName, type Joiner, type Token } from './tokens.js';
import { parseTimes, type TimeMeaning } from './times.js';

export interface Mention<Meaning> {
  /** The words as typed. */
  words: string;
  meanings: readonly Meaning[];
  /** A code that was typed among the words; null where there is none. */
  code: string | null;
  markers: ReadonlySet<Marker>;
  /** The times that the words state; `ended` where the statement was over years ago. */
  times: ReadonlySet<TimeMeaning>;
  spelling: 'exact' | 'near';
}

export interface ParsedLine<Meaning> {
  mentions: Mention<Meaning>[];
  /** Words that are not understood, as typed. */
  unexplained: string[];
  /** Whether the line states that there is nothing. */
  nothing: boolean;
}

export interface LineParser<Meaning> {
  lexicon: Lexicon<Meaning>;
  markers: MarkerPhrases;
  /** Further nouns that a "no" may be about: "no surgery". */
  nothingNouns: ReadonlySet<string>;
  /** Further words that may accompany a name, such as names of hospitals and cities. */
  frames: ReadonlySet<string>;
  /** The meaning of single words that follow a pattern: "G2P1". */
  meaningOfWord: (word: string) => { meaning: Meaning; marker: Marker | null } | null;
  /** The places of further words that the words beside them explain, such as a name after "Dr". */
  explainedPlaces: (tokens: readonly Token[]) => readonly number[];
  /** The spelling that an unknown word was probably meant to have; null where there is none, or more than one. */
  meantWord: (word: string) => string | null;
}

interface Part {
  tokens: Token[];
  /** The separator between the previous part and this one. */
  joiner: Joiner | null;
}

interface Found<Meaning> {
  meanings: readonly Meaning[];
  code: string | null;
  places: number[];
  markers: Set<Marker>;
  times: Set<TimeMeaning>;
  near: boolean;
}

interface ParsedPart<Meaning> {
  joiner: Joiner | null;
  tokens: Token[];
  found: Found<Meaning>[];
  unexplained: number[];
  /** Markers without a statement in their own part. */
  loose: { marker: Marker; side: 'next' | 'before' }[];
  looseTimes: TimeMeaning[];
  nothing: boolean;
  /** Whether the part has a marker of its own, so that its statements do not follow the previous part. */
  marked: boolean;
}

const splitParts = (tokens: readonly Token[]): Part[] => {
  const parts: Part[] = [{ tokens: [], joiner: null }];
  for (const token of tokens) {
    if (token.kind !== 'break' && token.kind !== 'and' && token.kind !== 'or') parts.at(-1)!.tokens.push(token);
    else if (parts.at(-1)!.tokens.length > 0) parts.push({ tokens: [], joiner: token.kind });
    else parts.at(-1)!.joiner ??= token.kind;
  }
  return parts.filter((part) => part.tokens.length > 0);
};

const alone: ReadonlySet<string> = new Set(splitLists(nothingPhrases).map((phrase) => listWordsOfName(phrase).join(' ')));

/** Finds where the words begin that state that there is nothing more; the length of the part where there are none. */
const computeStartOfNothing = (tokens: readonly Token[], nouns: ReadonlySet<string>): number => {
  if (tokens.some(({ kind }) => kind !== 'word')) return tokens.length;
  const words = tokens.map(({ word }) => word);
  if (alone.has(listWordsOfName(tokens.map(({ written }) => written).join(' ')).join(' '))) return 0;
  const isNoun = (word: string) => nothingNouns.has(word) || nouns.has(word);
  const belongs = (word: string) => nothingWords.has(word) || isNoun(word) || denyingNothing.has(word);
  for (let start = 0; start < words.length; start++) {
    const tail = words.slice(start);
    if (!tail.every(belongs) || !tail.some((word) => denyingNothing.has(word))) continue;
    if (
      start === 0
        ? tail.some((word) => isNoun(word) || word === 'koi' || word === 'cuch' || word === 'kuch' || word === 'nothing' || word === 'significant')
        : denyingNothing.has(tail[0]!) && tail.some(isNoun)
    )
      return start;
  }
  return words.length;
};

const readPart = <Meaning>({ tokens, joiner }: Part, reader: LineParser<Meaning>, nearPlaces: ReadonlySet<number>): ParsedPart<Meaning> => {
  const end = computeStartOfNothing(tokens, reader.nothingNouns);
  const explained = tokens.map((_, at) => at >= end);
  const found: Found<Meaning>[] = [];
  const markers: { marker: Marker; side: 'next' | 'before'; at: number }[] = [];
  const note = (meanings: readonly Meaning[], code: string | null, places: number[], marker: Marker | null = null) => {
    found.push({ meanings, code, places, markers: new Set(marker ? [marker] : []), times: new Set(), near: places.some((place) => nearPlaces.has(place)) });
    for (const place of places) explained[place] = true;
  };

  const { meanings: times } = parseTimes(tokens);
  // Names of several words that contain a word with a meaning of its own come first: "on dialysis", "childhood seizures", "insulin resistance".
  for (const { term, places } of listGuardedNames(tokens, explained, times, reader)) note(term.meanings, null, places);
  tokens.forEach((token, at) => {
    if (explained[at]) return;
    if (times[at] !== null) explained[at] = true;
    else if (token.kind === 'code') note([], token.written, [at]);
    else if (token.kind === 'doubt') {
      markers.push({ marker: 'doubt', side: 'next', at });
      explained[at] = true;
    }
  });
  for (const at of reader.explainedPlaces(tokens)) explained[at] = true;

  const markPhrases = (fewestWords: number) => {
    for (let at = 0; at < tokens.length; at++) {
      if (explained[at]) continue;
      const phrase = reader.markers
        .get(tokens[at]!.word)
        ?.find(
          ({ words }) =>
            words.length >= fewestWords &&
            words.every((word, index) => tokens[at + index]?.kind === 'word' && !explained[at + index] && tokens[at + index]!.word === word),
        );
      if (!phrase) continue;
      if (phrase.marker) markers.push({ marker: phrase.marker, side: phrase.side, at });
      explained.fill(true, at, at + phrase.words.length);
    }
  };
  const markNames = () => {
    const open = tokens.map((token, at) => (explained[at] || token.kind !== 'word' ? null : token.word));
    const barriers = new Set(tokens.flatMap((token, at) => (denyingWords.has(token.word) ? [at] : [])));
    for (const { term, places } of findTerms(reader.lexicon, open, barriers)) note(term.meanings, null, places);
  };
  // Phrases come before names, because "not controlled" does not deny the condition.
  markPhrases(2);
  markNames();
  tokens.forEach(({ word, kind }, at) => {
    const patterned = explained[at] || kind !== 'word' ? null : reader.meaningOfWord(word);
    if (patterned) note([patterned.meaning], null, [at], patterned.marker);
  });
  markPhrases(1);
  tokens.forEach((token, at) => {
    if (explained[at] || token.kind !== 'word') return;
    const isRank = /^(\d|[1-9][ab]|[a-d])$/.test(token.word) && tokens[at - 1]?.kind === 'word' && rankWords.has(tokens[at - 1]!.word);
    if (isRank || frameWords.has(token.word) || siteWords.has(token.word) || rankWords.has(token.word) || reader.frames.has(token.word)) explained[at] = true;
  });

  found.sort((a, b) => a.places[0]! - b.places[0]!);
  const nearest = (side: 'next' | 'before', at: number): Found<Meaning> | undefined => {
    const next = found.find(({ places }) => places[0]! > at);
    const before = found.findLast(({ places }) => places[0]! < at);
    return side === 'next' ? (next ?? before) : (before ?? next);
  };
  const loose: ParsedPart<Meaning>['loose'] = [];
  for (const { marker, side, at } of markers) {
    const statement = nearest(side, at);
    if (statement) statement.markers.add(marker);
    else loose.push({ marker, side });
  }
  const looseTimes: TimeMeaning[] = [];
  times.forEach((meaning, at) => {
    if (meaning === null || at >= end) return;
    const statement = nearest('before', at);
    if (statement) statement.times.add(meaning);
    else looseTimes.push(meaning);
  });
  return {
    joiner,
    tokens,
    found,
    unexplained: explained.flatMap((known, at) => (known ? [] : [at])),
    loose,
    looseTimes,
    nothing: end < tokens.length,
    marked: markers.length > 0 || times.some((meaning) => meaning !== null) || end < tokens.length,
  };
};

/** Whether a phrase such as "not treated" begins here, which does not deny the condition. */
const isDeniedMarker = (tokens: readonly Token[], at: number, phrases: MarkerPhrases): boolean =>
  at >= 0 &&
  denyingWords.has(tokens[at]!.word) &&
  (phrases.get(tokens[at]!.word) ?? []).some(
    ({ words, marker }) => words.length > 1 && marker !== 'denied' && words.every((word, index) => tokens[at + index]?.word === word),
  );

/** Finds names of several adjacent words that contain a word which is also a marker, a time or a medicine. */
const listGuardedNames = <Meaning>(
  tokens: readonly Token[],
  explained: readonly boolean[],
  times: readonly (TimeMeaning | null)[],
  reader: LineParser<Meaning>,
): { term: Term<Meaning>; places: number[] }[] => {
  const open = tokens.map((token, at) => (explained[at] || token.kind !== 'word' ? null : token.word));
  const barriers = new Set(tokens.flatMap((token, at) => (denyingWords.has(token.word) ? [at] : [])));
  return findTerms(reader.lexicon, open, barriers).filter(({ term, places }) => {
    if (isDeniedMarker(tokens, places[0]! - 1, reader.markers)) return false;
    const between = tokens.slice(places[0], places.at(-1)).filter((_, offset) => !places.includes(places[0]! + offset));
    if (term.words.length < 2 || !between.every(({ word }) => smallWords.has(word))) return false;
    return places.some((place) => times[place] !== null || reader.markers.has(tokens[place]!.word) || reader.meaningOfWord(tokens[place]!.word) !== null);
  });
};

/** Words after which items that are joined by "and" are about the family too; after "mother" the next item may be about the patient. */
const familyHistoryWords = foldAll(['family', 'fh', 'fho', 'fhx']);

/** Words after which a denial applies to a whole list: "no h/o diabetes, hypertension". After a plain "no" the comma may begin a new statement. */
const deniedListWords = foldAll(['ho', 'kco', 'history', 'denies', 'denied', 'evidence']);

/** Applies a denial, or a "family history of", to the items that are listed with it: "no diabetes or asthma". */
const carryMarkersOn = <Meaning>(parts: readonly ParsedPart<Meaning>[]): void => {
  parts.forEach((part, index) => {
    const opening = part.found[0]?.markers;
    if (!opening || part.found.length !== 1) return;
    const denies = opening.has('denied');
    const family = opening.has('family');
    if (!denies && !family) return;
    const familyHistory = family && !denies && part.tokens.some(({ word }) => familyHistoryWords.has(word));
    const deniedList = denies && part.tokens.some(({ word }) => deniedListWords.has(word));
    let last = index;
    for (let at = index + 1; at < parts.length; at++) {
      const next = parts[at]!;
      if (next.marked || next.found.length !== 1 || next.unexplained.length > 0) break;
      if (next.joiner === 'or' || (next.joiner === 'and' && familyHistory) || (next.joiner !== 'and' && deniedList)) last = at;
      else if (next.joiner !== 'break' || !next.tokens.every(({ kind }) => kind === 'word')) break;
    }
    for (let at = index + 1; at <= last; at++) {
      for (const marker of opening) if (marker === 'denied' || marker === 'family') parts[at]!.found[0]!.markers.add(marker);
    }
  });
};

/** Applies markers without a statement of their own to the statement before them, or to the one after: "asthma, resolved". */
const placeLooseMarkers = <Meaning>(parts: readonly ParsedPart<Meaning>[]): void => {
  parts.forEach((part, index) => {
    const before = parts
      .slice(0, index)
      .findLast(({ found }) => found.length > 0)
      ?.found.at(-1);
    const after = parts.slice(index + 1).find(({ found }) => found.length > 0)?.found[0];
    for (const { marker, side } of part.loose) (side === 'next' ? (after ?? before) : (before ?? after))?.markers.add(marker);
    for (const time of part.looseTimes) (before ?? after)?.times.add(time);
  });
};

const joinWrittenWords = (tokens: readonly Token[], places: readonly number[]): string => places.map((place) => tokens[place]!.written).join(' ');

/** Parses a part again with the words that were probably meant, where each unknown word has exactly one. */
const readMeant = <Meaning>(part: Part, reader: LineParser<Meaning>): ParsedPart<Meaning> => {
  const first = readPart(part, reader, new Set());
  const corrections = first.unexplained.flatMap((place) => {
    const meant = reader.meantWord(part.tokens[place]!.word);
    return meant === null ? [] : [[place, meant] as const];
  });
  if (corrections.length === 0) return first;
  const tokens = part.tokens.map((token, at) => ({ ...token, word: corrections.find(([place]) => place === at)?.[1] ?? token.word }));
  const second = readPart({ ...part, tokens }, reader, new Set(corrections.map(([place]) => place)));
  return second.unexplained.length < first.unexplained.length ? second : first;
};

export const parseLine = <Meaning>(text: string, reader: LineParser<Meaning>): ParsedLine<Meaning> => {
  const isKnown = (word: string) => reader.lexicon.byWord.has(word);
  const parts = splitParts(joinPrefixes(tokenizeText(text), isKnown)).map((part) => readMeant(part, reader));
  placeLooseMarkers(parts);
  carryMarkersOn(parts);
  const mentions = parts.flatMap(({ tokens, found }) =>
    found.map(({ meanings, code, places, markers, times, near }) => ({
      words: joinWrittenWords(tokens, places),
      meanings,
      code,
      markers,
      times,
      spelling: near ? ('near' as const) : ('exact' as const),
    })),
  );
  const saysNothing = parts.some(({ nothing }) => nothing);
  const unexplained =
    mentions.length === 0 && !saysNothing
      ? parts.flatMap(({ tokens }) => tokens.map(({ written }) => written))
      : parts.flatMap(({ tokens, unexplained: places }) => places.map((place) => tokens[place]!.written));
  return { mentions, unexplained, nothing: saysNothing && mentions.length === 0 && unexplained.length === 0 };
};
