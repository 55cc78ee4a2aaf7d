/** The front desk of the demonstration's clinic: its rooms and hours, and the appointments of its last weeks and of the week ahead. */
import { addDays, weekdays, type Day } from '../../../kernel/day.js';
import { addMinutes, CLOSES, OPENS, toDay, toInstant, toOpenDay } from './calendar.js';
import type { PersonAtWork, Thing } from './person-at-work.js';
import type { Random } from './random.js';
import type { Story, Timeline, WalkingClock } from './timeline.js';

/** The days before the end from which on sessions have appointments. */
const DAYS_WITH_SESSIONS_BOOKED = 30;
/** The days before the end from which on other appointments are made too. */
const DAYS_WITH_VISITS = 7;
/** How far ahead the desk books visits. */
const DAYS_AHEAD = 8;
const LONGEST_HOLD_MINUTES = 7 * 24 * 60;
/** A hold runs out so long before its time. */
const MINUTES_AFTER_HOLD = 60;
const MILLISECONDS_PER_MINUTE = 60_000;
/** Of so many visits, one is cancelled and one is missed. */
const VISITS_IN_TURN = 8;
const CANCELLED_VISIT = 3;
const MISSED_VISIT = 6;
const LAST_HOUR_OF_VISITS = CLOSES - 1;

const rooms = [
  { name: 'Consultation room 1', kind: 'consultation' },
  { name: 'Consultation room 2', kind: 'consultation' },
  { name: 'Treatment room 1', kind: 'treatment' },
  { name: 'Treatment room 2', kind: 'treatment' },
  { name: 'Micropigmentation room', kind: 'scalp-micropigmentation' },
];
const devices = [
  { name: 'Micropigmentation machine 1', kind: 'micropigmentation-machine', serialNumber: 'SYN-0001' },
  { name: 'Trichoscope', kind: 'trichoscope', serialNumber: 'SYN-0002' },
];
const reasons = ['Is abroad that week', 'Has caught a cold', 'Asks for another month'];
const notes = [null, null, null, 'Needs the step-free entrance', 'Prefers a call in the evening', 'Comes with an interpreter'];

type Purpose = 'consultation' | 'review' | 'mesotherapy-session' | 'micropigmentation-sitting' | 'micropigmentation-touch-up';

interface People {
  admin: PersonAtWork;
  receptionist: PersonAtWork;
  technician: PersonAtWork;
  dermatologists: readonly [PersonAtWork, PersonAtWork];
}

/** What the desk knows of a patient. */
interface KnownPatient {
  patientId: string;
  today: Day;
  doctor: PersonAtWork;
}

interface Wish {
  patientId: string;
  purpose: Purpose;
  startsAt: Date;
  staffIds?: readonly string[];
  treatmentSessionId?: string;
  holdMinutes?: number;
  isWalkIn?: boolean;
  note?: string | null;
}

export class FrontDesk {
  private readonly types = new Map<Purpose, string>();
  private readonly known: KnownPatient[] = [];
  private locationId = '';
  private visits = 0;

  constructor(
    private readonly people: People,
    private readonly clock: WalkingClock,
    private readonly random: Random,
    private readonly end: Day,
    private readonly visitsADay: number,
  ) {}

  /** Sets up rooms, devices and working hours. */
  async open(): Promise<void> {
    const { admin, dermatologists, technician } = this.people;
    this.locationId = (await admin.listItems('/v1/locations'))[0]!.id;
    for (const room of rooms) await admin.post('/v1/rooms', { ...room, locationId: this.locationId });
    for (const device of devices) await admin.post('/v1/devices', { ...device, locationId: this.locationId });
    for (const type of await admin.listItems('/v1/appointment-types')) this.types.set(type.purpose as Purpose, type.id);
    const spans = weekdays
      .filter((weekday) => weekday !== 'sunday')
      .map((weekday) => ({ locationId: this.locationId, weekday, from: `${OPENS}:00`, to: `${CLOSES}:00` }));
    for (const { id } of [...dermatologists, technician]) await admin.put(`/v1/staff/${id}/working-hours`, { spans }, 0);
  }

  /** Adds a patient who was just registered, and in the last weeks books the visit as one of somebody who walked in. The visit takes its course in a story of its own. */
  async addPatient(record: KnownPatient, timeline: Timeline): Promise<void> {
    this.known.push(record);
    if (record.today < addDays(this.end, -DAYS_WITH_SESSIONS_BOOKED)) return;
    const arrived = await this.book({ patientId: record.patientId, purpose: 'consultation', startsAt: this.clock.now(), isWalkIn: true });
    if (arrived) timeline.add(this.playSeating(arrived), addMinutes(this.clock.now(), 5));
  }

  /** Books a session near the hour at which it is meant to be, on its day. Answers null for days before the desk keeps appointments, and where that day is full. */
  async bookSession(record: KnownPatient, { id, scheduledOn }: Thing, purpose: Purpose, startsAt: Date): Promise<Thing | null> {
    if ((scheduledOn as Day) < addDays(this.end, -DAYS_WITH_SESSIONS_BOOKED)) return null;
    const staffIds = purpose === 'mesotherapy-session' ? [record.doctor.id] : [];
    const booked = await this.book({ patientId: record.patientId, purpose, startsAt, staffIds, treatmentSessionId: id });
    return booked && this.random.isTrue(0.6) ? this.act(booked, 'confirm') : booked;
  }

