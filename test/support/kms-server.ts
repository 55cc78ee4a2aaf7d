/** As much of AWS KMS as the server asks for, in memory, over HTTP: Encrypt and Decrypt with their encryption context. The real one was not tried. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface KmsRequest {
  KeyId?: string;
  Plaintext?: string;
  CiphertextBlob?: string;
  EncryptionContext?: Record<string, string>;
}

const read = async (request: IncomingMessage): Promise<KmsRequest> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as KmsRequest;
};

export class KmsServer {
  /** The operations that were asked for. */
  readonly asked: string[] = [];
  /** Answers nothing but errors, while it is set. */
  broken = false;
  private readonly key = randomBytes(32);
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  constructor(
    readonly keyId: string,
    private readonly accessKeyId: string,
  ) {}

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const operation = String(request.headers['x-amz-target']).replace('TrentService.', '');
    const body = await read(request);
    this.asked.push(operation);
    if (this.broken) return this.fail(response, 500, 'KMSInternalException');
    if (!request.headers.authorization?.includes(`Credential=${this.accessKeyId}/`)) return this.fail(response, 400, 'UnrecognizedClientException');
    const context = Buffer.from(JSON.stringify(body.EncryptionContext ?? {}));
    if (operation === 'Encrypt') {
      if (body.KeyId !== this.keyId) return this.fail(response, 400, 'NotFoundException');
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(context);
      const sealed = Buffer.concat([cipher.update(Buffer.from(body.Plaintext!, 'base64')), cipher.final()]);
      return this.send(response, { KeyId: this.keyId, CiphertextBlob: Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64') });
    }
    const sealed = Buffer.from(body.CiphertextBlob!, 'base64');
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, 12)).setAAD(context);
      decipher.setAuthTag(sealed.subarray(12, 28));
      const key = Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
      this.send(response, { KeyId: this.keyId, Plaintext: key.toString('base64') });
    } catch {
      this.fail(response, 400, 'InvalidCiphertextException');
    }
  }

  private send(response: ServerResponse, body: object): void {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  }

  private fail(response: ServerResponse, status: number, type: string): void {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify({ __type: type, message: type }));
  }
}
