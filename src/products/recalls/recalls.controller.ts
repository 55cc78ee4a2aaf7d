import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, PageQuery, shows, type Page, Post, respond, Get } from '../../platform/http/index.js';
import { ProductLotResponse } from '../lots/lot.dto.js';
import { productExamples } from '../examples/products.examples.js';
import { ExposedPerson, LotExposure, PatientExposure, ProductLotRecallInput, ProductLotRecallResponse, RecallWithdrawalInput } from './recall.dto.js';
import { RecallsService } from './recalls.service.js';

@ApiTags('Products')
@Controller('v1')
export class RecallsController {
  constructor(private readonly recalls: RecallsService) {}

  /**
   * Recall a lot
   * @remarks From now on the lot may not be used. The answer names every patient who received it, with contact details.
   */
  @Post('product-lots/:lotId/recall', {
    permission: 'lot.recall',
    audit: { action: 'lot.recall', patients: shows.items('patientId', 'toContact') },
    touchesAppointments: shows.items('patientId', 'toContact'),
    versioned: true,
    response: respond.ok(ProductLotRecallResponse, 'The recalled lot, and the people to contact.'),
    problems: ['invalid-transition'],
    examples: {
      'By the maker': productExamples.recall,
    },
  })
  recallProductLot(@Param('lotId', Id) lotId: string, @Body() recall: ProductLotRecallInput): Promise<ProductLotRecallResponse> {
    return this.recalls.recall(lotId, recall);
  }

  /** Withdraw the recall of a lot */
  @Post('product-lots/:lotId/withdraw-recall', {
    permission: 'lot.recall',
    audit: { action: 'lot.withdraw-recall', patients: shows.nobody() },
    versioned: true,
    response: respond.ok(ProductLotResponse, 'The lot.'),
    problems: ['invalid-transition'],
    examples: {
      'By the maker': { reason: 'The maker has withdrawn the recall in writing' },
    },
  })
  withdrawProductLotRecall(@Param('lotId', Id) lotId: string, @Body() withdrawal: RecallWithdrawalInput): Promise<ProductLotResponse> {
    return this.recalls.withdraw(lotId, withdrawal);
  }

  /**
   * List the uses of a lot on patients
   * @remarks The newest use comes first.
   */
  @Get('product-lots/:lotId/exposures', {
    permission: 'lot.recall',
    audit: { action: 'lot.list-exposures', patients: shows.items() },
    response: respond.page(LotExposure),
  })
  listExposures(@Param('lotId', Id) lotId: string, @Query() query: PageQuery): Promise<Page<LotExposure>> {
    return this.recalls.listExposures(lotId, query);
  }

  /** List the patients who received a lot, each once, with contact details */
  @Get('product-lots/:lotId/people-to-contact', {
    permission: 'lot.recall',
    audit: { action: 'lot.list-people', patients: shows.items() },
    response: respond.page(ExposedPerson),
  })
  listPeopleToContact(@Param('lotId', Id) lotId: string, @Query() query: PageQuery): Promise<Page<ExposedPerson>> {
    return this.recalls.listPeople(lotId, query);
  }

  /**
   * List the lots that a patient received
   * @remarks The newest use comes first. Each use has the present status of its lot: a new recall shows here at once.
   */
  @Get('patients/:patientId/product-exposures', {
    permission: 'plan.read',
    audit: { action: 'exposure.list', patients: shows.path() },
    response: respond.page(PatientExposure),
  })
  listPatientExposures(@Param('patientId', Id) patientId: string, @Query() query: PageQuery): Promise<Page<PatientExposure>> {
    return this.recalls.listByPatient(patientId, query);
  }
}
