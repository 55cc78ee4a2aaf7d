import { toActor } from '../../platform/http/index.js';
import { Injectable } from '@nestjs/common';
import { SettingsService, type Setting } from '../../clinic/index.js';
import { createInvalidInputFailure } from '../../kernel/failure.js';
import { type Instruction } from '../domain/instructions.js';
import { shippedInstructions } from '../domain/shipped.js';
import type { CareInstructionsInput, CareInstructionsResponse, CareInstruction } from './care-instructions.dto.js';
import { fromTypedInstruction, validateTypedInstructions } from './typed-instructions.js';

interface StoredInstructions {
  instructions: Instruction[];
}

const shipped: StoredInstructions = { instructions: shippedInstructions };

@Injectable()
export class CareInstructionsService {
  constructor(private readonly settings: SettingsService) {}

  getCurrent(): Promise<Setting<StoredInstructions>> {
    return this.settings.getCurrent('care-instructions', shipped);
  }

  async get(): Promise<CareInstructionsResponse> {
    return toResponse(await this.getCurrent());
  }

  async set({ instructions }: CareInstructionsInput): Promise<CareInstructionsResponse> {
    const content = instructions.map(fromTypedInstruction);
    const errors = validateTypedInstructions(instructions);
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    return toResponse(await this.settings.set<StoredInstructions>('care-instructions', { instructions: content }));
  }
}

const toDto = ({ options, ...instruction }: Instruction): CareInstruction => ({
  ...instruction,
  options: options.map(({ span, ...option }) => ({
    ...option,
    hours: span && 'hours' in span ? span.hours : null,
    days: span && 'days' in span ? span.days : null,
  })),
});

const toResponse = ({ content, version, setBy, setAt }: Setting<StoredInstructions>): CareInstructionsResponse => ({
  instructions: content.instructions.map(toDto),
  setBy: toActor(setBy),
  setAt: setAt?.toISOString() ?? null,
  version,
});
