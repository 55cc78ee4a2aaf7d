/** What the pages of every document say, and the clinic's head on them. */
export const documents = {
  page: 'Page {page} of {pages}',
  unshown: 'An empty box in this document stands for a character that no installed font has. The electronic record has it.',
  phone: 'Telephone',
  emergency: 'When it cannot wait',
} as const;
