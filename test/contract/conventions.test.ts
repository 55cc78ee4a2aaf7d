/** The conventions of docs/conventions.md, held by a walk through the API document: no feature can go another way. */
import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';
import '../../src/app.module.js';
import { findCodeOfRule } from '../../src/platform/http/dto.pipe.js';
import type { RuleContext } from '../../src/platform/http/fields/field.js';
import { document, operations } from '../support/openapi-validator.js';

interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  readOnly?: boolean;
}
interface QueryParameter {
  name: string;
  in: string;
  style?: string;
  explode?: boolean;
  description?: string;
  required?: boolean;
  schema: Schema;
}

const schemas = document.components.schemas as Record<string, Schema>;
const named = ({ $ref, allOf }: Schema): string | undefined => ($ref ?? allOf?.[0]?.$ref)?.split('/').at(-1);
const resolve = (schema: Schema): Schema => schemas[named(schema) ?? ''] ?? schema;
const queryOf = (parameters: unknown): QueryParameter[] => (parameters as QueryParameter[]).filter((parameter) => parameter.in === 'query');

/** The names of the schemas that stand anywhere in what is given. */
const namesIn = (value: unknown, found = new Set<string>()): Set<string> => {
  for (const [, name] of JSON.stringify(value ?? {}).matchAll(/#\/components\/schemas\/(\w+)"/g)) {
    if (found.has(name!)) continue;
    found.add(name!);
    namesIn(schemas[name!], found);
  }
  return found;
};

const answered = namesIn(operations.map(({ operation }) => operation.responses));

/** Each member of each answer, and what only an answer says in a body that is sent back. */
const membersAnswered = Object.entries(schemas).flatMap(([schema, { properties = {} }]) =>
  Object.entries(properties)
    .filter(([, member]) => answered.has(schema) || member.readOnly)
    .map(([name, member]) => ({ schema, name, member })),
);

const lists = operations.filter(({ operation }) => /Page(With\w+)?"/.test(JSON.stringify(operation.responses['200'] ?? {})));

describe('a query', () => {
  it('of a list takes several values wherever it takes one of an enumeration and need not', () => {
    const filters = lists.flatMap(({ operation }) =>
      queryOf(operation.parameters)
        .filter(({ required, schema }) => !required && Array.isArray(resolve(schema.items ?? schema).enum))
        .map(({ name, schema }) => [operation.operationId, name, schema.type]),
    );
    expect(filters.length).toBeGreaterThan(20);
    expect(filters.filter(([, , type]) => type !== 'array')).toEqual([]);
  });

  it('says of every list that it takes how it is written', () => {
    const several = operations.flatMap(({ operation }) => queryOf(operation.parameters).filter(({ schema }) => schema.type === 'array'));
    expect(several.length).toBeGreaterThan(20);
    for (const { description, style, explode } of several) {
      expect({ description, style, explode }).toEqual({ description: expect.stringContaining('joined by commas'), style: 'form', explode: true });
    }
  });
});

describe('what is wrong with a field', () => {
  it('has one of the codes of one enumeration, each with its meaning', () => {
    const { enum: codes = [], description = '' } = schemas['FieldErrorCode'] as { enum?: string[]; description?: string };
    expect(codes.length).toBeGreaterThan(100);
    expect(named(schemas['FieldProblem']!.properties!['code']!)).toBe('FieldErrorCode');
    expect(codes.filter((code) => !description.includes(`\`${code}\`: `))).toEqual([]);
  });

  it('has a code for every rule that a field declares', () => {
    const rules = [...getMetadataStorage()['validationMetadatas'].values()].flat() as ValidationMetadata[];
    // Whether a field must be there is no rule that it breaks.
    const checked = rules.filter(({ name, type }) => type !== 'conditionalValidation' && name !== 'isOptional');
    expect(checked.length).toBeGreaterThan(1000);
    const without = checked.filter(({ name, type, context }) => !findCodeOfRule(name ?? type, context as RuleContext | undefined));
    expect([...new Set(without.map(({ name, type }) => name ?? type))]).toEqual([]);
  });
});

describe('who did something', () => {
  /** Members that end in By, and what they say instead of who did something. */
  const others: Record<string, string> = {
    supersededBy: 'the blood test that took its place',
    reversedBy: 'the entry of the stock that takes it back',
    foundBy: 'the merged record by which the patient was found',
    overridableBy: 'how many dermatologists it takes',
    groupBy: 'what a report counts by',
  };
  const isWho = (name: string): boolean => /By$|^(by|actor|responsible|dermatologist|takenOverFrom)$/.test(name) && !(name in others);
  /** The schema of which a member is, which may be null. */
  const schemaOf = ({ anyOf, ...member }: Schema): string | undefined => named(anyOf?.find(({ $ref }) => $ref) ?? member);

  it('is { id, name, role } in every answer, of one schema', () => {
    const who = membersAnswered.filter(({ name }) => isWho(name));
    expect(who.length).toBeGreaterThan(80);
    const actor = Object.keys(schemas['Actor']!.properties!);
    expect([...actor].sort()).toEqual(['id', 'name', 'role']);
    expect(schemas['Actor']!.required).toEqual(actor);
    const otherwise = who
      .filter(({ member }) => schemaOf(member.items ?? member) !== 'Actor')
      .map(({ schema, name, member }) => [schema, name, schemaOf(member.items ?? member)]);
    // Who a patient asks for after hours: an Actor with a registration number.
    expect(otherwise).toEqual([['PlanCareResponse', 'dermatologist', 'ResponsibleDermatologist']]);
    expect(schemas['ResponsibleDermatologist']!.properties).toMatchObject(schemas['Actor']!.properties!);
    expect(schemas['ResponsibleDermatologist']!.required).toEqual(expect.arrayContaining(actor));
  });

  it('is named by an id alone in bodies and queries only', () => {
    const ids = membersAnswered.filter(({ name }) => /^(actor|staff|person|dermatologist|technician|responsible|author|user|client)Ids?$/.test(name));
    // The person who was invited, whose record it is, who is named in a care team, or whose time it is, and what a client calls itself when it asks for a token: none did anything.
    expect(ids.map(({ schema, name }) => `${schema}.${name}`)).toEqual([
      'AbsenceResponse.staffId',
      'AccessRestrictionPeriod.staffId',
      'AccessRestrictionResponse.staffId',
      'AvailabilitySlot.staffIds',
      'CalendarSubscriptionResponse.staffId',
      'CareTeamParticipant.staffId',
      'IdentityProviderResponse.clientId',
      'IntegrationClientResponse.clientId',
      'InvitationResponse.staffId',
      'LaunchContextResponse.clientId',
      'LogInSession.clientId',
      'NewCalendarSubscriptionResponse.staffId',
      'NewClientSecretResponse.clientId',
      'NewIntegrationClientResponse.clientId',
      'WaitingListEntryResponse.staffIds',
      'WorkingHoursChange.staffId',
      'WorkingHoursResponse.staffId',
    ]);
  });

  it('has a name that says so, wherever the schema is', () => {
    const named = membersAnswered.filter(({ member }) => schemaOf(member) === 'Actor' || schemaOf(member.items ?? {}) === 'Actor');
    expect(named.filter(({ name }) => !isWho(name)).map(({ schema, name }) => `${schema}.${name}`)).toEqual([]);
  });
});

describe('a member without a value', () => {
  const bodies = namesIn(operations.map(({ operation }) => operation.requestBody));
  /** Answers of what people state, beside those that are called like the body: `AllergyResponse` answers what `AllergyInput` states. */
  const stated: Record<string, string[]> = {
    FoundPatient: ['PatientInput', 'PatientPatch'],
    RegisteredPatient: ['PatientInput', 'PatientPatch'],
    EndedConsent: ['ConsentInput'],
    InterpretedBloodTestResult: ['BloodTestResultInput'],
    ObservationResponse: ['BloodTestResultInput'],
    TrichoanalysisInSeries: ['TrichoanalysisInput'],
    MedicalHistoryToConfirm: ['MedicalHistoryInput'],
    TreatmentProtocolResponse: ['ProtocolChange'],
    DiscountTaken: ['GivenDiscount'],
    SessionRecordTemplate: ['SessionRecordInput'],
    RepeatedMesotherapy: ['MesotherapyPart'],
    RepeatedMicropigmentation: ['MicropigmentationPart'],
  };
  /** What is there only where there is something of it to tell, and why. */
  const told: Record<string, readonly string[]> = {
    'stands beside the resource, for a caller who may know of it': [
      'Rescreened.affectedPlans',
      'AppointmentsReviewed.affectedAppointments',
      'RegisteredPatient.possibleDuplicates',
      'ContraindicationCheckResponse.updates',
      'ContraindicationEvaluationResponse.updates',
    ],
    'null is a value that a record may have had': ['RecordDifference.before', 'RecordDifference.after'],
    'evidence has what the recorded fact has': [
      ...['value', 'recordedAt', 'origin', 'about', 'code', 'text', 'unit', 'preliminary', 'on', 'source', 'note'].map((name) => `FindingEvidence.${name}`),
      'RecordedCode.display',
    ],
    'a signature covers it, word for word as it was read on that day': [
      ...['duplicateOf', 'corrects'].map((name) => `BloodTestResponse.${name}`),
      ...['InterpretedBloodTestResult', 'ObservationResponse'].flatMap((schema) =>
        ['unread', 'finding', 'standing', 'supersededBy', 'countedIn'].map((name) => `${schema}.${name}`),
      ),
      ...['flags', 'usual', 'terminalVellusRatio', 'pullTestPercentage', 'pullTestPositive'].map((name) => `TrichoanalysisDerived.${name}`),
    ],
  };
  const isOptional = (schema: string, name: string): boolean => schemas[schema]!.properties?.[name] !== undefined && !schemas[schema]!.required?.includes(name);
  const mayBeNull = ({ type, anyOf = [] }: Schema): boolean => [type].flat().includes('null') || anyOf.some((one) => one.type === 'null');
  const bodiesOf = (schema: string): string[] => {
    const stem = schema.replace(/Response$/, '');
    return [schema, `${stem}Input`, `${stem}Change`, `${stem}Patch`, ...(stated[schema] ?? [])].filter((name) => bodies.has(name));
  };
  const successes = namesIn(operations.map(({ operation }) => Object.entries(operation.responses).filter(([status]) => status.startsWith('2'))));
  const absent = membersAnswered.filter(({ schema, name, member }) => successes.has(schema) && !member.readOnly && isOptional(schema, name));

  it('is null, and always there, unless somebody states it: then it is left out where it was not said', () => {
    expect(absent.length).toBeGreaterThan(300);
    const exceptions = Object.values(told).flat();
    const others = absent
      .filter(({ schema, name }) => !(/Page(With\w+)?$/.test(schema) && name === 'total') && !bodiesOf(schema).some((body) => isOptional(body, name)))
      .map(({ schema, name }) => `${schema}.${name}`);
    expect(others.filter((place) => !exceptions.includes(place))).toEqual([]);
    expect(exceptions.filter((place) => !others.includes(place))).toEqual([]);
  });

  it('is both left out and null only where a body takes both', () => {
    const both = absent.filter(({ schema, name, member }) => mayBeNull(member) && !Object.values(told).flat().includes(`${schema}.${name}`));
    const wrong = both.filter(({ schema, name }) => !bodiesOf(schema).some((body) => mayBeNull(schemas[body]!.properties?.[name] ?? {})));
    expect(wrong.map(({ schema, name }) => `${schema}.${name}`)).toEqual([]);
  });

  it('is that of an error for what holds: enteredInError is null or says why, by whom and when', () => {
    const errors = membersAnswered.filter(({ schema, name }) => name === 'enteredInError' && !schema.endsWith('EventDetails'));
    expect(errors.length).toBeGreaterThan(10);
    for (const { schema, member } of errors) {
      expect([schema, schemas[schema]!.required?.includes('enteredInError')]).toEqual([schema, true]);
      expect([schema, member.anyOf]).toEqual([schema, [{ $ref: '#/components/schemas/EnteredInError' }, { type: 'null' }]]);
    }
  });
});

describe('a version', () => {
  /** What has versions that something else names: `planVersion` of a step is the plan's. */
  const things = ['consent', 'careInstructions', 'content', 'current', 'document', 'plan', 'priceList', 'protocol', 'ruleset'];

  it('is called version where it is that of the resource, which its ETag names', () => {
    const tagged = operations.flatMap(({ operation: { operationId, responses } }) =>
      Object.entries(responses)
        .filter(([status, { headers, content }]) => status.startsWith('2') && headers && 'ETag' in headers && content?.['application/json'])
        .map(([, { content }]) => {
          const { allOf, ...schema } = content!['application/json']!.schema as Schema;
          return { operationId, answer: named(allOf?.[0] ?? schema)! };
        }),
    );
    expect(tagged.length).toBeGreaterThan(60);
    // A ruleset's version is the one that checks name it by; its ETag counts the changes of it.
    const memberOf = (answer: string): string => (['RulesetResponse', 'PublishedRuleset'].includes(answer) ? 'revision' : 'version');
    const without = tagged.filter(({ answer }) => {
      const { properties = {}, required = [] } = schemas[answer]!;
      return properties[memberOf(answer)]?.type !== 'integer' || !required.includes(memberOf(answer));
    });
    // A merge answers two records, each with a version of its own. A screen is many resources: its ETag is that of its content.
    const screens = ['getPatientSummary', 'getConsultationStart', 'getSessionWorkspace', 'getDay'];
    expect(without.map(({ operationId }) => operationId)).toEqual(['mergePatient', 'unmergePatient', ...screens]);
  });

  it('of something else is called after it', () => {
    const others = membersAnswered.filter(({ name }) => /version/i.test(name) && name !== 'version' && name !== 'versions');
    expect(others.length).toBeGreaterThan(8);
    expect(others.filter(({ name }) => !things.some((thing) => name === `${thing}Version`)).map(({ schema, name }) => `${schema}.${name}`)).toEqual([]);
  });
});

/** Verbs of every kind of resource, and those of the domain. */
const commonVerbs = ['create', 'get', 'list', 'update', 'replace'];
const domainVerbs = [
  ...[
    'accept',
    'acknowledge',
    'amend',
    'book',
    'cancel',
    'change',
    'chart',
    'compare',
    'complete',
    'confirm',
    'countersign',
    'decide',
    'decline',
    'dismiss',
    'draft',
    'end',
    'enter',
    'evaluate',
    'finish',
    'join',
    'move',
    'open',
    'review',
  ],
  ...[
    'explain',
    'export',
    'hold',
    'import',
    'invite',
    'merge',
    'offer',
    'override',
    'preview',
    'propose',
    'publish',
    'reEvaluate',
    'recall',
    'record',
    'replan',
  ],
  ...['reinstate', 'remove', 'renew', 'request', 'resume', 'revoke', 'run', 'sign', 'start', 'take', 'unmerge', 'validate', 'withdraw'],
];

describe('names', () => {
  it('of operations begin with one verb for each kind, or with a verb of the domain', () => {
    const verbOf = (id: string): string => /^(reEvaluate|[a-z]+)/.exec(id)![1]!;
    const others = operations.map(({ operation }) => operation.operationId).filter((id) => ![...commonVerbs, ...domainVerbs].includes(verbOf(id)));
    expect(others).toEqual([]);
  });

  it('of what GET answers and POST creates are those of the method', () => {
    const wrong = operations.filter(({ method, operation: { operationId: id } }) => {
      if (method === 'get') return !/^(get|list|chart|compare|explain|export)[A-Z]/.test(id);
      if (method === 'patch') return !/^update[A-Z]/.test(id);
      if (method === 'put') return !/^replace[A-Z]/.test(id);
      return /^(get|list|update|replace)[A-Z]/.test(id);
    });
    expect(wrong.map(({ method, operation }) => `${method} ${operation.operationId}`)).toEqual([]);
  });

  it('of schemas mean something alone: no Dto, and a Response is the answer of an operation or an item of a page', () => {
    const direct = new Set<string>();
    const refer = (value: unknown): void => {
      for (const [, name] of JSON.stringify(value).matchAll(/#\/components\/schemas\/(\w+)"/g)) direct.add(name!);
    };
    for (const { operation } of operations) refer(operation.responses);
    for (const [name, schema] of Object.entries(schemas)) if (/Page(With\w+)?$/.test(name)) refer(schema.properties!['items']);
    const names = Object.keys(schemas);
    expect(names.length).toBeGreaterThan(500);
    expect(names.filter((name) => /Dto/.test(name))).toEqual([]);
    expect(names.filter((name) => /(Input|Change)Patch$/.test(name))).toEqual([]);
    expect(names.filter((name) => name.endsWith('Response') && !direct.has(name))).toEqual([]);
  });
});
