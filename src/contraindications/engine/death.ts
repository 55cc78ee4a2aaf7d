import type { Finding } from './evaluation.js';
import type { Facts } from './facts.js';

/** The finding of a death. It belongs to no rule: no ruleset can leave it out, nobody overrides it, and no time ends it. */
export const deathFindingId = 'record.deceased';

/** The finding of somebody who has died; none of anybody else. */
export const deathFindings = ({ deceased }: Facts): Finding[] =>
  deceased === undefined
    ? []
    : [
        {
          ruleId: deathFindingId,
          title: 'The record says that the patient has died',
          outcome: 'contraindicated',
          because: [],
          missing: [],
          reconsiderOn: null,
          overridable: false,
          note: deceased.on === null ? 'The day of the death is not recorded.' : `Died on ${deceased.on}.`,
          citation: { title: 'Nobody is treated who has died', url: null },
          origin: 'literature',
        },
      ];
