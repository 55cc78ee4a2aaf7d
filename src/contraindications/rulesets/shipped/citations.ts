import { contradictions, documents, type SourceId } from '../../../sources/index.js';
import type { Citation } from '../../engine/index.js';

const getTitle = (source: SourceId): string =>
  source in contradictions ? 'Resolution of a contradiction between the documents' : documents[source.slice(0, 2) as keyof typeof documents];

/** Cites statements of the documents that the rules come from. `C…` is the resolution of a contradiction between documents. */
export const citeStatements = (...facts: SourceId[]): Citation => {
  const titles = [...new Set(facts.map(getTitle))];
  return { title: `${titles.join('; ')}: ${facts.join(', ')}`, url: null, facts };
};

export const literature: Citation = {
  title: "Common medical knowledge, to be confirmed by the clinic's dermatologist",
  url: null,
};
