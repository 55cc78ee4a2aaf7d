import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import typst from '@myriaddreamin/typst-ts-node-compiler';
import type { Response } from 'supertest';
import { consultationExamples } from '../../../src/consultations/index.js';
import { buildConsultationView } from '../../../src/consultations/document/consultation-document.js';
import { consultationTemplate } from '../../../src/consultations/document/consultation.template.js';
import type { ConsultationRecord } from '../../../src/consultations/index.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { factsOf } from '../../support/pdf.js';

const { whole } = consultationExamples;

/** Reads the body as it came: supertest would take it for text. */
const pdfOf = ({ body }: Response): Buffer => body as Buffer;

describe('the document of a consultation', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let dermatologist: Caller;
  let patientId: string;

  const record = async (consultation: object): Promise<string> => {
    const { status, body } = await dermatologist.post(`/v1/patients/${patientId}/consultations`, consultation);
    expect(status).toBe(201);
    return body.id as string;
  };
  const document = (id: string, caller = dermatologist) => caller.get(`/v1/consultations/${id}/document`);

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    dermatologist = clinic.as('dermatologist');
    const patient = await dermatologist.post('/v1/patients', { names: [{ text: 'आशा Testperson' }], sexAtBirth: 'female', birthDate: '1991-04-03' });
    patientId = patient.body.id as string;
  });
  afterAll(() => app.stop());

  it('is a PDF for the archive, under a name that says nothing of the patient', async () => {
    const id = await record(whole);
    await dermatologist.post(`/v1/consultations/${id}/sign`, undefined, { ifMatch: 1 });
    const answer = await document(id);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/pdf');
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="consultation-${id}.pdf"`);
    const { pages, fonts, standard } = factsOf(pdfOf(answer));
    expect({ pages, standard }).toEqual({ pages: 2, standard: '2A' });
    expect(fonts).toEqual(['NotoSans-Bold', 'NotoSans-Regular']);
  });

  it('is the same until the record changes, and need not be sent again', async () => {
    const id = await record(whole);
    const [one, two] = [await document(id), await document(id)];
    expect(pdfOf(one).equals(pdfOf(two))).toBe(true);
    const etag = one.headers.etag as string;
    expect((await dermatologist.get(`/v1/consultations/${id}/document`, { ifNoneMatch: etag })).status).toBe(304);
    await dermatologist.post(`/v1/consultations/${id}/sign`, undefined, { ifMatch: 1 });
    expect((await dermatologist.get(`/v1/consultations/${id}/document`, { ifNoneMatch: etag })).status).toBe(200);
  });

  it('shows its scales, and of an amended one every version; what is taken back leaves it', async () => {
    const id = await record(whole);
    const scale = { scale: 'ludwig', assessedAt: whole.startedAt, assessor: 'clinician', grade: 'I', consultationId: id };
    const bare = pdfOf(await document(id));
    const { body } = await dermatologist.post(`/v1/patients/${patientId}/scales`, scale);
    const scaled = pdfOf(await document(id));
    expect(scaled.equals(bare)).toBe(false);
    await dermatologist.post(`/v1/scales/${body.id}/entered-in-error`, { reason: 'Wrong grade' }, { ifMatch: 1 });
    expect(pdfOf(await document(id)).equals(bare)).toBe(true);

    await dermatologist.post(`/v1/consultations/${id}/sign`, undefined, { ifMatch: 1 });
    const colleague = await clinic.another('dermatologist');
    const amendment = { reason: 'She brought her medicines', takeOverReason: 'On leave', changes: { reason: 'Thinning, and shedding' } };
    expect((await colleague.post(`/v1/consultations/${id}/amendments`, amendment, { ifMatch: 2 })).status).toBe(201);
    expect(factsOf(pdfOf(await document(id)))).toMatchObject({ standard: '2A' });
  });

  it('shows a draft in which there is nothing yet', async () => {
    expect(factsOf(pdfOf(await document(await record({ startedAt: whole.startedAt }))))).toMatchObject({ pages: 1, standard: '2A' });
  });

  it('has the characters of notes in several scripts', async () => {
    const note = 'تساقط الشعر. உச்சந்தலையில் முடி உதிர்தல். ಕೂದಲು ಉದುರುವಿಕೆ. టెస్ట్. ทดสอบ. בדיקה.';
    const { fonts, standard } = factsOf(pdfOf(await document(await record({ ...whole, assessment: { note } }))));
    expect(standard).toBe('2A');
    expect(fonts).toEqual(expect.arrayContaining(['Arabic', 'Hebrew', 'Kannada', 'Tamil', 'Telugu', 'Thai'].map((script) => `NotoSans${script}-Regular`)));
  });

  it('takes as many pages as a long record needs', async () => {
    const id = await record({
      ...whole,
      medicalHistory: {
        ...whole.medicalHistory,
        medications: Array.from({ length: 200 }, (_, index) => ({ name: `Medicine ${index}`, note: 'x'.repeat(300) })),
      },
      assessment: { note: 'Words without end. '.repeat(500) },
    });
    expect(factsOf(pdfOf(await document(id))).pages).toBeGreaterThan(10);
  });

  it('is in the audit trail of the patient', async () => {
    const id = await record(whole);
    await document(id);
    const { body } = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&limit=1`);
    expect(body.items).toMatchObject([{ action: 'consultation.document', outcome: 'success', resourceId: id }]);
  });

  it('is for those who may read consultations, of this clinic', async () => {
    const id = await record(whole);
    expect((await document(id, clinic.as('technician'))).status).toBe(200);
    expect((await document(id, clinic.as('receptionist'))).status).toBe(403);
    expect((await document(id, (await app.clinic()).as('dermatologist'))).status).toBe(404);
    expect((await document('01936f00-0000-7000-8000-00000000dead')).status).toBe(404);
  });

  it('leaves nothing of the patient in the log', async () => {
    await document(await record({ ...whole, reason: 'Unmistakable Words' }));
    expect(app.log.join('')).not.toMatch(/Unmistakable|आशा/);
  });
});

