import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, shows, type Page, Post, respond, Get } from '../../platform/http/index.js';
import { PhotographPublicationInput, PublicationQuery, PhotographPublicationResponse, TakeDownInput } from './publication.dto.js';
import { PublicationsService } from './publications.service.js';

@ApiTags('Photographs')
@Controller('v1')
export class PublicationsController {
  constructor(private readonly publications: PublicationsService) {}

  /**
   * Record the publication of a photograph
   * @remarks The patient must have signed a consent of the kind `photography-publication` by the time of the publication. The consent must not
   * have been withdrawn; otherwise the problem is `consent-missing`. When the patient withdraws the consent, the answer names the publications
   * that the public can still see.
   */
  @Post('photos/:photoId/publications', {
    permission: 'photo.write',
    audit: { action: 'photo.publish', patients: shows.result() },
    versioned: true,
    response: respond.created(PhotographPublicationResponse, (publication) => `/v1/photo-publications/${publication.id}`),
    problems: ['consent-missing', 'invalid-transition'],
    examples: {
      'On the website': { place: 'The clinic’s website', url: 'https://clinic.example/before-and-after' },
    },
  })
  publishPhoto(@Param('photoId', Id) photoId: string, @Body() publication: PhotographPublicationInput): Promise<PhotographPublicationResponse> {
    return this.publications.publish(photoId, publication);
  }

  /**
   * List the publications of a patient’s photographs
   * @remarks In the order in which they were recorded. With `public=true`, only those that the public can still see.
   */
  @Get('patients/:patientId/photo-publications', {
    permission: 'photo.read',
    audit: { action: 'photo.list-publications', patients: shows.path() },
    response: respond.page(PhotographPublicationResponse),
  })
  listPhotoPublications(@Param('patientId', Id) patientId: string, @Query() query: PublicationQuery): Promise<Page<PhotographPublicationResponse>> {
    return this.publications.list(patientId, query);
  }

  /** Read the publication of a photograph */
  @Get('photo-publications/:publicationId', {
    permission: 'photo.read',
    audit: { action: 'photo.read-publication', patients: shows.result() },
    versioned: true,
    response: respond.ok(PhotographPublicationResponse),
  })
  getPhotoPublication(@Param('publicationId', Id) publicationId: string): Promise<PhotographPublicationResponse> {
    return this.publications.get(publicationId);
  }

  /** Record that a published photograph was taken down */
  @Post('photo-publications/:publicationId/take-down', {
    permission: 'photo.write',
    audit: { action: 'photo.take-down', patients: shows.result() },
    versioned: true,
    response: respond.ok(PhotographPublicationResponse),
    problems: ['invalid-transition'],
    examples: {
      Removed: { note: 'Removed from the website and from its archive' },
    },
  })
  takeDownPhoto(@Param('publicationId', Id) publicationId: string, @Body() takenDown: TakeDownInput): Promise<PhotographPublicationResponse> {
    return this.publications.takeDown(publicationId, takenDown);
  }
}
