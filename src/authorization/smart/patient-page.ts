/** The page on which a person chooses the patient for an application, as HTML. */
import { html } from 'ghtml';
import { getMessages } from '../../messages/index.js';
import { renderComplaint, renderErrorAttributes, renderPage, type Frame } from '../../platform/pages/page-frame.js';

export interface ShownPatient {
  id: string;
  name: string;
  /** The birth date, as far as it is known. */
  birthDate: string | null;
  medicalRecordNumber: string;
}

export interface PatientPage extends Frame {
  clientName: string;
  search: string;
  choose: string;
  abort: string;
  query: string;
  /** The patients that were found; null before a search. */
  found: readonly ShownPatient[] | null;
  wrong: string | null;
}

const renderFound = ({ choose, found, language }: PatientPage): string => {
  const messages = getMessages('smart', language);
  if (found === null) return '';
  if (found.length === 0) return html`<p role="status">${messages.say('nobodyFound')}</p>`;
  const buttons = found.map(({ id, name, birthDate, medicalRecordNumber }) => {
    const details = birthDate === null ? medicalRecordNumber : `${messages.say('born', { date: birthDate })} · ${medicalRecordNumber}`;
    return html`<li>
      <button type="submit" name="patient" value="${id}" class="second">${name}<br /><span class="detail">${details}</span></button>
    </li>`;
  });
  return html`<p role="status">${messages.say('found', { count: found.length })}</p>
    <form method="post" action="${choose}">
      <ul class="choices">
        !${buttons.join('')}
      </ul>
    </form>`;
};

export const renderPatientPage = (page: PatientPage): string => {
  const messages = getMessages('smart', page.language);
  return renderPage(
    page,
    messages.say('choosePatient'),
    html`<p>${messages.say('choosePatientFor', { client: page.clientName })}</p>
      !${renderComplaint(page.wrong)}
      <form method="post" action="${page.search}" role="search">
        <label for="query">${messages.say('patientQuery')}</label>
        <input
          type="text"
          id="query"
          name="query"
          value="${page.query}"
          autocomplete="off"
          spellcheck="false"
          maxlength="200"
          required
          !${page.found === null ? 'autofocus' : ''}
          !${renderErrorAttributes(page.wrong)}
        />
        <button type="submit">${messages.say('search')}</button>
      </form>
      !${renderFound(page)}
      <form method="post" action="${page.abort}"><button type="submit" class="second">${getMessages('pages', page.language).say('cancel')}</button></form>`,
  );
};
