/** The pages about identity providers: for a person whom one did not let in, and for a person whose account is at one. */
import { html } from 'ghtml';
import { getMessages } from '../../messages/index.js';
import { renderComplaint, renderPage, type Frame } from '../../platform/pages/page-frame.js';

/** The page for a person whose password and account are at the identity provider. */
export const renderElsewherePage = (page: Frame & { text: string; provider: string; address: string }): string => {
  const messages = getMessages('pages', page.language);
  return renderPage(
    page,
    messages.say('accountElsewhereTitle'),
    html`<p>${page.text}</p>
      <p><a class="button" href="${page.address}">${messages.say('goTo', { provider: page.provider })}</a></p>`,
  );
};

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
