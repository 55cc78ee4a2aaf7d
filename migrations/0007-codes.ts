import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The full lists of codes that a clinic has loaded from its own licensed files. Locks nothing: every object is new.
 *
 * Under row-level security an index is used for leakproof operators only: a search by trigrams or text vectors would read
 * the whole list. Comparisons of text are leakproof, and by bytes ("C") they find the beginnings of words and of codes.
 */
export class Codes1763683200007 implements MigrationInterface {
  name = 'Codes1763683200007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Which lists a clinic has loaded; a load replaces the whole list.
      CREATE TABLE clinic_code_lists (
        clinic_id uuid NOT NULL DEFAULT current_clinic(),
        system    text NOT NULL COLLATE "C",
        codes     integer NOT NULL,
        loaded_at timestamptz NOT NULL,
        CONSTRAINT clinic_code_lists_pk PRIMARY KEY (clinic_id, system),
        CONSTRAINT clinic_code_lists_clinic_fk FOREIGN KEY (clinic_id) REFERENCES clinics (clinic_id),
        CONSTRAINT clinic_code_lists_system CHECK (system IN ('icd-10', 'atc', 'loinc')),
        CONSTRAINT clinic_code_lists_codes CHECK (codes >= 0)
      );
      SELECT protect('clinic_code_lists'), allow_application('clinic_code_lists', 'SELECT');

      CREATE TABLE clinic_codes (
        clinic_id uuid NOT NULL DEFAULT current_clinic(),
        system    text NOT NULL COLLATE "C",
        code      text NOT NULL COLLATE "C",
        -- Where the code stands among the list's: short, general ones first. Answers are in this order.
        number    integer NOT NULL,
        -- The code without dots and hyphens.
        bare      text NOT NULL COLLATE "C",
        display   text NOT NULL,
        synonyms  text[] NOT NULL DEFAULT '{}',
        CONSTRAINT clinic_codes_pk PRIMARY KEY (clinic_id, system, code),
        CONSTRAINT clinic_codes_number_unique UNIQUE (clinic_id, system, number),
        CONSTRAINT clinic_codes_list_fk FOREIGN KEY (clinic_id, system) REFERENCES clinic_code_lists (clinic_id, system),
        CONSTRAINT clinic_codes_code CHECK (code ~ '^[0-9A-Z.-]{1,20}$'),
        CONSTRAINT clinic_codes_display CHECK (length(display) BETWEEN 1 AND 300)
      );
      CREATE INDEX clinic_codes_bare ON clinic_codes (clinic_id, system, bare, number);
      SELECT protect('clinic_codes'), allow_application('clinic_codes', 'SELECT');

      -- Each word of the list's titles and synonyms, with the numbers of the codes that have it: one row a word, not one a
      -- code, so that a word that half the list has is read in one piece.
      CREATE TABLE clinic_code_words (
        clinic_id uuid NOT NULL DEFAULT current_clinic(),
        system    text NOT NULL COLLATE "C",
        word      text NOT NULL COLLATE "C",
        numbers   integer[] NOT NULL,
        CONSTRAINT clinic_code_words_pk PRIMARY KEY (clinic_id, system, word),
        CONSTRAINT clinic_code_words_list_fk FOREIGN KEY (clinic_id, system) REFERENCES clinic_code_lists (clinic_id, system),
        CONSTRAINT clinic_code_words_word CHECK (length(word) BETWEEN 1 AND 40),
        CONSTRAINT clinic_code_words_numbers CHECK (cardinality(numbers) > 0)
      );
      SELECT protect('clinic_code_words'), allow_application('clinic_code_words', 'SELECT');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE clinic_code_words, clinic_codes, clinic_code_lists`);
  }
}
