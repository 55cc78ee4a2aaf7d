/** Writes the record of a patient as the staff of the clinic do. */
import { StartError } from '../../../config.js';
import { addDays, countDaysBetween, type Day } from '../../../kernel/day.js';
import type { Random } from './random.js';
import { toDay } from './calendar.js';
import type { FrontDesk } from './front-desk.js';
import type { Profile } from './people.js';
import type { PersonAtWork, Thing } from './person-at-work.js';
import { drawScalp } from './picture.js';
import type { Stockroom } from './stockroom.js';
import type { Timeline, WalkingClock } from './timeline.js';
import { buildVisit, type Hair, type VisitParts } from './visits.js';

/** The staff of the clinic, and what they share. */
export interface Clinic {
  dermatologists: readonly [PersonAtWork, PersonAtWork];
  technician: PersonAtWork;
  receptionist: PersonAtWork;
  stockroom: Stockroom;
  desk: FrontDesk;
  timeline: Timeline;
  clock: WalkingClock;
}

const BLOOD_LASTS_DAYS = 75;
const TRICHOANALYSIS_LASTS_DAYS = 55;

const consentTexts: Readonly<Record<Profile['treatment'], string>> = {
  mesotherapy:
    'I have been told what mesotherapy is, what it can and cannot do, and what may go wrong: pain, swelling, bruises, infection, allergy.\n\nI know that it takes several sessions, that the effect may fade, and that I can stop at any time.\n\nI agree to the treatment as it was planned with me.',
  'scalp-micropigmentation':
    'I have been told what scalp micropigmentation is, what it can and cannot do, and what may go wrong: swelling, scabs, infection, allergy, a change of colour.\n\nI know that the pigment fades over the years, and that hair does not grow from it.\n\nI agree to the treatment as it was planned with me.',
};

export class PatientRecord {
  readonly doctor: PersonAtWork;
  patientId = '';
  consultationId = '';
  private bloodOn: Day | null = null;
  private trichoanalysisOn: Day | null = null;

  constructor(
    readonly clinic: Clinic,
    readonly profile: Profile,
    readonly random: Random,
    public hair: Hair,
  ) {
    this.doctor = clinic.dermatologists[profile.number % 2]!;
  }

  get now(): Date {
    return this.clinic.clock.now();
  }

  get today(): Day {
    return toDay(this.now);
  }

  async register(): Promise<void> {
    const { name, birthDate, sex, city, skinType, language, number } = this.profile;
    const { id } = await this.doctor.post('/v1/patients', {
      names: [{ text: name }],
      birthDate,
      sexAtBirth: sex,
      emails: [{ value: `patient-${number + 1}@example.test` }],
      addresses: [{ city }],
      skinType,
      preferredLanguage: language,
    });
    this.patientId = id;
    await this.clinic.desk.addPatient(this, this.clinic.timeline);
  }

  /** Records and signs a consultation, with a blood test and a trichoanalysis where the last ones are too old. */
  async consult(parts: Pick<VisitParts, 'reason' | 'note' | 'screening'>): Promise<void> {
    const due = (last: Day | null, days: number): boolean => last === null || countDaysBetween(last, this.today) > days;
    const [withBloodTest, withTrichoanalysis] = [due(this.bloodOn, BLOOD_LASTS_DAYS), due(this.trichoanalysisOn, TRICHOANALYSIS_LASTS_DAYS)];
    const body = buildVisit(this.profile, this.hair, this.now, this.random, { ...parts, withBloodTest, withTrichoanalysis });
    const { id, version } = await this.doctor.post(`/v1/patients/${this.patientId}/consultations`, body);
    await this.doctor.post(`/v1/consultations/${id}/sign`, undefined, version);
    this.consultationId = id;
    if (withBloodTest) this.bloodOn = addDays(this.today, -3);
    if (withTrichoanalysis) this.trichoanalysisOn = this.today;
  }

  /** Checks the treatment for a day; the answer has the outcome and the findings. */
  check(treatment: Profile['treatment'], plannedOn: Day): Promise<Thing> {
    const ingredients = treatment === 'mesotherapy' ? ['biotin', 'd-panthenol'] : ['iron-oxide-pigment', 'titanium-dioxide-pigment'];
    return this.doctor.post(`/v1/patients/${this.patientId}/contraindication-checks`, {
      treatment,
      plannedOn,
      consultationId: this.consultationId,
      ingredients,
    });
  }

  async consentToTreatment(treatment: Profile['treatment']): Promise<void> {
    await this.sign({ kind: 'treatment', treatment, documentVersion: `${treatment}-2024-01`, text: consentTexts[treatment] });
  }

  consentToPhotographs(): Promise<void> {
    return this.sign({ kind: 'photography-record', documentVersion: 'photographs-2024-01', text: 'I agree that my scalp is photographed for my record.' });
  }

  async takePhotograph(): Promise<string> {
    const form = new FormData();
    for (const [name, value] of Object.entries({ region: 'vertex', angle: 'top', takenAt: this.now.toISOString(), note: 'Drawn, not photographed' }))
      form.set(name, value);
    form.set('file', new Blob([await drawScalp(this.hair, this.random)], { type: 'image/jpeg' }), 'crown.jpg');
    return (await this.clinic.technician.postForm(`/v1/patients/${this.patientId}/photos`, form)).id;
  }

  /** Records the ratings of the result by the patient and by the dermatologist. */
  async rate(baselineOn: Day): Promise<void> {
    const gain = this.hair.density / this.profile.density;
    const grade = gain > 1.25 ? '2' : gain > 1.08 ? '3' : '4';
    const path = `/v1/patients/${this.patientId}/scales`;
    const rated = { scale: 'gais', assessedAt: this.now.toISOString(), baselineOn };
    await this.doctor.post(path, { ...rated, assessor: 'clinician', grade });
    await this.doctor.post(path, { ...rated, assessor: 'patient', grade: this.random.isTrue(0.3) ? String(Math.max(1, Number(grade) - 1)) : grade });
    await this.recordLifeQuality();
  }

  /** Records the patient's own questionnaire on life quality. */
  async recordLifeQuality(): Promise<void> {
    const burden = Math.max(0, this.profile.stage - (this.hair.density / this.profile.density - 1) * 6);
    const dlqi = Array.from({ length: 10 }, () => Math.min(3, Math.round(this.random.drawFraction() * burden)));
    await this.doctor.post(`/v1/patients/${this.patientId}/scales`, { scale: 'dlqi', assessedAt: this.now.toISOString(), assessor: 'patient', dlqi });
  }

  private async sign(document: object): Promise<void> {
    const { name, language } = this.profile;
    await this.doctor.post(`/v1/patients/${this.patientId}/consents`, {
      ...document,
      language,
      signatory: { name, relationship: 'self' },
      signedAt: this.now.toISOString(),
      witness: { name: this.clinic.receptionist.name, role: 'receptionist' },
    });
  }
}

/** Fails where a condition of the story is not met. */
export const requireTrue = (holds: boolean, what: string): void => {
  if (!holds) throw new StartError(`The demonstration stopped: ${what}`);
};
