/** For each operation with a body: what its examples are sent to, in a clinic of its own. */
import type { FormParts, TestClinic } from './app.js';
import {
  activePlan,
  consentTo,
  consentToPhotographs,
  consentToPublication,
  consultationToday,
  dayFromNow,
  dismiss,
  photographOf,
  planFor,
  prepare,
  prepareUnread,
  publicationFields,
  stocked,
} from './journey.js';
import { protocolExamples } from '../../src/treatments/index.js';
import { listPermissionsOfRole, roles } from '../../src/platform/access/policy.js';
import { treatmentExamples } from '../../src/treatments/index.js';
import { aPdf, photographWithMetadata } from './pictures.js';
import { operations, permissionOf, type Operation } from './openapi-validator.js';
import { aLink, anAppointment, aPlace, aRequest, openClinic, takeRequests } from './place.js';
import { hospitalSettings } from './registered-provider.js';
import { publish, ruleAgainst, type RulesetSent } from './rulesets.js';

/** The id in the path, the version, and the members of the body that stand in place of those shown: ids of what is there. */
export interface Stage {
  id?: string;
  ifMatch?: number;
  ids?: Record<string, unknown>;
}

export interface Example {
  path: string;
  method: 'post' | 'put' | 'patch';
  operation: Operation;
  type: string;
  name: string;
  value: Record<string, unknown>;
}

export const examples: Example[] = operations.flatMap(({ path, method, operation }) =>
  Object.entries(operation.requestBody?.content ?? {}).flatMap(([type, media]) =>
    Object.entries(media.examples ?? {}).map(([name, { value }]) => ({
      path,
      method: method as Example['method'],
      operation,
      type,
      name,
      value: value as Record<string, unknown>,
    })),
  ),
);

export const callerFor = (clinic: TestClinic, operation: Operation) => {
  const permission = permissionOf(operation);
  // What is public takes a caller with a token as well.
  return clinic.as(
    operation['x-permission'] === undefined || listPermissionsOfRole('dermatologist').has(permission)
      ? 'dermatologist'
      : roles.find((role) => listPermissionsOfRole(role).has(permission))!,
  );
};

export const FORM = 'multipart/form-data';

const names = 'kind,name,system,code\nsubstance,Examplin Plus,atc,B01AC06\nsubstance,Examplin Plus,atc,C10AA05\n';

/** What stands for a file in an example is its name; a file of that kind is sent. */
export const filesOf = async (fields: Record<string, unknown>): Promise<FormParts> => {
  const { file, ...texts } = fields as Record<string, string>;
  if (file?.endsWith('.csv')) return { ...texts, file: Buffer.from(names) };
  return { ...texts, file: file?.endsWith('.pdf') ? aPdf : await photographWithMetadata() };
};

/** Sends a body to where the stage says. */
export const sendTo = async (clinic: TestClinic, { path, method, operation, type }: Example, { id, ifMatch }: Stage, body: unknown) => {
  if (type === FORM) {
    const parts = await filesOf(body as Record<string, unknown>);
    return callerFor(clinic, operation).sendForm(method as 'post' | 'put', path.replace(/\{[^}]+\}/, id ?? ''), parts, {
      ...(ifMatch !== undefined && { ifMatch }),
    });
  }
  const sent = { headers: { 'content-type': type }, ...(ifMatch !== undefined && { ifMatch }) };
  return callerFor(clinic, operation).send(method, path.replace(/\{[^}]+\}/, id ?? ''), body, sent);
};

const entries = {
  conditions: { text: 'Thinning' },
  allergies: { substance: { text: 'latex' } },
  medications: { name: 'Biotin' },
  procedures: { text: 'Transplant' },
};

