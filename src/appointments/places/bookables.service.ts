import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createConflictFailure, createInvalidInputFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { findViolatedConstraint } from '../../platform/database/index.js';
import { Pages, requireVersion, withPatch, type MergePatchBody, type Page } from '../../platform/http/index.js';
import { BookablesRepository, type BookableRecord, type BookableType } from './bookables.repository.js';
import {
  DeviceChange,
  RoomChange,
  type DeviceInput,
  type DeviceQuery,
  type DeviceResponse,
  type RoomInput,
  type RoomQuery,
  type RoomResponse,
} from './bookable.dto.js';

const toRoom = ({ id, locationId, name, kind, status, version, createdAt, updatedAt }: BookableRecord): RoomResponse => ({
  id,
  locationId,
  name,
  kind: kind as RoomResponse['kind'],
  status,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
  version,
});

const toDevice = (device: BookableRecord): DeviceResponse => ({
  ...toRoom(device),
  kind: device.kind as DeviceResponse['kind'],
  serialNumber: device.serialNumber,
});

interface Content {
  locationId: string;
  name: string;
  kind: string;
  serialNumber?: string | null;
}

/** Keeps the rooms and the devices that appointments occupy. */
@Injectable()
export class BookablesService {
  constructor(
    private readonly bookables: BookablesRepository,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async getRoom(roomId: string): Promise<RoomResponse> {
    return toRoom(await this.require('room', roomId));
  }

  async getDevice(deviceId: string): Promise<DeviceResponse> {
    return toDevice(await this.require('device', deviceId));
  }

  listRooms(query: RoomQuery): Promise<Page<RoomResponse>> {
    return this.list('room', query, toRoom);
  }

  listDevices(query: DeviceQuery): Promise<Page<DeviceResponse>> {
    return this.list('device', query, toDevice);
  }

  async createRoom(input: RoomInput): Promise<RoomResponse> {
    return toRoom(await this.create('room', input));
  }

  async createDevice(input: DeviceInput): Promise<DeviceResponse> {
    return toDevice(await this.create('device', input));
  }

  async changeRoom(roomId: string, patch: MergePatchBody): Promise<RoomResponse> {
    const room = await this.lock('room', roomId);
    const { locationId, name, kind, status } = toRoom(room);
    return toRoom(await this.save(room, withPatch(RoomChange, { locationId, name, kind, status }, patch)));
  }

  async changeDevice(deviceId: string, patch: MergePatchBody): Promise<DeviceResponse> {
    const device = await this.lock('device', deviceId);
    const { locationId, name, kind, status, serialNumber } = toDevice(device);
    return toDevice(await this.save(device, withPatch(DeviceChange, { locationId, name, kind, status, serialNumber }, patch)));
  }

  private async require(resourceType: BookableType, id: string): Promise<BookableRecord> {
    const bookable = await this.bookables.find(resourceType, id);
    if (!bookable) throw createNotFoundFailure(resourceType);
    return bookable;
  }

  private list<Response>(resourceType: BookableType, query: RoomQuery | DeviceQuery, item: (bookable: BookableRecord) => Response): Promise<Page<Response>> {
    const wanted = { resourceType, locationId: query.locationId ?? null, kind: query.kind ?? null };
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.bookables.list(wanted, after, limit),
      position: (bookable) => bookable.id,
      item,
      total: () => this.bookables.count(wanted),
    });
  }

  private async create(resourceType: BookableType, { locationId, name, kind, serialNumber = null }: Content): Promise<BookableRecord> {
    const now = this.clock.now();
    const bookable: BookableRecord = {
      id: createId(),
      resourceType,
      locationId,
      name: name.trim(),
      kind,
      serialNumber,
      status: 'active',
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await this.refuseWhatCannotBe(bookable, () => this.bookables.insert(bookable));
    return bookable;
  }

  private async lock(resourceType: BookableType, id: string): Promise<BookableRecord> {
    const bookable = await this.bookables.lock(resourceType, id);
    if (!bookable) throw createNotFoundFailure(resourceType);
    requireVersion(bookable.version);
    return bookable;
  }

  private async save(bookable: BookableRecord, changed: Content & Pick<BookableRecord, 'status'>): Promise<BookableRecord> {
    const { locationId, name, kind, serialNumber = null, status } = changed;
    const next: BookableRecord = {
      ...bookable,
      locationId,
      name: name.trim(),
      kind,
      serialNumber,
      status,
      version: bookable.version + 1,
      updatedAt: this.clock.now(),
    };
    await this.refuseWhatCannotBe(next, () => this.bookables.update(next));
    return next;
  }

  private async refuseWhatCannotBe({ resourceType, locationId }: BookableRecord, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const violated = findViolatedConstraint(error);
      if (violated === 'bookables_name_unique') throw createConflictFailure(`The location has a ${resourceType} of this name already.`);
      if (violated === 'bookables_location_fk')
        throw createInvalidInputFailure([
          { pointer: '/locationId', code: 'unknown-location', detail: `The clinic has no location ${locationId}: send one of GET /v1/locations.` },
        ]);
      throw error;
    }
  }
}
