/** A clinic that started with one release learns of the next: what is shipped here after the real rules is made up, all the rest is the real thing. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { listen, recordOne } from '../../../bench/record.js';
import type { Rule } from '../../../src/contraindications/engine/index.js';
import type { ShippedRevision } from '../../../src/contraindications/rulesets/shipped/index.js';
import { ShippedKnowledge, type Release } from '../../../src/contraindications/rulesets/updates/shipped-knowledge.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { dayFromNow, prepare } from '../../support/journey.js';
import { releaseAfter } from '../../support/releases.js';
import { publish, publishedRuleset, ruleAgainst, type RulesetSent, type RuleSent } from '../../support/rulesets.js';

const rulesets = '/v1/contraindication-rulesets';
const updates = `${rulesets}/updates`;
const added = ruleAgainst('G40', { id: 'mesotherapy.new-rule' });
const NOTE = 'Shipped with the next release';
const OWN = 'As our clinic has it';

let app: TestApp;
let clinic: TestClinic;
let real: Release;
/** The revision that a new clinic starts with. */
let first: number;

beforeAll(async () => {
  listen();
  app = await startApp();
  real = app.inside(ShippedKnowledge).release;
  first = app.inside(ShippedKnowledge).getNewestRevision('mesotherapy');
});
afterAll(() => app.stop());
beforeEach(async () => {
  clinic = await app.clinic();
});
afterEach(() => {
  ship(real);
});

const admin = () => clinic.as('admin');
const dermatologist = () => clinic.as('dermatologist');
const shippedRules = (release = real): Rule[] => release.rulesets.find(({ treatment }) => treatment === 'mesotherapy')!.rules;
const ship = (release: Release): Release => {
  Object.assign(app.inside(ShippedKnowledge), { release });
  return release;
};

/** Diabetes, hypertension and one more rule are shipped otherwise, the last one not any more, and one is new. */
const next = (revision: Partial<ShippedRevision> = { urgent: true }): Release => {
  const changed = shippedRules()
    .slice(0, -1)
    .map((rule) => (['mesotherapy.diabetes', 'mesotherapy.hypertension'].includes(rule.id) ? { ...rule, note: NOTE } : rule));
  return releaseAfter(real, [...changed, added as unknown as Rule], revision);
};

interface Update {
  treatment: string;
  draftId: string | null;
  rules: { ruleId: string; change: string; conflict: boolean; differences: object[] }[];
  revisions: { revision: number; kind: string; undecided: boolean }[];
  [member: string]: unknown;
}

const updateFor = async (caller: Caller = dermatologist()): Promise<Update> =>
  ((await caller.get(updates)).body.updates as Update[]).find(({ treatment }) => treatment === 'mesotherapy')!;
const draftOf = (caller: Caller = dermatologist()) => caller.post(`${updates}/mesotherapy/draft`);
const decline = (revision: number, caller: Caller = dermatologist()) =>
  caller.post(`${updates}/mesotherapy/decline`, { revision, reason: 'Our own rule is stricter already' });
const declines = () => app.sql('SELECT FROM shipped_revision_declines', [], clinic.id);
const check = async (caller: Caller = dermatologist(), treatment = 'mesotherapy') =>
  (
    await caller.post(`/v1/patients/${(await prepare(clinic)).patientId}/contraindication-checks`, {
      treatment,
      plannedOn: dayFromNow(0),
      ingredients: ['biotin'],
    })
  ).body;

/** The clinic publishes rules of its own for hypertension, on what it was given. */
const editHypertension = async (): Promise<RulesetSent> => {
  const { id, rules } = await publishedRuleset(clinic);
  const own = rules.map((rule) => (rule.id === 'mesotherapy.hypertension' ? { ...rule, note: OWN } : rule));
  const { body } = await admin().post(rulesets, { basedOn: id, rules: own });
  expect((await publish(clinic, body as RulesetSent)).status).toBe(200);
  return publishedRuleset(clinic);
};

describe('a new clinic', () => {
  it('has what is shipped, and nothing new', async () => {
    expect(await publishedRuleset(clinic)).toMatchObject({ shippedRevision: first });
    expect(await updateFor()).toMatchObject({ clinicRevision: first, shippedRevision: first, undecided: false, urgent: false, revisions: [], rules: [] });
    expect(await check()).not.toHaveProperty('updates');
    expect((await draftOf()).body.type).toBe('/problems/conflict');
    expect((await decline(first)).body.type).toBe('/problems/conflict');
  });
});

