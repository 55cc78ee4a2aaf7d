import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { languages, type Language } from '../pages/messages.js';

/** How to invite a person. */
export class InvitationInput {
  /** The language of the mail. Left out, the person's own where it is known, else English. */
  @ApiProperty({ enum: languages, required: false })
  @IsOptional()
  @IsIn(languages)
  language?: Language;
}

/** That a person was invited. */
export class InvitationResponse {
  /** The person who was invited. */
  staffId: string;

  /**
   * Where the mail went.
   * @example meera@demo.hairline.test
   */
  email: string;

  /** Until when the link in it is good, in UTC; it is good once. */
  expiresAt: string;
}
