import type { Ruleset } from '../../engine/index.js';
import { contraceptionRules } from './contraception.js';
import { mesotherapyDocuments } from './mesotherapy-documents.js';
import { mesotherapyLiterature } from './mesotherapy-literature.js';
import { withWords } from './words.js';

/** What a new clinic starts with for mesotherapy: version 1, to be confirmed by its dermatologist. */
export const mesotherapyRuleset: Ruleset = {
  treatment: 'mesotherapy',
  title: 'Mesotherapy, as shipped',
  rules: withWords([...mesotherapyDocuments, ...mesotherapyLiterature, ...contraceptionRules]),
};
