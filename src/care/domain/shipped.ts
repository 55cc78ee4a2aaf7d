import { languages } from '../../kernel/language.js';
import type { Treatment } from '../../kernel/treatment.js';
import { getMessages } from '../../messages/index.js';
import type { Instruction, InstructionOption, Phase, Span } from './instructions.js';

type Option = Omit<InstructionOption, 'words'>;

const createOption = (option: string, sources: string[], span: Span | null): Option => ({ option, sources, span });

/** Finds the text of an option: the message of its instruction, or a message of its own where the options differ in more than their duration. */
const getOptionWords = (instruction: string, option: string): InstructionOption['words'] => {
  const [en, ...others] = languages.map((language) => {
    const messages = getMessages('care-instructions', language);
    // The placeholder stays in the text; the dates of a session replace it later.
    const when = { when: '{when}' };
    const text = messages.find(`${instruction}.${option}`, when) ?? messages.find(instruction, when);
    if (text === null) throw new Error(`There is no message for the instruction ${instruction}.`);
    return [language, text] as const;
  });
  return { en: en![1], ...Object.fromEntries(others) };
};

const defineInstructions =
  (treatment: Treatment, phase: Phase) =>
  (id: string, ...options: Option[]): Instruction => ({
    id,
    treatment,
    phase,
    options: options.map((option) => ({ ...option, words: getOptionWords(`${treatment}.${phase}.${id}`, option.option) })),
    chosen: options[0]!.option,
  });

const defineBeforeMesotherapy = defineInstructions('mesotherapy', 'before');
const defineAfterMesotherapy = defineInstructions('mesotherapy', 'after');
const defineBeforePigmentation = defineInstructions('scalp-micropigmentation', 'before');
const defineAfterPigmentation = defineInstructions('scalp-micropigmentation', 'after');

/**
 * The shipped instructions: statements of the clinic's documents (`S…`), and common practice where the documents leave a duration open. Where
 * documents contradict each other (`C…`), the first option is in force until the clinic chooses another.
 */
export const shippedInstructions: Instruction[] = [
  defineBeforeMesotherapy('clean-hair', createOption('clean', ['S0-40'], null)),
  defineBeforeMesotherapy('consultation', createOption('tell-changes', ['S0-41'], null)),
  defineBeforeMesotherapy('lifestyle', createOption('healthy', ['S0-42'], null)),
  defineAfterMesotherapy('washing', createOption('24-hours', ['S0-43', 'practice'], { hours: 24 }), createOption('48-hours', ['practice'], { hours: 48 })),
  defineAfterMesotherapy('sun-and-dust', createOption('3-days', ['S0-44', 'practice'], { days: 3 })),
  defineAfterMesotherapy('massage', createOption('3-days', ['S0-45', 'practice'], { days: 3 })),
  defineAfterMesotherapy('hair-colour', createOption('7-days', ['S0-46', 'practice'], { days: 7 })),
  defineAfterMesotherapy('alcohol', createOption('2-days', ['S0-47', 'practice'], { days: 2 })),
  defineAfterMesotherapy('exercise', createOption('3-days', ['S0-48', 'C11'], { days: 3 }), createOption('2-days', ['S0-54', 'C11'], { days: 2 })),
  defineAfterMesotherapy('work', createOption('same-day', ['practice'], null)),
  defineAfterMesotherapy('food', createOption('nutritious', ['S0-49'], null)),
  defineBeforePigmentation(
    'blood-thinning',
    createOption('15-days', ['S1-19', 'S3-22', 'C03'], { days: 15 }),
    createOption('14-days', ['S3-22', 'C03'], { days: 14 }),
  ),
  defineBeforePigmentation('time', createOption('four-hours', ['S1-27', 'S3-24'], null)),
  defineBeforePigmentation('medicines', createOption('tell-all', ['S1-20'], null)),
  defineAfterPigmentation('washing', createOption('48-hours', ['S1-34', 'S3-34', 'C18'], { hours: 48 })),
  defineAfterPigmentation('bending', createOption('24-hours', ['S1-31', 'S3-30'], { hours: 24 })),
  defineAfterPigmentation('headband', createOption('avoid', ['S1-32', 'C04'], { hours: 24 }), createOption('wear', ['S3-31', 'C04'], { hours: 24 })),
  defineAfterPigmentation('antibiotic-cream', createOption('2-days', ['S1-33', 'S3-33'], { days: 2 })),
  defineAfterPigmentation('painkiller', createOption('as-prescribed', ['S3-32', 'C03'], null)),
  defineAfterPigmentation('bandage', createOption('none', ['S1-30'], null)),
  defineAfterPigmentation('sun', createOption('7-days', ['practice'], { days: 7 })),
  defineAfterPigmentation('alcohol', createOption('2-days', ['practice'], { days: 2 })),
  defineAfterPigmentation('exercise', createOption('3-days', ['practice'], { days: 3 })),
  defineAfterPigmentation('work', createOption('next-day', ['S2-15'], null)),
  defineAfterPigmentation('hair-dye', createOption('black', ['S1-36'], null)),
];
