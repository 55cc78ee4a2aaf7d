import { describe, expect, it } from '@jest/globals';
import { treatmentExamples } from '../../treatments.examples.js';
import { buildRecordTemplate } from './record-template.js';
import type { SessionContent } from './session-content.js';

describe('the template of a record', () => {
  it('has zones and settings, and nothing that was counted, measured, used or decided', () => {
    const record = treatmentExamples.wholeMesotherapyRecord as SessionContent;
    const template = buildRecordTemplate(record);
    expect(Object.keys(template).sort()).toEqual(['mesotherapy', 'zones']);
    expect(template.zones).toEqual(record.zones);
    const { shots: _shots, ...settings } = record.mesotherapy!;
    expect(template.mesotherapy).toEqual(settings);
  });

  it('of pigment has shades and settings, and asks anew whether the hair was trimmed', () => {
    const record = treatmentExamples.micropigmentationRecord as SessionContent;
    const { micropigmentation } = buildRecordTemplate(record);
    expect(micropigmentation).toMatchObject({ shades: record.micropigmentation!.shades });
    expect(Object.keys(micropigmentation!)).not.toEqual(expect.arrayContaining(['hairTrimmed']));
  });
});
