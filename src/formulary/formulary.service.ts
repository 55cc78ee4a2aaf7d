import { createFieldError } from '../kernel/field-error.js';
import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { createConflictFailure, createInvalidInputFailure, createInvalidTransitionFailure, createNotFoundFailure, type FieldError } from '../kernel/failure.js';
import { createId } from '../kernel/id.js';
import { getCurrentPrincipal, Pages, type Page, toActor } from '../platform/http/index.js';
import type { ClinicNames } from './domain/clinic-names.js';
import { compareWithCurrentNames, readFormularyFile, type LineProblem } from './domain/formulary-file.js';
import { createImportedNames } from './domain/imported-names.js';
import { listLearnedNames, type SaidEntry } from './domain/learning.js';
import { toComparableName, LONGEST_NAME, validateMeaning, toMeaning, type Meaning, type NamedCode, type NameKind, type NameOrigin } from './domain/name.js';
import type {
  FormularyConfirmationResponse,
  FormularyEntryInput,
  FormularyEntryQuery,
  FormularyEntryResponse,
  FormularyImportResponse,
} from './formulary-entry.dto.js';
import { FormularyRepository, type NameStatus, type NewName, type StoredName } from './formulary.repository.js';

const deriveNameStatus = ({ confirmedAt, revokedAt }: StoredName): NameStatus => (revokedAt ? 'revoked' : confirmedAt ? 'confirmed' : 'proposed');

const toResponse = (stored: StoredName): FormularyEntryResponse => {
  const { normalized, recordedAt, confirmedAt, revokedAt, ...rest } = stored;
  return {
    ...rest,
    codes: stored.codes as FormularyEntryResponse['codes'],
    comparedAs: normalized,
    status: deriveNameStatus(stored),
    recordedBy: toActor(stored.recordedBy),
    confirmedBy: toActor(stored.confirmedBy),
    revokedBy: toActor(stored.revokedBy),
    recordedAt: recordedAt.toISOString(),
    confirmedAt: confirmedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  };
};

/** The largest number of wrong lines that a problem names. A file with more wrong lines is the wrong file. */
const MOST_PROBLEMS = 1000;

/** Builds the field errors of a file; the number after `/file/` is the line. */
const toFieldErrors = (problems: readonly LineProblem[]): FieldError[] => [
  ...problems.slice(0, MOST_PROBLEMS).map(({ line, code, detail }) => createFieldError(`/file/${line}`, code, `Line ${line}: ${detail}`)),
  ...(problems.length > MOST_PROBLEMS ? [createFieldError('/file', 'too-many', `${problems.length - MOST_PROBLEMS} more lines are wrong.`)] : []),
];

const decodeText = (content: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw createInvalidInputFailure([
      { pointer: '/file', code: 'not-utf-8', detail: 'The file is not text in UTF-8: save it as CSV in UTF-8, and send it again.' },
    ]);
  }
};

/**
 * Manages a clinic's own names of medicines, conditions and procedures. The next check and the next screening read a changed name; the change itself does not
 * screen the open plans.
 */
