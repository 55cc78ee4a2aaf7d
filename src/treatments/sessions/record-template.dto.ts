import { OmitType } from '@nestjs/swagger';
import { Identifier, ListOf, Nested, Optional, Text } from '../../platform/http/index.js';
import type { RecordTemplate } from './domain/record-template.js';
import { MesotherapyPart, MicropigmentationPart } from './session.dto.js';

/** The settings of mesotherapy that a plan repeats from session to session. */
export class RepeatedMesotherapy extends OmitType(MesotherapyPart, ['shots']) {}

/** The settings of scalp micropigmentation that a plan repeats from session to session. */
export class RepeatedMicropigmentation extends OmitType(MicropigmentationPart, ['passes', 'hairTrimmed', 'hairNotTrimmedReason']) {}

/** What the record of the next session may begin with. It is no record yet: what is counted, measured, used or decided is recorded anew. */
export class SessionRecordTemplate implements RecordTemplate {
  /** The session that the template was taken from. */
  @Identifier() sessionId: string;

  /** The zones that were treated. */
  @ListOf(Text({ max: 100 }), { max: 30 }) zones: string[];

  /** The settings of mesotherapy; left out for another treatment. */
  @Optional() @Nested(RepeatedMesotherapy) mesotherapy?: RepeatedMesotherapy;

  /** The settings of scalp micropigmentation; left out for another treatment. */
  @Optional() @Nested(RepeatedMicropigmentation) micropigmentation?: RepeatedMicropigmentation;
}
