import { declareEnumeration } from '../../kernel/enumeration.js';

/** The kinds of events, by the shape of their details. Each kind names a past event: first the record, then the action as a past participle. */
export const kindsByShape = {
  patientRegistration: declareEnumeration('PatientRegistrationEventKind', ['patient-registered']),
  recordMerge: declareEnumeration('RecordMergeEventKind', ['record-merged', 'record-unmerged']),
  consent: declareEnumeration('ConsentEventKind', ['consent-signed', 'consent-withdrawn', 'consent-entered-in-error']),
  consultationStart: declareEnumeration('ConsultationStartEventKind', ['consultation-started']),
  consultationVersion: declareEnumeration('ConsultationVersionEventKind', ['consultation-signed', 'consultation-amended']),
  bloodTest: declareEnumeration('BloodTestEventKind', ['blood-test-recorded']),
  trichoanalysis: declareEnumeration('TrichoanalysisEventKind', ['trichoanalysis-recorded']),
  scale: declareEnumeration('ScaleEventKind', ['scale-recorded']),
  photograph: declareEnumeration('PhotographEventKind', ['photograph-taken']),
  photographPublication: declareEnumeration('PhotographPublicationEventKind', ['photograph-published', 'photograph-taken-down']),
  contraindicationCheck: declareEnumeration('ContraindicationCheckEventKind', ['contraindications-checked']),
  contraindicationOverride: declareEnumeration('ContraindicationOverrideEventKind', ['contraindication-overridden', 'contraindication-override-confirmed']),
  planCreation: declareEnumeration('PlanCreationEventKind', ['plan-created']),
  planTransition: declareEnumeration('PlanTransitionEventKind', [
    'plan-proposed',
    'plan-accepted',
    'plan-activated',
    'plan-held',
    'plan-completed',
    'plan-cancelled',
  ]),
  planScreening: declareEnumeration('PlanScreeningEventKind', ['plan-screened']),
  planRating: declareEnumeration('PlanRatingEventKind', ['plan-rated']),
  estimate: declareEnumeration('EstimateEventKind', ['estimate-made', 'estimate-accepted']),
  bill: declareEnumeration('BillEventKind', ['bill-issued']),
  session: declareEnumeration('SessionEventKind', [
    'session-started',
    'session-completed',
    'session-cancelled',
    'session-missed',
    'session-amended',
    'session-countersigned',
  ]),
  sessionMove: declareEnumeration('SessionMoveEventKind', ['session-moved']),
  productUse: declareEnumeration('ProductUseEventKind', ['product-used', 'product-use-reversed']),
  productRecall: declareEnumeration('ProductRecallEventKind', ['product-recalled']),
  adverseEventReport: declareEnumeration('AdverseEventReportEventKind', ['adverse-event-recorded']),
  adverseEventChange: declareEnumeration('AdverseEventChangeEventKind', ['adverse-event-changed', 'adverse-event-entered-in-error']),
  adverseEventFollowUp: declareEnumeration('AdverseEventFollowUpEventKind', ['adverse-event-followed-up']),
  adverseEventDecision: declareEnumeration('AdverseEventDecisionEventKind', ['adverse-event-decided']),
  listEntry: declareEnumeration('ListEntryEventKind', [
    'condition-recorded',
    'condition-changed',
    'condition-entered-in-error',
    'allergy-recorded',
    'allergy-changed',
    'allergy-entered-in-error',
    'no-known-allergies-stated',
    'no-known-allergies-ended',
    'medication-recorded',
    'medication-changed',
    'medication-entered-in-error',
    'procedure-recorded',
    'procedure-changed',
    'procedure-entered-in-error',
  ]),
};

/** The shape of an event's details. */
export type EventShape = keyof typeof kindsByShape;
export type KindOf<Shape extends EventShape> = (typeof kindsByShape)[Shape][number];
export type EventKind = KindOf<EventShape>;

export const eventKinds = declareEnumeration<readonly EventKind[]>('TimelineEventKind', Object.values(kindsByShape).flat());

const shapes = new Map(Object.entries(kindsByShape).flatMap(([shape, kinds]) => kinds.map((kind) => [kind, shape as EventShape] as const)));

export const getShapeOfEvent = (kind: EventKind): EventShape => shapes.get(kind)!;

export const resourceTypes = declareEnumeration('TimelineResourceType', [
  'patient',
  'consultation',
  'blood-test',
  'trichoanalysis',
  'scale',
  'photograph',
  'consent',
  'contraindication-check',
  'treatment-plan',
  'treatment-session',
  'product-lot',
  'estimate',
  'adverse-event',
  'plan-rating',
  'condition',
  'allergy',
  'medication',
  'procedure',
]);
export type ResourceType = (typeof resourceTypes)[number];
