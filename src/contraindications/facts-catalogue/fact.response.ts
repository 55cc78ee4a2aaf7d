import { analyteInWords } from '../explanation/asking.js';
import type { Words } from '../explanation/words.js';
import { combinations, factCatalogue, type FactDefinition } from './catalogue.js';
import type { FactCatalogueResponse, CatalogueFact } from './fact.dto.js';

const inWords = ({ fact, meaning, question, values, otherUnits, codes, askedBy, needs, recordedBy, ...rest }: FactDefinition, words: Words): CatalogueFact => {
  const named = { analyte: analyteInWords(fact.replace(/^lab\./, ''), words) };
  return {
    ...rest,
    fact,
    meaning: words.find(meaning) ?? fact,
    question: words.find(question, named) ?? fact,
    values: values && [...values],
    otherUnits: [...otherUnits],
    codes: [...codes],
    askedBy: [...askedBy],
    needs: [...needs],
    recordedBy: [...recordedBy],
  };
};

/** The catalogue with its texts in a language. */
export const factCatalogueIn = (words: Words): FactCatalogueResponse => ({
  language: words.language,
  facts: factCatalogue.map((definition) => inWords(definition, words)),
  combinations: [...combinations],
});
