import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, negotiateLanguage, Reads, shows, type Reader, Get, respond } from '../../platform/http/index.js';
import { languages } from '../../kernel/language.js';
import { getMessages } from '../../messages/index.js';
import { OpenQuestionsQuery, OpenQuestionsResponse } from './open-question.dto.js';
import { OpenQuestionsService } from './open-questions.service.js';

@ApiTags('Contraindications')
@Controller('v1')
export class OpenQuestionsController {
  constructor(private readonly questions: OpenQuestionsService) {}

  /**
   * Read which questions are still open before a treatment
   * @remarks A front end can build a form from the answer. Each question has its text, the kind of answer, the place to record it, and the rules that need it.
   * Questions are sorted so that asking decides soonest. First come questions that could contraindicate the treatment for good, then those that could
   * contraindicate it unless a dermatologist overrides. Questions that could call for caution follow, and last come those that can only clear. Among equals,
   * questions that more rules need come first, then answers that are quicker to obtain: an answer, an examination, a laboratory result, a signature. Pregnancy
   * and related questions are asked only where they apply. An answer may open further questions, such as the day on which a medicine was last taken: ask again.
   */
  @Get('patients/:patientId/open-questions', {
    permission: 'check.read',
    audit: { action: 'check.open-questions', patients: shows.path('patientId') },
    negotiatesLanguage: true,
    response: respond.ok(OpenQuestionsResponse, 'The open questions.'),
    sends: { name: 'Content-Language', description: 'The language of the answer.', value: ({ language }) => language },
  })
  listOpenQuestions(@Param('patientId', Id) patientId: string, @Query() query: OpenQuestionsQuery, @Reads() reader: Reader): Promise<OpenQuestionsResponse> {
    return this.questions.list(patientId, query, getMessages('checks', query.language ?? negotiateLanguage(reader.language, languages)));
  }
}
