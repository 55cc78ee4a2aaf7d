/** A plan and its sessions, as they happen. */
import { addDays, type Day } from '../../../kernel/day.js';
import { toInstant, CLOSES, toDay, addMinutes, toOpenDay, OPENS, moveIntoOpeningHours } from './calendar.js';
import type { Profile } from './people.js';
import type { PersonAtWork, Thing } from './person-at-work.js';
import { requireTrue, type PatientRecord } from './record.js';
import { computeEnd, advanceHair } from './visits.js';

type Treatment = Profile['treatment'];
/** A part of a story that ends with a result. */
export type Part<T = void> = AsyncGenerator<Date, T, void>;

/** The number of hours after opening within which a session may begin, so that it ends before closing. A micropigmentation session takes up to four hours. */
const HOURS_TO_BEGIN: Readonly<Record<Treatment, number>> = { mesotherapy: 6, 'scalp-micropigmentation': 5 };

const listZones = ({ stage }: Profile): { zone: string; size: { value: number; unit: 'cm2' } }[] =>
  [
    { zone: 'vertex', size: { value: 40 + stage * 15, unit: 'cm2' as const } },
    { zone: 'mid-scalp', size: { value: 45 + stage * 10, unit: 'cm2' as const } },
    { zone: 'frontal', size: { value: 55, unit: 'cm2' as const } },
  ].slice(0, stage);

const getIndication = ({ cause }: Profile, treatment: Treatment): string =>
  treatment === 'scalp-micropigmentation'
    ? 'hereditary-hair-loss'
    : { androgenetic: 'androgenetic-alopecia', effluvium: 'telogen-effluvium', deficiency: 'nutritional-deficiency' }[cause];

const said: Readonly<Record<Treatment, { goals: string; results: string; limits: string }>> = {
  mesotherapy: {
    goals: 'Less hair in the comb, a denser look at the crown',
    results: 'Less shedding after three sessions, denser look after six',
    limits: 'It does not bring back hair where follicles are gone; the effect fades without maintenance',
  },
  'scalp-micropigmentation': {
    goals: 'The scalp shows less between the hairs',
    results: 'A shadow of short hair, from the first sitting on',
    limits: 'No hair grows from it; the pigment fades and is touched up after some years',
  },
};

const planSeries = ({ stage }: Profile, treatment: Treatment, startOn: Day) =>
  treatment === 'mesotherapy' ? { sessions: 6 + stage, intervalDays: 14, startOn } : { sessions: 3, intervalDays: 21, startOn };

/** What an appointment for a session is for. */
const purposes = { mesotherapy: 'mesotherapy-session', 'scalp-micropigmentation': 'micropigmentation-sitting' } as const;

export class TreatmentPlan {
  constructor(
    private readonly record: PatientRecord,
    readonly treatment: Treatment,
    readonly id: string,
  ) {}

  /** Drafts a plan on a check. A plan for a touch-up has a single session. */
  static async draft(record: PatientRecord, treatment: Treatment, checkId: string, startOn: Day, touchedUp?: TreatmentPlan): Promise<TreatmentPlan> {
    const { profile, doctor, patientId, consultationId, random } = record;
    const { goals, ...expectations } = said[treatment];
    const technique = treatment === 'mesotherapy' ? random.pick(['injection', 'injection', 'mesogun']) : random.pick(['density-fill', 'shaved-look']);
    const { id } = await doctor.post(`/v1/patients/${patientId}/treatment-plans`, {
      treatment,
      consultationId,
      contraindicationCheckId: checkId,
      indications: [getIndication(profile, treatment)],
      goals,
      expectations,
      areas: listZones(profile),
      protocol: { technique },
      series: { ...planSeries(profile, treatment, startOn), ...(touchedUp && { sessions: 1 }) },
      ...(touchedUp && { purpose: 'touch-up', followsPlanId: touchedUp.id }),
      ...(treatment === 'scalp-micropigmentation' && {
        hairTrimming: profile.sex === 'male' ? { agreed: 'yes' } : { agreed: 'no', reason: 'She wears her hair long' },
      }),
    });
    return new TreatmentPlan(record, treatment, id);
  }

  async act(action: string, body?: object): Promise<Thing> {
    const { version } = await this.read();
    return this.record.doctor.post(`${this.path}/${action}`, body, version);
  }

  read(): Promise<Thing> {
    return this.record.doctor.get(this.path);
  }

  /** Makes an estimate for the series, and records its acceptance where the patient accepts. */
  async quote({ accepted }: { accepted: boolean }): Promise<void> {
    const { receptionist } = this.record.clinic;
    const discount = this.record.random.isTrue(0.25) ? { discount: { reason: 'Paid in advance', percent: '5' } } : {};
    const { id } = await receptionist.post(`${this.path}/estimates`, discount);
    if (accepted) await receptionist.post(`/v1/estimates/${id}/accept`, { acceptorName: this.record.profile.name });
  }