export const setStage = async (clinic: TestClinic, operationId: string): Promise<Stage> => {
  const newPatient = async (): Promise<string> =>
    (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Example Testperson' }], sexAtBirth: 'female' })).body.id as string;
  const newDraft = async (): Promise<Stage> => {
    const { body } = await clinic.as('dermatologist').post(`/v1/patients/${await newPatient()}/consultations`, consultationToday());
    return { id: body.id as string, ifMatch: 1 };
  };
  const draftPlan = async (): Promise<Stage> => {
    const prepared = await prepare(clinic);
    const { body } = await clinic.as('dermatologist').post(`/v1/patients/${prepared.patientId}/treatment-plans`, planFor(prepared));
    return { id: body.id as string, ifMatch: 1 };
  };
  const proposedPlan = async (): Promise<Stage> => {
    const { id } = await draftPlan();
    const { body } = await clinic.as('dermatologist').post(`/v1/treatment-plans/${id}/propose`, undefined, { ifMatch: 1 });
    await consentTo(clinic, body.patientId as string);
    return { id: id!, ifMatch: 2 };
  };
  const runningPlan = async (): Promise<Stage> => {
    const { planId, version } = await activePlan(clinic);
    return { id: planId, ifMatch: version };
  };
  const quoted = async () => clinic.as('dermatologist').post(`/v1/treatment-plans/${(await draftPlan()).id}/estimates`, {});
  const newProtocol = async (): Promise<Stage> => {
    const { body } = await clinic.as('dermatologist').post('/v1/treatment-protocols', { treatment: 'mesotherapy', ...protocolExamples.threeWeeks });
    return { id: body.id as string, ifMatch: 1 };
  };
  const signedConsultation = async (): Promise<Stage> => ({ id: (await prepare(clinic)).consultationId, ifMatch: 2 });
  const entryOf = (list: keyof typeof entries) => async (): Promise<Stage> => {
    const { body } = await clinic.as('dermatologist').post(`/v1/patients/${await newPatient()}/${list}`, entries[list]);
    return { id: body.id as string, ifMatch: 1 };
  };
  const newLot = async (): Promise<Stage> => ({ id: (await stocked(clinic)).lotId, ifMatch: 1 });
  const waitingSession = async (): Promise<Stage> => ({ id: (await activePlan(clinic)).sessionIds[0]!, ifMatch: 1 });

  /** The publication of the example is of this moment: the consent is of today too. */
  const publicPhotograph = async (): Promise<string> => {
    const id = await newPatient();
    await consentToPhotographs(clinic, id);
    await consentToPublication(clinic, id);
    await consentToPublication(clinic, id, new Date().toISOString());
    return (await photographOf(clinic, id)).body.id as string;
  };

  const publishedRuleset = async (): Promise<string> =>
    (await clinic.as('admin').get('/v1/contraindication-rulesets?treatment=mesotherapy&status=published')).body.items[0].id as string;
  const draftRuleset = async (): Promise<Stage> => {
    const { body } = await clinic.as('admin').post('/v1/contraindication-rulesets', { basedOn: await publishedRuleset() });
    return { id: body.id as string, ifMatch: 1 };
  };
  const doneSession = async (treatment?: string): Promise<Stage> => {
    const id = (await activePlan(clinic, treatment)).sessionIds[0]!;
    const supervised = treatment === 'scalp-micropigmentation';
    const session = `/v1/treatment-sessions/${id}`;
    const start = supervised ? { performedBy: clinic.staff.technician, supervisedBy: clinic.staff.dermatologist } : { ingredients: ['biotin'] };
    await clinic.as('dermatologist').post(`${session}/start`, start, { ifMatch: 1 });
    const record = supervised ? treatmentExamples.micropigmentationRecord : treatmentExamples.mesotherapyRecord;
    await clinic.as('dermatologist').post(`${session}/complete`, record, { ifMatch: 2 });
    return { id, ifMatch: 3 };
  };
  const eventOf = (event: object) => async (): Promise<Stage> => {
    const { id } = await doneSession();
    const seen = { type: 'swelling', grade: 1, onsetAt: new Date().toISOString(), ...event };
    const { body } = await clinic.as('dermatologist').post(`/v1/treatment-sessions/${id}/adverse-events`, seen);
    return { id: body.id as string, ifMatch: 1 };
  };

  const bookedAppointment = async (): Promise<Stage> => ({ id: await anAppointment(clinic, await newPatient()), ifMatch: 1 });

  /** What each operation acts on; one that is missing here has a path without an id. */
  const stages: Record<string, () => Promise<Stage>> = {
    updateClinic: () => Promise.resolve({ ifMatch: 1 }),
    replaceOpeningDays: () => Promise.resolve({ ifMatch: 0 }),
    replaceProtocol: newProtocol,
    publishProtocol: newProtocol,
    proposeSeries: async () => {
      const { patientId, consultationId, checkId } = await prepare(clinic);
      return { id: patientId, ids: { consultationId, contraindicationCheckId: checkId } };
    },
    replanPlan: runningPlan,
    updateStaff: () => Promise.resolve({ id: clinic.staff.technician, ifMatch: 1 }),
    createClientSecret: async () => ({ id: (await clinic.asClient(['patient.read'])).id }),
    inviteStaff: () => Promise.resolve({ id: clinic.staff.technician }),
    updateIdentityProvider: async () => ({
      id: (await clinic.as('admin').post('/v1/identity-providers', { ...hospitalSettings, clinicValue: clinic.id })).body.id as string,
      ifMatch: 1,
    }),
    updateIntegrationClient: async () => ({ id: (await clinic.asClient(['patient.read'])).id, ifMatch: 1 }),
    createLaunchContext: async () => {
      const clientId = `front-end-${clinic.id}`;
      const application = { clientId, name: 'Front end', kind: 'public', scopes: [], redirectUris: ['https://app.clinic.example/back'] };
      await clinic.as('admin').post('/v1/integration-clients', application);
      return { ids: { clientId, patientId: await newPatient() } };
    },
    updatePatient: async () => ({ id: await newPatient(), ifMatch: 1 }),
    createConsent: async () => ({ id: await newPatient() }),
    replaceConsentValidity: () => Promise.resolve({ ifMatch: 0 }),
    replaceAccessPolicy: () => Promise.resolve({ ifMatch: 0 }),
    replaceCareTeam: async () => ({ id: await newPatient(), ifMatch: 0 }),
    replaceAccessRestriction: async () => ({ id: await newPatient(), ifMatch: 0 }),
    openEmergencyAccess: async () => ({ id: await newPatient() }),
    reviewEmergencyAccess: async () => {
      const { body } = await clinic.as('technician').post(`/v1/patients/${await newPatient()}/emergency-accesses`, { reason: 'Collapsed in the waiting room' });
      return { id: body.id as string, ifMatch: 1 };
    },
    replaceSecondFactorPolicy: () => Promise.resolve({ ifMatch: 0 }),
    updateMyAccount: () => Promise.resolve({ ifMatch: 1 }),
    enterConsentInError: async () => ({ id: (await consentTo(clinic, await newPatient())).body.id as string, ifMatch: 1 }),
    withdrawConsent: async () => ({ id: (await consentTo(clinic, await newPatient())).body.id as string, ifMatch: 1 }),
    mergePatient: async () => ({ id: await newPatient(), ifMatch: 1, ids: { into: await newPatient() } }),
    unmergePatient: async () => {
      const [id, into] = [await newPatient(), await newPatient()];
      await clinic.as('dermatologist').post(`/v1/patients/${id}/merge`, { into, reason: 'The same person' }, { ifMatch: 1 });
      return { id, ifMatch: 2 };
    },
    createCondition: async () => ({ id: await newPatient() }),
    createAllergy: async () => ({ id: await newPatient() }),
    createMedication: async () => ({ id: await newPatient() }),
    createProcedure: async () => ({ id: await newPatient() }),
    updateCondition: entryOf('conditions'),
    updateAllergy: entryOf('allergies'),
    updateMedication: entryOf('medications'),
    updateProcedure: entryOf('procedures'),
    enterConditionInError: entryOf('conditions'),
    enterAllergyInError: entryOf('allergies'),
    enterMedicationInError: entryOf('medications'),
    enterProcedureInError: entryOf('procedures'),
    signConsultation: newDraft,
    amendConsultation: signedConsultation,
    enterConsultationInError: signedConsultation,
    enterBloodTestInError: async () => {
      const { body } = await clinic.as('dermatologist').post(`/v1/patients/${await newPatient()}/blood-tests`, consultationToday().bloodTests[0]);
      return { id: body.id as string };
    },
    replaceConsentDocument: async () => ({ id: (await consentTo(clinic, await newPatient())).body.id as string, ifMatch: 1 }),
    createPhoto: async () => {
      const id = await newPatient();
      await consentToPhotographs(clinic, id);
      return { id };
    },
    enterPhotoInError: async () => {
      const id = await newPatient();
      await consentToPhotographs(clinic, id);
      return { id: (await photographOf(clinic, id)).body.id as string, ifMatch: 1 };
    },
    publishPhoto: async () => ({ id: await publicPhotograph() }),
    takeDownPhoto: async () => {
      const photoId = await publicPhotograph();
      return { id: (await clinic.as('dermatologist').post(`/v1/photos/${photoId}/publications`, publicationFields)).body.id as string, ifMatch: 1 };
    },
    createConsultation: async () => ({ id: await newPatient() }),
    updateConsultation: newDraft,
    replaceMedicalHistory: newDraft,
    createConsultationBloodTest: newDraft,
    createTrichoanalysis: newDraft,
    createScale: async () => ({ id: await newPatient() }),
    enterScaleInError: async () => {
      const scale = { scale: 'ludwig', assessedAt: '2026-01-20T10:30:00+05:30', assessor: 'clinician', grade: 'I' };
      const { body } = await clinic.as('dermatologist').post(`/v1/patients/${await newPatient()}/scales`, scale);
      return { id: body.id as string, ifMatch: 1 };
    },
    createPatientBloodTest: async () => ({ id: await newPatient() }),
    runContraindicationCheck: async () => ({ id: await newPatient() }),
    overrideContraindication: async () => ({ id: (await prepare(clinic, { medicalHistory: { screening: { hypertension: 'yes' } } })).checkId }),
    dismissUnreadItem: async () => {
      const { checkId, itemId } = await prepareUnread(clinic);
      return { id: checkId, ids: { itemId } };
    },
    revokeDismissal: async () => ({ id: (await dismiss(clinic, await prepareUnread(clinic))).body.id as string }),
    createRuleset: async () => ({ ids: { basedOn: await publishedRuleset() } }),
    replaceRuleset: draftRuleset,
    publishRuleset: draftRuleset,
    // Rules that the clinic wrote anew came from no revision: the shipped ones are news to it.
    declineRulesetUpdate: async () => {
      const own = { treatment: 'mesotherapy', title: 'Our own', rules: [ruleAgainst('L64')] };
      const { body } = await clinic.as('admin').post('/v1/contraindication-rulesets', own);
      await publish(clinic, body as RulesetSent);
      return { id: 'mesotherapy' };
    },
    createPlan: async () => {
      const { patientId, consultationId, checkId } = await prepare(clinic);
      return { id: patientId, ids: { consultationId, contraindicationCheckId: checkId } };
    },
    updatePlan: draftPlan,
    proposePlan: draftPlan,
    startPlan: async () => {
      const { id } = await proposedPlan();
      await clinic.as('dermatologist').post(`/v1/treatment-plans/${id}/accept`, undefined, { ifMatch: 2 });
      return { id: id!, ifMatch: 3 };
    },
    holdPlan: runningPlan,
    resumePlan: async () => {
      const { id, ifMatch } = await runningPlan();
      await clinic.as('dermatologist').post(`/v1/treatment-plans/${id}/hold`, { reason: 'Travelling' }, { ifMatch: ifMatch as number });
      return { id: id!, ifMatch: Number(ifMatch) + 1 };
    },
    completePlan: async () => {
      const { planId, sessionIds, version } = await activePlan(clinic);
      const [first, ...others] = sessionIds.map((id) => `/v1/treatment-sessions/${id}`);
      const dermatologist = clinic.as('dermatologist');
      await dermatologist.post(`${first}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 });
      await dermatologist.post(`${first}/complete`, treatmentExamples.mesotherapyRecord, { ifMatch: 2 });
      for (const session of others) await dermatologist.post(`${session}/cancel`, { reason: 'Enough' }, { ifMatch: 1 });
      return { id: planId, ifMatch: version };
    },
    cancelPlan: runningPlan,
    updateSession: waitingSession,
    startSession: waitingSession,
    completeSession: async () => {
      const { id } = await waitingSession();
      await clinic.as('dermatologist').post(`/v1/treatment-sessions/${id}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 });
      return { id: id!, ifMatch: 2 };
    },
    cancelSession: waitingSession,
    replaceCareInstructions: () => Promise.resolve({ ifMatch: 0 }),
    replacePriceList: () => Promise.resolve({ ifMatch: 0 }),
    createEstimate: draftPlan,
    acceptEstimate: async () => ({ id: (await quoted()).body.id as string }),
    createBill: async () => {
      const { body } = await quoted();
      await clinic.as('dermatologist').post(`/v1/estimates/${body.id}/accept`, { acceptorName: 'Example Testperson' });
      return { id: body.planId as string };
    },
    updateProduct: async () => ({ id: (await stocked(clinic)).productId, ifMatch: 1 }),
    revokeFormularyEntry: async () => {
      const entry = { kind: 'substance', name: 'Examplin', codes: [{ system: 'atc', code: 'B01AC06' }] };
      return { id: (await clinic.as('dermatologist').post('/v1/formulary-entries', entry)).body.id as string };
    },
    updateStockLocation: async () => ({ id: (await stocked(clinic)).locationId, ifMatch: 1 }),
    createProductLot: async () => {
      const { productId, locationId } = await stocked(clinic);
      return { ids: { productId, locationId } };
    },
    updateProductLot: newLot,
    recallProductLot: newLot,
    withdrawProductLotRecall: async () => {
      const { id } = await newLot();
      await clinic.as('dermatologist').post(`/v1/product-lots/${id}/recall`, { reason: 'Particles' }, { ifMatch: 1 });
      return { id: id!, ifMatch: 2 };
    },
    createStockMovement: async () => {
      const { lotId, locationId } = await stocked(clinic);
      return { id: lotId, ids: { locationId } };
    },
    createAppointment: async () => {
      const { types } = await openClinic(clinic);
      const { prepared, sessionIds } = await activePlan(clinic);
      return {
        ids: {
          patientId: prepared.patientId,
          appointmentTypeId: types['mesotherapy-session'],
          treatmentSessionId: sessionIds[0],
          staffIds: [clinic.staff.dermatologist],
          startsAt: `${dayFromNow(1)}T10:00:00+05:30`,
        },
      };
    },
    replaceRequestSettings: async () => {
      const { types } = await openClinic(clinic);
      const offered = [{ appointmentTypeId: types.consultation, name: { en: 'First consultation', hi: 'पहला परामर्श' } }];
      return { ifMatch: 0, ids: { offered, slug: `clinic-${clinic.id}` } };
    },
    requestAppointment: async () => {
      const id = await takeRequests(clinic);
      return { id, ids: { appointmentTypeId: (await openClinic(clinic)).types.consultation, wishes: [{ on: dayFromNow(3), part: 'morning' }] } };
    },
    acceptAppointmentRequest: async () => ({
      id: await aRequest(clinic),
      ifMatch: 1,
      ids: { appointment: { startsAt: `${dayFromNow(1)}T10:00:00+05:30`, locationId: (await openClinic(clinic)).locationId } },
    }),
    declineAppointmentRequest: async () => ({ id: await aRequest(clinic), ifMatch: 1 }),
    createAppointmentLink: async () => ({ id: (await bookedAppointment()).id! }),
    moveLinkedAppointment: async () => ({
      id: (await aLink(clinic, (await bookedAppointment()).id!, 'move')).secret,
      ids: { startsAt: `${dayFromNow(1)}T15:00:00+05:30` },
    }),
    createWaitingListEntry: async () => ({ ids: { patientId: await newPatient(), appointmentTypeId: (await openClinic(clinic)).types.consultation } }),
    offerFreeTime: async () => ({ ids: { locationId: (await openClinic(clinic)).locationId } }),
    createCalendarSubscription: () => Promise.resolve({ ids: { staffId: clinic.staff.technician } }),
    updateAppointment: bookedAppointment,
    moveAppointment: async () => ({ ...(await bookedAppointment()), ids: { startsAt: `${dayFromNow(1)}T15:00:00+05:30` } }),
    cancelAppointment: bookedAppointment,
    bookSeries: async () => {
      const { types } = await openClinic(clinic);
      return { id: (await activePlan(clinic)).planId, ids: { appointmentTypeId: types['mesotherapy-session'] } };
    },
    updateLocation: async () => ({ id: (await aPlace(clinic)).locationId, ifMatch: 1 }),
    createRoom: async () => ({ ids: { locationId: (await aPlace(clinic)).locationId } }),
    updateRoom: async () => ({ id: (await aPlace(clinic)).roomId, ifMatch: 1 }),
    createDevice: async () => ({ ids: { locationId: (await aPlace(clinic)).locationId } }),
    updateDevice: async () => ({ id: (await aPlace(clinic)).deviceId, ifMatch: 1 }),
    updateAppointmentType: async () => ({ id: (await aPlace(clinic)).appointmentTypeId, ifMatch: 1 }),
    replaceWorkingHours: async () => ({
      id: clinic.staff.technician,
      ifMatch: 0,
      ids: { spans: [{ locationId: (await aPlace(clinic)).locationId, weekday: 'monday', from: '10:00', to: '14:00' }] },
    }),
    createAbsence: () => Promise.resolve({ id: clinic.staff.technician }),
    replaceHolidayCalendar: () => Promise.resolve({ id: 'IN-HR', ifMatch: 0 }),
    acceptPlan: proposedPlan,
    amendSession: () => doneSession(),
    countersignSession: () => doneSession('scalp-micropigmentation'),
    // The example's event began before this session did.
    createAdverseEvent: async () => ({ id: (await doneSession()).id!, ids: { onsetAt: new Date().toISOString() } }),
    updateAdverseEvent: eventOf({}),
    createAdverseEventFollowUp: eventOf({}),
    decideOnAdverseEvent: eventOf({ type: 'infection', grade: 4 }),
    enterAdverseEventInError: eventOf({}),
    createPlanRating: async () => ({ id: (await activePlan(clinic)).planId }),
    enterPlanRatingInError: async () => {
      const rating = { kind: 'satisfaction', score: 8, assessor: 'patient', ratedAt: '2026-01-20T10:30:00+05:30' };
      const { body } = await clinic.as('dermatologist').post(`/v1/treatment-plans/${(await activePlan(clinic)).planId}/ratings`, rating);
      return { id: body.id as string, ifMatch: 1 };
    },
  };

  return (await stages[operationId]?.()) ?? {};
};
