/**
 * What is kept of who a patient is, field by field, once: the columns of the row, what a merge carries over, what duplicates are found by, who
 * may see it, and the example of the documentation follow from it. The fields are those of `PatientContent`; the compiler holds the two together.
 */
interface DemographicField {
  column: string;
  /** How PostgreSQL keeps it. */
  kept: 'text' | 'json' | 'json-list';
  /** Never null. */
  required?: true;
  /**
   * What a merge does: `gained` is taken from the merged record where the survivor says nothing; of a list, the survivor gains what it does not
   * have, up to `most`; what `must-agree` stops the merge where the two records contradict each other.
   */
  merge: 'gained' | 'must-agree' | { most: number };
  /** Whether two records that are alike in it may be one person's. */
  duplicates: 'compared' | 'ignored';
  /** Shown to, and taken from, those alone who see clinical content. */
  clinical?: true;
  /** What the documentation and the tests send. */
  example: unknown;
}

const text = { kept: 'text', merge: 'gained', duplicates: 'ignored' } as const;
const listOf = <Most extends number>(most: Most) => ({ kept: 'json-list', merge: { most }, duplicates: 'compared' }) as const;

export const demographics = {
  names: { column: 'names', ...listOf(20), example: [{ use: 'official', given: ['Asha'], family: 'Rao', text: 'Asha Rao' }] },
  sexAtBirth: { column: 'sex_at_birth', kept: 'text', required: true, merge: 'must-agree', duplicates: 'compared', example: 'female' },
  birthDate: { column: 'birth_date', ...text, duplicates: 'compared', example: '1991-04-03' },
  gender: { column: 'gender', ...text, example: 'female' },
  phones: { column: 'phones', ...listOf(10), example: [{ value: '+919812345678', use: 'mobile' }] },
  emails: { column: 'emails', ...listOf(10), example: [{ value: 'asha@example.org' }] },
  addresses: {
    column: 'addresses',
    ...listOf(10),
    example: [{ lines: ['12 Example Road'], city: 'Gurugram', state: 'Haryana', postalCode: '122001', country: 'IN' }],
  },
  identifiers: { column: 'identifiers', ...listOf(20), example: [{ system: 'https://healthid.abdm.gov.in', value: '91-1234-5678-9012' }] },
  skinType: { column: 'skin_type', ...text, clinical: true, example: 'IV' },
  preferredLanguage: { column: 'preferred_language', ...text, example: 'en-IN' },
  occupation: { column: 'occupation', ...text, example: 'Teacher' },
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

/** The fields of which the declaration says something. */
type NamesWhere<Said> = { [Name in DemographicName]: Demographics[Name] extends Said ? Name : never }[DemographicName];
export type ListName = NamesWhere<{ kept: 'json-list' }>;
export type GainedName = NamesWhere<{ merge: 'gained' }>;
export type ComparedName = NamesWhere<{ duplicates: 'compared' }>;

export const demographicNames = Object.keys(demographics) as DemographicName[];

export const fieldOf = (name: DemographicName): DemographicField => demographics[name];

/** Something of each field, by its name. */
export const mapDemographics = <Of>(of: (field: DemographicField, name: DemographicName) => Of): Record<DemographicName, Of> =>
  Object.fromEntries(demographicNames.map((name) => [name, of(fieldOf(name), name)])) as Record<DemographicName, Of>;

export const listNames = demographicNames.filter((name) => fieldOf(name).kept === 'json-list') as ListName[];
export const gainedNames = demographicNames.filter((name) => fieldOf(name).merge === 'gained') as GainedName[];
export const clinicalNames = demographicNames.filter((name) => fieldOf(name).clinical);

/** The fields as a row keeps them: a list that is left out is empty, everything else that is left out is null. */
export type DemographicColumns<Input> = {
  [Name in DemographicName & keyof Input]-?: Name extends ListName
    ? NonNullable<Input[Name]>
    : undefined extends Input[Name]
      ? NonNullable<Input[Name]> | null
      : Input[Name];
};

/** What was sent, as a row keeps it. */
export const toColumns = <Input extends Partial<Record<DemographicName, unknown>>>(input: Input): DemographicColumns<Input> =>
  Object.fromEntries(demographicNames.map((name) => [name, input[name] ?? (fieldOf(name).kept === 'json-list' ? [] : null)])) as DemographicColumns<Input>;