  /** Records the consent and, where required, photographs, then the acceptance of estimate and plan, which gives the sessions their days. */
  async agree(): Promise<void> {
    const { record, treatment } = this;
    await record.consentToTreatment(treatment);
    if (treatment === 'scalp-micropigmentation' || record.profile.photographed) {
      await record.consentToPhotographs();
      await record.takePhotograph();
    }
    await this.quote({ accepted: true });
    await this.act('accept');
  }

  /** Books all sessions at once, as far as there is time. */
  async bookSeries(): Promise<void> {
    await this.record.clinic.desk.bookSeries(this.id, purposes[this.treatment]);
  }

  async findNextSession(): Promise<Thing | null> {
    const sessions = await this.record.doctor.listItems(`${this.path}/sessions`);
    return (
      sessions.filter(({ status }) => status === 'scheduled').sort((one, other) => String(one.scheduledOn).localeCompare(String(other.scheduledOn)))[0] ?? null
    );
  }

  /**
   * Gives the sessions on their days, up to a maximum number. Some are missed, moved or cancelled. Answers the id of the last session given; null where there
   * was none.
   */
  async *give(most = Infinity): Part<string | null> {
    let last: string | null = null;
    for (let given = 0; given < most;) {
      const session = await this.findNextSession();
      if (!session) break;
      const wished = toInstant(
        session.scheduledOn as Day,
        OPENS + this.record.random.drawWhole(HOURS_TO_BEGIN[this.treatment]),
        this.record.random.pick([0, 15, 30, 45]),
      );
      const appointment = await this.record.clinic.desk.bookSession(this.record, session, purposes[this.treatment], wished);
      yield appointment ? new Date(appointment.startsAt as string) : wished;
      const happens = this.record.random.drawFraction();
      if (happens < 0.05 && given > 0) yield* this.playMissedSession(session);
      else if (happens < 0.08 && given > 0) await this.callOffSession(session);
      else {
        if (appointment) await this.record.clinic.desk.receive(appointment);
        yield* this.playSession(session);
        last = session.id;
        given++;
      }
    }
    return last;
  }

  /** Gives one session: consultation, start, and completion with its record. Some sessions have an adverse event. */
  async *playSession(session: Thing): Part {
    const { record } = this;
    await record.consult({ reason: `Session ${String(session.number)} of the series`, note: 'Seen before the session' });
    const by = this.choosePerformer();
    const path = `/v1/treatment-sessions/${session.id}`;
    const staffing = by === record.clinic.technician ? { supervisedBy: record.doctor.id } : {};
    const started = await by.post(
      `${path}/start`,
      { ...staffing, products: [record.clinic.stockroom.getProductId(this.treatment === 'mesotherapy' ? 'solution' : 'light brown')] },
      session.version,
    );
    yield computeEnd(this.treatment, record.now, record.random);
    const completed = await by.post(`${path}/complete`, await this.buildSessionRecord(Number(session.number)), started.version);
    record.hair = advanceHair(record.hair, record.profile, record.random);
    if (record.profile.photographed) await record.takePhotograph();
    if (by === record.clinic.technician && record.random.isTrue(0.9)) {
      yield addMinutes(record.now, 20);
      await record.doctor.post(`${path}/countersign`, {}, completed.version);
    }
    if (record.random.isTrue(0.12)) yield* this.playMildEvent(session.id);
  }

  async *playMissedSession(session: Thing): Part {
    yield toInstant(toDay(this.record.now), CLOSES - 1, 45);
    await this.record.doctor.post(`/v1/treatment-sessions/${session.id}/no-show`, undefined, session.version);
  }

  /** Issues the bill, records the ratings, and completes the plan. */
  async finish(baselineOn: Day): Promise<void> {
    const { record } = this;
    const sessions = (await record.doctor.listItems(`${this.path}/sessions`)).filter(({ status }) => status === 'completed').length;
    const { perSession, discount } = (await record.clinic.receptionist.get(`${this.path}/estimate`)) as unknown as {
      perSession: { low: { amount: string; currency: string } };
      discount: { reason: string; percent: string } | null;
    };
    const line = { kind: 'session', description: `Sessions, ${sessions} in all`, quantity: sessions, unitPrice: perSession.low };
    await record.clinic.receptionist.post(`${this.path}/bills`, {
      lines: [line],
      ...(discount && { discount: { reason: discount.reason, percent: discount.percent } }),
      reason: 'Charged for the sessions that were given',
    });
    await this.act('complete');
    await record.rate(baselineOn);
  }

