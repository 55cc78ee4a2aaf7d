import { Module } from '@nestjs/common';
import { CodesController } from './codes.controller.js';
import { CodesRepository } from './codes.repository.js';
import { CodesService } from './codes.service.js';

/** Which code stands for that? */
@Module({ controllers: [CodesController], providers: [CodesRepository, CodesService] })
export class CodesModule {}
