import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, respond, Put } from '../../platform/http/index.js';
import { CareInstructionsInput, CareInstructionsResponse } from './care-instructions.dto.js';
import { CareInstructionsService } from './care-instructions.service.js';

@ApiTags('Care instructions')
@Controller('v1/care-instructions')
export class CareInstructionsController {
  constructor(private readonly care: CareInstructionsService) {}

  /**
   * Read the clinic's instructions to its patients
   * @remarks The shipped instructions apply until the clinic sets its own. Where the documents of the treatments contradict each other (a
   * headband or none, C04), there is an option for each, and the clinic chooses.
   */
  @Get('', {
    permission: 'care-instructions.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(CareInstructionsResponse),
  })
  getCareInstructions(): Promise<CareInstructionsResponse> {
    return this.care.get();
  }

  /** Set the clinic's instructions to its patients */
  @Put('', {
    permission: 'care-instructions.write',
    audit: 'none',
    versioned: true,
    response: respond.ok(CareInstructionsResponse),
    examples: {
      'One instruction, two ways to tell it': {
        instructions: [
          {
            id: 'headband',
            treatment: 'scalp-micropigmentation',
            phase: 'after',
            options: [
              { option: 'avoid', sources: ['S1-32'], hours: 24, words: { en: 'Wear no headband {when}.', hi: '{when} हेडबैंड न पहनें।' } },
              { option: 'wear', sources: ['S3-31'], hours: 24, words: { en: 'Wear a headband {when}.' } },
            ],
            chosen: 'wear',
          },
        ],
      },
    },
  })
  replaceCareInstructions(@Body() instructions: CareInstructionsInput): Promise<CareInstructionsResponse> {
    return this.care.set(instructions);
  }
}
