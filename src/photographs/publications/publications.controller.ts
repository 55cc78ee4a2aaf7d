import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Answers, AnswersPage, Audited, Creates, Example, Fails, Id, shows, Versioned, type Page } from '../../platform/http/index.js';
import { PublicationInput, PublicationQuery, PublicationResponse, TakeDownInput } from './publication.dto.js';
import { PublicationsService } from './publications.service.js';

@ApiTags('Photographs')
@Controller('v1')
export class PublicationsController {
  constructor(private readonly publications: PublicationsService) {}

  /**
   * Record that a photograph is published
   * @remarks The patient has signed a consent of the kind `photography-publication` by then, and has not withdrawn it; `consent-missing` otherwise.
   * When it is withdrawn, the answer names what is public still.
   */
  @Post('photos/:photoId/publications')
  @Access('photo.write')
  @Audited('photo.publish', shows.result())
  @Versioned()
  @Example('On the website', { place: 'The clinic’s website', url: 'https://clinic.example/before-and-after' })
  @Creates(PublicationResponse, (publication) => `/v1/photo-publications/${publication.id}`)
  @Fails('consent-missing', 'invalid-transition')
  publishPhoto(@Param('photoId', Id) photoId: string, @Body() publication: PublicationInput): Promise<PublicationResponse> {
    return this.publications.publish(photoId, publication);
  }

  /**
   * List where a patient’s photographs were published
   * @remarks In the order in which that was recorded; with `public=true` only what the public can see still.
   */
  @Get('patients/:patientId/photo-publications')
  @Access('photo.read')
  @Audited('photo.list-publications', shows.path())
  @AnswersPage(PublicationResponse)
  listPhotoPublications(@Param('patientId', Id) patientId: string, @Query() query: PublicationQuery): Promise<Page<PublicationResponse>> {
    return this.publications.list(patientId, query);
  }

  /** Read where a photograph was published */
  @Get('photo-publications/:publicationId')
  @Access('photo.read')
  @Audited('photo.read-publication', shows.result())
  @Versioned()
  @Answers(PublicationResponse)
  getPhotoPublication(@Param('publicationId', Id) publicationId: string): Promise<PublicationResponse> {
    return this.publications.get(publicationId);
  }

  /** Record that a published photograph was taken down */
  @Post('photo-publications/:publicationId/take-down')
  @Access('photo.write')
  @Audited('photo.take-down', shows.result())
  @Versioned()
  @Example('Removed', { note: 'Removed from the website and from its archive' })
  @Answers(PublicationResponse)
  @Fails('invalid-transition')
  takeDownPhoto(@Param('publicationId', Id) publicationId: string, @Body() takenDown: TakeDownInput): Promise<PublicationResponse> {
    return this.publications.takeDown(publicationId, takenDown);
  }
}
