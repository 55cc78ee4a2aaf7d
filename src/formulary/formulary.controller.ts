import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Answers, AnswersPage, Creates, Example, Fails, Id, TakesFile, Unaudited, type Page } from '../platform/http/index.js';
import {
  FormularyConfirmationResponse,
  FormularyEntryInput,
  FormularyEntryQuery,
  FormularyEntryResponse,
  FormularyImportInput,
  FormularyImportResponse,
  FormularyRevocationInput,
} from './formulary-entry.dto.js';
import { FormularyService } from './formulary.service.js';

const LARGEST_FILE_BYTES = 10 * 1024 * 1024;

@ApiTags('Formulary')
@Controller('v1')
export class FormularyController {
  constructor(private readonly formulary: FormularyService) {}

  /** List the names that the clinic has taught */
  @Get('formulary-entries')
  @Access('formulary.read')
  @Unaudited()
  @AnswersPage(FormularyEntryResponse)
  listFormularyEntries(@Query() query: FormularyEntryQuery): Promise<Page<FormularyEntryResponse>> {
    return this.formulary.list(query);
  }

  /**
   * Teach a name
   * @remarks What a name stands for in this clinic, from the next check on. An entry of a dermatologist is confirmed by that; one of an
   * administrator counts once a dermatologist has confirmed it. A name that stands for something already is a conflict, with the entry in
   * `existing`: revoke that one first.
   */
  @Post('formulary-entries')
  @Access('formulary.write')
  @Unaudited()
  @Example('A brand with two substances', {
    kind: 'substance',
    name: 'Examplin Plus',
    codes: [
      { system: 'atc', code: 'B01AC06', display: 'acetylsalicylic acid' },
      { system: 'atc', code: 'C10AA05', display: 'atorvastatin' },
    ],
  })
  @Example('Harmless', { kind: 'substance', name: 'Examplin Shampoo', harmless: true, reason: 'A cosmetic shampoo without any active ingredient' })
  @Creates(FormularyEntryResponse, (entry) => `/v1/formulary-entries/${entry.id}`)
  @Fails('conflict')
  createFormularyEntry(@Body() entry: FormularyEntryInput): Promise<FormularyEntryResponse> {
    return this.formulary.teach(entry);
  }

  /**
   * Import a list of names
   * @remarks All of it or nothing: where a line is wrong, the problem names each such line by its number, `/file/12`. Names that stand already
   * with the same meaning are left as they are.
   */
  @Post('formulary-entries/import')
  @Access('formulary.write')
  @Unaudited()
  @TakesFile({ atMostBytes: LARGEST_FILE_BYTES })
  @Example('A list', { file: 'names.csv' })
  @Answers(FormularyImportResponse, 'What was added.')
  @Fails('conflict')
  importFormularyEntries(@Body() { file }: FormularyImportInput): Promise<FormularyImportResponse> {
    return this.formulary.import(file.content);
  }

  /**
   * Confirm all names of an import
   * @remarks Those that nobody has confirmed or revoked yet.
   */
  @Post('formulary-imports/:importId/confirm')
  @Access('formulary.confirm')
  @Unaudited()
  @Answers(FormularyConfirmationResponse, 'How many were confirmed.')
  confirmFormularyImport(@Param('importId', Id) importId: string): Promise<FormularyConfirmationResponse> {
    return this.formulary.confirmImport(importId);
  }

  /** Read a name that the clinic has taught */
  @Get('formulary-entries/:entryId')
  @Access('formulary.read')
  @Unaudited()
  @Answers(FormularyEntryResponse)
  getFormularyEntry(@Param('entryId', Id) entryId: string): Promise<FormularyEntryResponse> {
    return this.formulary.get(entryId);
  }

  /** Confirm a name */
  @Post('formulary-entries/:entryId/confirm')
  @Access('formulary.confirm')
  @Unaudited()
  @Answers(FormularyEntryResponse)
  @Fails('invalid-transition')
  confirmFormularyEntry(@Param('entryId', Id) entryId: string): Promise<FormularyEntryResponse> {
    return this.formulary.confirm(entryId);
  }

  /**
   * Revoke a name
   * @remarks It stays readable, and stands for nothing any more: what is written so is unread again from the next check on.
   */
  @Post('formulary-entries/:entryId/revoke')
  @Access('formulary.write')
  @Unaudited()
  @Example('Another composition', { reason: 'The maker has changed the composition' })
  @Answers(FormularyEntryResponse)
  @Fails('invalid-transition')
  revokeFormularyEntry(@Param('entryId', Id) entryId: string, @Body() { reason }: FormularyRevocationInput): Promise<FormularyEntryResponse> {
    return this.formulary.revoke(entryId, reason);
  }
}
