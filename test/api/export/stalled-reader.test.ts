import { once } from 'node:events';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { startApp } from '../../support/app.js';
import { consentToPhotographs, photographOf } from '../../support/journey.js';
import { noise } from '../../support/pictures.js';
import { wholeRecord } from '../../support/whole-record.js';

/** What this process holds open below a directory, where the system tells. */
const openFilesIn = (directory: string): string[] => {
  const descriptors = '/proc/self/fd';
  if (!existsSync(descriptors)) return [];
  const names = readdirSync(descriptors).flatMap((name) => {
    try {
      return [readlinkSync(join(descriptors, name))];
    } catch {
      // Closed since it was listed.
      return [];
    }
  });
  return names.filter((name) => name.startsWith(directory));
};

describe('the export of a record', () => {
  it('is closed, with the file that it reads, where its reader takes no more of it', async () => {
    const app = await startApp({ readerWaitSeconds: 1 });
    try {
      const clinic = await app.clinic();
      const { patientId } = await wholeRecord(clinic);
      await consentToPhotographs(clinic, patientId);
      for (let seed = 1; seed <= 3; seed++) await photographOf(clinic, patientId, { file: await noise(1200, 1100, seed).png().toBuffer() });
      await app.listen();
      const socket = connect(app.port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(`GET /v1/patients/${patientId}/export HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${clinic.as('dermatologist').token}\r\n\r\n`);
      await once(socket, 'readable');
      const line = () => app.log.find((text) => text.includes('does not take its answer'));
      while (!line()) await pause(50);
      expect(JSON.parse(line()!)).toMatchObject({ level: 40, requestId: expect.any(String) });
      // Closed a moment after the connection is; if they never were, this test would not end.
      while (openFilesIn(app.filesDirectory).length > 0) await pause(20);
      socket.destroy();
      expect((await clinic.as('dermatologist').download(`/v1/patients/${patientId}/export`)).status).toBe(200);
    } finally {
      await app.stop();
    }
  }, 60_000);
});
