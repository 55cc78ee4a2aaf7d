/** The pages on which a person uses or sets up a second factor, during a login and in the account. */
import { html } from 'ghtml';
import { renderSVG } from 'uqr';
import { getMessages } from '../../messages/index.js';
import { renderComplaint, renderPage, type Frame } from '../../platform/pages/page-frame.js';
import { passkeyScriptPath } from './passkey-script.js';

/** A form of a page: its target and its hidden fields. */
export interface PageForm {
  action: string;
  hidden?: Readonly<Record<string, string>> | undefined;
}

export const renderHiddenFields = ({ hidden = {} }: PageForm): string =>
  Object.entries(hidden)
    .map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)
    .join('');

/** Another way to go on: a link to a page, or a form. */
export interface Way {
  address: string;
  text: string;
}

const renderWaysOn = (ways: readonly Way[]): string => ways.map(({ address, text }) => html`<p><a href="${address}">${text}</a></p>`).join('');

/** The button that aborts the login. */
const abortForm = (page: Frame, abort: string | null): string =>
  abort === null
    ? ''
    : html`<form method="post" action="${abort}"><button type="submit" class="second">${getMessages('pages', page.language).say('cancel')}</button></form>`;

interface CodePage extends Frame {
  form: PageForm;
  wrong: string | null;
  ways: readonly Way[];
  abort: string | null;
}

const renderCodeField = (page: CodePage, label: string, attributes: string): string =>
  html`<label for="code">${label}</label>
    <input
      type="text"
      id="code"
      name="code"
      autocapitalize="none"
      spellcheck="false"
      required
      autofocus
      !${attributes}
      !${page.wrong === null ? '' : 'aria-invalid="true" aria-describedby="wrong"'}
    />`;

const oneTimeCode = 'autocomplete="one-time-code" inputmode="numeric" maxlength="12"';

export const renderOneTimeCodePage = (page: CodePage): string => {
  const messages = getMessages('account', page.language);
  return renderPage(
    page,
    messages.say('secondFactor'),
    html`<p>${messages.say('codeText')}</p>
      !${renderComplaint(page.wrong)}
      <form method="post" action="${page.form.action}">
        !${renderHiddenFields(page.form)} !${renderCodeField(page, messages.say('code'), oneTimeCode)}
        <button type="submit">${messages.say('confirm')}</button>
      </form>
      !${abortForm(page, page.abort)} !${renderWaysOn(page.ways)}`,
  );
};

export const renderRecoveryCodePage = (page: CodePage): string => {
  const messages = getMessages('account', page.language);
  return renderPage(
    page,
    messages.say('useRecoveryCode'),
    html`<p>${messages.say('recoveryText')}</p>
      !${renderComplaint(page.wrong)}
      <form method="post" action="${page.form.action}">
        !${renderHiddenFields(page.form)} !${renderCodeField(page, messages.say('recoveryCode'), 'autocomplete="off" maxlength="40"')}
        <button type="submit">${messages.say('confirm')}</button>
      </form>
      !${abortForm(page, page.abort)} !${renderWaysOn(page.ways)}
      <p>${messages.say('lostAll')}</p>`,
  );
};

interface PasskeyPage extends Frame {
  form: PageForm;
  /** The request to the browser, as JSON of the WebAuthn standard. */
  options: object;
  /** Whether the browser asks as soon as the page is loaded. */
  atOnce: boolean;
  wrong: string | null;
  ways: readonly Way[];
  abort: string | null;
}

const renderNotices = (page: Frame): string => {
  const messages = getMessages('account', page.language);
  const texts = { failed: messages.say('passkeyFailed'), there: messages.say('passkeyThere'), unsupported: messages.say('passkeyUnsupported') };
  return Object.entries(texts)
    .map(([name, text]) => html`<p class="wrong" role="alert" data-notice="${name}" hidden>${text}</p>`)
    .join('');
};

const renderPasskeyForm = (page: PasskeyPage, kind: 'get' | 'create', fields: string, button: string): string =>
  html`<noscript><p class="wrong">${getMessages('account', page.language).say('needsScript')}</p></noscript>
    <form
      method="post"
      action="${page.form.action}"
      data-passkey="${kind}"
      data-at-once="${page.atOnce ? 'yes' : 'no'}"
      data-options="${JSON.stringify(page.options)}"
    >
      !${renderHiddenFields(page.form)}
      <input type="hidden" name="answer" value="" />
      !${renderNotices(page)} !${fields}
      <button type="submit" autofocus>${button}</button>
    </form>
    <script src="${passkeyScriptPath}" defer></script>`;

