/** A clinic through whose months a test can walk: everything goes over HTTP, by a clock that the test sets. */
import { randomUUID } from 'node:crypto';
import { consultationExamples } from '../../../src/consultations/index.js';
import { Clock } from '../../../src/kernel/clock.js';
import { productExamples } from '../../../src/products/index.js';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { photographWithMetadata } from '../../support/pictures.js';

const DAY = 86_400_000;
const INDIA = 5.5 * 3_600_000;

/** Runs as the machine's does, so many days before it. */
class SetClock extends Clock {
  constructor(private offset: number) {
    super();
  }

  now(): Date {
    return new Date(Date.now() + this.offset);
  }

  set(instant: Date): void {
    this.offset = instant.getTime() - Date.now();
  }
}

export type Thing = Record<string, unknown> & { id: string; version: number; status: string };
export interface Session extends Thing {
  number: number;
  scheduledOn: string;
  replaces: string | null;
  warnings: { code: string }[];
}
export interface Answer {
  status: number;
  body: Record<string, unknown> & { type?: string };
}

const { whole } = consultationExamples;

export class World {
  private constructor(
    readonly app: TestApp,
    readonly clinic: TestClinic,
    private readonly clock: SetClock,
  ) {}

  /** A clinic of some time ago, on an hour at which it is open. */
  static async open(daysAgo = 300): Promise<World> {
    const clock = new SetClock(-daysAgo * DAY);
    const app = await startApp({ clock });
    const world = new World(app, await app.clinic(), clock);
    world.goTo(world.day());
    return world;
  }

  get dermatologist(): Caller {
    return this.clinic.as('dermatologist');
  }

  get technician(): Caller {
    return this.clinic.as('technician');
  }

  now(minutes = 0): string {
    return new Date(this.clock.now().getTime() + minutes * 60_000).toISOString();
  }

  /** The clinic's day, so many days from the one that it is. */
  day(days = 0): string {
    return new Date(this.clock.now().getTime() + INDIA + days * DAY).toISOString().slice(0, 10);
  }

  /** Ten o'clock of a day; never back. */
  goTo(day: string): void {
    const instant = new Date(`${day}T10:00:00+05:30`);
    if (day > this.day()) this.clock.set(instant);
  }

  /** Does it, or says what the server said. */
  async done(answer: Promise<Answer>): Promise<Thing> {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
    return body as Thing;
  }

  read(path: string, caller = this.dermatologist): Promise<Thing> {
    return this.done(caller.get(path));
  }

  /** At the newest version, as a screen that has just read it. */
  async try(path: string, action: string, body?: object, caller = this.dermatologist): Promise<Answer> {
    const { version } = await this.read(path, caller);
    return caller.post(`${path}/${action}`, body, { ifMatch: version });
  }

  act(path: string, action: string, body?: object, caller = this.dermatologist): Promise<Thing> {
    return this.done(this.try(path, action, body, caller));
  }

  async register(name: string): Promise<string> {
    const names = [{ text: name }];
    const phones = [{ value: `+9198${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}` }];
    return (await this.done(this.dermatologist.post('/v1/patients', { names, phones, sexAtBirth: 'male', birthDate: '1984-05-06' }))).id;
  }

  /** What is known of a patient is said anew, with these changes. */
  async consult(patientId: string, history: object = {}, sign = false): Promise<string> {
    const { id } = await this.done(
      this.dermatologist.post(`/v1/patients/${patientId}/consultations`, {
        ...whole,
        startedAt: this.now(),
        vitalSigns: { ...whole.vitalSigns, measuredAt: this.now() },
        medicalHistory: { ...whole.medicalHistory, pregnancy: undefined, breastfeeding: undefined, ...history },
        bloodTests: whole.bloodTests.map((test) => ({ ...test, collectedAt: this.now(-60) })),
        trichoanalyses: whole.trichoanalyses.map((trichoanalysis) => ({ ...trichoanalysis, performedAt: this.now() })),
      }),
    );
    if (sign) await this.act(`/v1/consultations/${id}`, 'sign');
    return id;
  }