describe('a clinic whose rules came from an earlier release', () => {
  it('is told what is new, rule by rule, and what it has changed itself', async () => {
    await publishedRuleset(clinic);
    ship(next());
    const gone = shippedRules().at(-1)!.id;
    const update = await updateFor(admin());
    expect(update).toMatchObject({
      clinicRevision: first,
      shippedRevision: first + 1,
      undecided: true,
      urgent: true,
      declined: null,
      draftId: null,
      revisions: [{ revision: first + 1, kind: 'rules', urgent: true, undecided: true, title: `What revision ${first + 1} brings` }],
    });
    expect(update.rules.map(({ ruleId, change, conflict }) => [ruleId, change, conflict]).sort()).toEqual([
      ['mesotherapy.diabetes', 'changed', false],
      ['mesotherapy.hypertension', 'changed', false],
      ['mesotherapy.new-rule', 'added', false],
      [gone, 'removed', false],
    ].sort()); // prettier-ignore
    expect(update.rules.find(({ ruleId }) => ruleId === 'mesotherapy.diabetes')!.differences).toMatchObject([{ member: 'note', onlyShipped: [NOTE] }]);

    await editHypertension();
    const after = await updateFor();
    expect(after.rules[0]).toMatchObject({ ruleId: 'mesotherapy.hypertension', conflict: true, clinic: { note: OWN }, shipped: { note: NOTE } });
    expect(after.rules.filter(({ conflict }) => conflict)).toHaveLength(1);
    expect(((await dermatologist().get(updates)).body.updates as Update[]).find(({ treatment }) => treatment !== 'mesotherapy')).toMatchObject({
      undecided: false,
      rules: [],
    });
  });

  it('takes it over: the draft is previewed and published as any other, and keeps what the clinic wrote', async () => {
    await editHypertension();
    ship(next());
    const drafted = await draftOf();
    expect(drafted.status).toBe(201);
    expect(drafted.headers.location).toBe(`${rulesets}/${drafted.body.id}`);
    const draft = drafted.body as RulesetSent & { shippedRevision: number };
    expect(draft).toMatchObject({ status: 'draft', shippedRevision: first + 1, basedOn: (await publishedRuleset(clinic)).id });
    const ofDraft = (id: string): RuleSent | undefined => draft.rules.find((rule) => rule.id === id);
    expect([ofDraft('mesotherapy.diabetes')?.note, ofDraft('mesotherapy.hypertension')?.note]).toEqual([NOTE, OWN]);
    expect([ofDraft('mesotherapy.new-rule')?.title, ofDraft(shippedRules().at(-1)!.id)]).toEqual([added.title, undefined]);
    expect((await updateFor()).draftId).toBe(draft.id);

    expect((await admin().post(`${rulesets}/${draft.id}/validate`)).body).toEqual({ valid: true, errors: [] });
    expect((await dermatologist().post(`${rulesets}/${draft.id}/preview`)).status).toBe(200);
    expect((await publish(clinic, { ...draft, revision: 9 })).status).toBe(412);
    expect((await check()).updates).toHaveLength(1);
    expect((await publish(clinic, draft)).body).toMatchObject({ status: 'published', shippedRevision: first + 1 });
    expect(await updateFor()).toMatchObject({ clinicRevision: first + 1, undecided: false, urgent: false, draftId: null, revisions: [], rules: [] });
    expect(await check()).not.toHaveProperty('updates');
  });

  it('changes nothing that a check answers by taking over other words', async () => {
    const { patientId } = await prepare(clinic);
    const plan = { treatment: 'mesotherapy', plannedOn: dayFromNow(0), ingredients: ['biotin'] };
    const checked = async () => (await dermatologist().post(`/v1/patients/${patientId}/contraindication-checks`, plan)).body as Record<string, unknown>;
    const before = await checked();
    const stored = await dermatologist().get(`/v1/contraindication-checks/${before.id as string}`);

    ship(releaseAfter(real, shippedRules().map((rule) => ({ ...rule, plainWords: `In other words: ${rule.plainWords}` })))); // prettier-ignore
    const update = await updateFor();
    expect([update.undecided, update.urgent, update.rules.length]).toEqual([true, false, shippedRules().length]);
    expect(new Set(update.rules.flatMap(({ differences }) => (differences as { member: string }[]).map(({ member }) => member)))).toEqual(
      new Set(['plainWords']),
    );
    expect((await publish(clinic, (await draftOf()).body as RulesetSent)).status).toBe(200);

    const after = await checked();
    for (const member of ['outcome', 'findings', 'contradictions', 'earliestClearOn']) expect([member, after[member]]).toEqual([member, before[member]]);
    expect((await dermatologist().get(`/v1/contraindication-checks/${before.id as string}`)).body).toEqual(stored.body);
    for (const { id } of [before, after] as { id: string }[])
      expect((await dermatologist().post(`/v1/contraindication-checks/${id}/re-evaluate`)).body).toMatchObject({ identical: true, differing: [] });
  });

  it('makes one draft of it, also when asked twice or at the same time', async () => {
    await publishedRuleset(clinic);
    ship(next());
    const key = { idempotencyKey: 'draft-of-the-update' };
    const [one, repeated] = [await dermatologist().post(`${updates}/mesotherapy/draft`, undefined, key), await dermatologist().post(`${updates}/mesotherapy/draft`, undefined, key)]; // prettier-ignore
    expect([one.status, repeated.body.id]).toEqual([201, one.body.id]);
    const again = await draftOf(admin());
    expect([again.status, again.body.type, again.body.rulesetId]).toEqual([409, '/problems/conflict', one.body.id]);

    ship(real);
    clinic = await app.clinic();
    await publishedRuleset(clinic);
    ship(next());
    const both = await Promise.all([draftOf(), draftOf(admin())]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('may draft it anew once other rules are in force', async () => {
    await publishedRuleset(clinic);
    ship(next());
    expect((await draftOf()).status).toBe(201);
    await editHypertension();
    expect((await updateFor()).draftId).toBeNull();
    const anew = await draftOf();
    expect(anew.status).toBe(201);
    expect((anew.body.rules as RuleSent[]).find(({ id }) => id === 'mesotherapy.hypertension')!.note).toBe(OWN);
  });

  it('is behind again where it publishes an older draft', async () => {
    const { id } = await publishedRuleset(clinic);
    const old = (await admin().post(rulesets, { basedOn: id })).body as RulesetSent;
    ship(next());
    expect((await publish(clinic, (await draftOf()).body as RulesetSent)).status).toBe(200);
    expect((await publish(clinic, old)).body).toMatchObject({ shippedRevision: first });
    expect(await updateFor()).toMatchObject({ clinicRevision: first, undecided: true, urgent: true });
  });
});

describe('rules that a clinic wrote anew', () => {
  it('came from no revision, and may take over what is shipped', async () => {
    const { body } = await admin().post(rulesets, { treatment: 'mesotherapy', title: 'Our own', rules: [ruleAgainst('L64')] });
    expect(body.shippedRevision).toBeNull();
    expect((await publish(clinic, body as RulesetSent)).status).toBe(200);
    const update = await updateFor();
    expect(update).toMatchObject({ clinicRevision: null, shippedRevision: first, undecided: true });
    expect(update.rules.map(({ change, conflict }) => [change, conflict])).toEqual(shippedRules().map(() => ['added', false]));
    const draft = await draftOf();
    expect([draft.status, draft.body.rules.length]).toEqual([201, shippedRules().length + 1]);
  });
});

describe('what is urgent', () => {
  it('is told to dermatologists on each check of the treatment until somebody decides, and to nobody else', async () => {
    await publishedRuleset(clinic);
    ship(next());
    const told = [{ treatment: 'mesotherapy', revision: first + 1, urgent: true, title: `What revision ${first + 1} brings` }];
    expect((await check()).updates).toEqual(told);
    expect(await check(clinic.as('technician'))).not.toHaveProperty('updates');
    expect(await check(await clinic.asClient(['check.run', 'patient.read']))).not.toHaveProperty('updates');
    expect(await check(dermatologist(), 'scalp-micropigmentation')).not.toHaveProperty('updates');
    const person = { treatment: 'mesotherapy', plannedOn: dayFromNow(0), patient: { sexAtBirth: 'female' }, consultations: [] };
    expect((await dermatologist().post('/v1/contraindication-checks/evaluate', person)).body.updates).toEqual(told);
    // A clinic that begins with this release has it already.
    const fresh = await app.clinic();
    expect((await fresh.as('dermatologist').post('/v1/contraindication-checks/evaluate', person)).body).not.toHaveProperty('updates');
    expect((await decline(first + 1)).status).toBe(200);
    expect(await check()).not.toHaveProperty('updates');
  });

  it('costs a check no round trip', async () => {
    const { patientId } = await prepare(clinic);
    ship(next());
    const send = async (): Promise<void> => {
      const path = `/v1/patients/${patientId}/contraindication-checks`;
      const answer = await dermatologist().post(path, { treatment: 'mesotherapy', plannedOn: dayFromNow(0), ingredients: ['biotin'] });
      expect(answer.body.updates).toHaveLength(1);
    };
    for (let warm = 0; warm < 3; warm++) await send();
    expect((await recordOne(send)).length).toBeLessThanOrEqual(4);
  });

  it('and only that: other revisions wait where rules are read', async () => {
    await publishedRuleset(clinic);
    ship(next({ urgent: false }));
    expect(await updateFor()).toMatchObject({ undecided: true, urgent: false });
    expect(await check()).not.toHaveProperty('updates');
  });
});

describe('codes and doses', () => {
  it.each(['codes', 'doses'] as const)('are told as news: %s took effect with the release', async (kind) => {
    await publishedRuleset(clinic);
    ship(releaseAfter(real, null, { kind, urgent: true }));
    expect(await updateFor()).toMatchObject({
      clinicRevision: first,
      undecided: false,
      urgent: false,
      rules: [],
      revisions: [{ revision: first + 1, kind, undecided: false }],
    });
    expect(await check()).not.toHaveProperty('updates');
    expect((await draftOf()).status).toBe(409);
  });
});

describe('a decision not to take a revision', () => {
  it('is kept with who, when and why, and holds until the next one is shipped', async () => {
    await publishedRuleset(clinic);
    const release = ship(next());
    const declined = await decline(first + 1);
    expect(declined.status).toBe(200);
    expect(declined.body).toMatchObject({
      clinicRevision: first,
      undecided: false,
      urgent: false,
      declined: {
        revision: first + 1,
        reason: 'Our own rule is stricter already',
        declinedBy: dermatologist().actor,
        declinedAt: expect.any(String),
      },
    });
    expect(await updateFor()).toEqual(declined.body);
    const again = await decline(first + 1);
    expect([again.status, again.body.type]).toEqual([409, '/problems/conflict']);
    const audit = await clinic.as('auditor').get('/v1/audit-events');
    expect(audit.body.items).toEqual(expect.arrayContaining([expect.objectContaining({ action: 'ruleset.decline-update', outcome: 'success' })]));

    const later = shippedRules(release).map((rule) => (rule.id === 'mesotherapy.pregnancy' ? { ...rule, note: NOTE } : rule));
    ship(releaseAfter(release, later, { urgent: true }));
    expect((await check()).updates).toMatchObject([{ revision: first + 2 }]);
    const update = await updateFor();
    expect(update.revisions.map(({ revision, undecided }) => [revision, undecided])).toEqual([
      [first + 2, true],
      [first + 1, false],
    ]);
    expect(update.rules.map(({ ruleId }) => ruleId)).toEqual(expect.arrayContaining(['mesotherapy.pregnancy', 'mesotherapy.diabetes']));
    expect((await decline(first + 1)).body.detail).toMatch(new RegExp(`The newest revision is ${first + 2}`));
    expect((await draftOf()).status).toBe(201);
  });

  it('may be thought over: what was declined may still be taken', async () => {
    await publishedRuleset(clinic);
    ship(next());
    await decline(first + 1);
    expect((await publish(clinic, (await draftOf()).body as RulesetSent)).status).toBe(200);
    expect(await updateFor()).toMatchObject({ clinicRevision: first + 1, undecided: false, revisions: [] });
  });

  it('is of the newest revision, once, with a reason', async () => {
    await publishedRuleset(clinic);
    ship(next());
    for (const wrong of [first, first + 2]) expect((await decline(wrong)).status).toBe(409);
    for (const body of [{ revision: first + 1 }, { revision: first + 1, reason: ' ' }, { reason: 'Why' }, { revision: 'x', reason: 'Why' }])
      expect((await dermatologist().post(`${updates}/mesotherapy/decline`, body)).status).toBe(400);
    expect(await declines()).toEqual([]);
    const both = await Promise.all([decline(first + 1), decline(first + 1)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await declines()).toHaveLength(1);
  });
});

describe('updates', () => {
  it('are read and drafted by admins and dermatologists, and declined by dermatologists', async () => {
    await publishedRuleset(clinic);
    ship(next());
    const client = await clinic.asClient(['check.run', 'plan.write', 'consultation.write']);
    for (const caller of [clinic.as('technician'), clinic.as('receptionist'), clinic.as('auditor'), client]) {
      const statuses = [(await caller.get(updates)).status, (await draftOf(caller)).status, (await decline(first + 1, caller)).status];
      expect(statuses).toEqual([403, 403, 403]);
    }
    expect((await decline(first + 1, admin())).status).toBe(403);
    expect(await declines()).toEqual([]);
    expect((await draftOf(admin())).status).toBe(201);
  });

  it('are those of a clinic: what one decides is not decided for another', async () => {
    const other = await app.clinic();
    await publishedRuleset(other);
    await publishedRuleset(clinic);
    ship(next());
    await decline(first + 1);
    const draft = await draftOf();
    expect(await updateFor(other.as('dermatologist'))).toMatchObject({ undecided: true, declined: null, draftId: null });
    expect((await other.as('dermatologist').get(`${rulesets}/${draft.body.id}`)).status).toBe(404);
  });

  it('are of a treatment that there is', async () => {
    expect((await dermatologist().post(`${updates}/hair-transplant/draft`)).status).toBe(404);
    expect((await dermatologist().post(`${updates}/hair-transplant/decline`, { revision: 1, reason: 'There is none' })).status).toBe(404);
  });
});
