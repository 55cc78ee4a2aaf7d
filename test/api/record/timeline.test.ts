import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/platform/access/actor.dto.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { prepare } from '../../support/journey.js';
import { document } from '../../support/openapi-validator.js';
import { wholeRecord, type WholeRecord } from '../../support/whole-record.js';

interface Event {
  occurredAt: string;
  kind: string;
  resourceType: string;
  resourceId: string;
  actor: Actor | null;
  details: Record<string, unknown>;
}

const schemas = document.components.schemas as Record<string, { enum: string[]; properties: Record<string, { $ref?: string; allOf?: { $ref: string }[] }> }>;
const [kinds, types] = [schemas['TimelineEventKind']!, schemas['TimelineResourceType']!];
const { mapping } = (schemas['TimelineEventResponse'] as unknown as { discriminator: { mapping: Record<string, string> } }).discriminator;
const referred = (reference: string) => schemas[reference.split('/').at(-1)!]!;
/** What the details of events of a kind may hold, as the API document says. */
const membersOf = (kind: string): string[] => Object.keys(referred(referred(mapping[kind]!).properties['details']!.allOf![0]!.$ref).properties);

/** Where each kind of record is read. */
const pathOf: Record<string, (event: Event, patientId: string) => string> = {
  patient: ({ resourceId }) => `/v1/patients/${resourceId}`,
  consultation: ({ resourceId }) => `/v1/consultations/${resourceId}`,
  'blood-test': ({ resourceId }) => `/v1/blood-tests/${resourceId}`,
  scale: ({ resourceId }) => `/v1/scales/${resourceId}`,
  photograph: ({ resourceId }) => `/v1/photos/${resourceId}`,
  consent: ({ resourceId }) => `/v1/consents/${resourceId}`,
  'contraindication-check': ({ resourceId }) => `/v1/contraindication-checks/${resourceId}`,
  'treatment-plan': ({ resourceId }) => `/v1/treatment-plans/${resourceId}`,
  'treatment-session': ({ resourceId }) => `/v1/treatment-sessions/${resourceId}`,
  'plan-rating': ({ resourceId }) => `/v1/plan-ratings/${resourceId}`,
  condition: ({ resourceId }) => `/v1/conditions/${resourceId}`,
  allergy: ({ resourceId }) => `/v1/allergies/${resourceId}`,
  medication: ({ resourceId }) => `/v1/medications/${resourceId}`,
  procedure: ({ resourceId }) => `/v1/procedures/${resourceId}`,
  'adverse-event': ({ resourceId }) => `/v1/adverse-events/${resourceId}`,
  'product-lot': ({ resourceId }) => `/v1/product-lots/${resourceId}`,
  estimate: ({ resourceId }) => `/v1/estimates/${resourceId}`,
};

