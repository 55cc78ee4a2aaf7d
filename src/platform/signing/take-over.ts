import { Failure } from '../../kernel/failure.js';
import { toActor } from '../access/actors.js';
import { getCurrentPrincipal } from '../context.js';

/** The person whose responsibility a signature took over, and the reason; nulls where there was none. */
export interface SignatureTakeOver {
  takenOverFrom: string | null;
  takeOverReason: string | null;
}

/** The responsible dermatologist signs. Another one takes over with a reason. Where `responsibleId` is null, nobody is responsible yet. */
export const takeOver = (responsibleId: string | null, reason: string | undefined): SignatureTakeOver => {
  if (responsibleId === null || responsibleId === getCurrentPrincipal().id) return { takenOverFrom: null, takeOverReason: null };
  if (reason === undefined) {
    throw new Failure('not-responsible', 'Another dermatologist is responsible: say in takeOverReason why you sign.', {
      extra: { responsible: toActor(responsibleId) },
    });
  }
  return { takenOverFrom: responsibleId, takeOverReason: reason };
};
