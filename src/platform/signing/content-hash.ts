import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';

/** The SHA-256 of the RFC 8785 canonical JSON of the signed content. */
export const hashContent = (content: object): string => createHash('sha256').update(canonicalize(content)!).digest('hex');