describe('the timeline of a patient', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let dermatologist: Caller;
  let person: WholeRecord;
  let events: Event[];

  const ask = (query = '', patientId = person.patientId, caller = dermatologist) => caller.get(`/v1/patients/${patientId}/timeline${query}`);
  const itemsOf = async (query: string, patientId?: string): Promise<Event[]> => (await ask(query, patientId)).body.items as Event[];

  /** All events, read page by page. */
  const everyPage = async (query: string, patientId = person.patientId): Promise<{ items: Event[]; pages: number }> => {
    const items: Event[] = [];
    let cursor: string | null = '';
    let pages = 0;
    while (cursor !== null) {
      const { body } = await ask(`?${query}${cursor && `&cursor=${cursor}`}`, patientId);
      items.push(...(body.items as Event[]));
      cursor = body.nextCursor as string | null;
      pages++;
    }
    return { items, pages };
  };

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    dermatologist = clinic.as('dermatologist');
    person = await wholeRecord(clinic);
    events = await itemsOf('?limit=200');
  }, 60_000);
  afterAll(() => app.stop());

  it('has an event of every kind that there is, newest first', () => {
    expect(kinds.enum.filter((kind) => !events.some((event) => event.kind === kind))).toEqual([]);
    expect(types.enum.filter((type) => !events.some((event) => event.resourceType === type))).toEqual([]);
    const times = events.map(({ occurredAt }) => occurredAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(events[0]!.kind).toBe('record-unmerged');
  });

  it('is all there, and nothing twice, when it is read page by page', async () => {
    const { items, pages } = await everyPage('limit=7&count=true');
    expect(items).toEqual(events);
    expect(pages).toBe(Math.ceil(events.length / 7));
    expect((await ask('?limit=1&count=true')).body.total).toBe(events.length);
    expect((await everyPage('limit=1&kind=session-cancelled')).items).toHaveLength(events.filter(({ kind }) => kind === 'session-cancelled').length);
  });

  it('loses nothing of what happened at the same instant', async () => {
    const { patientId, checkId } = await prepare(clinic);
    for (const rule of ['mesotherapy.one', 'mesotherapy.two', 'mesotherapy.three']) {
      await app.sql(
        `INSERT INTO contraindication_overrides (id, check_id, rule_id, reason, overridden_by, created_at) VALUES (gen_random_uuid(), $1, $2, 'x', $3, '2026-01-20T10:15:00Z')`,
        [checkId, rule, clinic.staff.dermatologist],
        clinic.id,
      );
    }
    const { items } = await everyPage('limit=1&kind=contraindication-overridden', patientId);
    expect(items.map(({ details }) => details.ruleId).sort()).toEqual(['mesotherapy.one', 'mesotherapy.three', 'mesotherapy.two']);
  });

  it('leads to the record in which each event stands', async () => {
    const item = new Map(events.map((event) => [event.kind, event]));
    for (const event of item.values()) {
      const path = pathOf[event.resourceType];
      if (!path) continue;
      const { status, body } = await dermatologist.get(path(event, person.patientId));
      expect([event.kind, status, body.id]).toEqual([event.kind, 200, event.resourceId]);
    }
    expect(Object.keys(pathOf).sort()).toEqual(types.enum.filter((type) => type !== 'trichoanalysis').sort());
  });

  it('says in short what it was, and who recorded it', () => {
    const of = (kind: string) => events.filter((event) => event.kind === kind);
    expect(of('consultation-amended')).toMatchObject([
      { resourceId: person.consultationId, details: { number: 2, reason: 'Forgotten' }, actor: dermatologist.actor },
    ]);
    expect(of('consent-withdrawn')).toMatchObject([{ details: { kind: 'photography-publication', reason: 'Changed her mind' }, actor: null }]);
    expect(of('photograph-taken').map(({ details }) => details)).toEqual(
      expect.arrayContaining([
        { region: 'vertex', angle: 'top', enteredInError: null },
        { region: 'frontal', angle: 'top', enteredInError: 'Taken of another patient' },
      ]),
    );
    expect(of('session-missed')).toMatchObject([{ resourceType: 'treatment-session', details: { number: 3 } }]);
    expect(of('plan-held').map(({ details }) => details.reason)).toEqual([
      expect.stringContaining('rules the treatment out'),
      expect.stringContaining('adverse event'),
      'Travelling',
    ]);
    expect(of('contraindication-overridden').map(({ details }) => details.ruleId)).toEqual(['mesotherapy.heart-condition', 'mesotherapy.hypertension']);
    expect(of('condition-recorded').filter(({ details }) => details.enteredInError)).toMatchObject([{ details: { enteredInError: 'Another person' } }]);
    expect(of('scale-recorded').map(({ details }) => details)).toContainEqual({ scale: 'ludwig', grade: 'I', score: null, enteredInError: null });
  });

  it('says in its details what the API document says of its kind', () => {
    expect(Object.keys(mapping).sort()).toEqual([...kinds.enum].sort());
    const undeclared = events.flatMap(({ kind, details }) =>
      Object.keys(details)
        .filter((name) => !membersOf(kind).includes(name))
        .map((name) => [kind, name]),
    );
    expect(undeclared).toEqual([]);
  });

  it('names each kind as something that was done', () => {
    const participle = /-([a-z]+ed|made|held|taken|withdrawn|overridden)(-in-error|-up|-down)?$/;
    expect(kinds.enum.filter((kind) => !participle.test(kind))).toEqual([]);
  });

  it('is narrowed to kinds', async () => {
    for (const kind of kinds.enum) expect([kind, await itemsOf(`?limit=200&kind=${kind}`)]).toEqual([kind, events.filter((event) => event.kind === kind)]);
    const chosen = ['scale-recorded', 'photograph-taken'];
    const both = await ask('?kind=scale-recorded,photograph-taken&count=true');
    expect(both.body.items).toEqual(events.filter(({ kind }) => chosen.includes(kind)));
    expect(both.body.total).toBe(4);
  });

  it('is narrowed to a time: from an instant on, and before another', async () => {
    const instants = [...new Set(events.map(({ occurredAt }) => occurredAt))];
    for (const instant of [instants.at(-1)!, instants[Math.floor(instants.length / 2)]!, '2026-02-01T10:40:00+05:30']) {
      const at = new Date(instant).toISOString();
      const encoded = encodeURIComponent(instant);
      expect(await itemsOf(`?limit=200&from=${encoded}`)).toEqual(events.filter(({ occurredAt }) => occurredAt >= at));
      expect(await itemsOf(`?limit=200&to=${encoded}`)).toEqual(events.filter(({ occurredAt }) => occurredAt < at));
    }
    const between = '?from=2026-01-20T00:00:00Z&to=2026-02-02T00:00:00Z&kind=scale-recorded,photograph-taken';
    expect((await itemsOf(between)).map(({ kind }) => kind)).toEqual(['photograph-taken', 'photograph-taken', 'scale-recorded', 'scale-recorded']);
    expect(await itemsOf('?from=2026-02-02T00:00:00Z&to=2026-01-20T00:00:00Z')).toEqual([]);
  });

  it('refuses conditions that it does not know, all at once, and a cursor of another question', async () => {
    const wrong = await ask('?kind=scale-recorded,nonsense&from=yesterday&to=2026-13-01T00:00:00Z');
    expect([wrong.status, (wrong.body.errors as { pointer: string }[]).map(({ pointer }) => pointer.replace(/\/\d+$/, '')).sort()]).toEqual([
      400,
      ['?from', '?kind', '?to'],
    ]);
    expect((await ask('?kind=')).status).toBe(400);
    const { nextCursor } = (await ask('?limit=1')).body as { nextCursor: string };
    for (const other of [`?limit=1&kind=scale-recorded&cursor=${nextCursor}`, `?limit=1&from=2026-01-01T00:00:00Z&cursor=${nextCursor}`]) {
      expect((await ask(other)).body.errors).toMatchObject([{ pointer: '?cursor', code: 'invalid-cursor' }]);
    }
  });

  it('of a merged record has what stayed there, and that of the survivor what was merged', async () => {
    const left = await itemsOf('', person.mergedId);
    expect(left).toMatchObject([
      { kind: 'record-merged', resourceType: 'patient', resourceId: person.patientId, actor: dermatologist.actor, details: { reason: 'Registered twice' } },
      { kind: 'patient-registered', resourceId: person.mergedId },
    ]);
    const { items: conditions } = (await dermatologist.get(`/v1/patients/${person.patientId}/conditions?limit=200`)).body as {
      items: { id: string; text?: string }[];
    };
    const eczema = conditions.find(({ text }) => text === 'Eczema')!;
    expect(events).toContainEqual(expect.objectContaining({ kind: 'condition-recorded', resourceId: eczema.id }));
    expect(events.filter(({ kind }) => kind === 'record-merged').map(({ resourceId }) => resourceId)).toContain(person.mergedId);
    expect(events.filter(({ kind }) => kind === 'patient-registered')).toHaveLength(1);
  });

  it('is for those who may read consultations, of this clinic', async () => {
    expect((await ask('', person.patientId, clinic.as('technician'))).status).toBe(200);
    for (const role of ['admin', 'receptionist', 'auditor'] as const)
      expect([role, (await ask('', person.patientId, clinic.as(role))).status]).toEqual([role, 403]);
    expect((await ask('', person.patientId, await clinic.asClient(['consultation.read']))).status).toBe(200);
    expect((await ask('', person.patientId, await clinic.asClient(['patient.read']))).status).toBe(403);
    expect((await ask('', person.patientId, (await app.clinic()).as('dermatologist'))).status).toBe(404);
    expect((await ask('', '01936f00-0000-7000-8000-00000000dead')).status).toBe(404);
    const { body } = await clinic.as('auditor').get(`/v1/audit-events?patientId=${person.patientId}&limit=5`);
    expect(body.items).toContainEqual(expect.objectContaining({ action: 'timeline.read', outcome: 'refused', status: 403 }));
    expect(body.items).toContainEqual(expect.objectContaining({ action: 'timeline.read', outcome: 'success' }));
  });
});
