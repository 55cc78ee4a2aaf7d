import { ListedPatient } from '../../patients/index.js';
import { Actor, Day, Identifier, Instant, ListOf, Nested, OneOf, Optional, PageQuery, SomeOf, Whole } from '../../platform/http/index.js';
import { workKinds, workResources, type WorkKind, type WorkResource } from './domain/work-kinds.js';

/** Which work to show. Conditions are joined by "and". */
export class WorkListQuery extends PageQuery {
  /** Only work of these kinds. A kind that is not the caller's work is empty. */
  @Optional() @SomeOf(workKinds) kind?: WorkKind[];

  /** Only work that this person is responsible for. */
  @Optional() @Identifier() responsible?: string;

  /** Only work about this patient. */
  @Optional() @Identifier() patientId?: string;
}

/** Something that waits for somebody. */
export class WaitingWork {
  /** What is to be done. */
  @OneOf(workKinds) kind: WorkKind;

  /** The type of the resource that is to be opened for it. */
  @OneOf(workResources) resourceType: WorkResource;

  /** The id of that resource. */
  @Identifier() resourceId: string;

  /** The patient whom the work is about; null for a lot. */
  @Nested(ListedPatient) patient: ListedPatient | null;

  /** Who is to do the work; null where it is nobody's in particular. For a laboratory report, who is responsible for the patient's newest consultation. */
  @Nested(Actor) responsible: Actor | null;

  /** Since when the work has waited, in UTC. */
  @Instant() waitingSince: string;

  /** The last day on which the work makes sense, in the clinic's time zone; null where there is none. */
  @Day() dueOn: string | null;
}

/** How much work of a kind waits. */
export class WorkCount {
  /** What is to be done. */
  @OneOf(workKinds) kind: WorkKind;

  /** How much of it waits, of the patients who are open to the caller. */
  @Whole() total: number;

  /** How much of it the caller is responsible for. */
  @Whole() own: number;
}

/** How much work waits in all, whatever page and filters were asked for. */
export class WorkCounts {
  /** One for each kind that is the caller's work, also where nothing waits. */
  @ListOf(WorkCount, { max: workKinds.length }) kinds: WorkCount[];
}
