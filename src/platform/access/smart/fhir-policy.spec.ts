import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { listPermissionsOfRole, roles, type Role } from '../policy.js';
import { decideFhirAccess, isUsefulScope, listFhirPermissions, resourceTypes, type FhirDecision, type FhirGrant } from './fhir-policy.js';
import { interactions, parseSmartScope, parseSmartScopes } from './smart-scopes.js';

const ASHA = '01936f00-0000-7000-8000-0000000000a5';

const ofPerson = (role: Role, scopes: string, patientId: string | null = null): FhirGrant => ({
  kind: 'staff',
  scopes: parseSmartScopes(scopes.split(' ')),
  permissions: listPermissionsOfRole(role),
  patientId,
});
const ofClient = (scopes: string): FhirGrant => ({ kind: 'client', scopes: parseSmartScopes(scopes.split(' ')), permissions: new Set(), patientId: null });

const texts = fc.array(
  fc
    .tuple(
      fc.constantFrom('patient', 'user', 'system'),
      fc.constantFrom('*', ...resourceTypes, 'Immunization'),
      fc.subarray(['c', 'r', 'u', 'd', 's'], { minLength: 1 }),
      fc.boolean(),
    )
    .map(([level, type, letters, only]) => `${level}/${type}.${letters.join('')}${only && type !== '*' ? '?category=laboratory' : ''}`),
  { minLength: 1, maxLength: 5 },
);
const anyRole = fc.constantFrom(...roles);
const anyType = fc.constantFrom(...resourceTypes, 'Immunization', 'constructor');
const anyInteraction = fc.constantFrom(...interactions);

