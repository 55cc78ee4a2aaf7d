/** Examples before properties: most faults are found by the first file, and none needs the last. */
const weight = ({ path }) => (path.includes('properties') ? 1 : 0);

/** What Jest asks of a sequencer; nothing is remembered from run to run. */
export default class PropertiesLast {
  sort(tests) {
    return [...tests].sort((one, other) => weight(one) - weight(other) || (one.path < other.path ? -1 : 1));
  }

  shard(tests) {
    return tests;
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
}
