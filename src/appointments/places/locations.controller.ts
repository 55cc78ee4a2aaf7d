import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Id, PageQuery, Patch, Post, respond, type MergePatchBody, type Page } from '../../platform/http/index.js';
import { LocationChange, LocationInput, LocationResponse } from './location.dto.js';
import { LocationsService } from './locations.service.js';

@ApiTags('Scheduling')
@Controller('v1/locations')
export class LocationsController {
  constructor(private readonly locations: LocationsService) {}

  /** List the locations of the clinic */
  @Get('', {
    permission: 'calendar.read',
    audit: 'none',
    response: respond.page(LocationResponse),
  })
  listLocations(@Query() query: PageQuery): Promise<Page<LocationResponse>> {
    return this.locations.list(query);
  }

  /** Add a location */
  @Post('', {
    permission: 'calendar.write',
    audit: 'none',
    versioned: true,
    response: respond.created(LocationResponse, (location) => `/v1/locations/${location.id}`),
    problems: ['conflict'],
    examples: {
      'A second location, with hours of its own': {
        name: 'Sector 44',
        timeZone: 'Asia/Kolkata',
        openingHours: { monday: [{ opens: '11:00', closes: '20:00' }], saturday: [{ opens: '10:00', closes: '14:00' }] },
        holidayRegion: 'IN-HR',
      },
      'A location with the hours of the clinic': { name: 'Old town' },
    },
  })
  createLocation(@Body() location: LocationInput): Promise<LocationResponse> {
    return this.locations.create(location);
  }

  /** Read a location */
  @Get(':locationId', {
    permission: 'calendar.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(LocationResponse),
  })
  getLocation(@Param('locationId', Id) locationId: string): Promise<LocationResponse> {
    return this.locations.get(locationId);
  }

  /**
   * Change or retire a location
   * @remarks Appointments that are booked already stay as they are.
   */
  @Patch(':locationId', {
    permission: 'calendar.write',
    audit: 'none',
    versioned: true,
    mergePatchOf: LocationChange,
    response: respond.ok(LocationResponse),
    problems: ['conflict'],
    examples: {
      'The hours of the clinic from now on': { openingHours: null },
      Retire: { status: 'retired' },
    },
  })
  updateLocation(@Param('locationId', Id) locationId: string, @Body() patch: MergePatchBody): Promise<LocationResponse> {
    return this.locations.change(locationId, patch);
  }
}
