import { findPerson } from '../../clinic/operator.js';
import { loadConfig, StartError } from '../../config.js';
import { SystemClock } from '../../kernel/clock.js';
import { toCalendarDay } from '../../kernel/day.js';
import { issueAccessToken } from '../../platform/access/tokens.js';
import { runAsOperator } from '../databases.js';
import { createKeyEncryption } from '../encryption-key.js';
import { printResult, type OutputOptions } from '../output.js';
import { ApiClient } from './api-client.js';
import { checkCase } from './checks.js';
import { planCase } from './journey.js';
import { Report } from './report.js';
import { listWorkedCases } from './worked-cases.js';

const EMAIL = 'dermatologist@demo.hairline.test';

/** The cases that are continued to a completed plan, or to a refused one. */
const planned: ReadonlySet<string> = new Set(['01', '03', '05', '16']);

export interface DemoOptions extends OutputOptions {
  url?: string;
}

/** Runs the worked cases against a running server over HTTP; fails where an outcome is not the expected one. */
export const runDemo = async (options: DemoOptions): Promise<void> => {
  const config = loadConfig();
  const clock = new SystemClock();
  const { token, timeZone } = await runAsOperator(config, async (connection) => {
    const [person] = await findPerson(connection, EMAIL);
    if (!person) throw new StartError(`There is no ${EMAIL}: the demonstration clinics are made by the first start on an empty database, outside production.`);
    const issued = await issueAccessToken(connection, createKeyEncryption(config), person, { issuedAt: clock.now() });
    return { token: issued.token, timeZone: 'Asia/Kolkata' };
  });
  const api = new ApiClient(options.url ?? `http://${config.host}:${config.port}`, token);
  const report = new Report(options.json === true);
  for (const workedCase of listWorkedCases(clock.now(), timeZone)) {
    report.begin(`${workedCase.id}  ${workedCase.title}`);
    const checked = await checkCase(api, report, workedCase);
    if (!planned.has(workedCase.id)) continue;
    const now = clock.now();
    for (const treatment of checked.checks) {
      const latest = (await api.get(`/v1/contraindication-checks/${treatment.checkId}`)).body.effectiveOutcome as string;
      await planCase(api, report, checked, { ...treatment, effectiveOutcome: latest }, toCalendarDay(now, timeZone), now.toISOString());
    }
  }
  const { steps, failed } = report;
  printResult(options, { steps: steps.length, failed }, `\n${steps.length - failed.length} of ${steps.length} steps as expected.`);
  if (failed.length > 0) throw new StartError(`${failed.length} step(s) were not as expected.`);
};
