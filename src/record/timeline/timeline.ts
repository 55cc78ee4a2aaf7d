import { enumOf } from '../../kernel/enumeration.js';

/** The kinds of events, by the shape of their details. Each kind names a past event: first the record, then the action as a past participle. */
export const kindsByShape = {
  patientRegistration: enumOf('PatientRegistrationEventKind', ['patient-registered']),
  recordMerge: enumOf('RecordMergeEventKind', ['record-merged', 'record-unmerged']),
  consent: enumOf('ConsentEventKind', ['consent-signed', 'consent-withdrawn', 'consent-entered-in-error']),
  consultationStart: enumOf('ConsultationStartEventKind', ['consultation-started']),
  consultationVersion: enumOf('ConsultationVersionEventKind', ['consultation-signed', 'consultation-amended']),
  bloodTest: enumOf('BloodTestEventKind', ['blood-test-recorded']),
  trichoanalysis: enumOf('TrichoanalysisEventKind', ['trichoanalysis-recorded']),
  scale: enumOf('ScaleEventKind', ['scale-recorded']),
  photograph: enumOf('PhotographEventKind', ['photograph-taken']),
  photographPublication: enumOf('PhotographPublicationEventKind', ['photograph-published', 'photograph-taken-down']),
  contraindicationCheck: enumOf('ContraindicationCheckEventKind', ['contraindications-checked']),
  contraindicationOverride: enumOf('ContraindicationOverrideEventKind', ['contraindication-overridden', 'contraindication-override-confirmed']),
  planCreation: enumOf('PlanCreationEventKind', ['plan-created']),
  planTransition: enumOf('PlanTransitionEventKind', ['plan-proposed', 'plan-accepted', 'plan-activated', 'plan-held', 'plan-completed', 'plan-cancelled']),
  planScreening: enumOf('PlanScreeningEventKind', ['plan-screened']),
  planRating: enumOf('PlanRatingEventKind', ['plan-rated']),
  estimate: enumOf('EstimateEventKind', ['estimate-made', 'estimate-accepted']),
  bill: enumOf('BillEventKind', ['bill-issued']),
  session: enumOf('SessionEventKind', [
    'session-started',
    'session-completed',
    'session-cancelled',
    'session-missed',
    'session-amended',
    'session-countersigned',
  ]),
  sessionMove: enumOf('SessionMoveEventKind', ['session-moved']),
  productUse: enumOf('ProductUseEventKind', ['product-used', 'product-use-reversed']),
  productRecall: enumOf('ProductRecallEventKind', ['product-recalled']),
  adverseEventReport: enumOf('AdverseEventReportEventKind', ['adverse-event-recorded']),
  adverseEventChange: enumOf('AdverseEventChangeEventKind', ['adverse-event-changed', 'adverse-event-entered-in-error']),
  adverseEventFollowUp: enumOf('AdverseEventFollowUpEventKind', ['adverse-event-followed-up']),
  adverseEventDecision: enumOf('AdverseEventDecisionEventKind', ['adverse-event-decided']),
  listEntry: enumOf('ListEntryEventKind', [
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

export const eventKinds = enumOf<readonly EventKind[]>('TimelineEventKind', Object.values(kindsByShape).flat());

const shapes = new Map(Object.entries(kindsByShape).flatMap(([shape, kinds]) => kinds.map((kind) => [kind, shape as EventShape] as const)));

export const shapeOfEvent = (kind: EventKind): EventShape => shapes.get(kind)!;

export const resourceTypes = enumOf('TimelineResourceType', [
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
