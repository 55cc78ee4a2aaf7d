/** The pages that oidc-provider itself shows: errors, devices, logging out. */
import type { KoaContextWithOIDC } from 'oidc-provider';
import { chooseLanguage, type Language } from '../../kernel/language.js';
import { getMessages } from '../../messages/index.js';
import { renderDeviceConfirmPage, renderDevicePage } from '../pages/device-pages.js';
import { renderNoticePage, type Frame } from '../../platform/pages/page-frame.js';
import { renderLogOutPage } from '../pages/pages.js';
import { buildPagePolicy } from '../../platform/pages/policy.js';
import { LANGUAGE_COOKIE } from '../../platform/pages/page-answers.js';
import { findOwnClient, type ClientWithMetadata } from './clients.js';

const chooseContextLanguage = (ctx: KoaContextWithOIDC): Language =>
  chooseLanguage(ctx.cookies.get(LANGUAGE_COOKIE, { signed: false }), ctx.get('accept-language'));

const buildFrame = (ctx: KoaContextWithOIDC): Frame => ({
  language: chooseContextLanguage(ctx),
  clinicName: findOwnClient(ctx.oidc?.client)?.clinicName ?? null,
  otherLanguage: null,
});

/** The registered addresses to which the client may have the browser sent. */
const listRedirects = (ctx: KoaContextWithOIDC): string[] => {
  const client = ctx.oidc?.client as ClientWithMetadata | undefined;
  return [...(client?.redirectUris ?? []), ...(client?.postLogoutRedirectUris ?? [])];
};

export class ProviderPages {
  /** Shows an error in words for people, with its name for developers. */
  showError(ctx: KoaContextWithOIDC, out: { error: string; error_description?: string | undefined }, error: Error): void {
    const frame = buildFrame(ctx);
    const messages = getMessages('pages', frame.language);
    const isOver = error.name === 'SessionNotFound';
    const detail = [out.error, out.error_description].filter(Boolean).join(': ');
    ctx.type = 'html';
    ctx.body = isOver
      ? renderNoticePage(frame, messages.say('wrong'), messages.say('expired'))
      : renderNoticePage(frame, messages.say('wrong'), messages.say('wrongText'), detail);
  }

  /** Shows the form for the code of a device, also after a wrong code. */
  showDevice(ctx: KoaContextWithOIDC, form: string, error: Error | undefined): void {
    const frame = buildFrame(ctx);
    const messages = getMessages('pages', frame.language);
    ctx.type = 'html';
    if (error?.name === 'AbortedError') ctx.body = renderNoticePage(frame, messages.say('deviceRefused'), messages.say('deviceDoneText'));
    else {
      const [action = '', xsrf = ''] = [/action="([^"]*)"/, /name="xsrf" value="([^"]*)"/].map((item) => item.exec(form)?.[1] ?? '');
      ctx.body = renderDevicePage({ ...frame, action, xsrf, isWrong: error !== undefined });
    }
  }

  showDeviceConfirm(ctx: KoaContextWithOIDC, form: string, client: ClientWithMetadata, userCode: string): void {
    ctx.body = renderDeviceConfirmPage({ ...buildFrame(ctx), form, clientName: client.clientName ?? client.clientId, userCode });
  }

  showDeviceDone(ctx: KoaContextWithOIDC): void {
    const frame = buildFrame(ctx);
    const messages = getMessages('pages', frame.language);
    ctx.type = 'html';
    ctx.body = renderNoticePage(frame, messages.say('deviceDone'), messages.say('deviceDoneText'));
  }

  showLogOut(ctx: KoaContextWithOIDC, form: string): void {
    ctx.body = renderLogOutPage({ ...buildFrame(ctx), form });
  }

  showLoggedOut(ctx: KoaContextWithOIDC): void {
    const frame = buildFrame(ctx);
    const messages = getMessages('pages', frame.language);
    ctx.type = 'html';
    ctx.body = renderNoticePage(frame, messages.say('loggedOut'), messages.say('loggedOutText'));
  }
}

/** Completes the policy of the provider's page: its form may lead on to the client's registered addresses, and to `elsewhere`. */
export const completePolicy = (ctx: KoaContextWithOIDC, elsewhere: string | null): void => {
  if (ctx.response.type !== 'text/html') return;
  const [own] = buildPagePolicy().match(/form-action[^;]*/)!;
  const [allowed] = buildPagePolicy([...listRedirects(ctx), ...(elsewhere === null ? [] : [elsewhere])]).match(/form-action[^;]*/)!;
  ctx.set('Content-Security-Policy', ctx.response.get('Content-Security-Policy').replace(own, allowed));
};
