import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FileAnswer, Id, shows, type Page, EnteredInErrorInput, Post, respond, Get } from '../platform/http/index.js';
import { PhotographInput, PhotographQuery, PhotographResponse } from './photograph.dto.js';
import { keptTypes } from './domain/photograph.js';
import { PhotographsService } from './photographs.service.js';

@ApiTags('Photographs')
@Controller('v1')
export class PhotographsController {
  constructor(private readonly photographs: PhotographsService) {}

  /**
   * Record a photograph
   * @remarks The request is a form with the file and its fields. The patient must have signed a consent of the kind `photography-record` by
   * the time at which the photograph was taken. The consent must not have been withdrawn; otherwise the problem is `consent-missing`. The file
   * may have 20 MB, unless the server has another limit.
   */
  @Post('patients/:patientId/photos', {
    permission: 'photo.write',
    audit: { action: 'photo.create', patients: shows.path() },
    versioned: true,
    takesFile: {},
    response: respond.created(PhotographResponse, (photo) => `/v1/photos/${photo.id}`),
    problems: ['consent-missing', 'invalid-transition'],
    examples: {
      'The crown, from above': {
        file: 'crown.jpg',
        region: 'vertex',
        angle: 'top',
        takenAt: '2026-01-20T10:40:00+05:30',
        note: 'Wet hair, centre parting',
      },
    },
  })
  createPhoto(@Param('patientId', Id) patientId: string, @Body() photo: PhotographInput): Promise<PhotographResponse> {
    return this.photographs.add(patientId, photo);
  }

  /**
   * List a patient’s photographs
   * @remarks In the order in which they were recorded. Photographs entered in error are included, with their `status`.
   */
  @Get('patients/:patientId/photos', {
    permission: 'photo.read',
    audit: { action: 'photo.list', patients: shows.path() },
    response: respond.page(PhotographResponse),
  })
  listPhotos(@Param('patientId', Id) patientId: string, @Query() query: PhotographQuery): Promise<Page<PhotographResponse>> {
    return this.photographs.list(patientId, query);
  }

  /** Read the data of a photograph */
  @Get('photos/:photoId', {
    permission: 'photo.read',
    audit: { action: 'photo.read', patients: shows.result() },
    versioned: true,
    response: respond.ok(PhotographResponse),
  })
  getPhoto(@Param('photoId', Id) photoId: string): Promise<PhotographResponse> {
    return this.photographs.get(photoId);
  }

  /** Read the picture of a photograph */
  @Get('photos/:photoId/content', {
    permission: 'photo.read',
    audit: { action: 'photo.read-content', patients: shows.result() },
    response: respond.storedFile(keptTypes, 'The picture.'),
    problems: ['gone'],
  })
  getPhotoContent(@Param('photoId', Id) photoId: string): Promise<FileAnswer> {
    return this.photographs.getContent(photoId);
  }

  /** Read a small version of the photograph, of at most 320 pixels */
  @Get('photos/:photoId/thumbnail', {
    permission: 'photo.read',
    audit: { action: 'photo.read-thumbnail', patients: shows.result() },
    response: respond.storedFile(['image/webp'], 'The smaller picture.'),
    problems: ['gone'],
  })
  getPhotoThumbnail(@Param('photoId', Id) photoId: string): Promise<FileAnswer> {
    return this.photographs.getThumbnail(photoId);
  }

  /**
   * Mark a photograph as entered in error
   * @remarks The data of the photograph stay; its pictures are no longer shown.
   */
  @Post('photos/:photoId/entered-in-error', {
    permission: 'photo.write',
    audit: { action: 'photo.enter-in-error', patients: shows.result() },
    versioned: true,
    response: respond.ok(PhotographResponse),
    problems: ['invalid-transition'],
    examples: {
      'Taken of another patient': { reason: 'Taken of another patient' },
    },
  })
  enterPhotoInError(@Param('photoId', Id) photoId: string, @Body() error: EnteredInErrorInput): Promise<PhotographResponse> {
    return this.photographs.enterInError(photoId, error);
  }
}
