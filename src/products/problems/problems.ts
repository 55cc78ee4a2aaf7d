import { defineProblems, type DefinedBy } from '../../platform/http/index.js';

/** The problem types of products and their lots. */
export const productProblems = defineProblems({
  'out-of-stock': {
    status: 409,
    title: 'Not that much in stock',
    explanation:
      'More would leave the place than is there. `lotId`, `locationId` and `available` say of what, where and how much there is; of a session’s record `needed` is what all of its lines take of the lot there together, and `pointers` are those lines. Nothing was booked: use less, take it from another place or lot, or correct the count first.',
  },
  'lot-not-usable': {
    status: 409,
    title: 'Lot has expired or was recalled',
    explanation:
      'A lot is used on a person until the end of its last day, in the clinic’s time zone, and only while no recall of it stands. `lots` names those that are not usable, and why. Nothing was booked: use another lot. Where it was used by mistake, a dermatologist records that, and says why in `unusableLotReason`.',
  },
});

declare module '../../kernel/failure.js' {
  interface ProblemTypes extends DefinedBy<typeof productProblems> {}
}
