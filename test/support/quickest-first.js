/** The quick before the slow: most faults are found by the first files, and none needs the last. */
const weight = ({ path }) => (path.includes('any-rules') ? 3 : path.includes('truth-tables') ? 2 : path.includes('shipped') ? 1 : 0);

/** What Jest asks of a sequencer; nothing is remembered from run to run. */
export default class QuickestFirst {
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
