/** The pages of a person's own account, as HTML. */
import { html } from 'ghtml';
import { languages } from '../../kernel/language.js';
import { getMessages } from '../../messages/index.js';
import { renderComplaint, renderPage, type Frame } from '../../platform/pages/page-frame.js';
import { renderHiddenFields, type PageForm } from './second-factor-pages.js';

interface AccountPage extends Frame {
  /** The address of the account's first page. */
  home: string;
  wrong: string | null;
  saved: string | null;
}

const renderNotice = ({ wrong, saved }: AccountPage): string =>
  renderComplaint(wrong) + (saved === null ? '' : html`<p class="saved" role="status">${saved}</p>`);

const renderWayBack = (page: AccountPage): string => html`<p><a href="${page.home}">${getMessages('account', page.language).say('back')}</a></p>`;

const renderButtonForm = (form: PageForm, text: string): string =>
  html`<form method="post" action="${form.action}">!${renderHiddenFields(form)}<button type="submit" class="second">${text}</button></form>`;

export const renderAccountPage = (page: AccountPage & { name: string; email: string; logOut: string }): string => {
  const messages = getMessages('account', page.language);
  const rooms = [
    ['details', messages.say('details')],
    ['password', messages.say('password')],
    ['factors', messages.say('factors')],
    ['sessions', messages.say('sessions')],
  ];
  return renderPage(
    page,
    messages.say('account'),
    html`<p>${messages.say('accountOf', { name: page.name, email: page.email })}</p>
      !${renderNotice(page)}
      <nav aria-label="${messages.say('account')}">!${rooms.map(([room, text]) => html`<a href="${`${page.home}/${room!}`}">${text!}</a>`).join('')}</nav>
      <p><a href="${page.logOut}">${messages.say('logOut')}</a></p>`,
  );
};

export const renderDetailsPage = (page: AccountPage & { form: PageForm; name: string; chosen: string | null }): string => {
  const messages = getMessages('account', page.language);
  const options = languages.map(
    (language) =>
      html`<option value="${language}" lang="${language}" !${page.chosen === language ? 'selected' : ''}>
        ${getMessages('pages', language).say('languageName')}
      </option>`,
  );
  return renderPage(
    page,
    messages.say('details'),
    html`!${renderNotice(page)}
      <form method="post" action="${page.form.action}">
        !${renderHiddenFields(page.form)}
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
      !${renderWayBack(page)}`,
  );
};

export const changePasswordPage = (page: AccountPage & { form: PageForm; email: string; since: string | null; shortest: number }): string => {
  const messages = getMessages('account', page.language);
  const pages = getMessages('pages', page.language);
  const field = (id: string, label: string, autocomplete: string, more: string): string =>
    html`<label for="${id}">${label}</label>
      <input type="password" id="${id}" name="${id}" autocomplete="${autocomplete}" maxlength="256" required !${more} />`;
  return renderPage(
    page,
    messages.say('changePassword'),
    html`!${page.since === null ? '' : html`<p>${messages.say('passwordSince', { day: page.since })}</p>`} !${renderNotice(page)}
      <form method="post" action="${page.form.action}">
        !${renderHiddenFields(page.form)}
        <input type="hidden" name="email" value="${page.email}" autocomplete="username" />
        !${field('present', messages.say('presentPassword'), 'current-password', 'autofocus')}
        !${field('password', pages.say('newPassword'), 'new-password', 'aria-describedby="hint"')}
        <p class="hint" id="hint">${pages.say('newPasswordHint', { shortest: page.shortest })}</p>
        !${field('again', pages.say('repeatPassword'), 'new-password', '')}
        <label class="check"><input type="checkbox" name="others" value="yes" checked />${messages.say('endOthers')}</label>
        <button type="submit">${pages.say('save')}</button>
      </form>
      !${renderWayBack(page)}`,
  );
};

/** An entry of a list, with its actions. */
interface Entry {
  title: string;
  text: string;
  form: PageForm;
  button: string;
}

const renderEntries = (list: readonly Entry[]): string =>
  html`<ul class="entries">
    !${list
      .map(
        ({ title, text, form, button }) =>
          html`<li>
            <p><strong>${title}</strong></p>
            <p>${text}</p>
            !${renderButtonForm(form, button)}
          </li>`,
      )
      .join('')}
  </ul>`;

export interface FactorsPage extends AccountPage {
  isRequired: boolean;
  authenticator: Entry | null;
  passkeys: readonly Entry[];
  /** The addresses at which an authenticator and a passkey are set up; null where the server cannot take passkeys. */
  addAuthenticator: string;
  addPasskey: string | null;
  /** The recovery codes; null where there is no factor that they could replace. */
  codes: { left: number; form: PageForm } | null;
}

export const renderFactorsPage = (page: FactorsPage): string => {
  const messages = getMessages('account', page.language);
  const isAlone = !page.authenticator && page.passkeys.length === 0;
  const codes =
    page.codes &&
    html`<h2>${messages.say('recoveryCodes')}</h2>
      <p>${messages.say('codesLeft', { left: page.codes.left })} ${messages.say('newCodesHint')}</p>
      !${renderButtonForm(page.codes.form, messages.say('newCodes'))}`;
  return renderPage(
    page,
    messages.say('factors'),
    html`!${renderNotice(page)} !${page.isRequired ? html`<p>${messages.say('required')}</p>` : ''}
      !${isAlone ? html`<p>${messages.say('factorsNone')}</p>` : ''}
      <h2>${messages.say('passkeys')}</h2>
      !${page.passkeys.length > 0 ? renderEntries(page.passkeys) : ''}
      !${page.addPasskey === null ? html`<p>${messages.say('passkeysNeedName')}</p>` : html`<p><a href="${page.addPasskey}">${messages.say('addPasskey')}</a></p>`}
      <h2>${messages.say('authenticator')}</h2>
      !${page.authenticator ? renderEntries([page.authenticator]) : ''}
      <p><a href="${page.addAuthenticator}">${messages.say(page.authenticator ? 'replaceAuthenticator' : 'addAuthenticator')}</a></p>
      !${codes ?? ''} !${renderWayBack(page)}`,
  );
};

export const renderSessionsPage = (page: AccountPage & { sessions: readonly Entry[] }): string => {
  const messages = getMessages('account', page.language);
  return renderPage(
    page,
    messages.say('sessions'),
    html`!${renderNotice(page)} !${page.sessions.length > 0 ? renderEntries(page.sessions) : html`<p>${messages.say('noSessions')}</p>`} !${renderWayBack(page)}`,
  );
};