describe('what somebody typed', () => {
  /** The words of the document, as whoever marks and copies them gets them. */
  const wordsOf = (reason: string): string => {
    const consultation = { ...emptyRecord, reason } as unknown as ConsultationRecord;
    const patient = { name: '#panic()', birthDate: null, sexAtBirth: 'female', gender: '*x*', recordNumber: 'P1' };
    const view = buildConsultationView({
      consultation,
      scales: [],
      versions: [],
      patient,
      clinic: { name: '= $x$', country: 'IN', timeZone: 'UTC' },
      signer: null,
      recorder: null,
    });
    const compiler = typst.NodeCompiler.create({ workspace: '/none' });
    for (const [name, source] of Object.entries(consultationTemplate.files)) compiler.addSource(`/none/${name}`, source);
    compiler.mapShadow('/none/data.json', Buffer.from(JSON.stringify({ ...view, fonts: ['Noto Sans'] })));
    const svg = compiler.svg({ mainFilePath: '/none/consultation.typ' });
    return [...svg.matchAll(/class="tsel"[^>]*>([^<]*)</g)]
      .map(([, words]) => words!.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))
      .join('\n');
  };
  const emptyRecord = {
    id: 'id',
    patientId: 'patient',
    status: 'draft',
    startedAt: '2026-01-20T10:15:00.000Z',
    medicalHistory: null,
    vitalSigns: null,
    assessment: null,
    recommendation: null,
    bloodTests: [],
    trichoanalyses: [],
    recordedBy: 'x',
    versionNumber: null,
    enteredInError: null,
    signedBy: null,
    signedAt: null,
    contentHash: null,
    createdAt: '2026-01-20T10:15:00.000Z',
    updatedAt: '2026-01-20T10:15:00.000Z',
    version: 1,
  };

  it.each(['#panic() *x* $', '#read("/etc/passwd")', '= Heading', '_x_ `raw` @label <tag> [link] \\u{41} // comment', '#set text(size: 99pt)'])(
    'is printed as it is: %s',
    (typed) => {
      const words = wordsOf(typed);
      expect(words).toContain(typed);
      for (const other of ['#panic()', '*x*', '= $x$']) expect(words).toContain(other);
    },
  );
});
