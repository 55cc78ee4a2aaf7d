/**
 * A probe: a healthy person for whom both treatments are clear, one change, and the mildest outcome that a careful dermatologist would
 * sign for it. Whatever is milder is a hole through which a patient falls. A counter-probe says the most severe outcome instead: what is
 * harmless must not make everybody wait.
 */
import { addDays, toCalendarDay, type Day } from '../../../src/kernel/day.js';
import { listWorkedCases } from '../../../src/cli/demo/worked-cases.js';

/** From the mildest to the most severe. `refused`: the request is not taken, so nothing wrong is recorded either. */
export const severity = ['clear', 'caution', 'needs-data', 'contraindicated', 'refused'] as const;
export type Got = (typeof severity)[number];
export type Outcome = Exclude<Got, 'refused'>;
export type ShortName = 'mesotherapy' | 'smp';

/** One outcome for both treatments, or one for each; a treatment that is left out may have any. */
export type Expected = Outcome | Partial<Record<ShortName, Outcome>>;

export const treatmentOf = { mesotherapy: 'mesotherapy', smp: 'scalp-micropigmentation' } as const;
export const shortNames: readonly ShortName[] = ['mesotherapy', 'smp'];

export interface Coded {
  system: string;
  code: string;
  display?: string;
}
export interface ConditionSent {
  code?: Coded;
  text?: string;
  clinicalStatus?: string;
  verificationStatus?: string;
  onset?: string;
  note?: string;
}
export interface MedicineSent {
  name?: string;
  code?: Coded;
  status?: string;
  startedOn?: string;
  lastTakenOn?: string;
  endsOn?: string;
  note?: string;
}
export interface AllergySent {
  substance: { text?: string; code?: Coded };
  criticality?: string;
  reaction?: string;
  clinicalStatus?: string;
  verificationStatus?: string;
}
export interface ProcedureSent {
  code?: Coded;
  text?: string;
  performedOn?: string;
}
export interface ResultSent {
  code: Coded;
  value?: number;
  unit?: string;
  comparator?: string;
  text?: string;
  referenceRange?: { low?: number; high?: number };
}
export interface HistorySent {
  screening: Record<string, string>;
  reviewed: string[];
  conditions: ConditionSent[];
  medications: MedicineSent[];
  allergies: AllergySent[];
  procedures: ProcedureSent[];
  pregnancy?: { status: string; assessedOn?: string; dueOn?: string };
  capacityForPregnancy?: string;
  breastfeeding?: string;
}
interface ConsultationSent {
  startedAt: string;
  signed: boolean;
  medicalHistory: HistorySent;
  vitalSigns: { measuredAt: string; bloodPressure: { systolic: number; diastolic: number }; bodyWeight: { value: number; unit: string } };
  bloodTests: { collectedAt: string; laboratory?: string; fasting?: string; results: ResultSent[] }[];
  trichoanalyses: { performedAt: string; possibleCauses: Coded[]; [member: string]: unknown }[];
  assessment: { diagnoses: ConditionSent[]; note?: string };
}

/** An older consultation says only what the probe makes it say. */
type EarlierSent = { startedAt: string; signed: boolean; medicalHistory?: Partial<HistorySent>; assessment?: { diagnoses: ConditionSent[] } };

/** What is asked of the rules: the body of `POST /v1/contraindication-checks/evaluate` without the treatment. */
export interface Asked {
  plannedOn: Day;
  ingredients: string[] | undefined;
  patient: { birthDate: string | null; sexAtBirth: string };
  /** The consultation of today. */
  today: ConsultationSent;
  /** Consultations before it. */
  earlier: EarlierSent[];
}

export interface Probe {
  kind: string;
  /** The one thing that is changed, in words. */
  change: string;
  edit: (asked: Asked) => void;
  /** The mildest outcome that will do. */
  atLeast?: Expected;
  /** The most severe outcome that will do. */
  atMost?: Expected;
  because: string;
  of: 'woman' | 'man';
  /** The request may be refused instead: what is not taken is not recorded. */
  mayRefuse: boolean;
}

export type Options = Partial<Pick<Probe, 'of' | 'mayRefuse' | 'atMost'>>;

const timeZone = 'Asia/Kolkata';
const now = new Date();
const DAY = 86_400_000;

