import type { MesotherapyPart, MicropigmentationPart, SessionContent } from './session-content.js';

/** What the record of the next session may begin with. */
export interface RecordTemplate {
  zones: string[];
  mesotherapy?: Omit<MesotherapyPart, 'shots'>;
  micropigmentation?: Omit<MicropigmentationPart, 'passes' | 'hairTrimmed' | 'hairNotTrimmedReason'>;
}

/**
 * Takes over from a record what a plan repeats from session to session: zones, technique, settings, substances. What is counted, measured, used or decided at a
 * session is left out: nobody should sign a number of shots, a dose or a lot that was somebody else's.
 */
export const buildRecordTemplate = ({ zones, mesotherapy, micropigmentation }: SessionContent): RecordTemplate => {
  const { shots: _shots, ...injected } = mesotherapy ?? {};
  const { passes: _passes, hairTrimmed: _trimmed, hairNotTrimmedReason: _why, ...pigmented } = micropigmentation ?? {};
  return {
    zones,
    ...(mesotherapy && { mesotherapy: injected as Omit<MesotherapyPart, 'shots'> }),
    ...(micropigmentation && { micropigmentation: pigmented as NonNullable<RecordTemplate['micropigmentation']> }),
  };
};
