/**
 * What stands in the address of a link: the clinic and the link, encrypted and authenticated under a key of this purpose alone (AES-256-GCM), with what the link is for as associated data.
 * Nobody can make one, change one, or use one for something else; and it says nothing of the clinic or the patient.
 */
import { Injectable } from '@nestjs/common';
import { encodeId, decodeId } from '../../kernel/id.js';
import { KeyEncryption } from '../../platform/access/key-encryption.js';
import { linkPurposes, type LinkPurpose } from '../domain/links.js';

const KEY_PURPOSE = 'appointment links';

/** Characters of an id of 16 bytes in base64url. */
const ID_LENGTH = 22;

export interface OpenedLink {
  clinicId: string;
  linkId: string;
  purpose: LinkPurpose;
}

@Injectable()
export class LinkSecrets {
  constructor(private readonly encryption: KeyEncryption) {}

  seal({ clinicId, linkId, purpose }: OpenedLink): string {
    return this.encryption.seal(KEY_PURPOSE, purpose, encodeId(clinicId) + encodeId(linkId)).toString('base64url');
  }

  /** Opens what stands in the address; null where this server did not make it, and where it is for something else than what is asked. */
  open(secret: string, asked: LinkPurpose | null): OpenedLink | null {
    const sealed = Buffer.from(secret, 'base64url');
    for (const purpose of asked === null ? linkPurposes : [asked]) {
      const packed = this.encryption.open(KEY_PURPOSE, purpose, sealed);
      if (packed !== null) return { clinicId: decodeId(packed.slice(0, ID_LENGTH)), linkId: decodeId(packed.slice(ID_LENGTH)), purpose };
    }
    return null;
  }
}
