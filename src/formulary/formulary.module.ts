import { Module } from '@nestjs/common';
import { FormularyController } from './formulary.controller.js';
import { FormularyRepository } from './formulary.repository.js';
import { FormularyService } from './formulary.service.js';

/** The module for a clinic's own names of medicines, conditions and procedures. */
@Module({ controllers: [FormularyController], providers: [FormularyRepository, FormularyService], exports: [FormularyService] })
export class FormularyModule {}
