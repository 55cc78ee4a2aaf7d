import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, type Page, Get, respond, Post, Put } from '../../platform/http/index.js';
import { protocolExamples } from './protocol.examples.js';
import { ProtocolChange, ProtocolInput, ProtocolPublication, ProtocolQuery, TreatmentProtocolResponse } from './protocol.dto.js';
import { ProtocolsService } from './protocols.service.js';

@ApiTags('Treatment protocols')
@Controller('v1/treatment-protocols')
export class ProtocolsController {
  constructor(private readonly protocols: ProtocolsService) {}

  /**
   * List the treatment protocols
   * @remarks Every limit has its source: a statement of the documents of the treatment (`S…`, `C…`), or common practice, which the clinic's
   * dermatologist is to confirm.
   */
  @Get('', {
    permission: 'protocol.read',
    audit: 'none',
    response: respond.page(TreatmentProtocolResponse),
  })
  listProtocols(@Query() query: ProtocolQuery): Promise<Page<TreatmentProtocolResponse>> {
    return this.protocols.list(query);
  }

  /**
   * Draft a treatment protocol
   * @remarks All errors of the draft are reported at once, each with its place. The protocol comes into force when a dermatologist publishes it.
   */
  @Post('', {
    permission: 'protocol.write',
    audit: 'none',
    versioned: true,
    response: respond.created(TreatmentProtocolResponse, (protocol) => `/v1/treatment-protocols/${protocol.id}`),
    problems: ['conflict'],
    examples: {
      'Mesotherapy every three weeks': { treatment: 'mesotherapy', ...protocolExamples.threeWeeks },
    },
  })
  createProtocol(@Body() protocol: ProtocolInput): Promise<TreatmentProtocolResponse> {
    return this.protocols.createDraft(protocol);
  }

  /** Read a treatment protocol */
  @Get(':protocolId', {
    permission: 'protocol.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(TreatmentProtocolResponse),
  })
  getProtocol(@Param('protocolId', Id) protocolId: string): Promise<TreatmentProtocolResponse> {
    return this.protocols.get(protocolId);
  }

  /** Replace the content of a draft of a treatment protocol */
  @Put(':protocolId', {
    permission: 'protocol.write',
    audit: 'none',
    versioned: true,
    response: respond.ok(TreatmentProtocolResponse),
    problems: ['invalid-transition'],
    examples: {
      'Every three weeks': protocolExamples.threeWeeks,
    },
  })
  replaceProtocol(@Param('protocolId', Id) protocolId: string, @Body() protocol: ProtocolChange): Promise<TreatmentProtocolResponse> {
    return this.protocols.change(protocolId, protocol);
  }

  /**
   * Publish a draft of a treatment protocol
   * @remarks The published protocol replaces the one in force, which is retired; a published protocol never changes. A plan keeps the version
   * with which it was made.
   */
  @Post(':protocolId/publish', {
    permission: 'protocol.publish',
    audit: 'none',
    versioned: true,
    response: respond.ok(TreatmentProtocolResponse, 'The protocol in force.'),
    problems: ['invalid-transition'],
    examples: {
      'With the reason': { reason: 'Longer intervals are tolerated better' },
    },
  })
  publishProtocol(@Param('protocolId', Id) protocolId: string, @Body() { reason }: ProtocolPublication): Promise<TreatmentProtocolResponse> {
    return this.protocols.publish(protocolId, reason);
  }
}
