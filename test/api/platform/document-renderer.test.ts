import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkLimits } from '../../../src/platform/worker-pool/index.js';
import { factsOf } from '../../support/pdf.js';
import { DocumentRenderer, type DocumentTemplate } from '../../../src/platform/documents/document-renderer.js';

const template = (source: string): DocumentTemplate => ({
  main: 'test.typ',
  files: { 'test.typ': `#set document(date: datetime(year: 2026, month: 1, day: 20))\n${source}` },
});
const words = template('#let data = json("data.json")\n#set text(font: data.fonts)\n#data.words #if "unshown" in sys.inputs { pagebreak() }');
/** Two to ten seconds of work. */
const slow = template('#let n = 0\n#for i in range(4000) { for j in range(1000) { n += 1 } }\n#n');

const scripts = {
  Latin: 'Ashá Țestperson',
  Greek: 'Δοκιμή',
  Cyrillic: 'Испытание',
  Arabic: 'عائشة تجربة',
  Bengali: 'পরীক্ষা',
  Devanagari: 'परीक्षण',
  Gujarati: 'પરીક્ષણ',
  Gurmukhi: 'ਪਰੀਖਿਆ',
  Hebrew: 'בדיקה',
  Kannada: 'ಪರೀಕ್ಷೆ',
  Malayalam: 'പരീക്ഷണം',
  Oriya: 'ପରୀକ୍ଷା',
  Sinhala: 'පරීක්ෂණය',
  Tamil: 'சோதனை',
  Telugu: 'పరీక్ష',
  Thai: 'ทดสอบ',
};

describe('the renderer of documents', () => {
  const renderer = new DocumentRenderer();
  const others: DocumentRenderer[] = [];
  const limited = (limits: Partial<WorkLimits>): DocumentRenderer => {
    const made = DocumentRenderer.withLimits(limits);
    others.push(made);
    return made;
  };

  afterEach(() => Promise.all(others.splice(0).map((documentRenderer) => documentRenderer.onApplicationShutdown())));
  afterAll(() => renderer.onApplicationShutdown());

  it.each(Object.entries(scripts))('has every character of %s, in a typeface that comes with it', async (script, text) => {
    const { fonts, standard, pages } = factsOf(await renderer.render(words, { words: text }));
    const own = ['Latin', 'Greek', 'Cyrillic', 'Devanagari'].includes(script) ? 'NotoSans-Regular' : `NotoSans${script}-Regular`;
    expect({ fonts, standard, pages }).toEqual({ fonts: expect.arrayContaining([own]), standard: '2A', pages: 1 });
    expect(fonts.filter((name) => !name.startsWith('NotoSans'))).toEqual([]);
  });

  it('sets a character that no font has as a box, and tells the template', async () => {
    // A code point of the private use area: no machine has a sign for it.
    expect(factsOf(await renderer.render(words, { words: 'before \u{F1234} after' }))).toMatchObject({ standard: null, pages: 2 });
  });

  it('gives the same bytes for the same words', async () => {
    const item = await renderer.render(words, { words: 'Asha' });
    expect(item.equals(await renderer.render(words, { words: 'Asha' }))).toBe(true);
    expect(item.equals(await renderer.render(words, { words: 'Kiran' }))).toBe(false);
  });

  it('does not tell what was in a document that cannot be set', async () => {
    const failure = await renderer.render(template('#panic(json("data.json").words)'), { words: 'Asha Testperson' }).catch((error: Error) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(JSON.stringify([String(failure), (failure as Error).stack])).not.toContain('Testperson');
    expect(factsOf(await renderer.render(words, { words: 'next' })).pages).toBe(1);
  });

  it('gives a template no file of the machine', async () => {
    await expect(renderer.render(template('#read("/etc/hostname")'), {})).rejects.toThrow();
    await expect(renderer.render(template('#read("../etc/hostname")'), {})).rejects.toThrow();
  });

  it('leaves the thread of the requests free', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 10);
    await renderer.render(slow, {}).finally(() => clearInterval(timer));
    expect(ticks).toBeGreaterThan(20);
  });

  it.each([
    ['processor time', { processorSeconds: 0.5 }],
    ['time', { seconds: 0.5 }],
    ['memory', { megabytes: 90 }],
  ])('gives up what takes too much %s', async (_what, limits) => {
    await expect(limited(limits).render(slow, {})).rejects.toMatchObject({ problem: 'unavailable' });
  });

  it('hands none of the server’s secrets on', async () => {
    process.env.DATABASE_URL_OF_THE_TEST = 'postgres://secret';
    const open = limited({});
    await open.render(words, { words: 'one' });
    delete process.env.DATABASE_URL_OF_THE_TEST;
    const [pid] = open.processes;
    if (process.platform === 'linux') expect(readFileSync(`/proc/${pid}/environ`, 'latin1')).not.toContain('secret');
  });

  it('refuses more than it can queue', async () => {
    const small = limited({ waiting: 1 });
    const results = await Promise.allSettled([1, 2, 3].map((number) => small.render(words, { words: String(number) })));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(results[2]).toMatchObject({ reason: { problem: 'unavailable' } });
  });

  it('replaces a process that has died, and fails only what that one was at', async () => {
    const mortal = limited({});
    const lost = mortal.render(slow, {});
    const next = mortal.render(words, { words: 'next' });
    process.kill(mortal.processes[0]!, 'SIGSEGV');
    await expect(lost).rejects.toMatchObject({ problem: 'unavailable' });
    expect(factsOf(await next).pages).toBe(1);
  });

  it('ends its process when nothing is asked of it, and starts another', async () => {
    const idle = limited({ idleSeconds: 0.02 });
    await idle.render(words, { words: 'one' });
    await sleep(200);
    expect(idle.processes).toEqual([]);
    expect(factsOf(await idle.render(words, { words: 'two' })).pages).toBe(1);
  });

  it('takes nothing more once it is told to stop', async () => {
    const stopping = limited({});
    await stopping.onApplicationShutdown();
    await expect(stopping.render(words, { words: 'late' })).rejects.toMatchObject({ problem: 'unavailable' });
  });
});
