import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Answers, AnswersPage, Audited, Example, Fails, Id, PageQuery, shows, Versioned, type Page } from '../../platform/http/index.js';
import { LotResponse } from '../lots/lot.dto.js';
import { productExamples } from '../products.examples.js';
import { ExposedPerson, Exposure, PatientExposure, RecallInput, RecallResponse, RecallWithdrawalInput } from './recall.dto.js';
import { RecallsService } from './recalls.service.js';

@ApiTags('Products')
@Controller('v1')
export class RecallsController {
  constructor(private readonly recalls: RecallsService) {}

  /**
   * Recall a lot
   * @remarks From now on it is used on nobody. The answer names everybody who received it, and how to reach them.
   */
  @Post('product-lots/:lotId/recall')
  @Access('lot.recall')
  @Audited('lot.recall', shows.items('patientId', 'toContact'))
  @Versioned()
  @Example('By the maker', productExamples.recall)
  @Answers(RecallResponse, 'The recalled lot, and the people to contact.')
  @Fails('invalid-transition')
  recallProductLot(@Param('lotId', Id) lotId: string, @Body() recall: RecallInput): Promise<RecallResponse> {
    return this.recalls.recall(lotId, recall);
  }

  /** Withdraw the recall of a lot */
  @Post('product-lots/:lotId/withdraw-recall')
  @Access('lot.recall')
  @Audited('lot.withdraw-recall', shows.nobody())
  @Versioned()
  @Example('By the maker', { reason: 'The maker has withdrawn the recall in writing' })
  @Answers(LotResponse, 'The lot.')
  @Fails('invalid-transition')
  withdrawProductLotRecall(@Param('lotId', Id) lotId: string, @Body() withdrawal: RecallWithdrawalInput): Promise<LotResponse> {
    return this.recalls.withdraw(lotId, withdrawal);
  }

  /**
   * List who received a lot, use by use
   * @remarks Newest first.
   */
  @Get('product-lots/:lotId/exposures')
  @Access('lot.recall')
  @Audited('lot.list-exposures', shows.items())
  @AnswersPage(Exposure)
  listExposures(@Param('lotId', Id) lotId: string, @Query() query: PageQuery): Promise<Page<Exposure>> {
    return this.recalls.exposuresOf(lotId, query);
  }

  /** List the people who received a lot, each once, and how to reach them */
  @Get('product-lots/:lotId/people-to-contact')
  @Access('lot.recall')
  @Audited('lot.list-people', shows.items())
  @AnswersPage(ExposedPerson)
  listPeopleToContact(@Param('lotId', Id) lotId: string, @Query() query: PageQuery): Promise<Page<ExposedPerson>> {
    return this.recalls.peopleOf(lotId, query);
  }

  /**
   * List the lots that a patient received
   * @remarks Newest first, each with what the lot is today: a recall shows here at once.
   */
  @Get('patients/:patientId/product-exposures')
  @Access('plan.read')
  @Audited('exposure.list', shows.path())
  @AnswersPage(PatientExposure)
  listPatientExposures(@Param('patientId', Id) patientId: string, @Query() query: PageQuery): Promise<Page<PatientExposure>> {
    return this.recalls.ofPatient(patientId, query);
  }
}
