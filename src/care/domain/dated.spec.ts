import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { listDatedInstructions, type SessionOfCare } from './dated.js';
import { languages, type Language } from '../../kernel/language.js';
import { validateInstructions, type Instruction, type Span } from './instructions.js';
import { shippedInstructions } from './shipped.js';

const kolkata = 'Asia/Kolkata';
const session: SessionOfCare = { treatment: 'scalp-micropigmentation', scheduledOn: '2026-11-24', endedAt: new Date('2026-11-24T10:00:00Z') };
const told = (
  id: string,
  of: Partial<SessionOfCare> = {},
  { language = 'en', timeZone = kolkata, instructions = shippedInstructions }: { language?: Language; timeZone?: string; instructions?: Instruction[] } = {},
) => listDatedInstructions(instructions, { ...session, ...of }, { phase: null, language, timeZone }).find((datedInstruction) => datedInstruction.id === id);

describe('an instruction', () => {
  it('counts hours from the very end of the session', () => {
    expect(told('washing')).toEqual({
      id: 'washing',
      phase: 'after',
      text: 'Do not wash your scalp until Thursday 26 November at 15:30.',
      from: new Date('2026-11-24T10:00:00Z'),
      until: new Date('2026-11-26T10:00:00Z'),
      sources: ['S1-34', 'S3-34', 'C18'],
    });
  });

  it('counts days as whole ones of the clinic, the last one included', () => {
    expect(told('exercise')).toMatchObject({ text: 'Do not exercise up to and including Friday 27 November.', until: new Date('2026-11-27T18:30:00Z') });
    expect(told('exercise', { endedAt: new Date('2026-11-24T20:00:00Z') })).toMatchObject({ text: expect.stringContaining('Saturday 28 November') });
  });

  it('says how long it will hold while the session has not ended', () => {
    expect(told('washing', { endedAt: null })).toMatchObject({ text: 'Do not wash your scalp for 48 hours after the session.', from: null, until: null });
  });

  it('begins before the session where it must', () => {
    expect(told('blood-thinning')).toMatchObject({
      text: expect.stringMatching(/^Take no aspirin.* from Monday 9 November until the session\. Never stop/),
      from: new Date('2026-11-08T18:30:00Z'),
      until: new Date('2026-11-23T18:30:00Z'),
    });
  });

  it('is told in Hindi', () => {
    expect(told('washing', {}, { language: 'hi' })?.text).toBe('गुरुवार, 26 नवंबर को 15:30 बजे तक सिर न धोएँ।');
  });

  it('is told in English where it has no words in Hindi', () => {
    const english = shippedInstructions.map((instruction) => ({
      ...instruction,
      options: instruction.options.map((option) => ({ ...option, words: { en: option.words.en } })),
    }));
    expect(told('washing', {}, { language: 'hi', instructions: english })?.text).toBe('Do not wash your scalp until Thursday 26 November at 15:30.');
  });

  it('keeps its hours and its days where clocks are changed', () => {
    const berlin = { timeZone: 'Europe/Berlin' };
    const endedAt = new Date('2026-10-24T14:00:00Z');
    expect(told('bending', { endedAt }, berlin)).toMatchObject({
      until: new Date('2026-10-25T14:00:00Z'),
      text: expect.stringContaining('Sunday 25 October at 15:00'),
    });
    expect(told('alcohol', { endedAt }, berlin)).toMatchObject({ until: new Date('2026-10-26T23:00:00Z'), text: expect.stringContaining('Monday 26 October') });
  });

  it('is the one that the clinic has chosen, or none', () => {
    const choosing = (chosen: string | null) =>
      shippedInstructions.map((instruction) => (instruction.id === 'headband' ? { ...instruction, chosen } : instruction));
    expect(told('headband')?.text).toContain('Wear no headband until');
    expect(told('headband', {}, { instructions: choosing('wear') })?.text).toContain('Wear a headband until');
    expect(told('headband', {}, { instructions: choosing(null) })).toBeUndefined();
  });

  it('never ends before it begins, whatever the span, the day and the place', () => {
    const span = fc.oneof(fc.record({ hours: fc.integer({ min: 1, max: 1000 }) }), fc.record({ days: fc.integer({ min: 1, max: 400 }) }));
    fc.assert(
      fc.property(
        span,
        fc.constantFrom('before' as const, 'after' as const),
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        fc.constantFrom('Asia/Kolkata', 'Europe/Berlin', 'Pacific/Apia', 'America/St_Johns'),
        (length: Span, phase, endedAt, timeZone) => {
          const instruction: Instruction = {
            id: 'x',
            treatment: 'mesotherapy',
            phase,
            chosen: 'x',
            options: [{ option: 'x', sources: [], span: length, words: { en: '{when}' } }],
          };
          const [dated] = listDatedInstructions(
            [instruction],
            { treatment: 'mesotherapy', scheduledOn: endedAt.toISOString().slice(0, 10), endedAt },
            { phase: null, language: 'en', timeZone },
          );
          expect(dated!.from!.getTime()).toBeLessThan(dated!.until!.getTime());
          expect(dated!.text).not.toContain('{');
        },
      ),
    );
  });
});

describe('the instructions of a clinic', () => {
  it('are shipped without an error, in both languages', () => {
    expect(validateInstructions(shippedInstructions)).toEqual([]);
    for (const { options } of shippedInstructions) for (const { words } of options) expect(words.hi).toMatch(/\p{Script=Devanagari}/u);
  });

  it('are refused with each place that is wrong', () => {
    const [washing] = shippedInstructions.filter((instruction) => instruction.id === 'washing');
    const wrong: Instruction[] = [
      washing!,
      {
        ...washing!,
        chosen: 'never',
        options: [
          { ...washing!.options[0]!, words: { en: 'Do not wash.' } },
          { ...washing!.options[0]!, span: null },
        ],
      },
    ];
    expect(validateInstructions(wrong).map(({ pointer }) => pointer)).toEqual([
      '/instructions/1/id',
      '/instructions/1/options',
      '/instructions/1/chosen',
      '/instructions/1/options/0/words/en',
      ...languages.map((language) => `/instructions/1/options/1/words/${language}`),
    ]);
  });
});
