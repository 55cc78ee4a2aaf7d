// Computes the content hash of each signed version anew: node verify-content-hash.mjs record.json (or its content on standard input).
// Takes record.json of an export, or the answer of GET /v1/consultations/{id}/versions. Ends with 1 where a hash is not that of its content.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

// RFC 8785: no spaces, members in the order of their UTF-16 code units, numbers and strings as ECMAScript writes them.
const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
};
const versionsIn = (value) =>
  typeof value !== 'object' || value === null ? [] : value.content && value.contentHash ? [value] : Object.values(value).flatMap(versionsIn);
for (const { consultationId, number, content, contentHash } of versionsIn(JSON.parse(readFileSync(process.argv[2] ?? 0, 'utf8')))) {
  const matches = createHash('sha256').update(canonical(content)).digest('hex') === contentHash;
  console.log(`${consultationId} version ${number}: ${matches ? 'ok' : 'mismatch'}`);
  if (!matches) process.exitCode = 1;
}
