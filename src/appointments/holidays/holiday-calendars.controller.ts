import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, PageQuery, Put, respond, type Page } from '../../platform/http/index.js';
import { HolidayCalendarChange, HolidayCalendarResponse } from './holiday-calendar.dto.js';
import { HolidayCalendarsService } from './holiday-calendars.service.js';
import { Region } from './region.pipe.js';

@ApiTags('Scheduling')
@Controller('v1/holiday-calendars')
export class HolidayCalendarsController {
  constructor(private readonly calendars: HolidayCalendarsService) {}

  /** List the calendars of public holidays */
  @Get('', {
    permission: 'calendar.read',
    audit: 'none',
    response: respond.page(HolidayCalendarResponse),
  })
  listHolidayCalendars(@Query() query: PageQuery): Promise<Page<HolidayCalendarResponse>> {
    return this.calendars.list(query);
  }

  /**
   * Read the public holidays of a region
   * @remarks Until the clinic loads them, a region has none.
   */
  @Get(':region', {
    permission: 'calendar.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(HolidayCalendarResponse),
  })
  getHolidayCalendar(@Param('region', Region) region: string): Promise<HolidayCalendarResponse> {
    return this.calendars.get(region);
  }

  /**
   * Load the public holidays of a region
   * @remarks The locations of the region (`holidayRegion`) are closed on these days. Appointments that are booked already stay as they are.
   */
  @Put(':region', {
    permission: 'calendar.write',
    audit: 'none',
    versioned: true,
    response: respond.ok(HolidayCalendarResponse),
    examples: {
      'Two holidays of Haryana': {
        holidays: [
          { on: '2026-11-08', name: 'Diwali' },
          { on: '2027-01-26', name: 'Republic Day' },
        ],
      },
    },
  })
  replaceHolidayCalendar(@Param('region', Region) region: string, @Body() calendar: HolidayCalendarChange): Promise<HolidayCalendarResponse> {
    return this.calendars.replace(region, calendar);
  }
}