describe('what a token allows with a FHIR resource', () => {
  it.each<[string, FhirGrant, string, FhirDecision]>([
    ['a dermatologist reads all', ofPerson('dermatologist', 'user/*.rs'), 'Observation.read', { ways: [{ patientId: null, filters: [] }] }],
    ['and writes with that scope alone', ofPerson('dermatologist', 'user/*.rs'), 'Observation.create', { refusal: 'insufficient-scope' }],
    ['nobody deletes', ofPerson('dermatologist', 'user/*.cruds'), 'Observation.delete', { refusal: 'not-offered' }],
    ['a signed thing is not updated', ofPerson('dermatologist', 'user/*.cruds'), 'Composition.update', { refusal: 'not-offered' }],
    ['a receptionist sees nothing clinical', ofPerson('receptionist', 'user/Observation.rs'), 'Observation.read', { refusal: 'not-permitted' }],
    ['but patients', ofPerson('receptionist', 'user/*.cruds'), 'Patient.create', { ways: [{ patientId: null, filters: [] }] }],
    ['a technician records no consultation', ofPerson('technician', 'user/*.cruds'), 'Condition.create', { refusal: 'not-permitted' }],
    ['the launched patient alone', ofPerson('dermatologist', 'patient/*.rs', ASHA), 'Condition.search', { ways: [{ patientId: ASHA, filters: [] }] }],
    ['nobody without one', ofPerson('dermatologist', 'patient/*.rs'), 'Condition.search', { refusal: 'insufficient-scope' }],
    ['and no new patient', ofPerson('dermatologist', 'patient/*.cruds', ASHA), 'Patient.create', { refusal: 'insufficient-scope' }],
    ['what belongs to no patient', ofPerson('dermatologist', 'patient/*.rs', ASHA), 'Practitioner.read', { ways: [{ patientId: null, filters: [] }] }],
    [
      'either way is enough',
      ofPerson('dermatologist', 'patient/Observation.rs user/Observation.rs?category=laboratory', ASHA),
      'Observation.read',
      {
        ways: [
          { patientId: ASHA, filters: [] },
          { patientId: null, filters: [{ name: 'category', value: 'laboratory' }] },
        ],
      },
    ],
    [
      'and what another way includes is left out',
      ofPerson('dermatologist', 'user/Observation.rs?category=laboratory user/Observation.rs patient/Observation.rs', ASHA),
      'Observation.read',
      { ways: [{ patientId: null, filters: [] }] },
    ],
    ['a person has no scopes of systems', ofPerson('dermatologist', 'system/*.rs'), 'Patient.read', { refusal: 'insufficient-scope' }],
    ['a system has no scopes of people', ofClient('user/*.rs patient/*.rs'), 'Patient.read', { refusal: 'insufficient-scope' }],
    ['a system has its own', ofClient('system/Patient.rs'), 'Patient.search', { ways: [{ patientId: null, filters: [] }] }],
    ['and reads the audit trail where it may read all', ofClient('system/*.rs'), 'AuditEvent.read', { ways: [{ patientId: null, filters: [] }] }],
    ['a type that is not offered', ofClient('system/*.cruds'), 'Immunization.read', { refusal: 'not-offered' }],
    ['a type that every object has', ofClient('system/*.cruds'), 'constructor.read', { refusal: 'not-offered' }],
  ])('%s', (_what, grant, asked, decision) => {
    const [resourceType, interaction] = asked.split('.') as [string, (typeof interactions)[number]];
    expect(decideFhirAccess(grant, resourceType, interaction)).toEqual(decision);
  });

  it('never goes beyond the role, the launched patient, or the scopes', () => {
    fc.assert(
      fc.property(anyRole, texts, fc.boolean(), anyType, anyInteraction, (role, scopes, launched, type, interaction) => {
        const grant = ofPerson(role, scopes.join(' '), launched ? ASHA : null);
        const decision = decideFhirAccess(grant, type, interaction);
        if (!('ways' in decision)) return;
        expect(decision.ways.length).toBeGreaterThan(0);
        expect(resourceTypes).toContain(type);
        expect(scopes.some((scope) => /^(user|patient)\//.test(scope) && scope.split('.')[1]!.split('?')[0]!.includes(interaction[0]!))).toBe(true);
        for (const permission of listFhirPermissions(grant)) expect(listPermissionsOfRole(role).has(permission)).toBe(true);
        const isOfAll = decision.ways.some(({ patientId }) => patientId === null);
        const clinical = ['Observation', 'Condition', 'Patient'].includes(type);
        if (clinical && isOfAll) expect(scopes.some((scope) => scope.startsWith('user/'))).toBe(true);
      }),
    );
  });

  it('never shrinks by a further scope', () => {
    fc.assert(
      fc.property(anyRole, texts, texts, anyType, anyInteraction, (role, scopes, more, type, interaction) => {
        const before = decideFhirAccess(ofPerson(role, scopes.join(' '), ASHA), type, interaction);
        const after = decideFhirAccess(ofPerson(role, [...scopes, ...more].join(' '), ASHA), type, interaction);
        if ('ways' in before) expect('ways' in after).toBe(true);
      }),
    );
  });

  it('gives the permissions that other features ask for', () => {
    expect([...listFhirPermissions(ofPerson('dermatologist', 'patient/Observation.rs', ASHA))]).toEqual(['consultation.read']);
    expect([...listFhirPermissions(ofPerson('receptionist', 'user/Observation.rs'))]).toEqual([]);
    expect(listFhirPermissions(ofClient('system/*.cruds')).has('consultation.sign')).toBe(false);
  });

  it('says which scopes are of any use to a person', () => {
    const useful = (role: Role, scope: string): boolean => isUsefulScope({ kind: 'staff', permissions: listPermissionsOfRole(role) }, parseSmartScope(scope)!);
    expect(
      ['user/Observation.rs', 'patient/Patient.rs', 'user/*.rs', 'system/*.rs', 'user/Immunization.rs', 'user/Patient.d'].map((scope) =>
        useful('receptionist', scope),
      ),
    ).toEqual([false, true, true, false, false, false]);
  });
});
