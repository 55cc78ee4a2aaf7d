/** The pages on which somebody connects a device that has no browser of its own. */
import { html } from 'ghtml';
import { messagesOf } from './messages.js';
import { complaint, frame, type Frame } from './pages.js';

export interface DevicePage extends Frame {
  action: string;
  /** What protects the form. */
  xsrf: string;
  isWrong: boolean;
}

export const devicePage = (page: DevicePage): string => {
  const words = messagesOf(page.language);
  return frame(
    page,
    words.device,
    html`<p>${words.deviceText}</p>
      !${complaint(page.isWrong ? words.deviceWrong : null)}
      <form method="post" action="${page.action}">
        <input type="hidden" name="xsrf" value="${page.xsrf}" />
        <label for="code">${words.deviceCode}</label>
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
        <button type="submit">${words.goOn}</button>
      </form>`,
  );
};

/** The form comes from the provider, with what protects it; the buttons are ours. */
export const deviceConfirmPage = (page: Frame & { form: string; clientName: string; userCode: string }): string => {
  const words = messagesOf(page.language);
  return frame(
    page,
    words.deviceConfirm,
    html`<p class="code">${page.userCode}</p>
      <p>${words.deviceConfirmText(page.clientName)}</p>
      !${page.form}
      <button type="submit" form="op.deviceConfirmForm" autofocus>${words.goOn}</button>
      <button type="submit" form="op.deviceConfirmForm" name="abort" value="yes" class="second">${words.cancel}</button>`,
  );
};
