import type { Citation } from '../../engine/index.js';

/** The documents on which the shipped rules rest; `S0-57` is statement 57 of the first. */
const documents: Record<string, string> = {
  S0: 'Mesotherapy for hair loss (treatment page of a clinic)',
  S1: 'Scalp micropigmentation (overview by a clinic)',
  S2: 'Scalp micropigmentation (article)',
  S3: 'Scalp micropigmentation (treatment page of a clinic)',
};

/** Statements of those documents; `C…` stands for the resolution of a contradiction between them. */
export const statements = (...facts: string[]): Citation => {
  const titles = [...new Set(facts.map((fact) => documents[fact.slice(0, 2)] ?? 'Resolution of a contradiction between the documents'))];
  return { title: `${titles.join('; ')}: ${facts.join(', ')}`, url: null, facts };
};

export const literature: Citation = {
  title: "Common medical knowledge, to be confirmed by the clinic's dermatologist",
  url: null,
};
