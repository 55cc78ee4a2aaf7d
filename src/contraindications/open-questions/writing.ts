/** Finds the ways to record the answer to a question about one patient. Pure. */
import type { Day } from '../../kernel/day.js';
import type { Facts, Missing } from '../engine/index.js';
import type { ConsultationFacts } from '../checks/records.js';
import { findFactDefinition } from '../facts-catalogue/catalogue.js';
import { findAskedMedicine, findAskedOperation } from '../explanation/asking.js';

/** A further member that the same body needs beside the answer. */
interface Along {
  pointer: string;
  value: unknown;
}

/** One way to record an answer. */
export interface Writing {
  /** The fact that is recorded in this way. */
  fact: string;
  method: 'POST' | 'PATCH' | 'GET';
  path: string;
  /** The place of the answer in the body, as a JSON Pointer (RFC 6901); `-` is a new element of a list. Null where the call itself is the answer. */
  pointer: string | null;
  /** Further members that the same body needs. */
  along: Along[];
  /** The places in the same body for values that only the person who asks can know, such as the time and the region of the scalp. */
  required: string[];
  /** The version to send in If-Match; null where no version is needed, or where the caller has to read it first. */
  ifMatch: number | null;
}

/** The records of the patient that decide where answers are recorded. */
export interface WritingContext {
  patientId: string;
  /** A draft that began on the day of the request, which takes the answers of that day; null where there is none. */
  draft: { id: string; version: number } | null;
  facts: Facts;
  consultations: readonly ConsultationFacts[];
  /** The day of the request, in the clinic's time zone. */
  today: Day;
  /** The path of the question itself, to be asked again with the planned ingredients. */
  again: string;
}

type Place = Omit<Writing, 'required'>;

type History = NonNullable<ConsultationFacts['medicalHistory']>;

const findHistory = (id: string | null, consultations: readonly ConsultationFacts[]): History | null =>
  id === null ? null : (consultations.find((consultation) => consultation.id === id && consultation.entryOf === undefined)?.medicalHistory ?? null);

/** Records the answer in the draft of today; without such a draft, in a new consultation. */
const createPlaceInConsultation = (fact: string, pointer: string, along: Along[], { patientId, draft }: WritingContext): Place =>
  draft
    ? { fact, method: 'PATCH', path: `/v1/consultations/${draft.id}`, pointer, along, ifMatch: draft.version }
    : { fact, method: 'POST', path: `/v1/patients/${patientId}/consultations`, pointer, along, ifMatch: null };

const listMembers = (entry: object, prefix: string, without: string): Along[] =>
  Object.entries(entry)
    .filter(([name, value]) => name !== without && value !== null && value !== undefined)
    .map(([name, value]): Along => ({ pointer: `${prefix}/${name}`, value: value as unknown }));

/** Records a detail of an entry: in the list entry itself, or by a complete new statement of the entry in a consultation. */
const createPlaceOfEntry = (list: 'medications' | 'procedures', member: string, missing: Missing, context: WritingContext): Place => {
  const recorded = findAskedMedicine(missing, context.facts) ?? findAskedOperation(missing, context.facts);
  const fact = missing.fact;
  const source = recorded?.source;
  if (source?.id && (source.type === 'medication' || source.type === 'procedure'))
    return { fact, method: 'PATCH', path: `/v1/${list}/${source.id}`, pointer: `/${member}`, along: [], ifMatch: null };
  const entries = findHistory(source?.id ?? null, context.consultations)?.[list] ?? [];
  const name = recorded && 'name' in recorded ? recorded.name : recorded?.text;
  const stated = entries.find((entry) =>
    [('name' in entry && entry.name) || null, 'text' in entry ? entry.text : null, entry.code?.display, entry.code?.code].includes(name),
  );
  const place = `/medicalHistory/${list}/-`;
  return createPlaceInConsultation(fact, `${place}/${member}`, stated ? listMembers(stated, place, member) : [], context);
};

const listPlacesOfNeed = (need: string, missing: Missing, context: WritingContext): Place[] => {
  const { patientId, draft, again, today } = context;
  const [kind = '', name] = need.split('.');
  if (need === 'medication.lastTakenOn') return [createPlaceOfEntry('medications', 'lastTakenOn', missing, context)];
  if (need === 'procedure.performedOn') return [createPlaceOfEntry('procedures', 'performedOn', missing, context)];
  if (need === 'allergy.code') return [createPlaceInConsultation(need, '/medicalHistory/allergies/-/substance/code', [], context)];
  if (need === 'birthDate') return [{ fact: need, method: 'PATCH', path: `/v1/patients/${patientId}`, pointer: '/birthDate', along: [], ifMatch: null }];
  if (need === 'ingredients') return [{ fact: need, method: 'GET', path: again, pointer: null, along: [], ifMatch: null }];
  if (need === 'consultation.signed')
    return [
      {
        fact: need,
        method: 'POST',
        path: `/v1/consultations/${draft?.id ?? '{consultationId}'}/sign`,
        pointer: null,
        along: [],
        ifMatch: draft?.version ?? null,
      },
    ];
  if (name === 'reviewed' || name === 'coded')
    return [createPlaceInConsultation(need, `/medicalHistory/${kind}`, [{ pointer: '/medicalHistory/reviewed/-', value: kind }], context)];
  if (kind === 'screening') return [createPlaceInConsultation(need, `/medicalHistory/screening/${name}`, [], context)];
  if (need === 'pregnancy') {
    const asked = { pointer: '/medicalHistory/pregnancy/assessedOn', value: today };
    return [createPlaceInConsultation(need, '/medicalHistory/pregnancy/status', [asked], context)];
  }
  if (need === 'breastfeeding') return [createPlaceInConsultation(need, '/medicalHistory/breastfeeding', [], context)];
  if (kind === 'trichoanalysis') {
    const member = name === undefined ? '' : `/${name}`;
    return draft
      ? [{ fact: need, method: 'POST', path: `/v1/consultations/${draft.id}/trichoanalyses`, pointer: member, along: [], ifMatch: null }]
      : [createPlaceInConsultation(need, `/trichoanalyses/-${member}`, [], context)];
  }
  if (kind === 'lab') {
    const { codes = [], unit = null, values = null } = findFactDefinition(need) ?? {};
    const along = [
      ...codes.slice(0, 1).map((value): Along => ({ pointer: '/results/-/code', value })),
      ...(unit === null ? [] : [{ pointer: '/results/-/unit', value: unit }]),
    ];
    const pointer = `/results/-/${values ? 'text' : 'value'}`;
    return [{ fact: need, method: 'POST', path: `/v1/patients/${patientId}/blood-tests`, pointer, along, ifMatch: null }];
  }
  return [];
};

const ofExamination = ['performedAt', 'region'];

/** The members that the operation requires beside the answers. */
const listRequiredMembers = ({ method, path, pointer }: Place): string[] => {
  if (method !== 'POST') return [];
  if (path.endsWith('/trichoanalyses')) return ofExamination.map((member) => `/${member}`);
  if (path.endsWith('/blood-tests')) return ['/collectedAt'];
  if (!path.endsWith('/consultations')) return [];
  return ['/startedAt', ...(pointer?.startsWith('/trichoanalyses/-') ? ofExamination.map((member) => `/trichoanalyses/-/${member}`) : [])];
};

/** Finds the ways to record the answer to a question: one for each fact that answers the question. */
export const listWritings = (missing: Missing, context: WritingContext): Writing[] =>
  [missing.fact, ...missing.alternatives]
    .flatMap((need) => listPlacesOfNeed(need, missing, context))
    .map((place) => ({ ...place, required: listRequiredMembers(place) }));
