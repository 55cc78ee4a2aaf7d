/** A report and what becomes of it: the same again, corrected, added to, preliminary and final; and what is read of it everywhere. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, consultationToday, dayFromNow, prepare } from '../../support/journey.js';
import { unzip } from '../../support/zip.js';

const HB = '718-7';
const TSH = '3016-3';
const INR = '6301-6';
const units: Readonly<Record<string, string>> = { [HB]: 'g/dL', [TSH]: 'm[IU]/L', [INR]: '{INR}', '4548-4': '%', '2276-4': 'ng/mL', '1988-5': 'mg/L' };
const line = (code: string, value: number, more: object = {}) => ({ code: { system: 'loinc', code }, value, unit: units[code]!, ...more });

interface Item {
  bloodTestId: string;
  value: number;
  standing: string;
  supersededBy?: string;
  interpretation: string | null;
  collectedAt: string;
}

describe('a laboratory’s report', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const dermatologist = () => clinic.as('dermatologist');
  const register = async (more: object = {}): Promise<string> =>
    (await dermatologist().post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female', birthDate: '1991-04-03', ...more })).body
      .id as string;
  const sampled = new Date(Date.now() - 3 * 86_400_000).toISOString();
  const report = (results: object[], more: object = {}) => ({ collectedAt: sampled, laboratory: 'City Laboratory', reportNumber: 'R-1', results, ...more });
  const send = (patientId: string, results: object[], more: object = {}) =>
    dermatologist().post(`/v1/patients/${patientId}/blood-tests`, report(results, more));
  const series = async (patientId: string, code: string) =>
    (await dermatologist().get(`/v1/patients/${patientId}/observations?code=${code}`)).body.items as Item[];
  const values = async (patientId: string, code: string) => (await series(patientId, code)).map(({ value, standing }) => `${value} ${standing}`);
  const checkOf = async (patientId: string, treatment = 'mesotherapy') =>
    (await dermatologist().post(`/v1/patients/${patientId}/contraindication-checks`, { treatment, plannedOn: dayFromNow(0), ingredients: ['biotin'] })).body;
  const recordOf = async (patientId: string) => {
    const { body } = await dermatologist().download(`/v1/patients/${patientId}/export`);
    return JSON.parse(
      unzip(body as Buffer)
        .get('record.json')!
        .toString(),
    );
  };

  describe('that comes again under its number', () => {
    it('with another value is a correction, and everything that reads it agrees', async () => {
      const patientId = await register();
      const first = await send(patientId, [line(HB, 13.1)]);
      expect([first.status, first.body.status]).toEqual([201, 'final']);
      const second = await send(patientId, [line(HB, 6.1), line(TSH, 2.1), line(INR, 2.4)]);
      expect([second.status, second.body.status, second.body.corrects]).toEqual([201, 'corrected', [first.body.id]]);

      expect(await values(patientId, HB)).toEqual(['13.1 superseded', '6.1 in-force']);
      expect((await series(patientId, HB))[0]).toMatchObject({ bloodTestId: first.body.id, supersededBy: second.body.id });
      expect([await values(patientId, TSH), await values(patientId, INR)]).toEqual([['2.1 in-force'], ['2.4 in-force']]);

      const earlier = (await dermatologist().get(`/v1/blood-tests/${first.body.id}`)).body;
      expect(earlier.results).toMatchObject([{ value: 13.1, standing: 'superseded', supersededBy: second.body.id }]);
      const { items } = (await dermatologist().get(`/v1/patients/${patientId}/blood-tests`)).body;
      expect(items).toEqual([earlier, (await dermatologist().get(`/v1/blood-tests/${second.body.id}`)).body]);

      const text = JSON.stringify(await checkOf(patientId));
      expect([text.includes('6.1'), text.includes('2.4'), text.includes('13.1')]).toEqual([true, true, false]);

      const events = (await dermatologist().get(`/v1/patients/${patientId}/timeline?kind=blood-test-recorded`)).body.items as {
        resourceId: string;
        details: object;
      }[];
      expect(events.find(({ resourceId }) => resourceId === first.body.id)!.details).toMatchObject({ status: 'final', supersededBy: [second.body.id] });
      expect(events.find(({ resourceId }) => resourceId === second.body.id)!.details).toMatchObject({
        status: 'corrected',
        reportNumber: 'R-1',
        corrects: [first.body.id],
      });
      const record = await recordOf(patientId);
      expect(record.bloodTests).toEqual(items);
      expect(record.timeline.filter((event: { kind: string }) => event.kind === 'blood-test-recorded')).toEqual(events);
      const chart = (await dermatologist().download(`/v1/patients/${patientId}/observations/chart?code=${HB}`)).body as Buffer;
      expect([chart.toString().includes('6.1 g/dL'), chart.toString().includes('13.1 g/dL')]).toEqual([true, false]);
    });

    it('with the same contents is refused with the one that is there, and stored once', async () => {
      const patientId = await register();
      const first = await send(patientId, [line(HB, 13.1), line(TSH, 2.1)]);
      for (const again of [[line(TSH, 2.1), line(HB, 13.1)], [line(HB, 131, { unit: 'g/L' })]]) {
        const refused = await send(patientId, again, { laboratory: ' CITY laboratory' });
        expect([refused.status, refused.body.type, refused.body.existing]).toEqual([409, '/problems/conflict', first.body.id]);
      }
      expect((await dermatologist().get(`/v1/patients/${patientId}/blood-tests?count=true`)).body.total).toBe(1);
    });

    it('with other tests is an addition', async () => {
      const patientId = await register();
      await send(patientId, [line(HB, 13.1)]);
      const added = await send(patientId, [line(HB, 13.1), line(TSH, 9.8)]);
      expect([added.status, added.body.status, added.body.corrects]).toEqual([201, 'appended', undefined]);
      expect([await values(patientId, HB), await values(patientId, TSH)]).toEqual([['13.1 in-force'], ['9.8 in-force']]);
    });

    it('of another sample is two', async () => {
      const patientId = await register();
      await send(patientId, [line(HB, 13.1)]);
      const other = await send(patientId, [line(HB, 12.1)], { collectedAt: new Date(Date.parse(sampled) + 3_600_000).toISOString() });
      expect([other.status, other.body.status]).toEqual([201, 'final']);
      expect(await values(patientId, HB)).toEqual(['13.1 in-force', '12.1 in-force']);
    });

    it('tells preliminary and final apart, in whatever order they come', async () => {
      for (const order of [
        ['preliminary', 'final'],
        ['final', 'preliminary'],
      ]) {
        const patientId = await register();
        const answers = [];
        for (const status of order) answers.push(await send(patientId, [line(HB, status === 'final' ? 8.1 : 13.1)], { status }));
        expect(answers.map(({ status, body }) => [status, body.status])).toEqual(order.map((status) => [201, status]));
        expect((await values(patientId, HB)).sort()).toEqual(['13.1 superseded', '8.1 in-force']);
      }
      const patientId = await register();
      await send(patientId, [line(HB, 13.1)], { status: 'preliminary' });
      const confirmed = await send(patientId, [line(HB, 13.1)], { status: 'final' });
      expect([confirmed.status, await values(patientId, HB)]).toEqual([201, ['13.1 in-force']]);
      expect((await send(patientId, [line(HB, 13.1)], { status: 'done' })).body.errors).toMatchObject([{ pointer: '/status' }]);
    });

    it('is read by when the laboratory issued it, in whatever order its versions arrive', async () => {
      const at = (hours: number) => ({ issuedAt: new Date(Date.parse(sampled) + hours * 3_600_000).toISOString() });
      const patientId = await register();
      const newest = await send(patientId, [line(HB, 6.1)], { status: 'corrected', ...at(8) });
      const late = await send(patientId, [line(HB, 8.1)], { status: 'corrected', ...at(5) });
      const first = await send(patientId, [line(HB, 13.1)], { status: 'final', ...at(2) });
      expect([newest, late, first].map(({ status, body }) => [status, body.issuedAt])).toEqual([8, 5, 2].map((hours) => [201, at(hours).issuedAt]));
      expect(await values(patientId, HB)).toEqual(expect.arrayContaining(['6.1 in-force', '8.1 superseded', '13.1 superseded']));
      expect((await dermatologist().get(`/v1/blood-tests/${newest.body.id}`)).body.corrects).toEqual([late.body.id]);
      const said = JSON.stringify(await checkOf(patientId));
      expect([said.includes('6.1'), said.includes('8.1'), said.includes('13.1')]).toEqual([true, false, false]);

      for (const [issuedAt, code] of [
        [new Date(Date.parse(sampled) - 3_600_000).toISOString(), 'ends-before-it-began'],
        [new Date(Date.now() + 86_400_000).toISOString(), 'in-the-future'],
        ['yesterday', 'invalid-instant'],
      ]) {
        const refused = await send(patientId, [line(TSH, 2.1)], { issuedAt });
        expect([refused.status, refused.body.errors]).toEqual([400, [expect.objectContaining({ pointer: '/issuedAt', code })]]);
      }
    });

    it('that is preliminary speaks against a treatment, and clears nothing until it is final', async () => {
      const findingOf = (check: { findings: { because: { about?: string }[]; missing: { fact: string }[] }[] }, analyte: string) =>
        check.findings.filter(
          ({ because, missing }) => because.some(({ about }) => about === analyte) || missing.some(({ fact }) => fact === `lab.${analyte}`),
        ) as { outcome: string; because: { preliminary?: boolean }[]; missing: { reason: string; answeredOn: string; fact: string }[] }[];
      const count = { code: { system: 'loinc', code: '777-3' }, unit: '10*3/uL' };
      const patientId = await register();
      const unknown = findingOf(await checkOf(patientId), 'platelets');
      expect(unknown.flatMap(({ missing }) => missing.filter(({ fact }) => fact === 'lab.platelets').map(({ reason }) => reason))).toContain('unanswered');

      await send(patientId, [{ ...count, value: 250 }], { status: 'preliminary' });
      const preliminary = findingOf(await checkOf(patientId), 'platelets');
      expect(preliminary.map(({ outcome }) => outcome)).toEqual(unknown.map(({ outcome }) => outcome));
      const asked = preliminary.flatMap(({ missing }) => missing).filter(({ fact }) => fact === 'lab.platelets');
      expect(new Set(asked.map(({ reason }) => reason))).toEqual(new Set(['preliminary']));
      expect(asked[0]!.answeredOn).toMatch(/^\d{4}-\d\d-\d\d$/);
      const { body: open } = await dermatologist().get(`/v1/patients/${patientId}/open-questions?treatment=mesotherapy&plannedOn=${dayFromNow(0)}`);
      expect((open.questions ?? open.items).find(({ fact }: { fact: string }) => fact === 'lab.platelets')).toMatchObject({ reason: 'preliminary' });

      await send(patientId, [{ ...count, value: 250 }], { status: 'final' });
      const final = findingOf(await checkOf(patientId), 'platelets');
      expect(final.flatMap(({ missing }) => missing).filter(({ fact }) => fact === 'lab.platelets')).toEqual([]);

      const ill = await register();
      await send(ill, [{ ...count, value: 20 }], { status: 'preliminary' });
      const against = findingOf(await checkOf(ill), 'platelets').find(({ outcome }) => outcome === 'contraindicated')!;
      expect(against.because).toEqual(expect.arrayContaining([expect.objectContaining({ value: 20, preliminary: true })]));
      await send(ill, [{ ...count, value: 240 }], { status: 'final' });
      expect(findingOf(await checkOf(ill), 'platelets').some(({ outcome }) => outcome === 'contraindicated')).toBe(false);
    });

    it('is what it was again when its correction turns out to be entered in error', async () => {
      const patientId = await register();
      await send(patientId, [line(HB, 13.1)]);
      const wrong = await send(patientId, [line(HB, 8.1)]);
      const back = await dermatologist().post(`/v1/blood-tests/${wrong.body.id}/entered-in-error`, { reason: 'Another patient' });
      expect(back.status).toBe(200);
      expect(await values(patientId, HB)).toEqual(['13.1 in-force']);
      expect(JSON.stringify(await checkOf(patientId))).not.toContain('"value":8.1');
    });

    it('from a system that writes records is the same', async () => {
      const patientId = await register();
      const client = await clinic.asClient(['consultation.read', 'consultation.write']);
      const path = `/v1/patients/${patientId}/blood-tests`;
      await client.post(path, report([line(HB, 13.1)]));
      expect((await client.post(path, report([line(HB, 13.1)]))).status).toBe(409);
      expect((await client.post(path, report([line(HB, 8.1)]))).body).toMatchObject({ status: 'corrected' });
      expect(await values(patientId, HB)).toEqual(['13.1 superseded', '8.1 in-force']);
    });

    it('counts once, whatever comes at the same time', async () => {
      const patientId = await register();
      const answers = await Promise.all([1, 2, 3, 4].map(() => send(patientId, [line(HB, 13.1)])));
      expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
      expect(await values(patientId, HB)).toEqual(['13.1 in-force']);
    });
  });

  describe('that was copied into a consultation', () => {
    const visit = (patientId: string, ...bloodTests: object[]) =>
      dermatologist().post(`/v1/patients/${patientId}/consultations`, { ...consultationToday(), bloodTests });

    it('says there what it says, and what is new', async () => {
      const patientId = await register();
      const first = await send(patientId, [line(HB, 13.1)]);
      const { body } = await visit(patientId, report([line(HB, 6.1), line(TSH, 2.2), line(INR, 2.4)]));
      expect(body.bloodTests[0]).toMatchObject({ status: 'corrected', corrects: [first.body.id], results: [{ value: 6.1 }, { value: 2.2 }, { value: 2.4 }] });
      expect(body.bloodTests[0]).not.toHaveProperty('duplicateOf');
      expect(body.criticalResults).toMatchObject([{ analyte: 'haemoglobin', interpretation: 'LL' }]);
      expect(await values(patientId, HB)).toEqual(['13.1 superseded', '6.1 in-force']);
      expect([await values(patientId, TSH), await values(patientId, INR)]).toEqual([['2.2 in-force'], ['2.4 in-force']]);
      expect((await dermatologist().get(`/v1/consultations/${body.id}`)).body).toEqual(body);
    });

    it('as it is on record is a duplicate, and counts once', async () => {
      const patientId = await register();
      const first = await send(patientId, [line(HB, 13.1)]);
      const { body } = await visit(patientId, report([line(HB, 13.1)]), report([line(HB, 13.1)]));
      expect(body.bloodTests.map(({ duplicateOf }: { duplicateOf?: string }) => duplicateOf)).toEqual([first.body.id, first.body.id]);
      expect(await values(patientId, HB)).toEqual(['13.1 in-force']);
    });

    it('as a draft never stops the laboratory’s own, the same or another', async () => {
      const patientId = await register();
      const { body } = await visit(patientId, report([line(HB, 13.1)]));
      const same = await send(patientId, [line(HB, 13.1)]);
      expect([same.status, same.body.duplicateOf]).toEqual([201, undefined]);
      expect((await dermatologist().get(`/v1/consultations/${body.id}`)).body.bloodTests[0].duplicateOf).toBe(same.body.id);
      const other = await send(patientId, [line(HB, 8.1)]);
      expect([other.status, other.body.status]).toEqual([201, 'corrected']);
      expect((await values(patientId, HB)).filter((value) => value.endsWith('in-force'))).toEqual(['8.1 in-force']);
    });

    it('and signed stays as it was signed, while it says what is read otherwise now', async () => {
      const { patientId, consultationId } = await prepare(clinic);
      const path = `/v1/consultations/${consultationId}`;
      const signed = (await dermatologist().get(path)).body;
      expect(signed.changedReadings).toEqual([]);
      const [test] = signed.bloodTests as { id: string; collectedAt: string; laboratory: string; results: { value: number }[] }[];
      // The paper had no number: the laboratory says that it corrects it.
      const correction = { collectedAt: test!.collectedAt, laboratory: test!.laboratory, status: 'corrected', results: [line(HB, 6.1)] };
      const corrected = await dermatologist().post(`/v1/patients/${patientId}/blood-tests`, correction);
      expect(corrected.body.corrects).toEqual([test!.id]);
      const read = (await dermatologist().get(path)).body;
      expect(read.bloodTests).toEqual(signed.bloodTests);
      expect(read.changedReadings).toEqual([
        { pointer: '/bloodTests/0/results/0', now: expect.objectContaining({ value: 13.1, standing: 'superseded', supersededBy: corrected.body.id }) },
      ]);
      expect([read.contentHash, hashOf(read)]).toEqual([signed.contentHash, signed.contentHash]);
      expect((await dermatologist().get(`${path}/document`)).status).toBe(200);
      const amended = await dermatologist().post(`${path}/amendments`, { reason: 'A corrected report', changes: { reason: 'Again' } }, { ifMatch: 2 });
      expect(amended.body.bloodTests[0].results[0]).toMatchObject({ standing: 'superseded' });
      expect([amended.body.changedReadings, hashOf(amended.body)]).toEqual([[], amended.body.contentHash]);
    });

    it('is added by an amendment as a correction of what the consultation had', async () => {
      const { patientId, consultationId } = await prepare(clinic);
      const path = `/v1/consultations/${consultationId}`;
      const add = (ifMatch: number, value: number) =>
        dermatologist().post(`${path}/amendments`, { reason: 'A report came', bloodTests: [report([line('2276-4', value)])] }, { ifMatch });
      const first = await add(2, 25);
      const second = await add(3, 12);
      expect([first.status, second.status]).toEqual([201, 201]);
      expect(second.body.bloodTests.at(-1)).toMatchObject({ status: 'corrected', corrects: [first.body.bloodTests.at(-1).id] });
      expect((await values(patientId, '2276-4')).filter((value) => value.startsWith('25') || value.startsWith('12'))).toEqual(['25 superseded', '12 in-force']);
      expect((await dermatologist().get(path)).body).toMatchObject({ bloodTests: second.body.bloodTests, contentHash: hashOf(second.body) });
    });
  });

  it('appears once after a merge, and twice again when that is undone', async () => {
    const [one, other] = [await register(), await register()];
    await send(one, [line(HB, 13.1)]);
    await send(other, [line(HB, 13.1)]);
    const third = await register();
    await send(third, [line(HB, 8.1), line(TSH, 2.1)]);
    const merge = async (id: string, into: string) =>
      (await dermatologist().post(`/v1/patients/${id}/merge`, { into, reason: 'Registered twice' }, { ifMatch: 1 })).status;
    expect(await merge(other, one)).toBe(200);
    expect(await values(one, HB)).toEqual(['13.1 in-force']);
    expect(await merge(third, one)).toBe(200);
    expect((await values(one, HB)).filter((value) => value.endsWith('in-force'))).toEqual(['8.1 in-force']);
    expect(await values(one, TSH)).toEqual(['2.1 in-force']);
    for (const id of [third, other]) {
      expect((await dermatologist().post(`/v1/patients/${id}/unmerge`, { reason: 'Two people after all' }, { ifMatch: 2 })).status).toBe(200);
    }
    expect([await values(one, HB), await values(other, HB), await values(third, HB)]).toEqual([['13.1 in-force'], ['13.1 in-force'], ['8.1 in-force']]);
  });

  describe('is judged', () => {
    it('by the sex and the birth date that are known now; the signed version keeps the flag of its day', async () => {
      const patientId = await register();
      const draft = await dermatologist().post(`/v1/patients/${patientId}/consultations`, {
        ...consultationToday({ pregnancy: undefined, capacityForPregnancy: undefined, breastfeeding: undefined }),
        bloodTests: [report([line(HB, 12.5)])],
      });
      const path = `/v1/consultations/${draft.body.id}`;
      const between = await send(patientId, [line(HB, 12.5)], { reportNumber: 'R-2', collectedAt: new Date(Date.parse(sampled) + 3_600_000).toISOString() });
      const flags = async () => ({
        draft: (await dermatologist().get(path)).body.bloodTests[0].results[0].interpretation,
        test: (await dermatologist().get(`/v1/blood-tests/${between.body.id}`)).body.results[0].interpretation,
        series: (await series(patientId, HB)).map(({ interpretation }) => interpretation),
        record: (await recordOf(patientId)).bloodTests.map((test: { results: Item[] }) => test.results[0]!.interpretation),
      });
      expect(await flags()).toEqual({ draft: 'N', test: 'N', series: ['N', 'N'], record: ['N', 'N'] });
      const correct = (sexAtBirth: string, ifMatch: number) => dermatologist().patch(`/v1/patients/${patientId}`, { sexAtBirth }, { ifMatch });
      expect((await correct('male', 1)).status).toBe(200);
      expect(await flags()).toEqual({ draft: 'L', test: 'L', series: ['L', 'L'], record: ['L', 'L'] });
      const signed = await dermatologist().post(`${path}/sign`, undefined, { ifMatch: 1 });
      expect([signed.status, signed.body.bloodTests[0].results[0].interpretation]).toEqual([200, 'L']);
      expect((await correct('female', 2)).status).toBe(200);
      const read = (await dermatologist().get(path)).body;
      expect(read.bloodTests[0].results[0]).toMatchObject({ interpretation: 'L', rangeUsed: { low: 13, source: 'sex' } });
      expect(read.changedReadings).toMatchObject([{ pointer: '/bloodTests/0/results/0', now: { interpretation: 'N', rangeUsed: { low: 12, source: 'sex' } } }]);
      expect(hashOf(read)).toBe(signed.body.contentHash);
      expect((await dermatologist().get(`${path}/versions`)).body.items[0].content.bloodTests[0].results[0].interpretation).toBe('L');
      expect((await series(patientId, HB)).map(({ interpretation }) => interpretation)).toEqual(['N', 'N']);
    });

    it('by every value that its comparator leaves open', async () => {
      const patientId = await register();
      const { body } = await send(patientId, [
        line(HB, 7, { comparator: '<' }),
        line('2276-4', 15, { comparator: '<' }),
        line('1988-5', 5, { comparator: '>' }),
        line(TSH, 4.5, { comparator: '<' }),
      ]);
      expect((body.results as Item[]).map(({ interpretation }) => interpretation)).toEqual(['LL', 'L', 'H', null]);
    });

    it('by no range that its unit makes impossible: refused with the likely mistake, and nothing stored', async () => {
      const patientId = await register();
      const results = [
        line(HB, 13.1, { referenceRange: { low: 120, high: 155 } }),
        line(TSH, 2.1, { referenceRange: { low: 0.4, high: 45 } }),
        { code: { system: 'loinc', code: HB }, text: '13.1 g/dL', referenceRange: { low: 120, high: 155 } },
        line(INR, 1, { referenceRange: { low: 1.2, high: 0.8 } }),
      ];
      const refused = await send(patientId, results);
      expect([refused.status, refused.body.errors]).toEqual([
        400,
        [
          { pointer: '/results/0/referenceRange/high', code: 'implausible-range', detail: expect.stringContaining('looks like g/L') },
          { pointer: '/results/1/referenceRange/high', code: 'implausible-range', detail: expect.stringContaining('4.5 may be meant') },
          { pointer: '/results/2/referenceRange/high', code: 'implausible-range', detail: expect.stringContaining('looks like g/L') },
          { pointer: '/results/3/referenceRange', code: 'out-of-range', detail: expect.any(String) },
        ],
      ]);
      expect((await dermatologist().get(`/v1/patients/${patientId}/blood-tests`)).body.items).toEqual([]);
      const inVisit = await dermatologist().post(`/v1/patients/${patientId}/consultations`, { ...consultationToday(), bloodTests: [report(results)] });
      expect((inVisit.body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toContain('/bloodTests/0/results/1/referenceRange/high');
    });

    it('at a limit that is given in two units as at that limit', async () => {
      const patientId = await register();
      const { body } = await send(patientId, [{ code: { system: 'loinc', code: '15074-8' }, value: 11.1, unit: 'mmol/L' }]);
      expect(body.results[0].canonical).toEqual({ value: 200, unit: 'mg/dL' });
      const finding = (await checkOf(patientId)).findings.find(({ ruleId }: { ruleId: string }) => ruleId === 'mesotherapy.diabetes');
      expect(finding.outcome).toBe('contraindicated');
    });
  });

  describe('that corrects what a check was made from', () => {
    it('holds an open plan, as a new result does, and lets it go when it is corrected back', async () => {
      const { planId, prepared } = await activePlan(clinic);
      const plan = async () => (await dermatologist().get(`/v1/treatment-plans/${planId}`)).body;
      await send(prepared.patientId, [line('4548-4', 5.2)]);
      expect((await plan()).status).toBe('active');
      const corrected = await send(prepared.patientId, [line('4548-4', 9.1)]);
      expect(corrected.body.affectedPlans).toMatchObject([{ planId, outcomeNow: 'contraindicated', held: true }]);
      expect((await plan()).status).toBe('on-hold');
      const back = await send(prepared.patientId, [line('4548-4', 5.2)], { status: 'corrected' });
      expect(back.body.affectedPlans).toMatchObject([{ planId, outcomeBefore: 'contraindicated', outcomeNow: expect.stringMatching(/clear|caution/) }]);
      const held = await plan();
      expect((await dermatologist().post(`/v1/treatment-plans/${planId}/resume`, undefined, { ifMatch: held.version })).body.status).toBe('active');
    });

    it('is read by the next check, also where it repeats a share without its number', async () => {
      const patientId = await register();
      const percent = { code: { system: 'loinc', code: '770-8' }, value: 40, unit: '%' };
      const leucocytes = (value: number) => ({ code: { system: 'loinc', code: '6690-2' }, value, unit: '10*3/uL' });
      await send(patientId, [percent, leucocytes(6)]);
      await send(patientId, [leucocytes(2.4)]);
      const finding = (await checkOf(patientId)).findings.find(({ ruleId }: { ruleId: string }) => ruleId === 'mesotherapy.immunosuppression');
      expect(JSON.stringify(finding)).toContain('0.96');
    });
  });
});

const members = ['patientId', 'startedAt', 'reason', 'medicalHistory', 'vitalSigns', 'bloodTests', 'trichoanalyses', 'assessment', 'recommendation'];

/** As anyone recomputes it from the answer. */
const hashOf = (answer: Record<string, unknown>): string => {
  const content = Object.fromEntries(members.filter((name) => name in answer).map((name) => [name, answer[name]]));
  return createHash('sha256').update(canonicalize(content)!).digest('hex');
};
