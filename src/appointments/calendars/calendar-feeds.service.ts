import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Clock } from '../../kernel/clock.js';
import { createNotFoundFailure, Failure } from '../../kernel/failure.js';
import { MILLISECONDS_PER_DAY, MILLISECONDS_PER_HOUR } from '../../kernel/instant.js';
import { hashSecret } from '../../platform/access/key-encryption.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { getCurrentRequest } from '../../platform/context.js';
import { Database } from '../../platform/database/index.js';
import { computeContentTag, FileAnswer } from '../../platform/http/index.js';
import { CalendarSubscriptionsRepository, type CalendarEventRow, type CalendarSubscription } from './calendar-subscriptions.repository.js';
import { readCalendarFile } from './calendar-token.js';
import { renderFeed } from './feed.js';

const DAYS_BACK = 30;
const DAYS_AHEAD = 180;
const CANCELLED_DAYS = 30;
const MOST_EVENTS = 10_000;
const READS = 30;
const WINDOW_SECONDS = 300;

interface ReadCalendar {
  subscription: CalendarSubscription;
  events: readonly CalendarEventRow[];
}

/**
 * Answers the calendars to whoever has their address. An address has an allowance of its own, as has the network address of whoever tries addresses that are none. Reading is audited once a
 * day, in UTC, for each subscription: a calendar application asks every hour, and what it gets names no patient.
 */
@Injectable()
export class CalendarFeeds {
  private readonly allowance = new RateLimiterMemory({ points: READS, duration: WINDOW_SECONDS });

  constructor(
    private readonly subscriptions: CalendarSubscriptionsRepository,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async get(file: string): Promise<FileAnswer> {
    const address = readCalendarFile(file);
    const hash = address && hashSecret(address.token);
    await this.spend(hash === null ? `unknown:${getCurrentRequest().sourceAddress}` : `calendar:${hash.toString('base64')}`);
    const read = address && hash && (await this.database.runInClinic(address.clinicId, () => this.read(hash)));
    if (!read) {
      await this.spend(`unknown:${getCurrentRequest().sourceAddress}`);
      throw createNotFoundFailure('calendar');
    }
    const body = renderFeed({ ...read.subscription, events: read.events });
    return new FileAnswer({ body, mediaType: 'text/calendar; charset=utf-8', patientId: null, etag: computeContentTag(body) });
  }

  private async read(hash: Buffer): Promise<ReadCalendar | null> {
    const subscription = await this.subscriptions.findBySecret(hash);
    if (!subscription?.isInUse || subscription.revokedAt) return null;
    const now = this.clock.now();
    const { staffId, bookableId, lastUsedAt } = subscription;
    const events = await this.subscriptions.listEvents({
      staffId,
      bookableId,
      from: new Date(now.getTime() - DAYS_BACK * MILLISECONDS_PER_DAY),
      to: new Date(now.getTime() + DAYS_AHEAD * MILLISECONDS_PER_DAY),
      cancelledSince: new Date(now.getTime() - CANCELLED_DAYS * MILLISECONDS_PER_DAY),
      limit: MOST_EVENTS,
    });
    const isFirstOfDay = lastUsedAt?.toISOString().slice(0, 10) !== now.toISOString().slice(0, 10);
    if (isFirstOfDay) await this.auditRead(subscription);
    if (isFirstOfDay || now.getTime() - lastUsedAt.getTime() >= MILLISECONDS_PER_HOUR) await this.subscriptions.recordUse(subscription.id, now);
    return { subscription, events };
  }

  /** Records that the calendar is read, in the name of who made the subscription: in the transaction that says so of the day, so that no day goes without. */
  private async auditRead({ id, createdBy }: CalendarSubscription): Promise<void> {
    const entry = { action: 'calendar.read', patientIds: [], resourceId: id, outcome: 'success' as const, status: 200 };
    await this.audit.add(getCurrentRequest(), { kind: 'staff', id: createdBy, role: null }, entry);
  }

  private async spend(key: string): Promise<void> {
    try {
      await this.allowance.consume(key);
    } catch (spent) {
      if (!(spent instanceof RateLimiterRes)) throw spent;
      throw new Failure('too-many-requests', `A calendar is read at most ${READS} times in ${WINDOW_SECONDS / 60} minutes.`, {
        headers: { 'Retry-After': String(Math.max(1, Math.ceil(spent.msBeforeNext / 1000))) },
      });
    }
  }
}
