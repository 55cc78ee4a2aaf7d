import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Page, Get, respond } from '../platform/http/index.js';
import { CodeQuery, ListedCodeResponse } from './code.dto.js';
import { CodesService } from './codes.service.js';

@ApiTags('Codes')
@Controller('v1/codes')
export class CodesController {
  constructor(private readonly codes: CodesService) {}

  /**
   * Find codes while a person types
   * @remarks Searches the codes that the product ships, a selection for hair clinics, and the full lists that the clinic has loaded. The best matches are
   * first: the code itself, codes with this beginning, then titles with words of this beginning, in British or American spelling. General codes come before
   * special ones. Typing errors are tolerated only where nothing is found otherwise: one in a word of four letters, two in one of eight, none in the first
   * letter.
   */
  @Get('', {
    permission: 'clinic.read',
    audit: 'none',
    response: respond.page(ListedCodeResponse),
  })
  listCodes(@Query() query: CodeQuery): Promise<Page<ListedCodeResponse>> {
    return this.codes.list(query);
  }

  /** Read a code */
  @Get(':system/:code', {
    permission: 'clinic.read',
    audit: 'none',
    response: respond.ok(ListedCodeResponse),
  })
  getCode(@Param('system') system: string, @Param('code') code: string): Promise<ListedCodeResponse> {
    return this.codes.get(system, code);
  }
}
