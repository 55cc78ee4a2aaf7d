/** The pages of one's own account, as HTML. */
import { html } from 'ghtml';
import { languages } from '../../kernel/language.js';
import { messagesOf } from '../../messages/index.js';
import { complaint, frame, type Frame } from './pages.js';
import { hiddenFields, type PageForm } from './second-factor-pages.js';

interface AccountPage extends Frame {
  /** Where the account's first page is. */
  home: string;
  wrong: string | null;
  saved: string | null;
}

const told = ({ wrong, saved }: AccountPage): string => complaint(wrong) + (saved === null ? '' : html`<p class="saved" role="status">${saved}</p>`);

const wayBack = (page: AccountPage): string => html`<p><a href="${page.home}">${messagesOf('account', page.language).say('back')}</a></p>`;

const buttonForm = (form: PageForm, text: string): string =>
  html`<form method="post" action="${form.action}">!${hiddenFields(form)}<button type="submit" class="second">${text}</button></form>`;

export const accountPage = (page: AccountPage & { name: string; email: string; logOut: string }): string => {
  const messages = messagesOf('account', page.language);
  const rooms = [
    ['details', messages.say('details')],
    ['password', messages.say('password')],
    ['factors', messages.say('factors')],
    ['sessions', messages.say('sessions')],
  ];
  return frame(
    page,
    messages.say('account'),
    html`<p>${messages.say('accountOf', { name: page.name, email: page.email })}</p>
      !${told(page)}
      <nav aria-label="${messages.say('account')}">!${rooms.map(([room, text]) => html`<a href="${`${page.home}/${room!}`}">${text!}</a>`).join('')}</nav>
      <p><a href="${page.logOut}">${messages.say('logOut')}</a></p>`,
  );
};

export const detailsPage = (page: AccountPage & { form: PageForm; name: string; chosen: string | null }): string => {
  const messages = messagesOf('account', page.language);
  const options = languages.map(
    (language) =>
      html`<option value="${language}" lang="${language}" !${page.chosen === language ? 'selected' : ''}>
        ${messagesOf('pages', language).say('languageName')}
      </option>`,
  );
  return frame(
    page,
    messages.say('details'),
    html`!${told(page)}
      <form method="post" action="${page.form.action}">
        !${hiddenFields(page.form)}
        <label for="name">${messages.say('name')}</label>
        <input type="text" id="name" name="name" value="${page.name}" autocomplete="name" maxlength="200" required aria-describedby="hint" />
        <p class="hint" id="hint">${messages.say('nameHint')}</p>
        <label for="language">${messages.say('language')}</label>
        <select id="language" name="language">
          <option value="" !${page.chosen === null ? 'selected' : ''}>${messages.say('languageOpen')}</option>
          !${options.join('')}
        </select>
        <button type="submit">${messages.say('save')}</button>
      </form>
      !${wayBack(page)}`,
  );
};

export const changePasswordPage = (page: AccountPage & { form: PageForm; email: string; since: string | null; shortest: number }): string => {
  const messages = messagesOf('account', page.language);
  const pages = messagesOf('pages', page.language);
  const field = (id: string, label: string, autocomplete: string, more: string): string =>
    html`<label for="${id}">${label}</label>
      <input type="password" id="${id}" name="${id}" autocomplete="${autocomplete}" maxlength="256" required !${more} />`;
  return frame(
    page,
    messages.say('changePassword'),
    html`!${page.since === null ? '' : html`<p>${messages.say('passwordSince', { day: page.since })}</p>`} !${told(page)}
      <form method="post" action="${page.form.action}">
        !${hiddenFields(page.form)}
        <input type="hidden" name="email" value="${page.email}" autocomplete="username" />
        !${field('present', messages.say('presentPassword'), 'current-password', 'autofocus')}
        !${field('password', pages.say('newPassword'), 'new-password', 'aria-describedby="hint"')}
        <p class="hint" id="hint">${pages.say('newPasswordHint', { shortest: page.shortest })}</p>
        !${field('again', pages.say('repeatPassword'), 'new-password', '')}
        <label class="check"><input type="checkbox" name="others" value="yes" checked />${messages.say('endOthers')}</label>
        <button type="submit">${pages.say('save')}</button>
      </form>
      !${wayBack(page)}`,
  );
};

/** An entry of a list with what can be done with it. */
interface Entry {
  title: string;
  text: string;
  form: PageForm;
  button: string;
}

const entries = (list: readonly Entry[]): string =>
  html`<ul class="entries">
    !${list
      .map(
        ({ title, text, form, button }) =>
          html`<li>
            <p><strong>${title}</strong></p>
            <p>${text}</p>
            !${buttonForm(form, button)}
          </li>`,
      )
      .join('')}
  </ul>`;

export interface FactorsPage extends AccountPage {
  isRequired: boolean;
  authenticator: Entry | null;
  passkeys: readonly Entry[];
  /** Where an authenticator, and a passkey, is set up; null where the server can take no passkey. */
  addAuthenticator: string;
  addPasskey: string | null;
  /** Null where there is nothing that codes could stand in for. */
  codes: { left: number; form: PageForm } | null;
}

export const factorsPage = (page: FactorsPage): string => {
  const messages = messagesOf('account', page.language);
  const isAlone = !page.authenticator && page.passkeys.length === 0;
  const codes =
    page.codes &&
    html`<h2>${messages.say('recoveryCodes')}</h2>
      <p>${messages.say('codesLeft', { left: page.codes.left })} ${messages.say('newCodesHint')}</p>
      !${buttonForm(page.codes.form, messages.say('newCodes'))}`;
  return frame(
    page,
    messages.say('factors'),
    html`!${told(page)} !${page.isRequired ? html`<p>${messages.say('required')}</p>` : ''} !${isAlone ? html`<p>${messages.say('factorsNone')}</p>` : ''}
      <h2>${messages.say('passkeys')}</h2>
      !${page.passkeys.length > 0 ? entries(page.passkeys) : ''}
      !${page.addPasskey === null ? html`<p>${messages.say('passkeysNeedName')}</p>` : html`<p><a href="${page.addPasskey}">${messages.say('addPasskey')}</a></p>`}
      <h2>${messages.say('authenticator')}</h2>
      !${page.authenticator ? entries([page.authenticator]) : ''}
      <p><a href="${page.addAuthenticator}">${messages.say(page.authenticator ? 'replaceAuthenticator' : 'addAuthenticator')}</a></p>
      !${codes ?? ''} !${wayBack(page)}`,
  );
};

export const sessionsPage = (page: AccountPage & { sessions: readonly Entry[] }): string => {
  const messages = messagesOf('account', page.language);
  return frame(
    page,
    messages.say('sessions'),
    html`!${told(page)} !${page.sessions.length > 0 ? entries(page.sessions) : html`<p>${messages.say('noSessions')}</p>`} !${wayBack(page)}`,
  );
};
