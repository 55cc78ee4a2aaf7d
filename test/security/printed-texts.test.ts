/** Whatever text may be stored can be printed: a name that nobody can set would end every document of the clinic. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../support/app.js';
import { prepare } from '../support/journey.js';
import { hostileTexts } from './hostile-input.js';

/** Characters that standards of PDF treat apart, and one of each plane and direction. */
const special: Record<string, string> = {
  ...hostileTexts,
  'a private character at the end': 'x\uf8ff',
  'a private character of plane 15': 'x\u{f0000}',
  'a private character of plane 16': 'x\u{10fffd}',
  'a character without a glyph': 'x\u{1f9ff}',
  'an unassigned character': 'x\u{e0fff}',
  'a noncharacter of another plane': 'x\u{1fffe}',
  'a noncharacter in the middle': 'x\ufdd0',
  'an object replacement': 'x\ufffc',
  'a joiner alone': '\u200d',
  'a soft hyphen': 'a\u00adb',
  'a line separator': 'a\u2028b',
  'a selector of variants': 'a\ufe0f',
  'a combining mark alone': '\u0301',
  'right to left': 'אבג ابج',
  'a family of emoji': '👨‍👩‍👧‍👦',
};

describe('a text', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let checkId: string;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    ({ checkId } = await prepare(clinic));
  });
  afterAll(() => app.stop());

  it.each(Object.entries(special))('in the name of the clinic is refused, or printed: %s', async (_what, text) => {
    const { body } = await clinic.as('admin').get('/v1/clinic');
    const changed = await clinic.as('admin').patch('/v1/clinic', { name: text }, { ifMatch: body.version as number });
    if (changed.status !== 200) expect(changed.status).toBe(400);
    expect((await clinic.as('dermatologist').download(`/v1/contraindication-checks/${checkId}/document`)).status).toBe(200);
  });
});
