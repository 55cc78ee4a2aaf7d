import { languages } from '../../kernel/language.js';
import type { Treatment } from '../../kernel/treatment.js';
import { messagesOf } from '../../messages/index.js';
import type { Instruction, InstructionOption, Phase, Span } from './instructions.js';

type Option = Omit<InstructionOption, 'words'>;

const told = (option: string, sources: string[], span: Span | null): Option => ({ option, sources, span });

/** Finds the text of an option: the message of its instruction, or a message of its own where the options differ in more than their duration. */
const wordsOf = (instruction: string, option: string): InstructionOption['words'] => {
  const [en, ...others] = languages.map((language) => {
    const messages = messagesOf('care-instructions', language);
    // The placeholder stays in the text; the dates of a session replace it later.
    const when = { when: '{when}' };
    const text = messages.find(`${instruction}.${option}`, when) ?? messages.find(instruction, when);
    if (text === null) throw new Error(`There is no message for the instruction ${instruction}.`);
    return [language, text] as const;
  });
  return { en: en![1], ...Object.fromEntries(others) };
};

const instruction =
  (treatment: Treatment, phase: Phase) =>
  (id: string, ...options: Option[]): Instruction => ({
    id,
    treatment,
    phase,
    options: options.map((option) => ({ ...option, words: wordsOf(`${treatment}.${phase}.${id}`, option.option) })),
    chosen: options[0]!.option,
  });

const beforeMesotherapy = instruction('mesotherapy', 'before');
const afterMesotherapy = instruction('mesotherapy', 'after');
const beforePigmentation = instruction('scalp-micropigmentation', 'before');
const afterPigmentation = instruction('scalp-micropigmentation', 'after');

/**
 * The shipped instructions: statements of the clinic's documents (`S…`), and common practice where the documents leave a duration open. Where
 * documents contradict each other (`C…`), the first option is in force until the clinic chooses another.
 */
export const shippedInstructions: Instruction[] = [
  beforeMesotherapy('clean-hair', told('clean', ['S0-40'], null)),
  beforeMesotherapy('consultation', told('tell-changes', ['S0-41'], null)),
  beforeMesotherapy('lifestyle', told('healthy', ['S0-42'], null)),
  afterMesotherapy('washing', told('24-hours', ['S0-43', 'practice'], { hours: 24 }), told('48-hours', ['practice'], { hours: 48 })),
  afterMesotherapy('sun-and-dust', told('3-days', ['S0-44', 'practice'], { days: 3 })),
  afterMesotherapy('massage', told('3-days', ['S0-45', 'practice'], { days: 3 })),
  afterMesotherapy('hair-colour', told('7-days', ['S0-46', 'practice'], { days: 7 })),
  afterMesotherapy('alcohol', told('2-days', ['S0-47', 'practice'], { days: 2 })),
  afterMesotherapy('exercise', told('3-days', ['S0-48', 'C11'], { days: 3 }), told('2-days', ['S0-54', 'C11'], { days: 2 })),
  afterMesotherapy('work', told('same-day', ['practice'], null)),
  afterMesotherapy('food', told('nutritious', ['S0-49'], null)),
  beforePigmentation('blood-thinning', told('15-days', ['S1-19', 'S3-22', 'C03'], { days: 15 }), told('14-days', ['S3-22', 'C03'], { days: 14 })),
  beforePigmentation('time', told('four-hours', ['S1-27', 'S3-24'], null)),
  beforePigmentation('medicines', told('tell-all', ['S1-20'], null)),
  afterPigmentation('washing', told('48-hours', ['S1-34', 'S3-34', 'C18'], { hours: 48 })),
  afterPigmentation('bending', told('24-hours', ['S1-31', 'S3-30'], { hours: 24 })),
  afterPigmentation('headband', told('avoid', ['S1-32', 'C04'], { hours: 24 }), told('wear', ['S3-31', 'C04'], { hours: 24 })),
  afterPigmentation('antibiotic-cream', told('2-days', ['S1-33', 'S3-33'], { days: 2 })),
  afterPigmentation('painkiller', told('as-prescribed', ['S3-32', 'C03'], null)),
  afterPigmentation('bandage', told('none', ['S1-30'], null)),
  afterPigmentation('sun', told('7-days', ['practice'], { days: 7 })),
  afterPigmentation('alcohol', told('2-days', ['practice'], { days: 2 })),
  afterPigmentation('exercise', told('3-days', ['practice'], { days: 3 })),
  afterPigmentation('work', told('next-day', ['S2-15'], null)),
  afterPigmentation('hair-dye', told('black', ['S1-36'], null)),
];