export const today = toCalendarDay(now, timeZone);
/** The day so many days from today; negative for the past. */
export const day = (offset: number): Day => addDays(today, offset);
export const instant = (offset: number): string => new Date(now.getTime() + offset * DAY).toISOString();

const [wellWoman] = listWorkedCases(now, timeZone);

/** Neither of them is met by a rule of somebody healthy. */
const usualIngredients: Record<ShortName, string[]> = { mesotherapy: ['d-panthenol', 'lidocaine'], smp: ['carbon-pigment', 'lidocaine'] };

/** The healthy woman of 35, or a healthy man of 40, who is asked about one treatment in two days. */
export const healthy = (of: Probe['of'], treatment: ShortName): Asked => {
  const consultation = { ...structuredClone(wellWoman!.consultation), signed: true } as unknown as ConsultationSent;
  const woman = of === 'woman';
  if (!woman) {
    delete consultation.medicalHistory.pregnancy;
    delete consultation.medicalHistory.breastfeeding;
    consultation.bloodTests[0]!.results.find(({ code }) => code.code === '718-7')!.value = 15.1;
  }
  return {
    plannedOn: day(2),
    ingredients: [...usualIngredients[treatment]],
    patient: { birthDate: woman ? (wellWoman!.patient.birthDate as string) : `${Number(today.slice(0, 4)) - 40}-01-01`, sexAtBirth: woman ? 'female' : 'male' },
    today: consultation,
    earlier: [],
  };
};

/** The body of the request. */
export const bodyOf = (probe: Probe, treatment: ShortName): object => {
  const { today: latest, earlier, ...asked } = healthy(probe.of, treatment);
  const changed: Asked = { ...asked, today: latest, earlier };
  probe.edit(changed);
  return {
    treatment: treatmentOf[treatment],
    plannedOn: changed.plannedOn,
    ...(changed.ingredients && { ingredients: changed.ingredients }),
    patient: changed.patient,
    consultations: [changed.today, ...changed.earlier],
  };
};

export const expectedFor = (expected: Expected | undefined, treatment: ShortName): Outcome | undefined =>
  typeof expected === 'string' ? expected : expected?.[treatment];

const graver = (one: Got, other: Got): boolean => severity.indexOf(one) > severity.indexOf(other);

/** What came of a probe. */
export interface Verdict {
  kind: string;
  change: string;
  treatment: ShortName;
  because: string;
  atLeast: Outcome | null;
  atMost: Outcome | null;
  got: Got;
  /** The answer is milder than it may be, or the request was refused where it had to be understood. */
  milder: boolean;
  graver: boolean;
  /** Why it was refused. */
  detail: string | null;
}

export const verdictOf = (
  probe: Pick<Probe, 'kind' | 'change' | 'because' | 'atLeast' | 'atMost' | 'mayRefuse'>,
  treatment: ShortName,
  got: Got,
  detail: string | null,
): Verdict => {
  const [atLeast, atMost] = [expectedFor(probe.atLeast, treatment) ?? null, expectedFor(probe.atMost, treatment) ?? null];
  const refusedUnasked = got === 'refused' && !probe.mayRefuse;
  return {
    kind: probe.kind,
    change: probe.change,
    treatment,
    because: probe.because,
    atLeast,
    atMost,
    got,
    milder: refusedUnasked || (atLeast !== null && graver(atLeast, got)),
    graver: !refusedUnasked && atMost !== null && graver(got, atMost),
    detail,
  };
};

const make = (
  kind: string,
  change: string,
  edit: Probe['edit'],
  expected: Pick<Probe, 'atLeast' | 'atMost'>,
  because: string,
  options: Options = {},
): Probe => ({
  kind,
  change,
  edit,
  because,
  of: 'woman',
  mayRefuse: false,
  ...expected,
  ...options,
});

/** Any one change, in words and as it is made. */
export const changed = (kind: string, change: string, edit: Probe['edit'], atLeast: Expected, because: string, options?: Options): Probe =>
  make(kind, change, edit, { atLeast }, because, options);

/** Any one change that must not do more than this. */
export const spared = (kind: string, change: string, edit: Probe['edit'], atMost: Expected, because: string, options?: Options): Probe =>
  make(kind, change, edit, { atMost }, because, options);

