/** A SMART application as people write them: a web server with unmodified fhirclient. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';

/** The token answer, as far as the tests look at it. */
interface TokenAnswer {
  access_token: string;
  refresh_token?: string;
  id_token?: string;
  scope: string;
  patient?: string;
  encounter?: string;
  need_patient_banner?: boolean;
}

interface FhirClient {
  patient: { id: string | null };
  encounter: { id: string | null };
  user: { id: string | null; resourceType: string | null };
  state: { tokenResponse: TokenAnswer };
  refresh(): Promise<{ tokenResponse: TokenAnswer }>;
}

type Fhirclient = (request: IncomingMessage, response: ServerResponse) => { authorize(options: object): Promise<unknown>; ready(): Promise<FhirClient> };

/** The library is CommonJS, and its types name a browser's. */
const fhirclient = createRequire(import.meta.url)('fhirclient') as Fhirclient;

export class SmartApp {
  private readonly session: Record<string, unknown> = {};
  private client: FhirClient | null = null;
  private failure: unknown = null;
  private options: object = {};
  private readonly server = createServer((request, response) => void this.answer(request, response));

  static async start(): Promise<SmartApp> {
    const app = new SmartApp();
    app.server.listen(0, '127.0.0.1');
    await once(app.server, 'listening');
    return app;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get back(): string {
    return `${this.url}/back`;
  }

  /** Where the application sends the browser that opens it: standalone, or as an EHR opens it. */
  async open(options: object, opened: Record<string, string> = {}): Promise<string> {
    this.options = { redirectUri: this.back, ...options };
    const answer = await fetch(`${this.url}/launch?${new URLSearchParams(opened).toString()}`, { redirect: 'manual' });
    const location = answer.headers.get('location');
    if (location === null) throw new Error(await answer.text());
    return location;
  }

  /** The browser comes back, and the application has its tokens. */
  async comeBack(address: string): Promise<FhirClient> {
    this.client = null;
    await (await fetch(address)).text();
    if (!this.client) throw this.failure;
    return this.client;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    Object.assign(request, { session: this.session });
    const smart = fhirclient(request, response);
    try {
      if (request.url!.startsWith('/launch')) await smart.authorize(this.options);
      else {
        this.client = await smart.ready();
        response.end('in');
      }
    } catch (failure) {
      this.failure = failure;
      response.statusCode = 500;
      response.end(String(failure));
    }
  }
}