  /** Books all sessions of a plan at once, as far as there is time. */
  async bookSeries(planId: string, purpose: Purpose): Promise<void> {
    await this.people.receptionist.post(`/v1/treatment-plans/${planId}/appointments`, {
      appointmentTypeId: this.types.get(purpose),
      latestTime: '15:00',
      mode: 'as-many-as-fit',
    });
  }

  /** Records that the patient of a session arrived. The session's start and end take the appointment along. */
  receive(appointment: Thing): Promise<Thing> {
    return this.act(appointment, 'arrive');
  }

  /** Fills the calendar day by day, and has people away: one whose leave was known before, one whose absence touches appointments. */
  async *play(timeline: Timeline): Story {
    const begin = toOpenDay(addDays(this.end, -DAYS_WITH_VISITS));
    let next = addDays(begin, 1);
    for (let day = begin; ; day = toOpenDay(addDays(day, 1))) {
      yield toInstant(day, OPENS - 1, 30);
      if (day === begin) await this.recordAbsence(this.people.dermatologists[1], 4, 0, 24, 'leave');
      for (; next <= addDays(day, DAYS_AHEAD); next = addDays(next, 1)) if (toOpenDay(next) === next) await this.fill(next, timeline);
      if (day === toOpenDay(addDays(this.end, -2))) await this.recordAbsence(this.people.dermatologists[0], 2, 14, 17, 'training');
    }
  }

  private async recordAbsence(of: PersonAtWork, daysAfterEnd: number, fromHour: number, toHour: number, kind: string): Promise<void> {
    const midnight = toInstant(toOpenDay(addDays(this.end, daysAfterEnd)), 0);
    const [from, to] = [addMinutes(midnight, fromHour * 60), addMinutes(midnight, toHour * 60)];
    await this.people.admin.post(`/v1/staff/${of.id}/absences`, { from: from.toISOString(), to: to.toISOString(), kind });
  }

  /** Books some visits of a day; of every third day, the last time is only held. */
  private async fill(day: Day, timeline: Timeline): Promise<void> {
    const patients = this.random.shuffle(this.known).slice(0, this.visitsADay);
    const isHolding = Number(day.slice(-2)) % 3 === 0;
    for (const [index, { patientId, doctor }] of patients.entries()) {
      const startsAt = toInstant(day, OPENS + this.random.drawWhole(LAST_HOUR_OF_VISITS - OPENS), this.random.pick([0, 20, 40]));
      const isHeld = isHolding && index === patients.length - 1;
      const visit = await this.book({
        patientId,
        purpose: this.random.isTrue(0.6) ? 'review' : 'consultation',
        startsAt,
        staffIds: [doctor.id],
        note: this.random.pick(notes),
        ...(isHeld && {
          holdMinutes: Math.min(LONGEST_HOLD_MINUTES, (startsAt.getTime() - this.clock.now().getTime()) / MILLISECONDS_PER_MINUTE - MINUTES_AFTER_HOLD),
        }),
      });
      if (visit && !isHeld) timeline.add(this.playVisit(visit), addMinutes(new Date(visit.startsAt as string), -2 * 24 * 60));
    }
  }

  /** Plays a visit from its confirmation on. Some patients cancel, some do not come. */
  private async *playVisit(booked: Thing): Story {
    const startsAt = new Date(booked.startsAt as string);
    let visit = this.random.isTrue(0.7) ? await this.act(booked, 'confirm') : booked;
    const turn = this.visits++ % VISITS_IN_TURN;
    if (turn === CANCELLED_VISIT) {
      yield addMinutes(startsAt, -18 * 60);
      await this.act(visit, 'cancel', this.random.isTrue(0.8) ? { initiator: 'patient', reason: this.random.pick(reasons) } : { initiator: 'clinic' });
    } else if (turn === MISSED_VISIT) {
      yield addMinutes(startsAt, 30);
      await this.act(visit, 'no-show');
    } else {
      yield addMinutes(startsAt, -10);
      visit = await this.act(visit, 'arrive');
      yield addMinutes(startsAt, 5);
      yield* this.playSeating(visit);
    }
  }

  private async *playSeating(arrived: Thing): Story {
    const seated = await this.act(arrived, 'seat');
    yield new Date(seated.endsAt as string);
    await this.act(seated, 'finish');
  }

  /** Books an appointment, or at the nearest other time of the day. Answers null where the day has none. */
  private async book({ purpose, startsAt, ...wish }: Wish): Promise<Thing | null> {
    const { receptionist } = this.people;
    const body = { ...wish, appointmentTypeId: this.types.get(purpose), locationId: this.locationId };
    const { status, body: answer } = await receptionist.ask('POST', '/v1/appointments', { body: { ...body, startsAt: startsAt.toISOString() } });
    if (status === 201) return answer;
    const others = (answer.alternatives ?? []) as { startsAt: string }[];
    const nearest = wish.isWalkIn ? undefined : others.find((other) => toDay(new Date(other.startsAt)) === toDay(startsAt));
    return nearest ? receptionist.post('/v1/appointments', { ...body, startsAt: nearest.startsAt }) : null;
  }

  private act({ id, version }: Thing, action: string, body?: object): Promise<Thing> {
    return this.people.receptionist.post(`/v1/appointments/${id}/${action}`, body, version);
  }
}
