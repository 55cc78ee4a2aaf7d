import { Failure } from '../../kernel/failure.js';
import { actor } from '../access/actors.js';
import { currentPrincipal } from '../context.js';

/** Whose responsibility a signature took over, and why; nulls where nobody's. */
export interface SignatureTakeOver {
  takenOverFrom: string | null;
  takeOverReason: string | null;
}

/** Only the dermatologist responsible signs; another one says why, and takes over. Nobody is responsible yet where `responsibleId` is null. */
export const takeOver = (responsibleId: string | null, reason: string | undefined): SignatureTakeOver => {
  if (responsibleId === null || responsibleId === currentPrincipal().id) return { takenOverFrom: null, takeOverReason: null };
  if (reason === undefined) {
    throw new Failure('not-responsible', 'Another dermatologist is responsible: say in takeOverReason why you sign.', {
      extra: { responsible: actor(responsibleId) },
    });
  }
  return { takenOverFrom: responsibleId, takeOverReason: reason };
};
