/** Takes an allowed check to a completed plan: propose, consent, accept, start, give a session, complete. */
import type { Day } from '../../kernel/day.js';
import type { ApiClient } from './api-client.js';
import { requireStatus, type CheckedCase, type CheckedTreatment } from './checks.js';
import type { Report } from './report.js';

const records: Record<string, object> = {
  mesotherapy: {
    mesotherapy: { technique: 'injection', depthMm: 2, needleGauge: 30, volumePerShotMl: 0.05, shots: 80, substances: ['biotin'] },
    zones: ['vertex'],
  },
  'scalp-micropigmentation': {
    micropigmentation: { needlesPerCartridge: 3, depthMm: 0.8, shades: ['light brown'], hairTrimmed: 'yes' },
    zones: ['vertex'],
  },
};

const planSeries = (treatment: string, startOn: Day) => ({ sessions: treatment === 'mesotherapy' ? 8 : 3, intervalDays: 14, startOn });

const giveConsent = async (api: ApiClient, patientId: string, to: object, signedAt: string): Promise<void> => {
  const document = { documentVersion: 'demonstration-1', language: 'en-IN', signatory: { name: 'The patient', relationship: 'self' } };
  requireStatus(await api.post(`/v1/patients/${patientId}/consents`, { ...to, ...document, signedAt }), 201, 'The consent');
};

/** Uploads a surface of one colour in place of a photograph, so that no person is shown. */
const takePhotograph = async (api: ApiClient, patientId: string, takenAt: string): Promise<void> => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ region: 'vertex', angle: 'top', takenAt, note: 'Demonstration' })) form.set(name, value);
  form.set('file', new Blob([await createPlainPicture()], { type: 'image/png' }), 'crown.png');
  requireStatus(await api.postForm(`/v1/patients/${patientId}/photos`, form), 201, 'The photograph');
};

/** Makes a plain picture. The library for pictures is loaded on first use, so that other commands start without it. */
const createPlainPicture = async (): Promise<Uint8Array<ArrayBuffer>> => {
  const { default: sharp } = await import('sharp');
  return new Uint8Array(
    await sharp({ create: { width: 320, height: 240, channels: 3, background: '#c8a98c' } })
      .png()
      .toBuffer(),
  );
};

/** Takes a plan through its states. `blocked` is the outcome to expect where the check forbids the treatment. */
export const planCase = async (api: ApiClient, report: Report, checkedCase: CheckedCase, checked: CheckedTreatment, today: Day, now: string): Promise<void> => {
  const { treatment } = checked;
  const created = requireStatus(
    await api.post(`/v1/patients/${checkedCase.patientId}/treatment-plans`, {
      treatment,
      consultationId: checkedCase.consultationId,
      contraindicationCheckId: checked.checkId,
      indications: [treatment === 'mesotherapy' ? 'androgenetic-alopecia' : 'hereditary-hair-loss'],
      series: planSeries(treatment, today),
    }),
    201,
    'The plan',
  );
  const path = `/v1/treatment-plans/${String(created.body.id)}`;
  let etag = created.etag ?? '';
  const act = async (action: string, expected: string): Promise<void> => {
    const answer = await api.post(`${path}/${action}`, undefined, etag);
    report.recordStep(`${treatment} plan, ${action}`, answer.status === 200 ? answer.body.status : answer.body.type, expected);
    etag = answer.etag ?? etag;
  };
  if (checked.effectiveOutcome === 'contraindicated' || checked.effectiveOutcome === 'needs-data') {
    await act('propose', '/problems/check-not-clear');
    return;
  }
  await act('propose', 'proposed');
  await act('accept', '/problems/consent-missing');
  await giveConsent(api, checkedCase.patientId, { kind: 'treatment', treatment }, now);
  if (treatment === 'scalp-micropigmentation') {
    await act('accept', '/problems/photographs-missing');
    await giveConsent(api, checkedCase.patientId, { kind: 'photography-record' }, now);
    await takePhotograph(api, checkedCase.patientId, now);
  }
  await act('accept', 'accepted');
  await act('start', 'active');
  const sessions = (await api.get(`${path}/sessions`)).body.items as { id: string }[];
  // The demonstration gives both treatments of a patient on one day. This interval is too short on the same skin, so a dermatologist must give a reason.
  const decision = checkedCase.checks[0]?.treatment === treatment ? {} : { intervalReason: 'Demonstration: both treatments are shown on one day' };
  for (const [index, session] of sessions.entries()) await giveSession(api, report, treatment, session.id, index, decision);
  await act('complete', 'completed');
};

/** Gives the first session and cancels the others, whose days lie in the future. */
const giveSession = async (api: ApiClient, report: Report, treatment: string, id: string, index: number, decision: object): Promise<void> => {
  const path = `/v1/treatment-sessions/${id}`;
  if (index > 0) {
    requireStatus(await api.post(`${path}/cancel`, { reason: 'Demonstration' }, '"1"'), 200, 'The cancellation');
    return;
  }
  const started = await api.post(`${path}/start`, decision, '"1"');
  report.recordStep(
    `${treatment} session 1, checked again and started`,
    started.status === 200 ? started.body.status : JSON.stringify(started.body),
    'in-progress',
  );
  const completed = await api.post(`${path}/complete`, records[treatment], started.etag ?? '');
  report.recordStep(`${treatment} session 1, completed with its record`, completed.body.status, 'completed');
};
