/** People who log in with more than a password. */
import { generateSync } from 'otplib';
import type { TestClinic } from './app.js';
import type { Browser } from './browser.js';

/** Goes as the machine's, and can be put forward: an authenticator and the server have to agree on it. */
import { Clock } from '../../src/kernel/clock.js';

export class ForwardClock extends Clock {
  private ahead = 0;
  override now(): Date {
    return new Date(Date.now() + this.ahead);
  }
  forward(seconds: number): void {
    this.ahead += seconds * 1000;
  }
}

/** An authenticator application with one key. */
export class AuthenticatorApp {
  constructor(
    readonly secret: string,
    private readonly clock: Clock,
  ) {}

  /** Reads the key from the page, as somebody who types it. */
  static from(page: string, clock: Clock): AuthenticatorApp {
    const key = /class="key">([^<]*)</.exec(page)?.[1] ?? /"secret":"([^"]*)"/.exec(page)![1]!;
    return new AuthenticatorApp(key.replaceAll(/\s/g, ''), clock);
  }

  /** What it shows now, or would so many seconds later. */
  code(later = 0): string {
    return generateSync({ secret: this.secret, epoch: Math.floor(this.clock.now().getTime() / 1000) + later });
  }
}

export const codesOn = (page: string): string[] => [...page.matchAll(/<li>([a-z2-9]{4}(?:-[a-z2-9]{4}){2})<\/li>/g)].map(([, code]) => code!);

/** Through the pages that set an authenticator up, in a login that needs one. */
export const setUpAuthenticator = async (browser: Browser, clock: Clock): Promise<{ app: AuthenticatorApp; codes: string[] }> => {
  await browser.open(new URL(`${browser.at.replace(/\/set-up.*/, '')}/set-up/authenticator`));
  const app = AuthenticatorApp.from(browser.page, clock);
  await browser.submit('/set-up/authenticator', { code: app.code() });
  return { app, codes: codesOn(browser.page) };
};

/** What the clinic requires from now on. */
export const requireSecondFactor = async (clinic: TestClinic, requiredFor: string[]): Promise<void> => {
  const { body } = await clinic.as('admin').get('/v1/clinic/second-factor');
  const { version } = body as { version: number };
  const answer = await clinic.as('admin').put('/v1/clinic/second-factor', { requiredFor }, { ifMatch: version });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
};
