import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsUrl, MaxLength } from 'class-validator';
import { IsInstant, IsText, PageQuery } from '../../platform/http/index.js';

/** Where a photograph was shown to the public. */
export class PublicationInput {
  /**
   * Where: a website, a leaflet, a lecture.
   * @example The clinic’s website
   */
  @IsText({ max: 300 })
  place: string;

  /**
   * Its address there.
   * @example https://clinic.example/before-and-after
   */
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  @MaxLength(2000)
  url?: string;

  /** When; now, when left out. The consent to publication must have been signed by then. */
  @IsOptional()
  @IsInstant()
  publishedAt?: string;
}

/** That the public cannot see a photograph any more. */
export class TakeDownInput {
  /** When it was taken down; now, when left out. */
  @IsOptional()
  @IsInstant()
  takenDownAt?: string;

  /**
   * What to know of it.
   * @example Removed from the website and from its archive
   */
  @IsOptional()
  @IsText({ max: 2000 })
  note?: string;
}

/** Which publications to show. */
export class PublicationQuery extends PageQuery {
  /** `true`: only those that are public still. */
  @ApiProperty({ type: 'boolean', required: false })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  public?: boolean;
}

/** A photograph that was shown to the public. */
export class PublicationResponse {
  /** The publication's id. */
  id: string;

  /** Whom the photograph shows. */
  patientId: string;

  /** The photograph. */
  photoId: string;

  /** The consent that it was published with. */
  consentId: string;

  /** Where it was published. */
  place: string;

  /** Its address there; null where it has none. */
  url: string | null;

  /** When it was published, in UTC. */
  publishedAt: string;

  /** When it was taken down, in UTC; null while the public can see it. */
  takenDownAt: string | null;

  /** Who took it down, or recorded that; null while the public can see it. */
  takenDownBy: string | null;

  /** What to know of that; null where nothing was said. */
  takeDownNote: string | null;

  /** The person or client that recorded it. */
  recordedBy: string;

  /** When it was recorded, in UTC. */
  createdAt: string;

  /** When it was last changed, in UTC. */
  updatedAt: string;

  /** The version, as in the ETag. */
  version: number;
}
