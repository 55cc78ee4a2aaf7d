import { expect, it } from '@jest/globals';
import { createRecoveryCodes, RECOVERY_CODES, normalizeRecoveryCode } from './recovery-codes.js';

it('ten codes are ten different ones, and are read however they are typed', () => {
  const codes = createRecoveryCodes();
  expect([codes.length, new Set(codes).size]).toEqual([RECOVERY_CODES, RECOVERY_CODES]);
  for (const code of codes) {
    expect(code).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){2}$/);
    for (const typed of [code, code.toUpperCase(), code.replaceAll('-', ' '), ` ${code.replaceAll('-', '')}\n`])
      expect(normalizeRecoveryCode(typed)).toBe(code);
  }
});

it.each(['', 'abcd-efgh', 'abcd-efgh-jkmn-p', 'abcd-efgh-jkm0', 'abcd-efgh-jkml', 'अबकद-अबकद-अबकद', '287082'])('%j is none', (typed) => {
  expect(normalizeRecoveryCode(typed)).toBeNull();
});
