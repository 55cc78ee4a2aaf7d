import { Controller, Inject, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { createNotFoundFailure, type ProblemType } from '../../kernel/failure.js';
import { renderHelpPage } from './help-page.js';
import { respond } from './respond.js';
import { Get } from './route.decorator.js';
import { PROBLEMS, getProblemTitle, type ProblemDefinition, type ProblemDefinitions } from './define-problems.js';

const renderPage = (type: ProblemType, { status, explanation }: ProblemDefinition): string =>
  renderHelpPage({
    title: getProblemTitle(type, 'en'),
    body: `<p>Type <code>/problems/${type}</code>, HTTP status <code>${status}</code>.</p><p>${explanation}</p>`,
    style: 'code{background:#8883;padding:.1em .3em}',
  });

/** The pages that the `type` of a problem document points to. */
@ApiExcludeController()
@Controller('problems')
export class ProblemsController {
  constructor(@Inject(PROBLEMS) private readonly problems: ProblemDefinitions) {}

  @Get(':type', {
    public: true,
    response: respond.text('text/html; charset=utf-8'),
  })
  explainProblem(@Param('type') type: string): string {
    if (!this.isProblemType(type)) throw createNotFoundFailure('kind of problem');
    return renderPage(type, this.problems[type]);
  }

  private isProblemType(text: string): text is ProblemType {
    return Object.hasOwn(this.problems, text);
  }
}
