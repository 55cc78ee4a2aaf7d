/** The pages of the login, as HTML. The template escapes everything that comes from outside. */
import { html } from 'ghtml';
import { getMessages } from '../../messages/index.js';
import { renderComplaint, renderErrorAttributes, renderPage, type Frame } from '../../platform/pages/page-frame.js';

export interface LogInPage extends Frame {
  clientName: string;
  action: string;
  abort: string;
  recovery: string;
  /** The address of the login with a passkey; null where the server cannot take passkeys. */
  passkey: string | null;
  /** The identity providers of the clinic, with the address that leads to each. */
  providers: readonly { name: string; address: string }[];
  /** Whether people may log in with passwords and passkeys of their own. */
  allowsLocalLogIn: boolean;
  email: string;
  wrong: string | null;
}

export const renderLogInPage = (page: LogInPage): string => {
  const messages = getMessages('pages', page.language);
  const providers = page.providers.map(
    ({ name, address }) => html`<p><a class="button" href="${address}">${messages.say('logInWith', { provider: name })}</a></p>`,
  );
  return renderPage(
    page,
    messages.say('logIn'),
    html`<p>${messages.say('logInTo', { client: page.clientName })}</p>
      !${renderComplaint(page.wrong)} !${providers.join('\n')} !${page.allowsLocalLogIn ? renderLocalLogIn(page) : ''}
      <form method="post" action="${page.abort}"><button type="submit" class="second">${messages.say('cancel')}</button></form>
      !${page.passkey === null || !page.allowsLocalLogIn ? '' : html`<p><a href="${page.passkey}">${getMessages('account', page.language).say('passkeyLogIn')}</a></p>`}
      !${page.allowsLocalLogIn ? html`<p><a href="${page.recovery}">${messages.say('forgotten')}</a></p>` : ''}`,
  );
};

const renderLocalLogIn = (page: LogInPage): string => {
  const messages = getMessages('pages', page.language);
  return html`!${page.providers.length > 0 ? html`<h2>${messages.say('logInHere')}</h2>` : ''}
    <form method="post" action="${page.action}">
      <label for="email">${messages.say('email')}</label>
      <input
        type="email"
        id="email"
        name="email"
        value="${page.email}"
        autocomplete="username"
        autocapitalize="none"
        spellcheck="false"
        maxlength="254"
        required
        !${page.email === '' ? 'autofocus' : ''}
        !${renderErrorAttributes(page.wrong)}
      />
      <label for="password">${messages.say('password')}</label>
      <input
        type="password"
        id="password"
        name="password"
        autocomplete="current-password"
        maxlength="256"
        required
        !${page.email === '' ? '' : 'autofocus'}
        !${renderErrorAttributes(page.wrong)}
      />
      <button type="submit">${messages.say('logIn')}</button>
    </form>`;
};

export interface ChoicePage extends Frame {
  action: string;
  /** What the previous page proved, encrypted. */
  proof: string;
  clinics: readonly { staffId: string; clinicName: string }[];
}

export const renderChoicePage = (page: ChoicePage): string => {
  const messages = getMessages('pages', page.language);
  const buttons = page.clinics.map(
    ({ staffId, clinicName }) => html`<button type="submit" name="staff" value="${staffId}" class="second">${clinicName}</button>`,
  );
  return renderPage(
    page,
    messages.say('choose'),
    html`<p>${messages.say('chooseHint')}</p>
      <form method="post" action="${page.action}">
        <input type="hidden" name="proof" value="${page.proof}" />
        !${buttons.join('\n')}
      </form>`,
  );
};

/** A scope in a form, which the person can take away. */
interface AskedScope {
  /** The name of its field. */
  name: string;
  /** What the application may do with it, in words for people. */
  text: string;
}

export interface ConsentPage extends Frame {
  clientName: string;
  personName: string;
  scopes: readonly AskedScope[];
  /** What the person can do with the scopes; null where there is nothing to say. */
  hint: string | null;
  action: string;
  abort: string;
}

export const renderConsentPage = (page: ConsentPage): string => {
  const messages = getMessages('pages', page.language);
  const asked = page.scopes.map(
    ({ name, text }) => html`<label class="check" for="${name}"><input type="checkbox" id="${name}" name="${name}" value="on" checked />${text}</label>`,
  );
  return renderPage(
    page,
    messages.say('consent', { client: page.clientName }),
    html`<p>${messages.say('consentFor', { name: page.personName })}</p>
      <form method="post" action="${page.action}">
        <fieldset>!${page.hint === null ? '' : html`<legend class="plain">${page.hint}</legend>`} !${asked.join('')}</fieldset>
        <button type="submit">${messages.say('allow')}</button>
      </form>
      <form method="post" action="${page.abort}"><button type="submit" class="second">${messages.say('refuse')}</button></form>`,
  );
};

export const renderRecoveryPage = (page: Frame & { action: string }): string => {
  const messages = getMessages('pages', page.language);
  return renderPage(
    page,
    messages.say('recovery'),
    html`<p>${messages.say('recoveryText')}</p>
      <form method="post" action="${page.action}">
        <label for="email">${messages.say('email')}</label>
        <input type="email" id="email" name="email" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="254" required autofocus />
        <button type="submit">${messages.say('sendLink')}</button>
      </form>`,
  );
};

export interface PasswordPage extends Frame {
  action: string;
  link: string;
  personName: string;
  email: string;
  shortest: number;
  wrong: string | null;
}

export const renderPasswordPage = (page: PasswordPage): string => {
  const messages = getMessages('pages', page.language);
  const invalid = page.wrong === null ? '' : 'aria-invalid="true"';
  const described = page.wrong === null ? 'hint' : 'wrong hint';
  return renderPage(
    page,
    messages.say('setPassword'),
    html`<p>${messages.say('setPasswordFor', { name: page.personName, email: page.email })}</p>
      !${renderComplaint(page.wrong)}
      <form method="post" action="${page.action}">
        <input type="hidden" name="link" value="${page.link}" />
        <input type="hidden" name="email" value="${page.email}" autocomplete="username" />
        <label for="password">${messages.say('newPassword')}</label>
        <input
          type="password"
          id="password"
          name="password"
          autocomplete="new-password"
          minlength="${page.shortest}"
          maxlength="256"
          required
          autofocus
          !${invalid}
          aria-describedby="${described}"
        />
        <p class="hint" id="hint">${messages.say('newPasswordHint', { shortest: page.shortest })}</p>
        <label for="again">${messages.say('repeatPassword')}</label>
        <input type="password" id="again" name="again" autocomplete="new-password" maxlength="256" required !${invalid} />
        <button type="submit">${messages.say('save')}</button>
      </form>`,
  );
};

/** The page that confirms logging out. The form and its protection come from oidc-provider, the buttons from here. */
export const renderLogOutPage = (page: Frame & { form: string }): string => {
  const messages = getMessages('pages', page.language);
  return renderPage(
    page,
    messages.say('logOut'),
    html`<p>${messages.say('logOutText')}</p>
      !${page.form}
      <button type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>${messages.say('yesLogOut')}</button>
      <button type="submit" form="op.logoutForm" class="second">${messages.say('stay')}</button>`,
  );
};
