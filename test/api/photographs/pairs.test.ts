/** Photographs of one region and angle beside each other: as pairs with their days, and as one picture. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { consentToPhotographs, photographOf, prepare } from '../../support/journey.js';

interface Pair {
  region: string;
  angle: string;
  before: { id: string };
  after: { id: string };
  days: number;
}

describe('pairs of photographs', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let patientId: string;
  let path: string;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    ({ patientId } = await prepare(clinic));
    path = `/v1/patients/${patientId}/photograph-pairs`;
    await consentToPhotographs(clinic, patientId);
    const picture = (width: number, height: number, background: string): Promise<Buffer> =>
      sharp({ create: { width, height, channels: 3, background } })
        .jpeg()
        .toBuffer();
    const take = async (name: string, takenAt: string, file: Buffer, more: object = {}): Promise<void> => {
      const answer = await photographOf(clinic, patientId, { takenAt, file, ...more });
      if (answer.status !== 201) throw new Error(answer.text);
      ids[name] = answer.body.id as string;
    };
    await take('first', '2026-02-01T10:40:00+05:30', await picture(300, 200, 'red'));
    await take('second', '2026-03-01T10:40:00+05:30', await picture(400, 400, 'blue'));
    await take('third', '2026-04-01T10:40:00+05:30', await picture(200, 300, 'green'));
    await take('other angle', '2026-04-01T10:40:00+05:30', await picture(200, 300, 'green'), { angle: 'front' });
    await take('wrong', '2026-05-01T10:40:00+05:30', await picture(200, 300, 'black'));
    await clinic.as('dermatologist').post(`/v1/photos/${ids.wrong}/entered-in-error`, { reason: 'Taken of another patient' }, { ifMatch: 1 });
  });
  afterAll(() => app.stop());

  it('are each later photograph beside the first one of its region and angle, with the days between them', async () => {
    const { status, body } = await clinic.as('technician').get(path);
    expect(status).toBe(200);
    expect((body.items as Pair[]).map(({ region, angle, before, after, days }) => [region, angle, before.id, after.id, days])).toEqual([
      ['vertex', 'top', ids.first, ids.third, 59],
      ['vertex', 'top', ids.first, ids.second, 28],
    ]);
    expect((await clinic.as('technician').get(`${path}?angle=front`)).body.items).toEqual([]);
    const first = await clinic.as('technician').get(`${path}?limit=1&count=true&region=vertex`);
    expect([first.body.items.length, first.body.total]).toEqual([1, 2]);
    const second = await clinic.as('technician').get(`${path}?limit=1&count=true&region=vertex&cursor=${first.body.nextCursor}`);
    expect([(second.body.items as Pair[])[0]!.after.id, second.body.nextCursor]).toEqual([ids.second, null]);
  });

  it('are one picture of one height, the earlier on the left, which is made once for who keeps it', async () => {
    const asked = `${path}/picture?before=${ids.first}&after=${ids.second}`;
    const { status, body, headers } = await clinic.as('dermatologist').download(asked);
    expect([status, headers['content-type']]).toEqual([200, 'image/jpeg']);
    const { width, height, exif } = await sharp(body as Buffer).metadata();
    expect([width, height, exif]).toEqual([300 + 16 + 200, 200, undefined]);
    const colourAt = async (left: number): Promise<string> => {
      const [red, green, blue] = await sharp(body as Buffer)
        .extract({ left, top: 100, width: 1, height: 1 })
        .raw()
        .toBuffer();
      return red! > 200 && green! > 200 && blue! > 200 ? 'white' : red! > 200 ? 'red' : blue! > 200 ? 'blue' : 'other';
    };
    expect(await Promise.all([150, 307, 420].map(colourAt))).toEqual(['red', 'white', 'blue']);
    expect((await clinic.as('dermatologist').get(asked, { ifNoneMatch: headers.etag! })).status).toBe(304);
    const { body: trail } = await clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&limit=200`);
    expect((trail.items as { action: string }[]).filter(({ action }) => action === 'photo.read-pair')).toHaveLength(2);
  });

  it.each<[string, string, string, string]>([
    ['of another angle', 'first', 'other angle', '?after'],
    ['twice the same', 'first', 'first', '?after'],
    ['entered in error', 'first', 'wrong', '?after'],
    ['that nobody knows', 'nobody', 'first', '?before'],
  ])('refuse a photograph %s', async (_what, before, after, pointer) => {
    const id = (name: string): string => ids[name] ?? '01936f00-0000-7000-8000-00000000dead';
    const { status, body } = await clinic.as('dermatologist').get(`${path}/picture?before=${id(before)}&after=${id(after)}`);
    expect([status, (body.errors as { pointer: string }[])[0]!.pointer]).toEqual([400, pointer]);
  });

  it('are closed to reception and to other clinics, and show nobody a photograph of another patient', async () => {
    expect((await clinic.as('receptionist').get(path)).status).toBe(403);
    expect((await (await app.clinic()).as('dermatologist').get(path)).status).toBe(404);
    const another = await prepare(clinic);
    const stolen = `/v1/patients/${another.patientId}/photograph-pairs/picture?before=${ids.first}&after=${ids.second}`;
    expect((await clinic.as('dermatologist').get(stolen)).status).toBe(400);
  });
});
