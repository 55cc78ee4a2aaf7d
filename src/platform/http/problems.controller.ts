import { Controller, Inject, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { notFound, type ProblemType } from '../../kernel/failure.js';
import { respond } from './respond.js';
import { Get } from './route.decorator.js';
import { PROBLEMS, type ProblemDefinition, type ProblemDefinitions } from './define-problems.js';

const page = (type: string, { status, title, explanation }: ProblemDefinition): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}code{background:#eee;padding:.1em .3em}</style>
<h1>${title}</h1><p>Type <code>/problems/${type}</code>, HTTP status <code>${status}</code>.</p><p>${explanation}</p>
<p><a href="/docs">The documentation of this API</a></p></html>`;

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
    if (!this.isProblemType(type)) throw notFound('kind of problem');
    return page(type, this.problems[type]);
  }

  private isProblemType(text: string): text is ProblemType {
    return Object.hasOwn(this.problems, text);
  }
}
