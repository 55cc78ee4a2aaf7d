import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { StaffService } from '../../clinic/index.js';
import { Clock } from '../../kernel/clock.js';
import { createInvalidInputFailure, createInvalidTransitionFailure, createNotFoundFailure, type FieldError } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { hashSecret } from '../../platform/access/key-encryption.js';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import { getCurrentPrincipal, Pages, requireVersion, toActor, type Page, type PageQuery } from '../../platform/http/index.js';
import { BookablesRepository } from '../places/bookables.repository.js';
import type { CalendarSubscriptionInput, CalendarSubscriptionResponse, NewCalendarSubscriptionResponse } from './calendar-subscription.dto.js';
import { CalendarSubscriptionsRepository, type CalendarSubscription } from './calendar-subscriptions.repository.js';
import { writeCalendarToken } from './calendar-token.js';

const SECRET_BYTES = 32;

const toResponse = ({ id, staffId, bookableId, resourceType, shows, language, createdBy, createdAt, lastUsedAt, revokedAt, version }: CalendarSubscription) =>
  ({
    id,
    staffId,
    roomId: resourceType === 'room' ? bookableId : null,
    deviceId: resourceType === 'device' ? bookableId : null,
    shows,
    language,
    createdBy: toActor(createdBy),
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    version,
  }) satisfies CalendarSubscriptionResponse;

/** Makes and revokes the addresses of calendars. The server keeps the hash of each, so that nobody learns an address from the database. */
@Injectable()
export class CalendarSubscriptionsService {
  constructor(
    private readonly subscriptions: CalendarSubscriptionsRepository,
    private readonly staff: StaffService,
    private readonly bookables: BookablesRepository,
    private readonly pages: Pages,
    private readonly clock: Clock,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  async create(input: CalendarSubscriptionInput): Promise<NewCalendarSubscriptionResponse> {
    const errors = await this.validateSubject(input);
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const { id: createdBy, clinic } = getCurrentPrincipal();
    const token = writeCalendarToken(clinic.id, randomBytes(SECRET_BYTES));
    const id = createId();
    await this.subscriptions.insert({
      id,
      staffId: input.staffId ?? null,
      bookableId: input.roomId ?? input.deviceId ?? null,
      shows: input.shows,
      language: input.language,
      hash: hashSecret(token),
      createdBy,
      createdAt: this.clock.now(),
    });
    return { ...toResponse(await this.require(id)), address: `${this.publicUrl}/v1/calendars/${token}.ics` };
  }

  async get(subscriptionId: string): Promise<CalendarSubscriptionResponse> {
    return toResponse(await this.require(subscriptionId));
  }

  list(query: PageQuery): Promise<Page<CalendarSubscriptionResponse>> {
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.subscriptions.list(after, limit),
      position: ({ id }) => id,
      item: toResponse,
      total: () => this.subscriptions.count(),
    });
  }

  async revoke(subscriptionId: string): Promise<CalendarSubscriptionResponse> {
    const { version, revokedAt } = await this.require(subscriptionId);
    requireVersion(version);
    if (revokedAt) throw createInvalidTransitionFailure('The address was revoked already.', []);
    await this.subscriptions.revoke(subscriptionId, this.clock.now());
    return this.get(subscriptionId);
  }

  private async require(subscriptionId: string): Promise<CalendarSubscription> {
    const subscription = await this.subscriptions.find(subscriptionId);
    if (!subscription) throw createNotFoundFailure('calendar subscription');
    return subscription;
  }

  private async validateSubject({ staffId = null, roomId = null, deviceId = null }: CalendarSubscriptionInput): Promise<FieldError[]> {
    const named = [staffId, roomId, deviceId].filter((id) => id !== null).length;
    if (named !== 1)
      return [
        {
          pointer: '/staffId',
          code: named === 0 ? 'required' : 'contradictory',
          detail: 'Name one person, one room or one device: send exactly one of the three.',
        },
      ];
    if (staffId !== null)
      return (await this.staff.find(staffId))?.status === 'active'
        ? []
        : [{ pointer: '/staffId', code: 'unknown-staff', detail: 'No such person works for the clinic: send one of GET /v1/staff.' }];
    const found = await (roomId === null ? this.bookables.find('device', deviceId!) : this.bookables.find('room', roomId));
    if (found?.status === 'active') return [];
    return roomId === null
      ? [{ pointer: '/deviceId', code: 'unknown-device', detail: 'The clinic has no such device in use: send one of GET /v1/devices.' }]
      : [{ pointer: '/roomId', code: 'unknown-room', detail: 'The clinic has no such room in use: send one of GET /v1/rooms.' }];
  }
}
