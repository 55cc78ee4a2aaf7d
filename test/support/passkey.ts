/** A device that keeps passkeys, as far as a server sees one: ES256 keys, signatures, a counter (Web Authentication, level 3). */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

const USER_PRESENT = 1;
const USER_VERIFIED = 4;
const HAS_CREDENTIAL = 64;

interface Asked {
  challenge: string;
  rpId?: string;
  rp?: { id: string };
  user?: { id: string };
}

/** What can be wrong with an answer. */
export interface Fault {
  origin?: string;
  rpId?: string;
  isUnverified?: boolean;
  counter?: number;
  handle?: string;
}

/** The head of an item, as short as it can be. */
const short = (major: number, length: number): Buffer =>
  Buffer.from(length < 24 ? [(major << 5) | length] : length < 256 ? [(major << 5) | 24, length] : [(major << 5) | 25, length >> 8, length & 255]);
const cborText = (text: string): Buffer => Buffer.concat([short(3, Buffer.byteLength(text)), Buffer.from(text)]);
const cborBytes = (bytes: Buffer): Buffer => Buffer.concat([short(2, bytes.length), bytes]);

/** The COSE form of an ES256 key. */
const coseKey = (key: KeyObject): Buffer => {
  const { x, y } = key.export({ format: 'jwk' });
  const coordinate = (label: number, value: string) => Buffer.concat([Buffer.from([label]), cborBytes(Buffer.from(value, 'base64url'))]);
  return Buffer.concat([Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01]), coordinate(0x21, x!), coordinate(0x22, y!)]);
};

export class PasskeyDevice {
  private readonly id = randomBytes(16);
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private handle = '';
  counter = 0;

  constructor(private readonly origin: string) {}

  /** Answers a page that asks for a new passkey. */
  make(page: string, fault: Fault = {}): string {
    const asked = optionsIn(page);
    this.handle = asked.user!.id;
    const id = this.id;
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([id.length >> 8, id.length & 255]), id, coseKey(this.keys.publicKey)]);
    const data = Buffer.concat([this.authenticatorData(asked.rp!.id, HAS_CREDENTIAL, fault), credential]);
    const attestation = Buffer.concat([
      Buffer.from([0xa3]),
      ...[cborText('fmt'), cborText('none')],
      ...[cborText('attStmt'), Buffer.from([0xa0])],
      ...[cborText('authData'), cborBytes(data)],
    ]);
    const clientDataJSON = this.clientData('webauthn.create', asked.challenge, fault).toString('base64url');
    return this.answer({ clientDataJSON, attestationObject: attestation.toString('base64url'), transports: ['internal'] });
  }

  /** Answers a page that asks for a passkey. */
  use(page: string, fault: Fault = {}): string {
    const asked = optionsIn(page);
    this.counter = fault.counter ?? this.counter + 1;
    const data = this.authenticatorData(asked.rpId!, 0, fault);
    const client = this.clientData('webauthn.get', asked.challenge, fault);
    const signature = sign('sha256', Buffer.concat([data, createHash('sha256').update(client).digest()]), this.keys.privateKey);
    return this.answer({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: signature.toString('base64url'),
      userHandle: fault.handle ?? this.handle,
    });
  }

  private authenticatorData(rpId: string, flags: number, fault: Fault): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const said = USER_PRESENT | (fault.isUnverified ? 0 : USER_VERIFIED) | flags;
    return Buffer.concat([
      createHash('sha256')
        .update(fault.rpId ?? rpId)
        .digest(),
      Buffer.from([said]),
      counter,
    ]);
  }

  private clientData(type: string, challenge: string, fault: Fault): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: fault.origin ?? this.origin, crossOrigin: false }));
  }

  private answer(response: object): string {
    const id = this.id.toString('base64url');
    return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response });
  }
}

const optionsIn = (page: string): Asked =>
  JSON.parse(
    /data-options="([^"]*)"/
      .exec(page)![1]!
      .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
      .replaceAll('&quot;', '"'),
  ) as Asked;
