import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Id, Patch, Post, respond, type MergePatchBody, type Page } from '../../platform/http/index.js';
import { DeviceChange, DeviceInput, DeviceQuery, DeviceResponse } from './bookable.dto.js';
import { BookablesService } from './bookables.service.js';

@ApiTags('Scheduling')
@Controller('v1/devices')
export class DevicesController {
  constructor(private readonly bookables: BookablesService) {}

  /** List the devices of the clinic */
  @Get('', {
    permission: 'calendar.read',
    audit: 'none',
    response: respond.page(DeviceResponse),
  })
  listDevices(@Query() query: DeviceQuery): Promise<Page<DeviceResponse>> {
    return this.bookables.listDevices(query);
  }

  /** Add a device */
  @Post('', {
    permission: 'calendar.write',
    audit: 'none',
    versioned: true,
    response: respond.created(DeviceResponse, (device) => `/v1/devices/${device.id}`),
    problems: ['conflict'],
    examples: {
      'A machine for micropigmentation': {
        locationId: '01936f00-5c00-7000-8000-000000000010',
        name: 'Machine 1',
        kind: 'micropigmentation-machine',
        serialNumber: 'SN-0001',
      },
    },
  })
  createDevice(@Body() device: DeviceInput): Promise<DeviceResponse> {
    return this.bookables.createDevice(device);
  }

  /** Read a device */
  @Get(':deviceId', {
    permission: 'calendar.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(DeviceResponse),
  })
  getDevice(@Param('deviceId', Id) deviceId: string): Promise<DeviceResponse> {
    return this.bookables.getDevice(deviceId);
  }

  /**
   * Change or retire a device
   * @remarks Appointments that are booked already stay as they are.
   */
  @Patch(':deviceId', {
    permission: 'calendar.write',
    audit: 'none',
    versioned: true,
    mergePatchOf: DeviceChange,
    response: respond.ok(DeviceResponse),
    problems: ['conflict'],
    examples: {
      'Out of service': { status: 'retired' },
    },
  })
  updateDevice(@Param('deviceId', Id) deviceId: string, @Body() patch: MergePatchBody): Promise<DeviceResponse> {
    return this.bookables.changeDevice(deviceId, patch);
  }
}
