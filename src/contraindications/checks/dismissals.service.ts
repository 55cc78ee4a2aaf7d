import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createConflictFailure, createInvalidInputFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { FormularyService, type NameKind } from '../../formulary/index.js';
import { createId } from '../../kernel/id.js';
import { PatientsService } from '../../patients/index.js';
import { findViolatedConstraint } from '../../platform/database/index.js';
import { getCurrentPrincipal, Pages, type Page, type PageQuery, toActor } from '../../platform/http/index.js';
import { ChecksRepository } from './checks.repository.js';
import type { UnreadItemDismissalInput, UnreadItemDismissalResponse } from './dismissal.dto.js';
import { DismissalsRepository, type StoredDismissal } from './dismissals.repository.js';
import { KnownFactsService } from './known-facts.service.js';
import { describeEmptiness, findEmptiness } from './override-reason.js';
import type { UnreadFact, UnreadItem } from '../engine/index.js';
import { toUnreadResponse } from './unread.dto.js';

const toResponse = ({ item, dismissedAt, revokedAt, ...dismissal }: StoredDismissal): UnreadItemDismissalResponse => ({
  ...dismissal,
  dismissedBy: toActor(dismissal.dismissedBy),
  revokedBy: toActor(dismissal.revokedBy),
  item: toUnreadResponse(item),
  dismissedAt: dismissedAt.toISOString(),
  revokedAt: revokedAt?.toISOString() ?? null,
});

/** The kind of formulary name for each kind of unread fact; null where the formulary has no such names. */
const nameKindOf: Record<UnreadFact, NameKind | null> = {
  medication: 'substance',
  allergy: 'substance',
  'planned-ingredient': 'substance',
  condition: 'condition',
  'planned-indication': 'condition',
  procedure: 'procedure',
  'adverse-event': null,
  'planned-product': null,
  'laboratory-result': null,
};

/** The name to add to the formulary: the only unknown word, without strength and schedule; with several unknown words, the whole text. */
const chooseName = ({ words, about }: UnreadItem): string => (words.length === 1 ? words[0]! : about);

const createAlreadyDismissedFailure = () => createConflictFailure('This item was dismissed already.');

/** Manages dermatologists' decisions that unread items do not matter for a treatment. */
@Injectable()
export class DismissalsService {
  constructor(
    private readonly dismissals: DismissalsRepository,
    private readonly checks: ChecksRepository,
    private readonly known: KnownFactsService,
    private readonly patients: PatientsService,
    private readonly formulary: FormularyService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Stores the dismissal of an item that a check could not read. The dismissal is used from the next check of the patient on. */
  async dismiss(checkId: string, { itemId, reason, forEveryPatient = false }: UnreadItemDismissalInput): Promise<UnreadItemDismissalResponse> {
    const check = await this.checks.find(checkId);
    if (!check) throw createNotFoundFailure('check');
    const item = check.unread.find(({ id }) => id === itemId);
    if (!item)
      throw createInvalidInputFailure([
        { pointer: '/itemId', code: 'unknown-item', detail: 'The check has no unread item of this id: name the itemId of one that stands in its unread.' },
      ]);
    const emptiness = findEmptiness(reason);
    if (emptiness)
      throw createInvalidInputFailure([
        { pointer: '/reason', code: emptiness, detail: describeEmptiness(emptiness, 'why the item does not matter for the treatment') },
      ]);
    await this.patients.requireWritable(check.patientId);
    const standing = await this.dismissals.listInForce([check.patientId]);
    if (standing.some((ofPatient) => ofPatient.treatment === check.treatment && ofPatient.itemId === itemId)) throw createAlreadyDismissedFailure();
    const dismissal: StoredDismissal = {
      id: createId(),
      patientId: check.patientId,
      checkId,
      treatment: check.treatment,
      item,
      reason: reason.trim(),
      dismissedBy: getCurrentPrincipal().id,
      dismissedAt: this.clock.now(),
      revokedBy: null,
      revokedAt: null,
      revokedReason: null,
    };
    try {
      await this.dismissals.insert(dismissal);
    } catch (error) {
      if (findViolatedConstraint(error) === 'contraindication_dismissals_standing') throw createAlreadyDismissedFailure();
      throw error;
    }
    const kind = nameKindOf[item.fact];
    if (forEveryPatient && kind) await this.formulary.learnHarmless(kind, chooseName(item), reason);
    return toResponse(dismissal);
  }

  /** Lists the dismissals of a patient, the newest first, including revoked ones. */
  async list(patientId: string, query: PageQuery): Promise<Page<UnreadItemDismissalResponse>> {
    const [, page] = await Promise.all([
      this.known.requirePatient(patientId),
      this.pages.read(query, {
        rows: (after: string | null, limit) => this.dismissals.list(patientId, after, limit),
        position: (dismissal) => dismissal.id,
        item: toResponse,
        total: () => this.dismissals.count(patientId),
      }),
    ]);
    return page;
  }

  /**
   * Revokes a dismissal. Each of several merged records may have had a dismissal of the item, so all of them are revoked; otherwise the item would stay
   * dismissed.
   */
  async revoke(dismissalId: string, reason: string): Promise<UnreadItemDismissalResponse> {
    const found = await this.dismissals.lock(dismissalId);
    if (!found) throw createNotFoundFailure('dismissal');
    if (found.revokedAt !== null) throw createConflictFailure('It was taken back already.');
    await this.patients.requireWritable(found.patientId);
    const revoked = await this.dismissals.revoke(found, getCurrentPrincipal().id, this.clock.now(), reason.trim());
    return toResponse(revoked.find(({ id }) => id === dismissalId)!);
  }
}
