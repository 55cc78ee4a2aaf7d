/** The pages that the provider itself asks for: errors, logging out. */
import type { KoaContextWithOIDC } from 'oidc-provider';
import { languageOf, type Language } from '../../kernel/language.js';
import { messagesOf } from '../../messages/index.js';
import { deviceConfirmPage, devicePage } from '../pages/device-pages.js';
import { logOutPage, noticePage, type Frame } from '../pages/pages.js';
import { pagePolicy } from '../pages/policy.js';
import { LANGUAGE_COOKIE } from '../pages/page-answers.js';
import { ownClient, type ClientWithMetadata } from './clients.js';

const languageIn = (ctx: KoaContextWithOIDC): Language => languageOf(ctx.cookies.get(LANGUAGE_COOKIE, { signed: false }), ctx.get('accept-language'));

const frameOf = (ctx: KoaContextWithOIDC): Frame => ({
  language: languageIn(ctx),
  clinicName: ownClient(ctx.oidc?.client)?.clinicName ?? null,
  otherLanguage: null,
});

/** Where the client may have the browser sent: what it has registered. */
const redirectsOf = (ctx: KoaContextWithOIDC): string[] => {
  const client = ctx.oidc?.client as ClientWithMetadata | undefined;
  return [...(client?.redirectUris ?? []), ...(client?.postLogoutRedirectUris ?? [])];
};

export class ProviderPages {
  /** What went wrong, for somebody who cannot mend it: in words, with the name of the error for those who can. */
  error(ctx: KoaContextWithOIDC, out: { error: string; error_description?: string | undefined }, error: Error): void {
    const frame = frameOf(ctx);
    const messages = messagesOf('pages', frame.language);
    const isOver = error.name === 'SessionNotFound';
    const detail = [out.error, out.error_description].filter(Boolean).join(': ');
    ctx.type = 'html';
    ctx.body = isOver
      ? noticePage(frame, messages.say('wrong'), messages.say('expired'))
      : noticePage(frame, messages.say('wrong'), messages.say('wrongText'), detail);
  }

  /** Where the code of a device is typed; also when the one before was wrong. */
  device(ctx: KoaContextWithOIDC, form: string, error: Error | undefined): void {
    const frame = frameOf(ctx);
    const messages = messagesOf('pages', frame.language);
    ctx.type = 'html';
    if (error?.name === 'AbortedError') ctx.body = noticePage(frame, messages.say('deviceRefused'), messages.say('deviceDoneText'));
    else {
      const [action = '', xsrf = ''] = [/action="([^"]*)"/, /name="xsrf" value="([^"]*)"/].map((item) => item.exec(form)?.[1] ?? '');
      ctx.body = devicePage({ ...frame, action, xsrf, isWrong: error !== undefined });
    }
  }

  deviceConfirm(ctx: KoaContextWithOIDC, form: string, client: ClientWithMetadata, userCode: string): void {
    ctx.body = deviceConfirmPage({ ...frameOf(ctx), form, clientName: client.clientName ?? client.clientId, userCode });
  }

  deviceDone(ctx: KoaContextWithOIDC): void {
    const frame = frameOf(ctx);
    const messages = messagesOf('pages', frame.language);
    ctx.type = 'html';
    ctx.body = noticePage(frame, messages.say('deviceDone'), messages.say('deviceDoneText'));
  }

  logOut(ctx: KoaContextWithOIDC, form: string): void {
    ctx.body = logOutPage({ ...frameOf(ctx), form });
  }

  loggedOut(ctx: KoaContextWithOIDC): void {
    const frame = frameOf(ctx);
    const messages = messagesOf('pages', frame.language);
    ctx.type = 'html';
    ctx.body = noticePage(frame, messages.say('loggedOut'), messages.say('loggedOutText'));
  }
}

/** After the provider has answered with a page: its form may lead on to where the client has registered. */
export const completePolicy = (ctx: KoaContextWithOIDC): void => {
  if (ctx.response.type !== 'text/html') return;
  const [own] = pagePolicy().match(/form-action[^;]*/)!;
  const [allowed] = pagePolicy(redirectsOf(ctx)).match(/form-action[^;]*/)!;
  ctx.set('Content-Security-Policy', ctx.response.get('Content-Security-Policy').replace(own, allowed));
};
