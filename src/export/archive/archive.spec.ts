import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Archive, ArchiveAbandoned, type ArchivedFile } from './archive.js';

const at = new Date('2026-01-20T10:15:00Z');
const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

const file = (path: string, open: () => Promise<Readable>, content?: Buffer): ArchivedFile => ({
  path,
  mediaType: 'image/png',
  compress: false,
  expected: content ? { byteSize: content.length, sha256: sha256(content) } : null,
  open,
});

const of = (content: Buffer) => () => Promise.resolve(Readable.from([content], { objectMode: false }));

describe('an archive', () => {
  it('lists each file with what was really written', async () => {
    const content = Buffer.from('some content');
    const archive = new Archive(at, () => undefined);
    const read = buffer(archive.stream);
    await archive.add(file('a/one.png', of(content), content));
    await archive.add(file('empty.png', of(Buffer.alloc(0))));
    archive.end();
    expect((await read).subarray(0, 2).toString()).toBe('PK');
    expect(archive.files).toEqual([
      { path: 'a/one.png', mediaType: 'image/png', byteSize: content.length, sha256: sha256(content) },
      { path: 'empty.png', mediaType: 'image/png', byteSize: 0, sha256: sha256(Buffer.alloc(0)) },
    ]);
    expect(archive.missing).toEqual([]);
  });

  it('goes on after a file that cannot be opened, ends early, or is another one', async () => {
    const content = Buffer.from('some content');
    const troubles: string[] = [];
    const archive = new Archive(at, (_error, path) => troubles.push(path));
    const read = buffer(archive.stream);
    const broken = async function* () {
      yield content;
      await turn();
      throw new Error('the disk is gone');
    };
    await archive.add(file('closed.png', () => Promise.reject(new Error('no such file')), content));
    await archive.add(file('unmade.pdf', () => Promise.reject(new Error('too busy'))));
    await archive.add(file('broken.png', () => Promise.resolve(Readable.from(broken(), { objectMode: false })), content));
    await archive.add(file('other.png', of(Buffer.from('other content')), content));
    await archive.add(file('whole.png', of(content), content));
    archive.end();
    expect((await read).subarray(-22, -18).toString('latin1')).toBe('PK\u0005\u0006');
    expect(archive.missing.map(({ path, reason }) => [path, reason])).toEqual([
      ['closed.png', 'unreadable'],
      ['unmade.pdf', 'not-made'],
      ['broken.png', 'damaged'],
      ['other.png', 'damaged'],
    ]);
    expect(archive.files.map(({ path }) => path)).toEqual(['whole.png']);
    expect(troubles).toEqual(['closed.png', 'unmade.pdf', 'broken.png']);
  });

  it('reads no faster than it is read, and closes what it reads when it is abandoned', async () => {
    let made = 0;
    const endless = new Readable({
      read() {
        made++;
        this.push(Buffer.alloc(65_536));
      },
    });
    const archive = new Archive(at, () => undefined);
    const adding = archive.add(file('endless.bin', () => Promise.resolve(endless)));
    await once(archive.stream, 'readable');
    expect((archive.stream.read() as Buffer).length).toBeGreaterThan(0);
    for (let turns = 0; turns < 50; turns++) await turn();
    expect(made).toBeLessThan(20);
    archive.stream.destroy();
    await expect(adding).rejects.toThrow();
    expect(endless.destroyed).toBe(true);
    await expect(archive.add(file('next.png', of(Buffer.from('x'))))).rejects.toThrow(ArchiveAbandoned);
  });
});