/** The page that asks for a passkey, in place of the password or after it. */
export const usePasskeyPage = (page: PasskeyPage & { isFirst: boolean }): string => {
  const messages = getMessages('account', page.language);
  return renderPage(
    page,
    messages.say(page.isFirst ? 'passkeyLogIn' : 'secondFactor'),
    html`<p>${messages.say(page.isFirst ? 'passkeyLogInText' : 'passkeySecondText')}</p>
      !${renderComplaint(page.wrong)} !${renderPasskeyForm(page, 'get', '', messages.say('usePasskey'))} !${abortForm(page, page.abort)}
      !${renderWaysOn(page.ways)}`,
  );
};

export const makePasskeyPage = (page: PasskeyPage & { name: string }): string => {
  const messages = getMessages('account', page.language);
  const fields = html`<label for="name">${messages.say('passkeyName')}</label>
    <input type="text" id="name" name="name" value="${page.name}" autocomplete="off" maxlength="100" required aria-describedby="hint" />
    <p class="hint" id="hint">${messages.say('passkeyNameHint')}</p>`;
  return renderPage(
    page,
    messages.say('setUpPasskey'),
    html`<p>${messages.say('setUpPasskeyText')}</p>
      !${renderComplaint(page.wrong)} !${renderPasskeyForm(page, 'create', fields, messages.say('makePasskey'))} !${abortForm(page, page.abort)}
      !${renderWaysOn(page.ways)}`,
  );
};

/** The page that offers factors to set up, where the login needs one. */
export const setUpPage = (page: Frame & { text: string; authenticator: string; passkey: string | null; abort: string }): string => {
  const messages = getMessages('account', page.language);
  const passkey = page.passkey === null ? '' : html`<a href="${page.passkey}">${messages.say('passkeyChoice')}</a>`;
  return renderPage(
    page,
    messages.say('setUp'),
    html`<p>${page.text}</p>
      <nav aria-label="${messages.say('setUp')}">!${passkey}<a href="${page.authenticator}">${messages.say('authenticatorChoice')}</a></nav>
      !${abortForm(page, page.abort)}`,
  );
};

interface AuthenticatorPage extends CodePage {
  /** The `otpauth:` address in the picture. */
  address: string;
  /** The key in groups of four, for typing. */
  key: string;
}

/** Draws the picture in black on white in any colour scheme, with the margin that readers need. */
const drawPicture = (address: string, label: string): string =>
  renderSVG(address, { ecc: 'M', border: 4 }).replace('<svg ', html`<svg class="qr" role="img" aria-label="${label}" `);

export const renderAuthenticatorPage = (page: AuthenticatorPage): string => {
  const messages = getMessages('account', page.language);
  return renderPage(
    page,
    messages.say('setUpAuthenticator'),
    html`<p>${messages.say('scan')}</p>
      !${drawPicture(page.address, messages.say('pictureOfKey'))}
      <p>${messages.say('typeKey')}</p>
      <p class="key">${page.key}</p>
      <p>${messages.say('thenCode')}</p>
      !${renderComplaint(page.wrong)}
      <form method="post" action="${page.form.action}">
        !${renderHiddenFields(page.form)} !${renderCodeField(page, messages.say('code'), oneTimeCode)}
        <button type="submit">${messages.say('confirm')}</button>
      </form>
      !${abortForm(page, page.abort)} !${renderWaysOn(page.ways)}`,
  );
};

/** The page with the recovery codes, which are shown once. */
export const renderRecoveryCodesPage = (page: Frame & { codes: readonly string[]; form: PageForm }): string => {
  const messages = getMessages('account', page.language);
  return renderPage(
    page,
    messages.say('recoveryCodes'),
    html`<p>${messages.say('recoveryCodesText')}</p>
      <ul class="codes">
        !${page.codes.map((code) => html`<li>${code}</li>`).join('')}
      </ul>
      <form method="post" action="${page.form.action}">
        !${renderHiddenFields(page.form)}
        <button type="submit">${messages.say('kept')}</button>
      </form>`,
  );
};
