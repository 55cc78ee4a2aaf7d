import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Get, respond } from '../platform/http/index.js';
import { contradictions, documents, statements } from './statements.data.js';

const row = (id: string, text: string): string => `<dt id="${id}"><a href="#${id}">${id}</a></dt><dd>${text}</dd>`;

const section = (document: string, title: string): string =>
  `<h2>${document}: ${title}</h2><dl>${Object.entries(statements)
    .filter(([id]) => id.startsWith(document))
    .map(([id, text]) => row(id, text))
    .join('')}</dl>`;

const page = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sources of the rules</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:3rem auto;padding:0 1rem}dl{display:grid;grid-template-columns:4.5rem 1fr;gap:.3rem}dd{margin:0}:target{background:#fff3bf}@media(prefers-color-scheme:dark){:root{color-scheme:dark}:target{background:#5c4b00}}</style>
<h1>Sources of the rules</h1>
<p>What the numbers mean by which rules, protocols and care instructions name where they come from: statements of documents that clinics publish, in our words, and how the shipped rules read those that contradict each other.</p>
${Object.entries(documents)
  .map(([document, title]) => section(document, title))
  .join('\n')}
<h2>Contradictions</h2><dl>${Object.entries(contradictions)
  .map(([id, { between, reading }]) => row(id, `Between ${between}. ${reading}`))
  .join('')}</dl>
<p><a href="/docs">The documentation of this API</a></p></html>`;

/** The page that explains references such as `S0-35`. */
@ApiExcludeController()
@Controller('sources')
export class SourcesController {
  @Get('', { public: true, response: respond.text('text/html; charset=utf-8') })
  explainSources(): string {
    return page;
  }
}
