/** The code systems that the product receives, by their short names and their FHIR addresses. */

const names: Readonly<Record<string, string>> = {
  'http://snomed.info/sct': 'snomed',
  'urn:oid:2.16.840.1.113883.6.96': 'snomed',
  'snomed-ct': 'snomed',
  snomedct: 'snomed',
  sct: 'snomed',
  'http://hl7.org/fhir/sid/icd-10': 'icd-10',
  'urn:oid:2.16.840.1.113883.6.3': 'icd-10',
  icd10: 'icd-10',
  'http://hl7.org/fhir/sid/icd-10-cm': 'icd-10-cm',
  'urn:oid:2.16.840.1.113883.6.90': 'icd-10-cm',
  icd10cm: 'icd-10-cm',
  'icd-10cm': 'icd-10-cm',
  'http://id.who.int/icd/release/11/mms': 'icd-11',
  'http://hl7.org/fhir/sid/icd-11': 'icd-11',
  icd11: 'icd-11',
  'icd-11-mms': 'icd-11',
  'http://www.nlm.nih.gov/research/umls/rxnorm': 'rxnorm',
  'urn:oid:2.16.840.1.113883.6.88': 'rxnorm',
  'http://www.whocc.no/atc': 'atc',
  'urn:oid:2.16.840.1.113883.6.73': 'atc',
  'http://loinc.org': 'loinc',
  'urn:oid:2.16.840.1.113883.6.1': 'loinc',
  'http://unitsofmeasure.org': 'ucum',
};

/** The short name of a system; an unknown system stays unchanged. */
export const getSystemName = (system: string): string => {
  const plain = system.trim().toLowerCase().replace(/\/$/, '');
  return names[plain] ?? plain;
};

const readSystems: ReadonlySet<string> = new Set(['icd-10', 'atc', 'loinc', 'hairline', 'ucum']);

/** Whether rules read the codes of a system directly. Codes of any other system are translated, or stay unread. */
export const isReadSystem = (system: string): boolean => readSystems.has(getSystemName(system));
