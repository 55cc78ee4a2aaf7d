import { shippedRevisions } from './shipped/index.js';

/** The newest revision of the rules; only this one can be declined. */
const newest = Math.max(...shippedRevisions.flatMap(({ treatment, kind, revision }) => (treatment === 'mesotherapy' && kind === 'rules' ? [revision] : [])));

const rules = [
  {
    id: 'mesotherapy.active-infection',
    title: 'Active infection',
    origin: 'literature',
    citation: { title: 'Rules of the clinic', url: null },
    severity: 'contraindicated',
    any: [{ screening: 'active-infection', is: 'yes' }],
    needsData: ['screening.active-infection'],
    overridable: false,
  },
];

export const rulesetExamples = {
  draft: { treatment: 'mesotherapy', title: 'A single rule', rules },
  copy: { basedOn: '01936f00-0000-7000-8000-000000000001', title: 'Mesotherapy, stricter with blood pressure' },
  content: { title: 'A single rule', rules },
  decline: { revision: newest, reason: 'Our clinic has had a stricter rule of its own since March; looked at again with the next revision.' },
};