  consent(patientId: string, kind: string, treatment?: string): Promise<Thing> {
    const signatory = { name: 'Testperson', relationship: 'self' };
    const consent = { kind, ...(treatment && { treatment }), documentVersion: '2026-01', language: 'en-IN', signatory, signedAt: this.now() };
    return this.done(this.dermatologist.post(`/v1/patients/${patientId}/consents`, consent));
  }

  async photograph(patientId: string): Promise<string> {
    const parts = { file: await photographWithMetadata(), region: 'vertex', angle: 'top', takenAt: this.now() };
    return (await this.done(this.dermatologist.sendForm('post', `/v1/patients/${patientId}/photos`, parts))).id;
  }

  /** A lot of a new product. */
  async lot(product: { name: string; stockUnit: string } = productExamples.solution, amount = 100): Promise<{ lotId: string; productId: string }> {
    const named = { ...product, name: `${product.name} ${randomUUID().slice(0, 8)}` };
    const productId = (await this.done(this.dermatologist.post('/v1/products', named))).id;
    const locationId = (await this.done(this.dermatologist.post('/v1/stock-locations', { name: `Cupboard ${productId}` }))).id;
    const lot = { productId, lotNumber: 'L-1', expiresOn: '2099-12-31', received: { value: amount, unit: product.stockUnit }, locationId };
    return { productId, lotId: (await this.done(this.dermatologist.post('/v1/product-lots', lot))).id };
  }

  async quantityOf(lotId: string): Promise<number> {
    return ((await this.read(`/v1/product-lots/${lotId}`)).quantity as { value: number }).value;
  }

  /** A draft, upon a consultation and a check of this day. */
  async plan(patientId: string, treatment: string, more: { series: object } & Record<string, unknown>, check: object = {}): Promise<Answer> {
    const consultationId = await this.consult(patientId, {}, true);
    const { id } = await this.done(
      this.dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, { treatment, plannedOn: this.day(), consultationId, ...check }),
    );
    return this.dermatologist.post(`/v1/patients/${patientId}/treatment-plans`, {
      treatment,
      consultationId,
      contraindicationCheckId: id,
      areas: [{ zone: 'vertex', size: { value: 60, unit: 'cm2' } }],
      ...more,
    });
  }

  async sessionsOf(planPath: string): Promise<Session[]> {
    return ((await this.read(`${planPath}/sessions?limit=100`)).items as Session[]).sort((one, other) => one.number - other.number);
  }

  /** Begins a session on its day, after what is known was asked about again. */
  async begin(session: Session, patientId: string, body: object = {}, caller = this.dermatologist): Promise<Thing> {
    this.goTo(session.scheduledOn);
    await this.consult(patientId);
    return this.act(`/v1/treatment-sessions/${session.id}`, 'start', body, caller);
  }

  end(session: Session, record: object, caller = this.dermatologist): Promise<Session> {
    return this.act(`/v1/treatment-sessions/${session.id}`, 'complete', record, caller) as Promise<Session>;
  }

  /** The kinds of what happened to a patient, the first first. */
  async timeline(patientId: string): Promise<string[]> {
    const { items } = await this.read(`/v1/patients/${patientId}/timeline?limit=200`);
    return (items as { kind: string }[]).map(({ kind }) => kind).reverse();
  }

  /** The changes in the audit trail of a patient, the first first: what was done, and how it was answered. */
  async trail(patientId: string): Promise<string[]> {
    const entries: { action: string; status: number }[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await this.clinic.as('auditor').get(`/v1/audit-events?patientId=${patientId}&limit=200${cursor && `&cursor=${cursor}`}`);
      entries.push(...(body.items as typeof entries));
      cursor = body.nextCursor as string | null;
    }
    return entries.map(({ action, status }) => `${action} ${status}`).reverse();
  }
}

/** Those of a list that are asked about, in their order. */
export const only = (list: readonly string[], asked: readonly string[]): string[] => list.filter((text) => asked.some((word) => text.startsWith(word)));
