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
};
