/**
 * Declares each demographic field of a patient once. From it follow the columns of the row, merging, the search for duplicates, access, and the example in the
 * documentation. The compiler ensures that the fields are those of `PatientContent`.
 */
interface DemographicField {
  column: string;
  /** The form in which PostgreSQL stores the field. */
  kept: 'text' | 'json' | 'json-list';
  /** Whether the field is never null. */
  required?: true;
  /**
   * How a merge treats the field. `gained`: the survivor takes the merged record's value where it has none. `most`: the survivor's list gains the items that it
   * lacks, up to this number. `must-agree`: a contradiction between the two records prevents the merge.
   */
  merge: 'gained' | 'must-agree' | { most: number };
  /** Whether the search for duplicates compares the field. */
  duplicates: 'compared' | 'ignored';
  /** Whether only callers who may see clinical content read and write the field. */
  clinical?: true;
  /** Whether the field is a short text that everything treats alike: type, stored form, printed document. */
  freeText?: true;
  /** The example for the documentation and the tests. */
  example: unknown;
}

const text = { kept: 'text', merge: 'gained', duplicates: 'ignored' } as const;
const freeText = { ...text, freeText: true } as const;
const createListField = <Most extends number>(most: Most) => ({ kept: 'json-list', merge: { most }, duplicates: 'compared' }) as const;

export const demographics = {
  names: { column: 'names', ...createListField(20), example: [{ use: 'official', given: ['Asha'], family: 'Rao', text: 'Asha Rao' }] },
  sexAtBirth: { column: 'sex_at_birth', kept: 'text', required: true, merge: 'must-agree', duplicates: 'compared', example: 'female' },
  birthDate: { column: 'birth_date', ...text, duplicates: 'compared', example: '1991-04-03' },
  gender: { column: 'gender', ...text, example: 'female' },
  phones: { column: 'phones', ...createListField(10), example: [{ value: '+919812345678', use: 'mobile' }] },
  emails: { column: 'emails', ...createListField(10), example: [{ value: 'asha@example.org' }] },
  addresses: {
    column: 'addresses',
    ...createListField(10),
    example: [{ lines: ['12 Example Road'], city: 'Gurugram', state: 'Haryana', postalCode: '122001', country: 'IN' }],
  },
  identifiers: { column: 'identifiers', ...createListField(20), example: [{ system: 'https://healthid.abdm.gov.in', value: '91-1234-5678-9012' }] },
  skinType: { column: 'skin_type', ...text, clinical: true, example: 'IV' },
  preferredLanguage: { column: 'preferred_language', ...text, example: 'en-IN' },
  occupation: { column: 'occupation', ...freeText, example: 'Teacher' },
  emergencyContact: {
    column: 'emergency_contact',
    ...text,
    kept: 'json',
    duplicates: 'compared',
    example: { name: 'Kiran Rao', relationship: 'brother', phone: '+919812345679' },
  },
  communicationPreferences: { column: 'communication_preferences', ...text, kept: 'json', example: { sms: true, email: false, whatsapp: true } },
} as const satisfies Record<string, DemographicField>;

type Demographics = typeof demographics;
export type DemographicName = keyof Demographics;

/** The names of the fields whose declaration has these members. */
type NamesWhere<Said> = { [Name in DemographicName]: Demographics[Name] extends Said ? Name : never }[DemographicName];
export type ListName = NamesWhere<{ kept: 'json-list' }>;
export type GainedName = NamesWhere<{ merge: 'gained' }>;
export type ComparedName = NamesWhere<{ duplicates: 'compared' }>;
export type FreeTextName = NamesWhere<{ freeText: true }>;

export const demographicNames = Object.keys(demographics) as DemographicName[];

export const getDemographicField = (name: DemographicName): DemographicField => demographics[name];

/** Maps each field to a value, by its name. */
export const mapDemographics = <Of>(of: (field: DemographicField, name: DemographicName) => Of): Record<DemographicName, Of> =>
  Object.fromEntries(demographicNames.map((name) => [name, of(getDemographicField(name), name)])) as Record<DemographicName, Of>;

export const listNames = demographicNames.filter((name) => getDemographicField(name).kept === 'json-list') as ListName[];
export const gainedNames = demographicNames.filter((name) => getDemographicField(name).merge === 'gained') as GainedName[];
export const freeTextNames = demographicNames.filter((name) => getDemographicField(name).freeText) as FreeTextName[];
export const clinicalNames = demographicNames.filter((name) => getDemographicField(name).clinical);

/** The fields in the form of a row: a list that is left out is empty, and any other field that is left out is null. */
export type DemographicColumns<Input> = {
  [Name in DemographicName & keyof Input]-?: Name extends ListName
    ? NonNullable<Input[Name]>
    : undefined extends Input[Name]
      ? NonNullable<Input[Name]> | null
      : Input[Name];
};

/** Converts the input into the form of a row. */
export const toColumns = <Input extends Partial<Record<DemographicName, unknown>>>(input: Input): DemographicColumns<Input> =>
  Object.fromEntries(
    demographicNames.map((name) => [name, input[name] ?? (getDemographicField(name).kept === 'json-list' ? [] : null)]),
  ) as DemographicColumns<Input>;
