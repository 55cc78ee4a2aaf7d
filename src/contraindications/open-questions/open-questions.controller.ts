import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, preferredLanguage, Reads, shows, type Reader, Get, respond } from '../../platform/http/index.js';
import { languages } from '../../kernel/language.js';
import { messagesOf } from '../../messages/index.js';
import { OpenQuestionsQuery, OpenQuestionsResponse } from './open-question.dto.js';
import { OpenQuestionsService } from './open-questions.service.js';

@ApiTags('Contraindications')
@Controller('v1')
export class OpenQuestionsController {
  constructor(private readonly questions: OpenQuestionsService) {}

  /**
   * Read which questions are still open before a treatment
   * @remarks From this a form can be built: of each question what to ask, what kind of answer it takes, where to write it, and which rules wait
   * for it. The order is the one in which asking can decide soonest: first what could rule the treatment out for good, then what could rule it
   * out unless a dermatologist decides otherwise, then what could call for caution, then what can only clear; among these what more rules wait
   * for, then what can be had sooner (an answer, an examination, a laboratory's result, a signature). Pregnancy and the like are asked only of
   * those to whom they apply. An answer may open further questions, such as the day on which a medicine was last taken: ask again.
   */
  @Get('patients/:patientId/open-questions', {
    permission: 'check.read',
    audit: { action: 'check.open-questions', patients: shows.path('patientId') },
    negotiatesLanguage: true,
    response: respond.ok(OpenQuestionsResponse, 'The open questions.'),
    sends: { name: 'Content-Language', description: 'The language of the answer.', value: ({ language }) => language },
  })
  listOpenQuestions(@Param('patientId', Id) patientId: string, @Query() query: OpenQuestionsQuery, @Reads() reader: Reader): Promise<OpenQuestionsResponse> {
    return this.questions.of(patientId, query, messagesOf('checks', query.language ?? preferredLanguage(reader.language, languages)));
  }
}