@Injectable()
export class FormularyService {
  constructor(
    private readonly formulary: FormularyRepository,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Reads the meanings of the clinic's names that a dermatologist has confirmed and nobody has revoked, in one short statement. */
  getClinicNames(): Promise<ClinicNames> {
    return this.formulary.getClinicNames();
  }

  async get(id: string): Promise<FormularyEntryResponse> {
    const found = await this.formulary.find(id);
    if (!found) throw createNotFoundFailure('formulary entry');
    return toResponse(found);
  }

  list(query: FormularyEntryQuery): Promise<Page<FormularyEntryResponse>> {
    const { kind, status, importId } = query;
    const part = query.query === undefined ? null : toComparableName(query.query);
    const filter = { kind: kind ?? null, status: status ?? null, part, importId: importId ?? null };
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.formulary.list(filter, after, limit),
      position: ({ id }) => id,
      item: toResponse,
      total: () => this.formulary.count(filter),
    });
  }

  /** Teaches a name. A name that a dermatologist teaches is confirmed at once; any other name is proposed until a dermatologist confirms it. */
  async teach(input: FormularyEntryInput): Promise<FormularyEntryResponse> {
    const meaning = toMeaning(input);
    const errors = validateMeaning(meaning);
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const added = this.createName(meaning, toComparableName(meaning.name), 'taught');
    if ((await this.formulary.insert([added])) === 0) {
      const [existing] = await this.formulary.listCurrent([added]);
      throw createConflictFailure('The name stands for something already: revoke that entry first.', { existing: existing?.id ?? null });
    }
    return toResponse({ ...added, revokedBy: null, revokedAt: null, revokedReason: null });
  }

  async confirm(id: string): Promise<FormularyEntryResponse> {
    const found = await this.lockCurrent(id);
    if (found.confirmedAt) throw createInvalidTransitionFailure('The entry is confirmed already.', ['revoke']);
    return toResponse(await this.formulary.confirm(id, getCurrentPrincipal().id, this.clock.now()));
  }

  async revoke(id: string, reason: string): Promise<FormularyEntryResponse> {
    await this.lockCurrent(id);
    return toResponse(await this.formulary.revoke(id, getCurrentPrincipal().id, this.clock.now(), reason.trim()));
  }

  /** Adds the names of a CSV file; where lines are wrong, adds none and throws a problem that names each wrong line. */
  async import(content: Buffer): Promise<FormularyImportResponse> {
    const { names, problems } = await readFormularyFile(decodeText(content), setImmediate);
    if (problems.length > 0) throw createInvalidInputFailure(toFieldErrors(problems));
    const compared = compareWithCurrentNames(names, await this.formulary.listCurrent(names));
    if (compared.problems.length > 0) throw createInvalidInputFailure(toFieldErrors(compared.problems));
    const { id: recordedBy } = getCurrentPrincipal();
    const importId = createId();
    const confirmedBy = this.findConfirmer();
    const added = createImportedNames(compared.added, { importId, recordedBy, confirmedBy, at: this.clock.now() });
    if (added.length > 0 && (await this.formulary.insert(added)) < added.length)
      throw createConflictFailure('Somebody taught one of the names at this moment: import the file again.');
    return { importId, added: added.length, unchanged: compared.unchanged, toConfirm: confirmedBy === null && added.length > 0 };
  }

  /** Confirms all names of one import that are still proposed. */
  async confirmImport(importId: string): Promise<FormularyConfirmationResponse> {
    const filter = { kind: null, status: null, part: null, importId };
    if ((await this.formulary.list(filter, null, 1)).length === 0) throw createNotFoundFailure('import');
    return { importId, confirmed: await this.formulary.confirmImport(importId, getCurrentPrincipal().id, this.clock.now()) };
  }

  /**
   * Learns names from entries that have both words and a code, where a dermatologist records the entries. From then on the words mean the code in this clinic.
   * A name is not learned where the shipped vocabulary reads it by itself or contradicts it, or where the name has a meaning already.
   */
  async learn(said: readonly SaidEntry[]): Promise<void> {
    if (this.findConfirmer() === null) return;
    const learned = listLearnedNames(said);
    if (learned.length === 0) return;
    await this.formulary.learn(
      learned.map(({ kind, name, normalized, codes }) => this.createName({ kind, name, codes, harmless: false, reason: null }, normalized, 'learned')),
    );
  }

  /**
   * Learns that a name concerns no treatment, as a dermatologist has declared with a reason. A name is not learned where the shipped vocabulary knows a meaning
   * that matters.
   */
  async learnHarmless(kind: NameKind, name: string, reason: string): Promise<void> {
    const meaning: Meaning = { kind, name: name.trim(), codes: [], harmless: true, reason: reason.trim() };
    if (this.findConfirmer() === null || meaning.name.length > LONGEST_NAME || validateMeaning(meaning).length > 0) return;
    await this.formulary.insert([this.createName(meaning, toComparableName(meaning.name), 'learned')]);
  }

  /** The dermatologist who confirms names by recording them; null for every other principal. */
  private findConfirmer(): string | null {
    const { kind, id, role } = getCurrentPrincipal();
    return kind === 'staff' && role === 'dermatologist' ? id : null;
  }

  private createName({ kind, name, codes, harmless, reason }: Meaning, normalized: string, origin: NameOrigin): NewName {
    const now = this.clock.now();
    const confirmedBy = this.findConfirmer();
    return {
      id: createId(),
      kind,
      name,
      normalized,
      codes: codes as NamedCode[],
      harmless,
      reason,
      origin,
      importId: null,
      recordedBy: getCurrentPrincipal().id,
      recordedAt: now,
      confirmedBy,
      confirmedAt: confirmedBy === null ? null : now,
    };
  }

  private async lockCurrent(id: string): Promise<StoredName> {
    const found = await this.formulary.lock(id);
    if (!found) throw createNotFoundFailure('formulary entry');
    if (found.revokedAt) throw createInvalidTransitionFailure('The entry was revoked: teach the name again.', []);
    return found;
  }
}
