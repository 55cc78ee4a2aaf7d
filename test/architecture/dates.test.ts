/** Every date that a body may hold says whether it happens within the patient's life; what does not is named here, with the reason. */
import { getMetadataStorage } from 'class-validator';
import { describe, expect, it } from '@jest/globals';
import { findBounds } from '../../src/platform/http/in-life.js';
import '../../src/app.module.js';
import { document, operations } from '../support/openapi-validator.js';

type Class = { name: string; prototype: object };

const dates = new Set(['isDay', 'isInstant', 'isPartialDate']);

const { validationMetadatas } = getMetadataStorage() as unknown as { validationMetadatas: Map<Class, { name?: string; propertyName: string }[]> };

/** The classes of bodies, and those inside of them, by the document; a merge patch has the fields of what it patches. */
const ofBodies = new Set<string>();
const pending: unknown[] = operations.map(({ operation }) => operation.requestBody);
for (let next = pending.pop(); next !== undefined || pending.length > 0; next = pending.pop()) {
  for (const [, name] of JSON.stringify(next ?? null).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    if (ofBodies.has(name!)) continue;
    ofBodies.add(name!);
    for (const whole of ['', 'Input', 'Change']) ofBodies.add(name!.replace(/Patch$/, whole));
    pending.push(document.components.schemas[name!]);
  }
}

/** Whether a class is one of bodies, or declares fields for one that extends it. */
const isOfBodies = ({ prototype }: Class): boolean =>
  [...validationMetadatas.keys()].some(
    (other) => ofBodies.has(other.name) && (other.prototype === prototype || Object.prototype.isPrototypeOf.call(prototype, other.prototype)),
  );

const dated = [...validationMetadatas]
  .filter(([target]) => isOfBodies(target))
  .flatMap(([target, rules]) => rules.filter(({ name }) => dates.has(name ?? '')).map(({ propertyName }) => ({ target, property: propertyName })));

const ofNoLife: Record<string, string> = {
  'PatientInput birthDate': 'begins the life',
  'PatientChange deceasedOn': 'ends it',
  'EvaluatedPatient birthDate': 'begins the life',
  'ClosedDays from': 'of the clinic',
  'ClosedDays to': 'of the clinic',
  'AbsenceInput from': 'of a person of the clinic',
  'AbsenceInput to': 'of a person of the clinic',
  'AppointmentTime startsAt': 'is to come; a patient who died gets no appointment',
  'WishedDay on': 'is to come; nobody is known yet',
  'WaitingListEntryInput notBefore': 'is to come; whoever died is offered nothing',
  'WaitingListEntryInput notAfter': 'is to come; whoever died is offered nothing',
  'WaitingListOffersInput from': 'of the clinic',
  'WaitingListOffersInput to': 'of the clinic',
  'LinkedMove startsAt': 'is to come; a patient who died gets no appointment',
  'Holiday on': 'of the public',
  'WorkingSpan validFrom': 'of a person of the clinic',
  'WorkingSpan validTo': 'of a person of the clinic',
  'ClientSecretInput othersExpireAt': 'of a client’s secrets',
  'ProductLotChange expiresOn': 'of a lot',
  'PhotographPublicationInput publishedAt': 'not before its photograph was taken; publication may outlive the person',
  'TakeDownInput takenDownAt': 'not before it was published',
  'ReplanInput from': 'not before today; nothing is planned for somebody who has died',
};

describe('a date of a body', () => {
  it('belongs to the patient’s life, or to something that has a reason to lie outside of it', () => {
    expect(dated.length).toBeGreaterThan(25);
    const undeclared = dated
      .filter(({ target, property }) => findBounds(target.prototype, property) === null)
      .map(({ target, property }) => `${target.name} ${property}`);
    expect(undeclared.sort()).toEqual(Object.keys(ofNoLife).sort());
  });
});
