/** The page for a person whom an identity provider did not let in. */
import { html } from 'ghtml';
import { getMessages } from '../../messages/index.js';
import { renderComplaint, renderPage, type Frame } from './pages.js';

export const renderProviderRefusalPage = (page: Frame & { text: string; back: string; abort: string }): string => {
  const messages = getMessages('pages', page.language);
  return renderPage(
    page,
    messages.say('providerWrong'),
    html`!${renderComplaint(page.text)}
      <p><a class="button" href="${page.back}">${messages.say('tryAgain')}</a></p>
      <form method="post" action="${page.abort}"><button type="submit" class="second">${messages.say('cancel')}</button></form>`,
  );
};
