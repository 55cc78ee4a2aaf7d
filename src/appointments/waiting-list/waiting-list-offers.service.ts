import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay, type Day } from '../../kernel/day.js';
import { createInvalidInputFailure } from '../../kernel/failure.js';
import { SessionBookings } from '../../treatments/index.js';
import { AppointmentCalendar } from '../availability/appointment-calendar.service.js';
import { listDays } from '../availability/availability.service.js';
import { BookingService } from '../booking/booking.service.js';
import { addMinutes, TimeFinder, type FoundTime } from '../booking/time-finder.service.js';
import type { Slot } from '../domain/availability.js';
import type { FreedSpan, FreedTime, OfferMade } from '../domain/freed-time.js';
import { validateSpan } from '../domain/span.js';
import { mayBeOffered } from '../domain/waiting-list.js';
import type { LocationRecord } from '../places/locations.repository.js';
import type { WaitingListOffersInput } from './waiting-list.dto.js';
import { WaitingListRepository, type Candidate } from './waiting-list.repository.js';

const LONGEST_DAYS = 31;

/** How many entries are looked at in one request. */
const MOST_AT_ONCE = 50;

/** Time of a location that is looked through. */
interface Search {
  location: LocationRecord;
  timeZone: string;
  days: readonly Day[];
  /** The instant to which the time is to be as near as can be. */
  from: Date;
  isMeant: (slot: Slot) => boolean;
}

/**
 * Offers free time to those who wait, in their order, and holds it for each for a while. The location is locked and the time is held by an appointment, so that none is offered to two,
 * whatever runs at once.
 */
@Injectable()
export class WaitingListOffers implements FreedTime {
  constructor(
    private readonly entries: WaitingListRepository,
    private readonly booking: BookingService,
    private readonly finder: TimeFinder,
    private readonly calendar: AppointmentCalendar,
    private readonly sessions: SessionBookings,
    private readonly clock: Clock,
  ) {}

  /** Offers time that overlaps a span that became free. */
  async offer({ locationId, from, to }: FreedSpan): Promise<OfferMade[]> {
    if (to <= this.clock.now()) return [];
    const location = await this.calendar.getLocation(locationId);
    const { offers } = await this.search(location, { from, to }, ({ start, end }) => start < to.getTime() && end > from.getTime());
    return offers;
  }

  /** Offers all time of a span that is free. */
  async offerAll({ locationId, from, to }: WaitingListOffersInput): Promise<{ offers: OfferMade[]; hasMore: boolean }> {
    const location = await this.calendar.requireLocation(locationId, '/');
    const span = { from: new Date(from), to: new Date(to) };
    const errors = validateSpan({ from, to }, '/', LONGEST_DAYS);
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    return this.search(location, span, ({ start, end }) => start >= span.from.getTime() && end <= span.to.getTime());
  }

  private async search(
    location: LocationRecord,
    { from, to }: { from: Date; to: Date },
    isMeant: Search['isMeant'],
  ): Promise<{ offers: OfferMade[]; hasMore: boolean }> {
    const now = this.clock.now();
    if (location.status !== 'active' || to <= now) return { offers: [], hasMore: false };
    const timeZone = await this.calendar.findTimeZone(location);
    const begin = from < now ? now : from;
    const [first, last] = [toCalendarDay(begin, timeZone), toCalendarDay(to, timeZone)];
    await this.finder.lock(location);
    const candidates = await this.entries.lockCandidates({ locationId: location.id, from: first, to: last, now, limit: MOST_AT_ONCE });
    const offers: OfferMade[] = [];
    for (const candidate of candidates) {
      const found = await this.find(candidate, { location, timeZone, days: listDays(first, last), from: begin, isMeant });
      if (found) offers.push(await this.hold(candidate, location, found));
    }
    return { offers, hasMore: candidates.length === MOST_AT_ONCE };
  }

  /** Finds the time nearest to the wanted one that suits an entry. */
  private async find(entry: Candidate, { location, timeZone, days, from, isMeant }: Search): Promise<FoundTime | null> {
    const now = this.clock.now();
    const sessionId = entry.treatmentSessionId ?? entry.currentSessionId;
    const session = sessionId === null ? null : await this.sessions.lock(sessionId);
    if (sessionId !== null && session?.status !== 'scheduled') return null;
    return this.finder.findNearestOf(
      {
        needs: await this.calendar.getType(entry.appointmentTypeId),
        location,
        startsAt: from,
        staffIds: entry.staffIds,
        refusals: session?.refusals ?? [],
        notBefore: now,
      },
      days,
      (slot) => isMeant(slot) && mayBeOffered(slot, toCalendarDay(new Date(slot.start), timeZone), entry, { now, timeZone }),
    );
  }

  /** Holds a time for an entry. */
  private async hold(entry: Candidate, location: LocationRecord, found: FoundTime): Promise<OfferMade> {
    const now = this.clock.now();
    const { preparationMinutes, cleanUpMinutes } = await this.calendar.getType(entry.appointmentTypeId);
    const until = addMinutes(now, entry.answerWithinMinutes);
    const { id } = await this.booking.add(
      {
        patientId: entry.patientId,
        appointmentTypeId: entry.appointmentTypeId,
        locationId: location.id,
        treatmentSessionId: entry.treatmentSessionId,
        status: 'held',
        preparationMinutes,
        cleanUpMinutes,
        overbookingReason: null,
        isWalkIn: false,
        heldUntil: until < found.startsAt ? until : found.startsAt,
        note: null,
        arrivedAt: null,
      },
      found,
    );
    await this.entries.update({ ...entry, status: 'offered', offeredAppointmentId: id, updatedAt: now });
    return { waitingListEntryId: entry.id, patientId: entry.patientId, appointmentId: id };
  }
}
