/**
 * The longest files before the others, so that none of them runs alone at the end; of the others the larger before the smaller, as Jest has it where it
 * remembers no run before.
 */
import { statSync } from 'node:fs';

const longest = [
  'process/start',
  'process/photographs',
  'process/own-database',
  'process/demo-clinic',
  'cases/probes',
  'contract/wrong-types',
  'contract/bad-input',
  'storage/hostile-files',
  'contract/operations',
  'contract/nothing-in-logs',
  'patient-access/table',
  'security/tenancy',
  'security/access',
  'contract/examples',
  'platform/database-loss',
  'contract/dates',
  'cases/stored-probes',
  'export/stalled-reader',
  'http/stalled-readers',
];

const getRank = ({ path }) => {
  const rank = longest.findIndex((name) => path.includes(`${name}.`));
  return rank < 0 ? longest.length : rank;
};

/** What Jest asks of a sequencer; nothing is remembered from run to run. */
export default class LongestFirst {
  sort(tests) {
    const sized = tests.map((test) => ({ test, rank: getRank(test), bytes: statSync(test.path).size }));
    return sized.sort((one, other) => one.rank - other.rank || other.bytes - one.bytes).map(({ test }) => test);
  }

  shard(tests) {
    return tests;
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
}
