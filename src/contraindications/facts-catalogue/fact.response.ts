import { describeAnalyte } from '../explanation/asking.js';
import type { Messages } from '../../messages/index.js';
import { combinations, factCatalogue, type FactDefinition } from './catalogue.js';
import type { FactCatalogueResponse, CatalogueFact } from './fact.dto.js';

const toCatalogueFact = (
  { fact, meaning, question, values, otherUnits, codes, clauses, needs, recordingRoutes, ...rest }: FactDefinition,
  messages: Messages<'checks'>,
): CatalogueFact => {
  const named = { analyte: describeAnalyte(fact.replace(/^lab\./, ''), messages) };
  return {
    ...rest,
    fact,
    meaning: messages.find(meaning) ?? fact,
    question: messages.find(question, named) ?? fact,
    values: values && [...values],
    otherUnits: [...otherUnits],
    codes: [...codes],
    clauses: [...clauses],
    needs: [...needs],
    recordingRoutes: [...recordingRoutes],
  };
};

/** Formats the catalogue with its texts in the given language. */
export const toFactCatalogueResponse = (messages: Messages<'checks'>): FactCatalogueResponse => ({
  language: messages.language,
  facts: factCatalogue.map((definition) => toCatalogueFact(definition, messages)),
  combinations: [...combinations],
});
