/** The schemas of problem documents: one for each type, told apart by `type`. */
import type { ProblemType } from '../../kernel/failure.js';
import type { ProblemMembers } from '../http/problem-members.js';
import { getProblemTitle, type ProblemDefinition, type ProblemDefinitions } from '../http/define-problems.js';
import { languages } from '../../kernel/language.js';
import { toPascalCase, SCHEMAS, type Response, type Schema } from './schema.js';

const RETRY_AFTER = { description: 'Seconds to wait.', schema: { type: 'integer' } };

const createProblemExample = (type: ProblemType, { status, explanation }: ProblemDefinition) => {
  const detail = explanation.split('. ', 1)[0]!.replace(/\.?$/, '.');
  return {
    type: `/problems/${type}`,
    title: getProblemTitle(type, 'en'),
    status,
    detail,
    instance: '/v1/patients',
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  };
};

export class ProblemSchemas {
  constructor(
    private readonly schemas: Record<string, Schema>,
    private readonly problems: ProblemDefinitions,
    private readonly members: readonly ProblemMembers[],
  ) {}

  /** The failure responses of a route, by status. */
  createResponses(types: readonly ProblemType[]): Record<string, Response> {
    const byStatus = new Map<number, ProblemType[]>();
    for (const type of types) {
      const { status } = this.problems[type];
      byStatus.set(status, [...(byStatus.get(status) ?? []), type].sort());
    }
    return Object.fromEntries([...byStatus].map(([status, of]) => [String(status), this.createResponse(status, of)]));
  }

  private createResponse(status: number, types: ProblemType[]): Response {
    const references = types.map((type) => this.createReference(type));
    const mapping = Object.fromEntries(types.map((type, index) => [`/problems/${type}`, references[index]!.$ref]));
    const schema = references.length === 1 ? references[0]! : { oneOf: references, discriminator: { propertyName: 'type', mapping } };
    return {
      description: types.map((type) => `\`/problems/${type}\`: ${getProblemTitle(type, 'en')}.`).join(' '),
      ...((status === 429 || status === 503) && { headers: { 'Retry-After': RETRY_AFTER } }),
      content: { 'application/problem+json': { schema } },
    };
  }

  /** A reference to the schema of a problem type, which the first reference adds to the document. */
  private createReference(type: ProblemType): { $ref: string } {
    const name = `${toPascalCase(type)}Problem`;
    this.schemas[name] ??= this.createSchema(type);
    return { $ref: SCHEMAS + name };
  }

  private createSchema(type: ProblemType): Schema {
    const { status, explanation } = this.problems[type];
    const declared = this.members.flatMap((members) => members[type] ?? []).map(({ name }) => this.schemas[name]!);
    const required = declared.flatMap((schema) => schema.required ?? []);
    return {
      type: 'object',
      description: explanation,
      required: ['type', 'title', 'status', 'detail', 'instance', 'traceId', ...required],
      additionalProperties: false,
      properties: {
        type: { type: 'string', const: `/problems/${type}` },
        title: { type: 'string', description: 'In the language of the answer.', examples: languages.map((language) => getProblemTitle(type, language)) },
        status: { type: 'integer', const: status },
        detail: { type: 'string', description: 'What happened this time.' },
        instance: { type: 'string', description: 'The path that was asked for.' },
        traceId: { type: 'string', description: 'What to quote when reporting the problem: logs and audit carry the same.' },
        ...Object.fromEntries(declared.flatMap(({ properties = {} }) => Object.entries(properties))),
      },
      ...(required.length === 0 && { examples: [createProblemExample(type, this.problems[type])] }),
    };
  }
}
