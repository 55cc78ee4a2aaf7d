/** A staff member who uses the application. Every request passes through the whole application except the network. */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { StartError } from '../../../config.js';

export interface Thing {
  id: string;
  version: number;
  // The type of an answer is not trusted. Each step takes the members that it needs.
  [member: string]: unknown;
}

export interface Answer {
  status: number;
  body: Thing;
}

type Sent = { body?: object; ifMatch?: number; form?: FormData };

const HIGHEST_SUCCESS = 299;

export class PersonAtWork {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly token: string,
    readonly id: string,
    readonly name: string,
  ) {}

  /** Sends a request and answers the response, whatever its status. */
  async ask(method: 'GET' | 'POST' | 'PATCH' | 'PUT', url: string, { body, ifMatch, form }: Sent = {}): Promise<Answer> {
    const headers: Record<string, string> = { authorization: `Bearer ${this.token}` };
    if (ifMatch !== undefined) headers['if-match'] = `"${ifMatch}"`;
    const packed = form && new Response(form);
    if (packed) headers['content-type'] = packed.headers.get('content-type')!;
    const payload = packed ? Buffer.from(await packed.arrayBuffer()) : body;
    const answer = await this.app
      .getHttpAdapter()
      .getInstance()
      .inject({ method, url, headers, ...(payload !== undefined && { payload }) });
    return { status: answer.statusCode, body: answer.payload === '' ? ({} as Thing) : answer.json<Thing>() };
  }

  get(url: string): Promise<Thing> {
    return this.requireSuccess('GET', url);
  }

  post(url: string, body?: object, ifMatch?: number): Promise<Thing> {
    return this.requireSuccess('POST', url, { ...(body && { body }), ...(ifMatch !== undefined && { ifMatch }) });
  }

  put(url: string, body: object, ifMatch: number): Promise<Thing> {
    return this.requireSuccess('PUT', url, { body, ifMatch });
  }

  postForm(url: string, form: FormData): Promise<Thing> {
    return this.requireSuccess('POST', url, { form });
  }

  async listItems(url: string): Promise<Thing[]> {
    return (await this.get(`${url}${url.includes('?') ? '&' : '?'}limit=100`)).items as Thing[];
  }

  private async requireSuccess(method: 'GET' | 'POST' | 'PUT', url: string, sent: Sent = {}): Promise<Thing> {
    const { status, body } = await this.ask(method, url, sent);
    if (status > HIGHEST_SUCCESS) throw new StartError(`The demonstration stopped at ${method} ${url}: ${status} ${JSON.stringify(body)}`);
    return body;
  }
}
