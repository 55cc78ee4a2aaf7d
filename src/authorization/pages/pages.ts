/** The pages on which people log in, as HTML. Everything that comes from outside is escaped by the template. */
import { html } from 'ghtml';
import { languages, messagesOf, type Language } from './messages.js';
import { styleElement } from './style.js';

/** What every page has. */
export interface Frame {
  language: Language;
  /** The clinic in whose name the page speaks; the product's name where none is known yet. */
  clinicName: string | null;
  /** The page itself in another language; null where it cannot be asked for again. */
  otherLanguage: ((language: Language) => string) | null;
}

/** A whole page around its content. */
export const frame = ({ language, clinicName, otherLanguage }: Frame, title: string, content: string): string =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}${clinicName === null ? '' : ` – ${clinicName}`}</title>
        !${styleElement}
      </head>
      <body>
        <div class="page">
          <header><p class="clinic">${clinicName ?? 'Hairline'}</p></header>
          <main>
            <h1>${title}</h1>
            !${content}
          </main>
          !${otherLanguage === null ? '' : languageLinks(language, otherLanguage)}
        </div>
      </body>
    </html> `;

const languageLinks = (current: Language, address: (language: Language) => string): string => {
  const links = languages
    .filter((one) => one !== current)
    .map((one) => html`<a href="${address(one)}" lang="${one}" hreflang="${one}">${messagesOf(one).languageName}</a>`);
  return html`<footer>!${links.join(' ')}</footer>`;
};

/** Read out at once by a screen reader, as it says why the page came back. */
export const complaint = (text: string | null): string => (text === null ? '' : html`<p class="wrong" role="alert" id="wrong">${text}</p>`);

const describedBy = (wrong: string | null): string => (wrong === null ? '' : 'aria-invalid="true" aria-describedby="wrong"');

export interface LogInPage extends Frame {
  clientName: string;
  action: string;
  abort: string;
  recovery: string;
  email: string;
  wrong: string | null;
}

export const logInPage = (page: LogInPage): string => {
  const words = messagesOf(page.language);
  return frame(
    page,
    words.logIn,
    html`<p>${words.logInTo(page.clientName)}</p>
      !${complaint(page.wrong)}
      <form method="post" action="${page.action}">
        <label for="email">${words.email}</label>
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
          !${describedBy(page.wrong)}
        />
        <label for="password">${words.password}</label>
        <input
          type="password"
          id="password"
          name="password"
          autocomplete="current-password"
          maxlength="256"
          required
          !${page.email === '' ? '' : 'autofocus'}
          !${describedBy(page.wrong)}
        />
        <button type="submit">${words.logIn}</button>
      </form>
      <form method="post" action="${page.abort}"><button type="submit" class="second">${words.cancel}</button></form>
      <p><a href="${page.recovery}">${words.forgotten}</a></p>`,
  );
};

export interface ChoicePage extends Frame {
  action: string;
  /** What was proved by the page before, sealed. */
  proof: string;
  clinics: readonly { staffId: string; clinicName: string }[];
}

export const choicePage = (page: ChoicePage): string => {
  const words = messagesOf(page.language);
  const buttons = page.clinics.map(
    ({ staffId, clinicName }) => html`<button type="submit" name="staff" value="${staffId}" class="second">${clinicName}</button>`,
  );
  return frame(
    page,
    words.choose,
    html`<p>${words.chooseHint}</p>
      <form method="post" action="${page.action}">
        <input type="hidden" name="proof" value="${page.proof}" />
        !${buttons.join('\n')}
      </form>`,
  );
};

export interface ConsentPage extends Frame {
  clientName: string;
  personName: string;
  scopes: readonly string[];
  action: string;
  abort: string;
}

export const consentPage = (page: ConsentPage): string => {
  const words = messagesOf(page.language);
  const asked = page.scopes.map((scope) => html`<li>${words.scopes[scope] ?? scope}</li>`);
  return frame(
    page,
    words.consent(page.clientName),
    html`<p>${words.consentFor(page.personName)}</p>
      <ul>
        !${asked.join('')}
      </ul>
      <form method="post" action="${page.action}"><button type="submit">${words.allow}</button></form>
      <form method="post" action="${page.abort}"><button type="submit" class="second">${words.refuse}</button></form>`,
  );
};

export const recoveryPage = (page: Frame & { action: string }): string => {
  const words = messagesOf(page.language);
  return frame(
    page,
    words.recovery,
    html`<p>${words.recoveryText}</p>
      <form method="post" action="${page.action}">
        <label for="email">${words.email}</label>
        <input type="email" id="email" name="email" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="254" required autofocus />
        <button type="submit">${words.sendLink}</button>
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

export const passwordPage = (page: PasswordPage): string => {
  const words = messagesOf(page.language);
  const invalid = page.wrong === null ? '' : 'aria-invalid="true"';
  const described = page.wrong === null ? 'hint' : 'wrong hint';
  return frame(
    page,
    words.setPassword,
    html`<p>${words.setPasswordFor(page.personName, page.email)}</p>
      !${complaint(page.wrong)}
      <form method="post" action="${page.action}">
        <input type="hidden" name="link" value="${page.link}" />
        <input type="hidden" name="email" value="${page.email}" autocomplete="username" />
        <label for="password">${words.newPassword}</label>
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
        <p class="hint" id="hint">${words.newPasswordHint(page.shortest)}</p>
        <label for="again">${words.repeatPassword}</label>
        <input type="password" id="again" name="again" autocomplete="new-password" maxlength="256" required !${invalid} />
        <button type="submit">${words.save}</button>
      </form>`,
  );
};

/** A page that says something, and asks for nothing. */
export const noticePage = (page: Frame, title: string, text: string, detail: string | null = null): string =>
  frame(
    page,
    title,
    html`<p>${text}</p>
      !${detail === null ? '' : html`<p>${detail}</p>`}`,
  );

/** The form comes from the provider, with what protects it; the buttons are ours. */
export const logOutPage = (page: Frame & { form: string }): string => {
  const words = messagesOf(page.language);
  return frame(
    page,
    words.logOut,
    html`<p>${words.logOutText}</p>
      !${page.form}
      <button type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>${words.yesLogOut}</button>
      <button type="submit" form="op.logoutForm" class="second">${words.stay}</button>`,
  );
};
