import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Get, renderHelpPage, respond } from '../platform/http/index.js';
import { contradictions, documents, statements } from './statements.data.js';

const renderRow = (id: string, text: string): string => `<dt id="${id}"><a href="#${id}">${id}</a></dt><dd>${text}</dd>`;

const renderSection = (document: string, title: string): string =>
  `<h2>${document}: ${title}</h2><dl>${Object.entries(statements)
    .filter(([id]) => id.startsWith(document))
    .map(([id, text]) => renderRow(id, text))
    .join('')}</dl>`;

const page = renderHelpPage({
  title: 'Sources of the rules',
  body: `<p>Rules, protocols and care instructions name where they come from by a number. It stands for a statement of a document that a clinic publishes, in our words,
or for how the shipped rules read statements that contradict each other.</p>
${Object.entries(documents)
  .map(([document, title]) => renderSection(document, title))
  .join('\n')}
<h2>Contradictions</h2><dl>${Object.entries(contradictions)
    .map(([id, { between, reading }]) => renderRow(id, `Between ${between}. ${reading}`))
    .join('')}</dl>`,
  style: 'dl{display:grid;grid-template-columns:4.5rem 1fr;gap:.3rem}dd{margin:0}:target{background:#fc08}',
});

/** The page that explains references such as `S0-35`. */
@ApiExcludeController()
@Controller('sources')
export class SourcesController {
  @Get('', { public: true, response: respond.text('text/html; charset=utf-8') })
  explainSources(): string {
    return page;
  }
}
