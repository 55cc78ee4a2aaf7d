import { Module } from '@nestjs/common';
import { FormularyController } from './formulary.controller.js';
import { FormularyRepository } from './formulary.repository.js';
import { FormularyService } from './formulary.service.js';

/** What do the clinic's own names stand for? */
@Module({ controllers: [FormularyController], providers: [FormularyRepository, FormularyService], exports: [FormularyService] })
export class FormularyModule {}