const written = (code: Coded): string => (code.system === 'icd-10' || code.system === 'atc' ? code.code : `${code.system} ${code.code}`);
const codeAndWords = (code: Coded | undefined, words: string | undefined): string => [code && written(code), words && `"${words}"`].filter(Boolean).join(' ');

export const addCondition =
  (entry: ConditionSent): Probe['edit'] =>
  ({ today: { medicalHistory } }) => {
    medicalHistory.conditions.push({ clinicalStatus: 'active', ...entry });
  };

export const addMedicine =
  (entry: MedicineSent): Probe['edit'] =>
  ({ today: { medicalHistory } }) => {
    medicalHistory.medications.push({ status: 'active', ...entry });
  };

export const addAllergy =
  (entry: AllergySent): Probe['edit'] =>
  ({ today: { medicalHistory } }) => {
    medicalHistory.allergies.push({ criticality: 'high', ...entry });
  };

export const addProcedure =
  (entry: ProcedureSent): Probe['edit'] =>
  ({ today: { medicalHistory } }) => {
    medicalHistory.procedures.push(entry);
  };

/** A result of the fresh sample, in the place of the one under the same code. */
export const addResult =
  (result: ResultSent): Probe['edit'] =>
  ({ today: { bloodTests } }) => {
    const [test] = bloodTests;
    test!.results = [...test!.results.filter(({ code }) => code.code !== result.code.code), result];
  };

/** Takes results away: the analyte then rests on whatever else is there. */
export const withoutResults =
  (...codes: string[]): Probe['edit'] =>
  ({ today: { bloodTests } }) => {
    bloodTests[0]!.results = bloodTests[0]!.results.filter(({ code }) => !codes.includes(code.code));
  };

/** Several edits that make one change. */
export const together =
  (...edits: Probe['edit'][]): Probe['edit'] =>
  (asked) =>
    edits.forEach((edit) => edit(asked));

type Made = (atLeast: Expected, because: string, options?: Options) => Probe;

const item =
  (kind: string, change: string, edit: Probe['edit']): Made =>
  (atLeast, because, options) =>
    make(kind, change, edit, { atLeast }, because, options);

/** A condition by its ICD-10 code, or by a code of another system. */
export const coded = (code: string | Coded, atLeast: Expected, because: string, entry: ConditionSent = {}, options?: Options): Probe => {
  const full = typeof code === 'string' ? { system: 'icd-10', code } : code;
  const status = entry.clinicalStatus ? ` ${entry.clinicalStatus}` : '';
  return item('condition by code', `${codeAndWords(full, entry.text)}${status}`, addCondition({ code: full, ...entry }))(atLeast, because, options);
};

/** A condition in words. */
export const inWords = (text: string, atLeast: Expected, because: string, entry: ConditionSent = {}, options?: Options): Probe =>
  item('condition in words', `"${text}"${entry.clinicalStatus ? ` ${entry.clinicalStatus}` : ''}`, addCondition({ text, ...entry }))(atLeast, because, options);

/** A medicine in use by its ATC code. */
export const atc = (code: string, atLeast: Expected, because: string, entry: MedicineSent = {}, options?: Options): Probe =>
  item('medicine by code', codeAndWords({ system: 'atc', code }, entry.name), addMedicine({ code: { system: 'atc', code }, ...entry }))(
    atLeast,
    because,
    options,
  );

/** A medicine in use, as somebody typed it. */
export const medicine = (name: string, atLeast: Expected, because: string, entry: MedicineSent = {}, options?: Options): Probe =>
  item('medicine in words', `"${name}"`, addMedicine({ name, ...entry }))(atLeast, because, options);

/** An allergy in words; lidocaine is planned. */
export const allergy = (text: string, atLeast: Expected, because: string, ingredients?: string[], entry: Partial<AllergySent> = {}, options?: Options): Probe =>
  item(
    'allergy',
    `"${text}"${ingredients ? ` with ${ingredients.join(', ')} planned` : ''}`,
    together(addAllergy({ ...entry, substance: { ...entry.substance, text } }), plan(ingredients)),
  )(atLeast, because, options);

