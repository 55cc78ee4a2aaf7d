import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Id, Patch, Post, respond, type MergePatchBody, type Page } from '../../platform/http/index.js';
import { RoomChange, RoomInput, RoomQuery, RoomResponse } from './bookable.dto.js';
import { BookablesService } from './bookables.service.js';

@ApiTags('Scheduling')
@Controller('v1/rooms')
export class RoomsController {
  constructor(private readonly bookables: BookablesService) {}

  /** List the rooms of the clinic */
  @Get('', {
    permission: 'calendar.read',
    audit: 'none',
    response: respond.page(RoomResponse),
  })
  listRooms(@Query() query: RoomQuery): Promise<Page<RoomResponse>> {
    return this.bookables.listRooms(query);
  }

  /** Add a room */
  @Post('', {
    permission: 'calendar.write',
    audit: 'none',
    versioned: true,
    response: respond.created(RoomResponse, (room) => `/v1/rooms/${room.id}`),
    problems: ['conflict'],
    examples: {
      'A treatment room': { locationId: '01936f00-5c00-7000-8000-000000000010', name: 'Treatment room 2', kind: 'treatment' },
    },
  })
  createRoom(@Body() room: RoomInput): Promise<RoomResponse> {
    return this.bookables.createRoom(room);
  }

  /** Read a room */
  @Get(':roomId', {
    permission: 'calendar.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(RoomResponse),
  })
  getRoom(@Param('roomId', Id) roomId: string): Promise<RoomResponse> {
    return this.bookables.getRoom(roomId);
  }

  /**
   * Change or retire a room
   * @remarks Appointments that are booked already stay as they are.
   */
  @Patch(':roomId', {
    permission: 'calendar.write',
    audit: 'none',
    versioned: true,
    mergePatchOf: RoomChange,
    response: respond.ok(RoomResponse),
    problems: ['conflict'],
    examples: {
      'Another name': { name: 'Treatment room 3' },
      Retire: { status: 'retired' },
    },
  })
  updateRoom(@Param('roomId', Id) roomId: string, @Body() patch: MergePatchBody): Promise<RoomResponse> {
    return this.bookables.changeRoom(roomId, patch);
  }
}
