import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, type Page, Get, respond, Post } from '../platform/http/index.js';
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
  @Get('formulary-entries', {
    permission: 'formulary.read',
    audit: 'none',
    response: respond.page(FormularyEntryResponse),
  })
  listFormularyEntries(@Query() query: FormularyEntryQuery): Promise<Page<FormularyEntryResponse>> {
    return this.formulary.list(query);
  }

  /**
   * Teach a name
   * @remarks Records a meaning of a name in this clinic; checks use the meaning from the next check on. An entry by a dermatologist is confirmed at once. An
   * entry by an administrator is used once a dermatologist has confirmed it. A name that has a meaning already is a conflict, with the id of the entry in
   * `existing`: revoke that entry first.
   */
  @Post('formulary-entries', {
    permission: 'formulary.write',
    audit: 'none',
    response: respond.created(FormularyEntryResponse, (entry) => `/v1/formulary-entries/${entry.id}`),
    problems: ['conflict'],
    examples: {
      'A brand with two substances': {
        kind: 'substance',
        name: 'Examplin Plus',
        codes: [
          { system: 'atc', code: 'B01AC06', display: 'acetylsalicylic acid' },
          { system: 'atc', code: 'C10AA05', display: 'atorvastatin' },
        ],
      },
      Harmless: { kind: 'substance', name: 'Examplin Shampoo', harmless: true, reason: 'A cosmetic shampoo without any active ingredient' },
    },
  })
  createFormularyEntry(@Body() entry: FormularyEntryInput): Promise<FormularyEntryResponse> {
    return this.formulary.teach(entry);
  }

  /**
   * Import a list of names
   * @remarks The import adds all names of the file or none. Where lines are wrong, the problem names each wrong line by its number, such as `/file/12`. Names
   * that exist already with the same meaning are left unchanged.
   */
  @Post('formulary-entries/import', {
    permission: 'formulary.write',
    audit: 'none',
    takesFile: { atMostBytes: LARGEST_FILE_BYTES },
    response: respond.ok(FormularyImportResponse, 'What was added.'),
    problems: ['conflict'],
    examples: {
      'A list': { file: 'names.csv' },
    },
  })
  importFormularyEntries(@Body() { file }: FormularyImportInput): Promise<FormularyImportResponse> {
    return this.formulary.import(file.content);
  }

  /**
   * Confirm all names of an import
   * @remarks Confirms the names that nobody has confirmed or revoked yet.
   */
  @Post('formulary-imports/:importId/confirm', {
    permission: 'formulary.confirm',
    audit: 'none',
    response: respond.ok(FormularyConfirmationResponse, 'How many were confirmed.'),
  })
  confirmFormularyImport(@Param('importId', Id) importId: string): Promise<FormularyConfirmationResponse> {
    return this.formulary.confirmImport(importId);
  }

  /** Read a name that the clinic has taught */
  @Get('formulary-entries/:entryId', {
    permission: 'formulary.read',
    audit: 'none',
    response: respond.ok(FormularyEntryResponse),
  })
  getFormularyEntry(@Param('entryId', Id) entryId: string): Promise<FormularyEntryResponse> {
    return this.formulary.get(entryId);
  }

  /** Confirm a name */
  @Post('formulary-entries/:entryId/confirm', {
    permission: 'formulary.confirm',
    audit: 'none',
    response: respond.ok(FormularyEntryResponse),
    problems: ['invalid-transition'],
  })
  confirmFormularyEntry(@Param('entryId', Id) entryId: string): Promise<FormularyEntryResponse> {
    return this.formulary.confirm(entryId);
  }

  /**
   * Revoke a name
   * @remarks A revoked entry stays readable, and checks no longer use it. From the next check on, a record item with this name is unread again.
   */
  @Post('formulary-entries/:entryId/revoke', {
    permission: 'formulary.write',
    audit: 'none',
    response: respond.ok(FormularyEntryResponse),
    problems: ['invalid-transition'],
    examples: {
      'Another composition': { reason: 'The maker has changed the composition' },
    },
  })
  revokeFormularyEntry(@Param('entryId', Id) entryId: string, @Body() { reason }: FormularyRevocationInput): Promise<FormularyEntryResponse> {
    return this.formulary.revoke(entryId, reason);
  }
}
