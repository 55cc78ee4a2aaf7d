/** Sends requests to a running server as one person. */
import { StartError } from '../../config.js';

export interface Answer {
  status: number;
  etag: string | null;
  // The type of an answer is not trusted. Each step checks the members that it needs.
  body: Record<string, unknown>;
}

export class ApiClient {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  post(path: string, body?: unknown, ifMatch?: string): Promise<Answer> {
    return this.send('POST', path, body, ifMatch);
  }

  postForm(path: string, form: FormData): Promise<Answer> {
    return this.send('POST', path, form);
  }

  private async send(method: string, path: string, body?: unknown, ifMatch?: string): Promise<Answer> {
    const headers: Record<string, string> = { Authorization: `Bearer ${this.token}` };
    const isForm = body instanceof FormData;
    if (body !== undefined && !isForm) headers['Content-Type'] = 'application/json';
    if (ifMatch !== undefined) headers['If-Match'] = ifMatch;
    const request: RequestInit = { method, headers, ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }) };
    let response: Response;
    try {
      response = await fetch(this.url + path, request);
    } catch {
      throw new StartError(`Nothing answers at ${this.url}; start the server first ("npm start"), with the same PORT.`);
    }
    const text = await response.text();
    return { status: response.status, etag: response.headers.get('ETag'), body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
  }
}
