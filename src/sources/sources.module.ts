import { Module } from '@nestjs/common';
import { SourcesController } from './sources.controller.js';

/** What references such as `S0-35` and `C13` mean. */
@Module({ controllers: [SourcesController] })
export class SourcesModule {}
