/**
 * How long the preview of a ruleset takes over many active plans: the whole server in this process, on a PostgreSQL of its own.
 * Three patients go the whole way through the API; the others are copies of what is recorded of them.
 */
import { runWithOwnServer } from './own-server.js';
import { copyPatients, idIn, treatPatient, type Call } from './treated-patients.js';

export interface PreviewFigures {
  change: string;
  plans: number;
  changed: number;
  milliseconds: number;
  millisecondsToFirstLine: number;
  /** Of this process, which gathers and asks; PostgreSQL is another. */
  cpuMilliseconds: number;
  /** Of this process. */
  mostMegabytes: number;
}

const ROUNDS = 3;

interface Summary {
  type: string;
  done: number;
  changed: number;
  milliseconds: number;
}

/** Reads a preview as it comes, and keeps only its last line. */
const readLines = async (url: string, token: string): Promise<{ last: Summary; millisecondsToFirstLine: number }> => {
  const started = performance.now();
  const answer = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok || !answer.body) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  let millisecondsToFirstLine = 0;
  let end = '';
  const decoder = new TextDecoder();
  for await (const bytes of answer.body) {
    millisecondsToFirstLine ||= performance.now() - started;
    const text = end + decoder.decode(bytes as Uint8Array, { stream: true });
    end = text.slice(text.lastIndexOf('\n', text.length - 2) + 1);
  }
  return { last: JSON.parse(end) as Summary, millisecondsToFirstLine };
};

type SentRule = Record<string, unknown> & { id: string };

/** What a clinic may change: little that is asked of everybody, and what makes another outcome for many. */
const changes: Record<string, (rules: SentRule[]) => SentRule[]> = {
  'one rule more, about a medicine': (rules) => [
    ...rules,
    {
      id: 'bench.rule',
      title: 'A rule of the bench',
      origin: 'literature',
      citation: { title: 'Bench', url: null },
      severity: 'caution',
      any: [{ medication: ['B01AA'] }],
      needsData: [],
      overridable: true,
    },
  ],
  'one rule more, which rules everybody out': (rules) => [
    ...rules,
    {
      id: 'bench.rule',
      title: 'A rule of the bench',
      origin: 'literature',
      citation: { title: 'Bench', url: null },
      severity: 'contraindicated',
      any: [{ ageUnder: 120 }],
      needsData: ['birthDate'],
      overridable: true,
    },
  ],
};

const draft = async (call: Call, change: (rules: SentRule[]) => SentRule[]): Promise<string> => {
  const { items } = JSON.parse(await call('GET', '/v1/contraindication-rulesets?treatment=mesotherapy&status=published')) as {
    items: { id: string; rules: SentRule[] }[];
  };
  return idIn(await call('POST', '/v1/contraindication-rulesets', { basedOn: items[0]!.id, rules: change(items[0]!.rules) }));
};

/** What each change of the rules costs: of a few runs the one in the middle. */
export const measurePreview = (plans: number): Promise<PreviewFigures[]> =>
  runWithOwnServer(async ({ url, ownerUrl, clinicId, tokens, as }) => {
    const dermatologist = as('dermatologist');
    const patients = [await treatPatient(dermatologist, 1), await treatPatient(dermatologist, 2), await treatPatient(dermatologist, 3)];
    await copyPatients(ownerUrl, clinicId, patients, Math.ceil(plans / patients.length));
    const run = async (change: string, rulesetId: string): Promise<PreviewFigures> => {
      const before = process.cpuUsage();
      let mostBytes = 0;
      const watch = setInterval(() => (mostBytes = Math.max(mostBytes, process.memoryUsage().rss)), 20);
      const { last, millisecondsToFirstLine } = await readLines(`${url}/v1/contraindication-rulesets/${rulesetId}/preview`, tokens.dermatologist);
      clearInterval(watch);
      const { user, system } = process.cpuUsage(before);
      if (last.type !== 'summary') throw new Error('The preview broke off.');
      const { done, changed, milliseconds } = last;
      return {
        change,
        plans: done,
        changed,
        milliseconds,
        millisecondsToFirstLine,
        cpuMilliseconds: (user + system) / 1000,
        mostMegabytes: mostBytes / 1_048_576,
      };
    };
    const figures: PreviewFigures[] = [];
    for (const [name, change] of Object.entries(changes)) {
      const rulesetId = await draft(as('admin'), change);
      const runs: PreviewFigures[] = [];
      for (let round = 0; round < ROUNDS; round++) runs.push(await run(name, rulesetId));
      figures.push(runs.sort((one, other) => one.milliseconds - other.milliseconds)[Math.floor(ROUNDS / 2)]!);
    }
    return figures;
  });
