import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, type Page, Get, respond, Post, Put } from '../../platform/http/index.js';
import { protocolExamples } from './protocol.examples.js';
import { ProtocolChange, ProtocolInput, ProtocolPublication, ProtocolQuery, ProtocolResponse } from './protocol.dto.js';
import { ProtocolsService } from './protocols.service.js';

@ApiTags('Treatment protocols')
@Controller('v1/treatment-protocols')
export class ProtocolsController {
  constructor(private readonly protocols: ProtocolsService) {}

  /**
   * List the treatment protocols
   * @remarks Every limit says where it comes from: a statement of the documents of the treatment (`S…`, `C…`), or common practice, which
   * the clinic's dermatologist is to confirm.
   */
  @Get('', {
    permission: 'protocol.read',
    audit: 'none',
    response: respond.page(ProtocolResponse),
  })
  listProtocols(@Query() query: ProtocolQuery): Promise<Page<ProtocolResponse>> {
    return this.protocols.list(query);
  }

  /**
   * Draft a treatment protocol
   * @remarks Everything that is wrong with it is named at once, each with its place. It comes into force when a dermatologist publishes it.
   */
  @Post('', {
    permission: 'protocol.write',
    audit: 'none',
    versioned: true,
    response: respond.created(ProtocolResponse, (protocol) => `/v1/treatment-protocols/${protocol.id}`),
    problems: ['conflict'],
    examples: {
      'Mesotherapy every three weeks': { treatment: 'mesotherapy', ...protocolExamples.threeWeeks },
    },
  })
  createProtocol(@Body() protocol: ProtocolInput): Promise<ProtocolResponse> {
    return this.protocols.draft(protocol);
  }

  /** Read a treatment protocol */
  @Get(':protocolId', {
    permission: 'protocol.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(ProtocolResponse),
  })
  getProtocol(@Param('protocolId', Id) protocolId: string): Promise<ProtocolResponse> {
    return this.protocols.get(protocolId);
  }

  /** Replace what a draft of a treatment protocol says */
  @Put(':protocolId', {
    permission: 'protocol.write',
    audit: 'none',
    versioned: true,
    response: respond.ok(ProtocolResponse),
    problems: ['invalid-transition'],
    examples: {
      'Every three weeks': protocolExamples.threeWeeks,
    },
  })
  replaceProtocol(@Param('protocolId', Id) protocolId: string, @Body() protocol: ProtocolChange): Promise<ProtocolResponse> {
    return this.protocols.change(protocolId, protocol);
  }

  /**
   * Publish a draft of a treatment protocol
   * @remarks It takes the place of the one in force, which is retired, and never changes after that. Plans keep to the version that they were made with.
   */
  @Post(':protocolId/publish', {
    permission: 'protocol.publish',
    audit: 'none',
    versioned: true,
    response: respond.ok(ProtocolResponse, 'The protocol in force.'),
    problems: ['invalid-transition'],
    examples: {
      'With the reason': { reason: 'Longer intervals are tolerated better' },
    },
  })
  publishProtocol(@Param('protocolId', Id) protocolId: string, @Body() { reason }: ProtocolPublication): Promise<ProtocolResponse> {
    return this.protocols.publish(protocolId, reason);
  }
}
