import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createId } from '../../../src/kernel/id.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { dayFromNow } from '../../support/journey.js';
import { factsOf } from '../../support/pdf.js';
import { aCase, register } from './person.js';

interface Section {
  kind: string;
  heading: string;
  items: { ruleId: string | null; title: string | null; paragraphs: string[] }[];
}

let app: TestApp;
let clinic: TestClinic;
let dermatologist: Caller;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  clinic = await app.clinic();
  dermatologist = clinic.as('dermatologist');
});

const checkOf = async (id: string): Promise<{ path: string; patientId: string; findings: { ruleId: string; outcome: string; overridable: boolean }[] }> => {
  const workedCase = aCase(id);
  const { patientId } = await register(dermatologist, workedCase);
  const { treatment, plannedOn } = workedCase.checks[0]!;
  const { body } = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, { treatment, plannedOn, ingredients: ['biotin'] });
  return { path: `/v1/contraindication-checks/${body.id}`, patientId, findings: body.findings };
};

const section = (sections: Section[], kind: string): Section => sections.find((section) => section.kind === kind)!;

describe('the explanation of a check', () => {
  it('says the outcome, why, what to do, and what is clear', async () => {
    const { path, patientId } = await checkOf('03');
    const { status, body } = await dermatologist.get(`${path}/explanation`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ patientId, language: 'en', outcome: 'contraindicated', outcomeLabel: 'Contraindicated' });
    const sections = body.sections as Section[];
    const diabetes = section(sections, 'contraindicated').items.find(({ ruleId }) => ruleId === 'mesotherapy.diabetes')!;
    // What it is about in this patient's case, and no code in prose.
    expect(diabetes.title).toBe('Condition: Type 2 diabetes mellitus without complications, and 3 more');
    expect(diabetes.paragraphs.join(' ')).toMatch(
      /heal more slowly.*Because: .*Type 2 diabetes mellitus without complications.*HbA1c: 7\.2 %.*dermatologist may decide otherwise/,
    );
    expect(body.text).not.toMatch(/E11\.9|icd-10|type-2|hba1c/);
    expect(section(sections, 'next').items.flatMap(({ paragraphs }) => paragraphs)).toContain('Do not give the treatment on this day.');
    expect(section(sections, 'clear').items).toHaveLength(1);
    for (const { heading, items } of sections) {
      expect(body.text).toContain(heading);
      for (const { paragraphs } of items) for (const text of paragraphs) expect(body.text).toContain(text);
    }
  });

  it('is read in Hindi too, and as plain text', async () => {
    const { path } = await checkOf('03');
    const hindi = await dermatologist.get(`${path}/explanation`, { headers: { 'accept-language': 'hi-IN', accept: 'text/plain' } });
    expect(hindi.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(hindi.headers['content-language']).toBe('hi');
    expect(hindi.text).toContain('बीमारी: Type 2 diabetes mellitus without complications, और 3 बातें');
    expect(hindi.text).toContain('मधुमेह के बारे में जवाब: हाँ');
    expect(hindi.text).not.toMatch(/E11\.9|icd-10|hba1c/);
    expect(hindi.text).toContain('इस दिन उपचार न करें।');
    const json = await dermatologist.get(`${path}/explanation?language=hi`);
    expect(json.headers['content-language']).toBe('hi');
    expect(`${json.body.text}\n`).toBe(hindi.text);
  });

  it('names the questions that are open, with the rules that wait', async () => {
    const { body: stranger } = await dermatologist.post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' });
    const { body: check } = await dermatologist.post(`/v1/patients/${stranger.id}/contraindication-checks`, {
      treatment: 'mesotherapy',
      plannedOn: aCase('01').checks[0]!.plannedOn,
    });
    const { body } = await dermatologist.get(`/v1/contraindication-checks/${check.id}/explanation`);
    const asked = section(body.sections as Section[], 'needs-data').items.flatMap(({ paragraphs }) => paragraphs);
    expect(asked).toContain('Is the patient pregnant? Needed for: Pregnancy.');
    expect(asked).toContain(
      'Go through all medicines with the patient, also those without prescription. Needed for: Anticoagulant or antiplatelet medicine, Suppressed immunity, Isotretinoin in the last 6 months.',
    );
    expect(body.summary).toMatch(/^Mesotherapy on .*: nobody can say yet/);
  });

  it('says what a dermatologist has decided, and by whom, and counts it', async () => {
    const { path, findings } = await checkOf('03');
    const refused = findings.filter(({ outcome }) => outcome === 'contraindicated');
    for (const { ruleId } of refused) {
      expect((await dermatologist.post(`${path}/overrides`, { ruleId, reason: 'Well controlled for years.' })).status).toBe(201);
    }
    const { body } = await dermatologist.get(`${path}/explanation`);
    expect(body.outcome).toBe('caution');
    expect(body.summary).toMatch(/By the rules alone it would be “Contraindicated”/);
    const decided = section(body.sections as Section[], 'overridden').items.flatMap(({ paragraphs }) => paragraphs);
    expect(decided).toHaveLength(refused.length);
    expect(decided[0]).toMatch(/Well controlled for years \(Test dermatologist, /);
    expect((body.sections as Section[]).map(({ kind }) => kind)).not.toContain('contraindicated');
  });

  it('says what does not fit together, and how to set it right', async () => {
    const { patientId } = await register(dermatologist);
    await dermatologist.post(`/v1/patients/${patientId}/blood-tests`, {
      collectedAt: new Date().toISOString(),
      results: [{ code: { system: 'loinc', code: '4548-4' }, value: 8, unit: '%' }],
    });
    for (const treatment of ['mesotherapy', 'scalp-micropigmentation']) {
      const { body: check } = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, {
        treatment,
        plannedOn: aCase('01').checks[0]!.plannedOn,
      });
      expect(check.contradictions).toMatchObject([
        {
          about: 'diabetes',
          says: [
            { fact: 'screening', value: 'no' },
            { fact: 'lab', value: 8 },
          ],
        },
      ]);
      expect(check.contradictions[0].reconcile).toMatch(/^Ask the patient again about diabetes.*mark it as entered in error.*the graver of them counts\.$/);
      const { body } = await dermatologist.get(`/v1/contraindication-checks/${check.id}/explanation`);
      expect(section(body.sections as Section[], 'contradictions').items[0]!.paragraphs[0]).toMatch(/diabetes: no .*HbA1c: 8 %/);
      expect(section(body.sections as Section[], 'next').items.flatMap(({ paragraphs }) => paragraphs)).toContain(
        'Set right what does not fit together, and check again.',
      );
    }
  });

  it('says when to look again', async () => {
    const { patientId } = await register(dermatologist);
    const aspirin = { name: 'Aspirin 75 mg', code: { system: 'atc', code: 'B01AC06' }, status: 'stopped', lastTakenOn: dayFromNow(-3) };
    await dermatologist.post(`/v1/patients/${patientId}/medications`, aspirin);
    const planned = { treatment: 'scalp-micropigmentation', plannedOn: dayFromNow(0) };
    const { body: check } = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, planned);
    const { body } = await dermatologist.get(`/v1/contraindication-checks/${check.id}/explanation`);
    const again = section(body.sections as Section[], 'reconsider').items.flatMap(({ paragraphs }) => paragraphs);
    expect(again.join('\n')).toMatch(/stopped long enough: \d+ \w+ \d{4}\nIf nothing but time passes, everything is clear from/);
    expect(again.at(-1)).toMatch(/^This check holds for a treatment before/);
  });

  it('is audited for the patient', async () => {
    const { path, patientId } = await checkOf('01');
    await dermatologist.get(`${path}/explanation`);
    await dermatologist.get(`${path}/explanation`, { headers: { accept: 'text/plain' } });
    await dermatologist.get(`${path}/document`);
    const rows = await app.sql<{ action: string }>('SELECT action FROM audit_events WHERE patient_id = $1 ORDER BY id', [patientId], clinic.id);
    expect(rows.map(({ action }) => action).slice(-3)).toEqual(['check.explanation', 'check.explanation', 'check.document']);
  });

  it('is for those who may read checks, of their own clinic', async () => {
    const { path } = await checkOf('01');
    const other = (await app.clinic()).as('dermatologist');
    for (const what of ['explanation', 'document']) {
      expect((await clinic.as('technician').get(`${path}/${what}`)).status).toBe(200);
      expect((await clinic.as('receptionist').get(`${path}/${what}`)).status).toBe(403);
      expect((await app.nobody.get(`${path}/${what}`)).status).toBe(401);
      expect((await other.get(`${path}/${what}`)).status).toBe(404);
      expect((await dermatologist.get(`/v1/contraindication-checks/${createId()}/${what}`)).status).toBe(404);
      expect((await dermatologist.get(`${path}/${what}?language=tlh`)).status).toBe(400);
    }
  });
});

