/**
 * npm run pictures: makes docs/pictures anew: charts, and in paper/ every document that the product prints, in both languages, of three synthetic people, all pages of
 * a document in one picture. Needs pdftoppm (of poppler) on the path. With --pages DIRECTORY it leaves each page at a size to be read, and the PDFs.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { drawLineChart } from '../src/charts/index.ts';
import { buildMeasureChart, buildScaleChart } from '../src/consultations/index.ts';
import { buildRatingOutcomeChart } from '../src/outcomes/plan-outcomes/outcome-chart.ts';
import { startApp } from '../test/support/app.ts';
import setUp from '../test/support/global-setup.js';
import tearDown from '../test/support/global-teardown.js';
import { papersOf, peopleOnPaper, SetClock } from '../test/support/people-on-paper.ts';
import { unzip } from '../test/support/zip.ts';

const PAGE_WIDTH = 480;
const PAGES_IN_A_ROW = 4;
const GAP = 12;
const COLOURS = 24;

const pagesOption = process.argv.indexOf('--pages');
const pagesDirectory = pagesOption < 0 ? null : process.argv[pagesOption + 1];
const target = new URL('../docs/pictures/paper/', import.meta.url).pathname;

const run = (command, words) => {
  const { status, error, stderr } = spawnSync(command, words);
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? stderr}`);
};

/** Each page of a PDF as a PNG. */
const pagesOf = (pdf, width) => {
  const directory = mkdtempSync(join(tmpdir(), 'hairline pages '));
  try {
    writeFileSync(join(directory, 'document.pdf'), pdf);
    run('pdftoppm', ['-png', '-scale-to-x', String(width), '-scale-to-y', '-1', join(directory, 'document.pdf'), join(directory, 'page')]);
    return readdirSync(directory)
      .filter((name) => name.endsWith('.png'))
      .sort()
      .map((name) => readFileSync(join(directory, name)));
  } finally {
    rmSync(directory, { recursive: true });
  }
};

/** Pages side by side, in rows. */
const sheet = async (pages) => {
  const { width, height } = await sharp(pages[0]).metadata();
  const columns = Math.min(PAGES_IN_A_ROW, pages.length);
  const rows = Math.ceil(pages.length / columns);
  const place = (index) => ({ left: GAP + (index % columns) * (width + GAP), top: GAP + Math.floor(index / columns) * (height + GAP) });
  return sharp({ create: { width: GAP + columns * (width + GAP), height: GAP + rows * (height + GAP), channels: 3, background: '#c3cac9' } })
    .composite(pages.map((input, index) => ({ input, ...place(index) })))
    .png({ palette: true, colours: COLOURS, effort: 4 })
    .toBuffer();
};

const pdfOf = async (by, path, language) => {
  const answer = await by.download(`${path}${path.includes('?') ? '&' : '?'}language=${language}`);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return path.endsWith('/export') ? unzip(answer.body).get('record.pdf') : answer.body;
};

const TIME_ZONE = 'Asia/Kolkata';
const visits = ['2026-01-12', '2026-02-10', '2026-03-12', '2026-05-11', '2026-08-17'].map((day) => `${day}T05:00:00.000Z`);
const course = {
  firstAt: visits[0],
  completedAt: visits.slice(1, 4),
  given: visits.slice(1, 4).map((at, index) => ({ at, number: index + 1 })),
  timeZone: TIME_ZONE,
};
const moments = { moments: course.given.map(({ at, number }) => ({ at: Date.parse(at), label: String(number) })), momentName: 'session' };
const charts = {
  'hair-density': {
    ...buildMeasureChart(
      'hair-density',
      'vertex',
      [118, 121, 132, 149, 158].map((value, index) => ({ performedAt: visits[index], findings: { hairDensity: { value, unit: '/cm2' } } })),
      TIME_ZONE,
    ),
    ...moments,
  },
  salt: buildScaleChart(
    'salt',
    'clinician',
    [62, 58, 41, 24, 12].map((score, index) => ({ assessedAt: new Date(visits[index]), grade: null, score })),
    TIME_ZONE,
  ),
  fading: buildRatingOutcomeChart(
    'fading',
    [0, 0, 1, 1, 2].map((score, index) => ({ ratedAt: visits[index], score })),
    course,
  ),
};
for (const [name, spec] of Object.entries(charts)) writeFileSync(join(target, '..', `${name}.svg`), drawLineChart(spec));

await setUp();
const clock = new SetClock();
const app = await startApp({ clock });
try {
  const { clinic, people } = await peopleOnPaper(app, clock);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  if (pagesDirectory) mkdirSync(pagesDirectory, { recursive: true });
  for (const person of people)
    for (const [paper, path] of Object.entries(papersOf(person)))
      for (const language of ['en', 'hi']) {
        const name = `${person.name}-${paper}-${language}`;
        const pdf = await pdfOf(clinic.as('dermatologist'), path, language);
        writeFileSync(join(target, `${name}.png`), await sheet(pagesOf(pdf, PAGE_WIDTH)));
        if (!pagesDirectory) continue;
        writeFileSync(join(pagesDirectory, `${name}.pdf`), pdf);
        pagesOf(pdf, 900).forEach((page, index) => writeFileSync(join(pagesDirectory, `${name}-${index + 1}.png`), page));
      }
} finally {
  await app.stop();
  await tearDown();
}
process.exit(0);
