/** What a record prints in Hindi is complete, so far as the machine names are known. */
import { describe, expect, it } from '@jest/globals';
import { hindiTerms } from '../../src/export/domain/terms.js';
import { eventKinds } from '../../src/record/timeline/timeline.js';
import { reportStatuses } from '../../src/consultations/domain/blood-tests/blood-test-record.js';

describe('the Hindi terms of an exported record', () => {
  it.each([
    ['kinds of events of the timeline', eventKinds],
    ['statuses of laboratory reports', reportStatuses],
  ])('name all %s', (_what, names: readonly string[]) => {
    expect(names.filter((name) => hindiTerms[name] === undefined)).toEqual([]);
  });
});
