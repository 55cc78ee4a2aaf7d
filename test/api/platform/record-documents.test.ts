import { afterAll, describe, expect, it } from '@jest/globals';
import { DocumentRenderer, RecordDocuments, type RecordDocument } from '../../../src/platform/documents/index.js';
import { factsOf } from '../../support/pdf.js';

describe('a document of a plain build', () => {
  const renderer = new DocumentRenderer();
  const documents = new RecordDocuments(renderer);
  afterAll(() => renderer.onApplicationShutdown());

  const view: RecordDocument = {
    title: 'Record',
    subtitle: '20 January 2026',
    clinic: { name: 'Test Clinic', contact: ['12 Example Road, Gurugram 122001', 'Telephone +91 124 400 0000'], emergency: 'When it cannot wait: 112' },
    date: '2026-01-20',
    running: ['Asha Testperson', 'P000042'],
    closing: ['Made for the patient.'],
    sections: [
      { heading: 'Treatment plans', rows: [{ label: 'Treatment', value: 'Mesotherapy #panic()' }] },
      { heading: 'Notes', level: 2, paragraphs: ['One.\n\nTwo, with *stars*.', 'بالعربية'] },
      {
        heading: 'Sessions',
        table: {
          columns: ['No.', 'Day', 'Note'],
          widths: [1, 2, 6],
          rows: Array.from({ length: 120 }, (_, index) => [String(index + 1), '2026-01-20', '#let x']),
        },
      },
      { heading: 'Consents', empty: 'None.' },
    ],
  };

  it('has its sections, on as many pages as it needs, for the archive', async () => {
    const pdf = await documents.renderRecord(view);
    expect(factsOf(pdf)).toMatchObject({ standard: '2A', fonts: expect.arrayContaining(['NotoSansArabic-Regular']) });
    expect(factsOf(pdf).pages).toBeGreaterThan(2);
    expect(pdf.equals(await documents.renderRecord(view))).toBe(true);
  });

  it('may have nothing but a title', async () => {
    expect(
      factsOf(await documents.renderRecord({ title: 'Empty', clinic: { name: 'Test Clinic', contact: [], emergency: null }, date: '2026-01-20', sections: [] }))
        .pages,
    ).toBe(1);
  });
});
