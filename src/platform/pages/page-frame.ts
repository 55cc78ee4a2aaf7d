/** What every page has, as HTML. The template escapes everything that comes from outside. */
import { html } from 'ghtml';
import { languages, type Language } from '../../kernel/language.js';
import { getMessages } from '../../messages/index.js';
import { styleElement } from './style.js';

/** The parts of every page. */
export interface Frame {
  language: Language;
  /** The clinic in whose name the page speaks; null where none is known yet, and the product's name stands there. */
  clinicName: string | null;
  /** The address of the page in another language; null where it cannot be requested again. */
  otherLanguage: ((language: Language) => string) | null;
}

/** Renders a whole page around its content. */
export const renderPage = ({ language, clinicName, otherLanguage }: Frame, title: string, content: string): string =>
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
          !${otherLanguage === null ? '' : renderLanguageLinks(language, otherLanguage)}
        </div>
      </body>
    </html> `;

const renderLanguageLinks = (current: Language, address: (language: Language) => string): string => {
  const links = languages
    .filter((language) => language !== current)
    .map(
      (language) => html`<a href="${address(language)}" lang="${language}" hreflang="${language}">${getMessages('pages', language).say('languageName')}</a>`,
    );
  return html`<footer>!${links.join(' ')}</footer>`;
};

/** Renders why the page came back. A screen reader reads it at once. */
export const renderComplaint = (text: string | null): string => (text === null ? '' : html`<p class="wrong" role="alert" id="wrong">${text}</p>`);

export const renderErrorAttributes = (wrong: string | null): string => (wrong === null ? '' : 'aria-invalid="true" aria-describedby="wrong"');

/** Renders a page with a message and no form. */
export const renderNoticePage = (page: Frame, title: string, text: string, detail: string | null = null): string =>
  renderPage(
    page,
    title,
    html`<p>${text}</p>
      !${detail === null ? '' : html`<p>${detail}</p>`}`,
  );
