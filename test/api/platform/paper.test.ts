/** Every document that the product prints, of three people, in both languages: what all of them carry, and what none of them says. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import typst from '@myriaddreamin/typst-ts-node-compiler';
import { DocumentRenderer, type DocumentTemplate } from '../../../src/platform/documents/index.js';
import { fontFamilies, fontPackages } from '../../../src/platform/documents/fonts.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { factsOf } from '../../support/pdf.js';
import { papersOf, peopleOnPaper, SetClock, type PersonOnPaper } from '../../support/people-on-paper.js';
import { unzip } from '../../support/zip.js';

interface Paper {
  name: string;
  language: 'en' | 'hi';
  pdf: Buffer;
  template: DocumentTemplate;
  /** What the template was given. */
  view: Record<string, unknown>;
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

/** Every string that stands anywhere in a value: what is printed. */
const stringsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];

describe('every document', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let people: PersonOnPaper[];
  const papers: Paper[] = [];

  const person = (name: PersonOnPaper['name']): PersonOnPaper => people.find((person) => person.name === name)!;
  const paper = (name: string, language: 'en' | 'hi' = 'en'): Paper => papers.find((paper) => paper.name === name && paper.language === language)!;
  const words = (name: string, language: 'en' | 'hi' = 'en'): string => stringsIn(paper(name, language).view).join('\n');

  beforeAll(async () => {
    const clock = new SetClock();
    app = await startApp({ clock });
    ({ clinic, people } = await peopleOnPaper(app, clock));
    const renderer = app.inside(DocumentRenderer);
    const render = renderer.render.bind(renderer);
    const rendered: Pick<Paper, 'template' | 'view'>[] = [];
    renderer.render = (template, view) => {
      rendered.push({ template, view: view as Record<string, unknown> });
      return render(template, view);
    };
    for (const person of people)
      for (const [name, path] of Object.entries(papersOf(person)))
        for (const language of ['en', 'hi'] as const) {
          rendered.length = 0;
          const answer = await clinic.as('dermatologist').download(`${path}${path.includes('?') ? '&' : '?'}language=${language}`);
          if (answer.status !== 200) throw new Error(`${name}: ${answer.status}`);
          expect([name, answer.headers['content-language']]).toEqual([name, language]);
          const body = answer.body as Buffer;
          // Of an archive the record; its consultations are the documents that are asked for by themselves.
          papers.push({ name: `${person.name}-${name}`, language, pdf: name === 'record' ? unzip(body).get('record.pdf')! : body, ...rendered[0]! });
        }
  }, 300_000);
  afterAll(() => app.stop());

  it('says how the clinic is reached, and whom to call when it cannot wait', () => {
    expect(papers).toHaveLength(2 * (6 + 4 + 6));
    for (const { name, view } of papers) {
      const { contact, emergency } = view.clinic as { contact: string[]; emergency: string };
      expect([name, contact[0]]).toEqual([name, '12 Example Road, Sector 15, Part 2, Gurugram 122001, Haryana']);
      expect([name, contact[1]]).toEqual([name, expect.stringContaining('+91 124 400 0000  ·  clinic@demo.hairline.test')]);
      expect([name, emergency]).toEqual([name, expect.stringContaining('+91 99999 00000')]);
    }
  });

  it('is for the archive, and tagged to be read out', () => {
    for (const { name, pdf } of papers) {
      expect([name, factsOf(pdf).standard]).toEqual([name, '2A']);
      expect([name, pdf.toString('latin1').includes('/MarkInfo')]).toEqual([name, true]);
    }
  });

  it('keeps what PDF/UA-1 asks for, as far as the compiler can tell', () => {
    const { resolve } = createRequire(import.meta.url);
    const fontPaths = fontPackages.flatMap((name) => ['400Regular', '700Bold'].map((weight) => join(dirname(resolve(`${name}/package.json`)), weight)));
    const compiler = typst.NodeCompiler.create({ workspace: '/none', fontArgs: [{ fontPaths }] });
    for (const { template, view, name } of papers.filter((paper) => paper.language === 'hi' && paper.name.startsWith('much'))) {
      for (const [file, source] of Object.entries(template.files)) compiler.addSource(`/none/${file}`, source);
      compiler.mapShadow('/none/data.json', Buffer.from(JSON.stringify({ ...view, fonts: fontFamilies })));
      const pdf = compiler.pdf({ mainFilePath: `/none/${template.main}` }, { pdfStandard: 'ua-1' });
      expect([name, pdf.toString('latin1').includes('<pdfuaid:part>1</pdfuaid:part>')]).toEqual([name, true]);
    }
  });

  it('names no id, no unit without its number, and says in a sentence what was not recorded', () => {
    for (const { name, view, language } of papers) {
      const all = stringsIn(view);
      expect([name, language, all.filter((text) => UUID.test(text))]).toEqual([name, language, []]);
      expect([name, language, all.filter((text) => /^(Depth|Volume|Angle).*\b(mm|ml|degrees)$/i.test(text))]).toEqual([name, language, []]);
    }
    expect(paper('ill-consultation').view.absent).toBe('This consultation has no record of: recommendation.');
    expect(paper('much-consultation').view.absent).toBeNull();
  });

  it('of the record gives lots by number, places by name, figures with their units, photographs and consultations by number', () => {
    const record = words('much-record');
    expect(record).toContain('Hair mesotherapy solution, lot LOT-2026-0417, 1\u00a0mL, from Refrigerator, treatment room 2');
    expect(record).toMatch(/Depth\n0\.8\u00a0mm/);
    expect(record).toContain('Consultation 1, 24 November 2026, 09:00');
    expect(record).toContain('Hair transplant, single units (FUE)');
    expect(record).toContain('Androgenetic alopecia (ICD-10 L64.9)');
    expect(record).toContain('Growing (anagen) 78\u00a0%');
    expect(record).not.toMatch(/lotId|locationId|another system/);
  });

  it('of the record and the consultation speaks Hindi when asked, and leaves what people wrote as they wrote it', () => {
    for (const name of ['ill-consultation', 'much-consultation', 'ill-record', 'much-record']) {
      const { view } = paper(name, 'hi');
      expect([name, view.language]).toEqual([name, 'hi']);
      expect([name, view.title]).toEqual([name, expect.stringMatching(/\p{Script=Devanagari}/u)]);
      expect(words(name, 'hi')).toContain('ख़ून की जाँच');
    }
    const record = words('much-record', 'hi');
    expect(record).toContain('हीमोग्लोबिन');
    expect(record).toContain('The parting should not shine through under office light');
    const headings = (paper('much-record', 'hi').view.sections as { heading: string }[]).map(({ heading }) => heading);
    expect(headings.filter((heading) => !/\p{Script=Devanagari}/u.test(heading) && !/^\d/.test(heading))).toEqual([]);
    const consultation = words('ill-consultation', 'hi');
    expect(consultation).toContain('Not to be treated before his physician has been asked.');
    expect(consultation).toContain('इस परामर्श में दर्ज नहीं किया गया: सलाह।');
  });

  it('is asked for in a language by the header too', async () => {
    const path = `/v1/consultations/${person('healthy').consultationId}/document`;
    const answer = await clinic.as('dermatologist').get(path, { headers: { 'accept-language': 'hi-IN, en;q=0.5' } });
    expect(answer.headers['content-language']).toBe('hi');
    expect((await clinic.as('dermatologist').get(path)).headers['content-language']).toBe('en');
    for (const each of [path, `/v1/patients/${person('healthy').patientId}/export`])
      expect((await clinic.as('dermatologist').get(`${each}?language=xx`)).status).toBe(400);
  });

  it('of a plan marks goals and consent that are in another language than its own', () => {
    const english = paper('ill-plan').view.sections as { heading: string; rows?: { label: string; value: string; aside?: string }[] }[];
    const goal = (sections: typeof english, label: string) => sections.flatMap(({ rows = [] }) => rows).find((row) => row.label === label);
    expect(goal(english, 'What you hope for')).toMatchObject({ value: 'बिना सर्जरी के घने बालों जैसा दिखना', aside: 'written in Hindi' });
    expect(goal(paper('ill-plan', 'hi').view.sections as typeof english, 'आप क्या चाहते हैं')).not.toHaveProperty('aside');
    expect(goal(paper('much-plan', 'hi').view.sections as typeof english, 'आप क्या चाहते हैं')).toMatchObject({ aside: 'अंग्रेज़ी में लिखा गया' });
    expect(words('much-plan', 'hi')).toContain('जिस पर हस्ताक्षर हुए, शब्दशः, अंग्रेज़ी में');
    expect(words('much-plan')).toContain('What was signed, word for word, in English');
  });

  it('of a plan of micropigmentation names the day of the touch-up and of the review of fading, and of mesotherapy neither', () => {
    const all = words('much-plan');
    // The last sitting is planned on 5 January 2027: a month later, and a year later.
    expect(all).toContain('Thursday, 4 February 2027, or later');
    expect(all).toContain('Wednesday, 5 January 2028: we look together how far the colour has faded');
    expect(words('ill-plan')).toContain('Thursday, 4 February 2027, or later');
    expect(words('healthy-plan')).not.toMatch(/fading|Touch-up/i);
  });

  it('of care says what is normal and until when, the signs to call for and the number, what comes next, the dermatologist, the record number', () => {
    const mesotherapy = words('healthy-care');
    expect(mesotherapy).toContain('Until Thursday 26 November at 10:50: slight redness or irritation, slight swelling, sensitive skin and slight discomfort.');
    expect(mesotherapy).not.toMatch(/scab/);
    const pigment = words('much-care');
    expect(pigment).toContain('Until Thursday 10 December at 13:40: ');
    expect(pigment).toMatch(/Up to and including Tuesday 22 December: small scabs, .* a colour that becomes lighter as the scabs fall\./);
    for (const [name, recordNumber, next] of [
      ['healthy-care', 'P000001', 'Session 2, Tuesday, 8 December 2026'],
      ['much-care', 'P000003', 'Session 3, Tuesday, 22 December 2026'],
    ] as const) {
      const all = words(name);
      expect(all).toContain('Call us: +91 124 400 0000');
      expect(all).toContain('Fever, redness or warmth that spreads, pus, or a painful lump.');
      expect(all).toContain('At once, day or night: call +91 99999 00000');
      expect(all).toContain('Trouble breathing');
      expect(all).toContain('Dr Meera Example (registration DEMO-12345)');
      expect(all).toContain(recordNumber);
      expect(all).toContain(next);
    }
    expect(pigment).toContain('From Thursday, 4 February 2027 on');
    expect(words('healthy-care', 'hi')).toContain('गुरुवार, 26 नवंबर को 10:50 बजे तक: हल्की लाली या जलन');
    // What comes before a session has nothing to watch for yet.
    expect(words('healthy-care-before')).not.toMatch(/What is normal|Call us/);
  });

  it('of care tells the same to a front end', async () => {
    const { planId, sessionId } = person('much');
    const { body } = await clinic.as('dermatologist').get(`/v1/treatment-plans/${planId}/care-instructions?phase=after&sessionId=${sessionId}`);
    expect(body).toMatchObject({
      phone: '+911244000000',
      emergencyPhone: '+919999900000',
      next: { sessionNumber: 3, scheduledOn: '2026-12-22' },
      touchUpOn: '2027-02-04',
      fadingReviewOn: '2028-01-05',
      dermatologist: { name: 'Dr Meera Example', registrationNumber: 'DEMO-12345' },
    });
    expect(body.normalEffects).toMatchObject([
      { until: '2026-12-10T08:10:00.000Z' },
      { types: ['scabbing', 'early-pigment-loss'], until: '2026-12-22T18:30:00.000Z' },
    ]);
    expect((body.warningSigns as { urgency: string }[]).map(({ urgency }) => urgency).slice(0, 3)).toEqual(['emergency', 'emergency', 'call']);
  });

  it('of a clinic that has not said how it is reached has its name, and tells whom to call all the same', async () => {
    const silent = await app.clinic();
    const by = silent.as('dermatologist');
    const { body } = await by.post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' });
    const consultation = await by.post(`/v1/patients/${body.id}/consultations`, { startedAt: '2026-11-24T09:00:00+05:30' });
    expect(factsOf((await by.download(`/v1/consultations/${consultation.body.id}/document`)).body as Buffer)).toMatchObject({ pages: 1, standard: '2A' });
  });
});
