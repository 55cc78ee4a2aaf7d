import type { Ruleset } from '../../engine/index.js';
import { contraceptionRules } from './contraception.js';
import { mesotherapyDocuments } from './mesotherapy-documents.js';
import { mesotherapyLiterature } from './mesotherapy-literature.js';
import { withWords } from './words.js';

/** The ruleset of a new clinic for mesotherapy: version 1, which the clinic's dermatologist should confirm. */
export const mesotherapyRuleset: Ruleset = {
  treatment: 'mesotherapy',
  title: 'Mesotherapy, as shipped',
  rules: withWords([...mesotherapyDocuments, ...mesotherapyLiterature, ...contraceptionRules]),
};
