import { declareEnumeration } from '../../kernel/enumeration.js';
import { RecordDifference } from './difference.dto.js';
import { Actor } from '../access/actor.dto.js';
import { AnyObject, Identifier, Instant, Nested, OneOf, Whole } from './fields/index.js';

const versionActions = declareEnumeration('VersionAction', ['recorded', 'changed', 'entered-in-error', 'moved']);
export type VersionAction = (typeof versionActions)[number];

/** A record as it was at one of its versions. */
export class AdverseEventVersionResponse {
  /** The patient whose record contains it now. */
  @Identifier() patientId: string;

  /** The number of the version: 1 when it was recorded, one more with each change. */
  @Whole() number: number;

  /** The action that made this version. `moved` where two records of one person were merged, or separated again. */
  @OneOf(versionActions) action: VersionAction;

  /** The content of this version, in the form in which a client sends it. */
  @AnyObject() content: Record<string, unknown>;

  /** The person or client who recorded this version; null where that was not stored yet. */
  @Nested(Actor) recordedBy: Actor | null;

  /** When this version was recorded, in UTC. */
  @Instant() recordedAt: string;

  /** Why the record was entered in error or moved; null where no reason was given. */
  reason: string | null;

  /** The differences to the previous version; empty for the first. */
  difference: RecordDifference[];
}
