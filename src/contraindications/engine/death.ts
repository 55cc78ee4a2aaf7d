import type { Finding } from './evaluation.js';
import type { Facts } from './facts.js';

/** The id of the finding of a death. The finding belongs to no rule: no ruleset can omit it, nobody may override it, and it never ends. */
export const deathFindingId = 'record.deceased';

/** The finding of a death; empty for a person who is alive. */
export const listDeathFindings = ({ deceased }: Facts): Finding[] =>
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
