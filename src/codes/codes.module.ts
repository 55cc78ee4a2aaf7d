import { Module } from '@nestjs/common';
import { CodesController } from './codes.controller.js';
import { CodesRepository } from './codes.repository.js';
import { CodesService } from './codes.service.js';

/** Finds codes in the shipped lists and in those that the clinic loaded. */
@Module({ controllers: [CodesController], providers: [CodesRepository, CodesService] })
export class CodesModule {}
