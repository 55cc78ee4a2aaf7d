import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Id, PageQuery, Post, respond, shows, type FileAnswer, type Page } from '../../platform/http/index.js';
import { CalendarSubscriptionInput, CalendarSubscriptionResponse, NewCalendarSubscriptionResponse } from './calendar-subscription.dto.js';
import { CalendarFeeds } from './calendar-feeds.service.js';
import { CalendarSubscriptionsService } from './calendar-subscriptions.service.js';

@ApiTags('Calendars')
@Controller('v1')
export class CalendarsController {
  constructor(
    private readonly subscriptions: CalendarSubscriptionsService,
    private readonly feeds: CalendarFeeds,
  ) {}

  /** List the calendars to which people subscribe, without their addresses */
  @Get('calendar-subscriptions', { permission: 'calendar.write', audit: 'none', response: respond.page(CalendarSubscriptionResponse) })
  listCalendarSubscriptions(@Query() query: PageQuery): Promise<Page<CalendarSubscriptionResponse>> {
    return this.subscriptions.list(query);
  }

  /**
   * Let somebody subscribe to the calendar of a person, room or device
   * @remarks Answers an address that a calendar application reads without other credentials. It is shown once, and can be revoked. It ends by itself when the person leaves, or the room or
   * device retires. The calendar has the past 30 and the coming 180 days, and names no patient.
   */
  @Post('calendar-subscriptions', {
    permission: 'calendar.write',
    audit: { action: 'calendar.subscribe', patients: shows.nobody() },
    versioned: true,
    shownOnce: 'address',
    response: respond.created(NewCalendarSubscriptionResponse, ({ id }) => `/v1/calendar-subscriptions/${id}`),
    examples: { 'The calendar of a technician, with the types of appointments': { staffId: '01936f00-0000-7000-8000-000000000004', shows: 'kind' } },
  })
  createCalendarSubscription(@Body() subscription: CalendarSubscriptionInput): Promise<NewCalendarSubscriptionResponse> {
    return this.subscriptions.create(subscription);
  }

  /** Read a subscription, without its address */
  @Get('calendar-subscriptions/:calendarSubscriptionId', {
    permission: 'calendar.write',
    audit: 'none',
    versioned: true,
    live: true,
    response: respond.ok(CalendarSubscriptionResponse),
  })
  getCalendarSubscription(@Param('calendarSubscriptionId', Id) calendarSubscriptionId: string): Promise<CalendarSubscriptionResponse> {
    return this.subscriptions.get(calendarSubscriptionId);
  }

  /** Revoke the address of a calendar */
  @Post('calendar-subscriptions/:calendarSubscriptionId/revoke', {
    permission: 'calendar.write',
    audit: { action: 'calendar.revoke', patients: shows.nobody() },
    versioned: true,
    response: respond.ok(CalendarSubscriptionResponse),
    problems: ['invalid-transition'],
  })
  revokeCalendarSubscription(@Param('calendarSubscriptionId', Id) calendarSubscriptionId: string): Promise<CalendarSubscriptionResponse> {
    return this.subscriptions.revoke(calendarSubscriptionId);
  }

  /**
   * Read a calendar by its address
   * @remarks By RFC 5545, in UTC, without other credentials. A cancelled appointment stays for 30 days as `STATUS:CANCELLED`; a held time is `TENTATIVE`. At most 30 times in five minutes.
   */
  @Get('calendars/:calendarFile', {
    public: true,
    response: respond.document('text/calendar', 'The calendar.'),
    problems: ['not-found', 'too-many-requests'],
  })
  getCalendar(@Param('calendarFile') calendarFile: string): Promise<FileAnswer> {
    return this.feeds.get(calendarFile);
  }
}