describe('the document of a check', () => {
  it.each([
    ['01', 'en'],
    ['03', 'en'],
    ['03', 'hi'],
    ['09', 'hi'],
  ])('of the worked case %s in %s is one page of PDF/A', async (id, language) => {
    const { path } = await checkOf(id);
    const document = await dermatologist.get(`${path}/document?language=${language}`);
    expect(document.status).toBe(200);
    expect(document.headers['content-type']).toBe('application/pdf');
    expect(document.headers['content-language']).toBe(language);
    expect(document.headers['content-disposition']).toBe(`attachment; filename="contraindication-check-${path.split('/').at(-1)}.pdf"`);
    const { pages, standard, fonts } = factsOf(document.body as Buffer);
    expect([pages, standard]).toEqual([1, '2A']);
    expect(fonts.filter((font) => !font.startsWith('NotoSans'))).toEqual([]);
  });

  it('is the same while nothing is decided, and another one after an override', async () => {
    const { path } = await checkOf('03');
    const first = await dermatologist.get(`${path}/document`);
    expect((await dermatologist.get(`${path}/document`, { ifNoneMatch: first.headers.etag as string })).status).toBe(304);
    await dermatologist.post(`${path}/overrides`, { ruleId: 'mesotherapy.diabetes', reason: 'Well controlled for years.' });
    expect((await dermatologist.get(`${path}/document`, { ifNoneMatch: first.headers.etag as string })).status).toBe(200);
  });
});