/** An allergy by code. */
export const allergyTo = (code: Coded, atLeast: Expected, because: string, ingredients?: string[], options?: Options): Probe =>
  item(
    'allergy',
    `${written(code)}${ingredients ? ` with ${ingredients.join(', ')} planned` : ''}`,
    together(addAllergy({ substance: { code } }), plan(ingredients)),
  )(atLeast, because, options);

/** Sets what is planned; nothing said keeps the usual. */
export const plan =
  (ingredients: string[] | undefined): Probe['edit'] =>
  (asked) => {
    if (ingredients) asked.ingredients = ingredients;
  };

/** What is planned. */
export const planned = (ingredients: string[], atLeast: Expected, because: string, options?: Options): Probe =>
  item('planned ingredient', ingredients.map((name) => `"${name}"`).join(', '), plan(ingredients))(atLeast, because, options);

/** Something that was done, in words. */
export const procedure = (text: string, performedOn: string | undefined, atLeast: Expected, because: string, options?: Options): Probe =>
  item('procedure', `"${text}"${performedOn ? ` on ${performedOn}` : ''}`, addProcedure({ text, ...(performedOn && { performedOn }) }))(
    atLeast,
    because,
    options,
  );

/** Something that was done, by code. */
export const procedureCoded = (code: Coded, performedOn: string | undefined, atLeast: Expected, because: string, options?: Options): Probe =>
  item('procedure', `${written(code)}${performedOn ? ` on ${performedOn}` : ''}`, addProcedure({ code, ...(performedOn && { performedOn }) }))(
    atLeast,
    because,
    options,
  );

const shown = ({ code, value, unit, text, comparator }: ResultSent): string =>
  `${code.code}${code.display ? ` (${code.display})` : ''} ${text === undefined ? `${comparator ?? ''}${value} ${unit ?? ''}` : `"${text}"`}`.trim();

const loinc = (code: string): Coded => ({ system: 'loinc', code });

/** A result with a figure, under a LOINC code. */
export const figure = (code: string, value: number, unit: string, atLeast: Expected, because: string, without: string[] = [], options?: Options): Probe =>
  item('laboratory result', shown({ code: loinc(code), value, unit }), together(withoutResults(...without), addResult({ code: loinc(code), value, unit })))(
    atLeast,
    because,
    options,
  );

/** A result in words, under a LOINC code. */
export const worded = (code: string, text: string, atLeast: Expected, because: string, without: string[] = [], options?: Options): Probe =>
  item('laboratory result', shown({ code: loinc(code), text }), together(withoutResults(...without), addResult({ code: loinc(code), text })))(
    atLeast,
    because,
    options,
  );

/** An answer of the screening. */
export const answered = (question: string, value: string, atLeast: Expected, because: string, options?: Options): Probe =>
  item('answer', `${question}: ${value}`, ({ today: { medicalHistory } }) => {
    medicalHistory.screening[question] = value;
  })(atLeast, because, options);

/** Members of the trichoanalysis. */
export const seen = (members: Record<string, unknown>, atLeast: Expected, because: string, options?: Options): Probe =>
  item('trichoanalysis', JSON.stringify(members), ({ today: { trichoanalyses } }) => {
    Object.assign(trichoanalyses[0]!, members);
  })(atLeast, because, options);

/** Something of a consultation that was held so many days ago and signed. */
export const earlier =
  (daysAgo: number, medicalHistory: Partial<HistorySent>): Probe['edit'] =>
  (asked) => {
    asked.earlier.push({ startedAt: instant(-daysAgo), signed: true, medicalHistory });
  };

/** A blood pressure in mm[Hg], so many days ago. */
export const pressure =
  (systolic: number, diastolic: number, daysAgo = 0): Probe['edit'] =>
  ({ today: { vitalSigns } }) => {
    vitalSigns.bloodPressure = { systolic, diastolic };
    vitalSigns.measuredAt = instant(-daysAgo);
  };

/** Expected of mesotherapy alone; micropigmentation may have any outcome. */
export const meso = (mesotherapy: Outcome): Expected => ({ mesotherapy });
/** Expected of micropigmentation alone. */
export const smp = (outcome: Outcome): Expected => ({ smp: outcome });
/** Expected of mesotherapy and of micropigmentation. */
export const each = (mesotherapy: Outcome, outcome: Outcome): Expected => ({ mesotherapy, smp: outcome });
