import { enumOf } from '../../kernel/enumeration.js';
import { RecordDifference } from './difference.dto.js';
import { Actor } from '../access/actor.dto.js';
import { AnyObject, Identifier, Instant, Nested, OneOf, Whole } from './fields/index.js';

const versionActions = enumOf('VersionAction', ['recorded', 'changed', 'entered-in-error', 'moved']);
export type VersionAction = (typeof versionActions)[number];

/** A record as it was at one of its versions. */
export class AdverseEventVersionResponse {
  /** The patient whose record it is in now. */
  @Identifier() patientId: string;

  /** Its number: 1 when it was recorded, one more with each change. */
  @Whole() number: number;

  /** What made this version; `moved` where two records of one person became one, or two again. */
  @OneOf(versionActions) action: VersionAction;

  /** What was said, in the form in which it is sent. */
  @AnyObject() content: Record<string, unknown>;

  /** The person or client who made it; null where that was not kept yet. */
  @Nested(Actor) recordedBy: Actor | null;

  /** When, in UTC. */
  @Instant() recordedAt: string;

  /** Why it was entered in error, or moved; null for what is said with no reason. */
  reason: string | null;

  /** In what it differs from the version before; empty for the first. */
  difference: RecordDifference[];
}