  private get path(): string {
    return `/v1/treatment-plans/${this.id}`;
  }

  private choosePerformer(): PersonAtWork {
    const { clinic, doctor, random } = this.record;
    return this.treatment === 'scalp-micropigmentation' && random.isTrue(0.7) ? clinic.technician : doctor;
  }

  private async callOffSession({ id, version }: Thing): Promise<void> {
    await this.record.doctor.post(`/v1/treatment-sessions/${id}/cancel`, { reason: 'The patient is ill' }, version);
  }

  private async buildSessionRecord(number: number): Promise<object> {
    const { random, profile, clinic } = this.record;
    const zones = listZones(profile).map(({ zone }) => zone);
    const opened = 2 + random.drawWhole(3);
    const sharps = { opened, disposed: opened };
    if (this.treatment === 'mesotherapy') {
      const shots = 60 + 10 * random.drawWhole(7);
      return {
        mesotherapy: {
          technique: 'injection',
          depthMm: 2,
          angleDegrees: 45,
          needleGauge: 30,
          needleLengthMm: 4,
          volumePerShotMl: 0.05,
          shots,
          substances: ['biotin', 'D-panthenol'],
        },
        zones,
        sharps,
        products: [await clinic.stockroom.take('solution', shots * 0.05)],
      };
    }
    const shade = number < 3 ? 'light brown' : 'dark brown';
    return {
      micropigmentation: {
        needlesPerCartridge: 3,
        depthMm: 0.8,
        dotDiameterMm: 0.6,
        passes: 2,
        shades: [shade],
        ...(profile.sex === 'male' ? { hairTrimmed: 'yes' } : { hairTrimmed: 'no', hairNotTrimmedReason: 'She wears her hair long' }),
      },
      zones,
      sharps,
      products: [await clinic.stockroom.take(shade, 2), await clinic.stockroom.take('cartridge', opened)],
    };
  }

  /** Records an expected mild event, which is gone within two days, with a follow-up. */
  private async *playMildEvent(sessionId: string): Part {
    const { doctor, random } = this.record;
    const onset = addMinutes(this.record.now, 90);
    yield moveIntoOpeningHours(addMinutes(onset, 240));
    const type = random.pick(['swelling', 'irritation', 'sensitivity', 'discomfort', 'bruising']);
    const event = await doctor.post(`/v1/treatment-sessions/${sessionId}/adverse-events`, {
      type,
      grade: 1,
      relation: 'probable',
      onsetAt: onset.toISOString(),
      zones: ['vertex'],
      action: 'observed',
      outcome: 'recovering',
    });
    yield moveIntoOpeningHours(addMinutes(onset, 60 * (30 + random.drawWhole(40))));
    const followed = await doctor.post(`/v1/adverse-events/${event.id}/follow-ups`, { note: 'Gone' }, event.version);
    await doctor.ask('PATCH', `/v1/adverse-events/${event.id}`, {
      body: { outcome: 'recovered', resolvedAt: this.record.now.toISOString() },
      ifMatch: followed.version,
    });
  }

  /** Records a serious event, which puts the plan on hold. After recovery a dermatologist decides that the plan continues. */
  async *playSeriousEvent(sessionId: string): Part {
    const { doctor, clinic, now } = this.record;
    const onset = addMinutes(now, 30);
    yield addMinutes(onset, 60);
    const event = await doctor.post(`/v1/treatment-sessions/${sessionId}/adverse-events`, {
      type: 'vasovagal-syncope',
      description: 'Fainted when getting up, and fell on the edge of the couch',
      grade: 3,
      seriousness: ['medically-important'],
      relation: 'probable',
      onsetAt: onset.toISOString(),
      action: 'emergency-care',
      actionNote: 'Laid flat, wound on the forehead closed in hospital, watched for six hours',
      outcome: 'recovering',
    });
    requireTrue((await this.read()).status === 'on-hold', 'a serious event did not hold the plan.');
    yield toInstant(toOpenDay(addDays(toDay(onset), 4)), 11);
    const followed = await doctor.post(`/v1/adverse-events/${event.id}/follow-ups`, { note: 'Wound dry; the cardiologist found nothing' }, event.version);
    yield toInstant(toOpenDay(addDays(toDay(onset), 18)), 12);
    const over = await doctor.ask('PATCH', `/v1/adverse-events/${event.id}`, {
      body: { outcome: 'recovered', resolvedAt: this.record.now.toISOString() },
      ifMatch: followed.version,
    });
    await clinic.dermatologists[0].post(
      `/v1/adverse-events/${event.id}/decision`,
      { decision: 'resume', reason: 'Recovered; go on lying down, and wait an hour after it' },
      over.body.version,
    );
    await this.act('resume');
  }
}
