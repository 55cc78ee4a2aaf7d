/** The pages on which a person connects a device without a browser. */
import { html } from 'ghtml';
import { getMessages } from '../../messages/index.js';
import { renderComplaint, renderPage, type Frame } from '../../platform/pages/page-frame.js';

export interface DevicePage extends Frame {
  action: string;
  /** The token that protects the form. */
  xsrf: string;
  isWrong: boolean;
}

export const renderDevicePage = (page: DevicePage): string => {
  const messages = getMessages('pages', page.language);
  return renderPage(
    page,
    messages.say('device'),
    html`<p>${messages.say('deviceText')}</p>
      !${renderComplaint(page.isWrong ? messages.say('deviceWrong') : null)}
      <form method="post" action="${page.action}">
        <input type="hidden" name="xsrf" value="${page.xsrf}" />
        <label for="code">${messages.say('deviceCode')}</label>
        <input
          type="text"
          id="code"
          name="user_code"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          maxlength="20"
          required
          autofocus
          !${page.isWrong ? 'aria-invalid="true" aria-describedby="wrong"' : ''}
        />
        <button type="submit">${messages.say('goOn')}</button>
      </form>`,
  );
};

/** The page that confirms a device. The form and its protection come from oidc-provider, the buttons from here. */
export const renderDeviceConfirmPage = (page: Frame & { form: string; clientName: string; userCode: string }): string => {
  const messages = getMessages('pages', page.language);
  return renderPage(
    page,
    messages.say('deviceConfirm'),
    html`<p class="code">${page.userCode}</p>
      <p>${messages.say('deviceConfirmText', { client: page.clientName })}</p>
      !${page.form}
      <button type="submit" form="op.deviceConfirmForm" autofocus>${messages.say('goOn')}</button>
      <button type="submit" form="op.deviceConfirmForm" name="abort" value="yes" class="second">${messages.say('cancel')}</button>`,
  );
};
