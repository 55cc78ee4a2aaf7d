import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Access,
  Answers,
  AnswersPage,
  AnswersStoredFile,
  Audited,
  Creates,
  Example,
  Fails,
  FileAnswer,
  Id,
  shows,
  TakesFile,
  Versioned,
  type Page,
  EnteredInErrorInput,
} from '../platform/http/index.js';
import { keptTypes, PhotographInput, PhotographQuery, PhotographResponse } from './photograph.dto.js';
import { PhotographsService } from './photographs.service.js';

@ApiTags('Photographs')
@Controller('v1')
export class PhotographsController {
  constructor(private readonly photographs: PhotographsService) {}

  /**
   * Record a photograph
   * @remarks A form with the file and its fields. The patient has signed a consent of the kind `photography-record` by the time at which it
   * was taken, and has not withdrawn it; `consent-missing` otherwise. The file may have 20 MB, where the server is not set otherwise.
   */
  @Post('patients/:patientId/photos')
  @Access('photo.write')
  @Audited('photo.create', shows.path())
  @Versioned()
  @TakesFile()
  @Example('The crown, from above', {
    file: 'crown.jpg',
    region: 'vertex',
    angle: 'top',
    takenAt: '2026-01-20T10:40:00+05:30',
    note: 'Wet hair, centre parting',
  })
  @Creates(PhotographResponse, (photo) => `/v1/photos/${photo.id}`)
  @Fails('consent-missing', 'invalid-transition')
  createPhoto(@Param('patientId', Id) patientId: string, @Body() photo: PhotographInput): Promise<PhotographResponse> {
    return this.photographs.add(patientId, photo);
  }

  /**
   * List a patient’s photographs
   * @remarks In the order in which they were recorded, those entered in error included: `status` says so.
   */
  @Get('patients/:patientId/photos')
  @Access('photo.read')
  @Audited('photo.list', shows.path())
  @AnswersPage(PhotographResponse)
  listPhotos(@Param('patientId', Id) patientId: string, @Query() query: PhotographQuery): Promise<Page<PhotographResponse>> {
    return this.photographs.list(patientId, query);
  }

  /** Read what is known of a photograph */
  @Get('photos/:photoId')
  @Access('photo.read')
  @Audited('photo.read', shows.result())
  @Versioned()
  @Answers(PhotographResponse)
  getPhoto(@Param('photoId', Id) photoId: string): Promise<PhotographResponse> {
    return this.photographs.get(photoId);
  }

  /** Read the photograph itself */
  @Get('photos/:photoId/content')
  @Access('photo.read')
  @Audited('photo.read-content', shows.result())
  @AnswersStoredFile(keptTypes, 'The picture.')
  @Fails('gone')
  getPhotoContent(@Param('photoId', Id) photoId: string): Promise<FileAnswer> {
    return this.photographs.content(photoId);
  }

  /** Read a small version of the photograph, of at most 320 pixels */
  @Get('photos/:photoId/thumbnail')
  @Access('photo.read')
  @Audited('photo.read-thumbnail', shows.result())
  @AnswersStoredFile(['image/webp'], 'The smaller picture.')
  @Fails('gone')
  getPhotoThumbnail(@Param('photoId', Id) photoId: string): Promise<FileAnswer> {
    return this.photographs.thumbnail(photoId);
  }

  /**
   * Say that a photograph was entered in error
   * @remarks What is known of it stays; its pictures are shown to nobody any more.
   */
  @Post('photos/:photoId/entered-in-error')
  @Access('photo.write')
  @Audited('photo.enter-in-error', shows.result())
  @Versioned()
  @Example('Taken of another patient', { reason: 'Taken of another patient' })
  @Answers(PhotographResponse)
  @Fails('invalid-transition')
  enterPhotoInError(@Param('photoId', Id) photoId: string, @Body() error: EnteredInErrorInput): Promise<PhotographResponse> {
    return this.photographs.enterInError(photoId, error);
  }
}
