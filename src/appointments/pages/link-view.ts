/** The page behind a patient's link to an appointment, as HTML. */
import { html } from 'ghtml';
import type { Language } from '../../kernel/language.js';
import { formatPhone } from '../../kernel/phone.js';
import { getMessages, locales } from '../../messages/index.js';
import { renderComplaint, renderErrorAttributes, renderPage, type Frame } from '../../platform/pages/page-frame.js';
import type { LinkedAppointmentResponse } from '../links/appointment-link.dto.js';

/** Formats when an appointment begins, such as Tuesday, 8 December 2026 at 10:00 am. */
export const formatBeginning = (startsAt: string, timeZone: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { timeZone, dateStyle: 'full', timeStyle: 'short' }).format(new Date(startsAt));

const formatDay = (startsAt: string, timeZone: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { timeZone, dateStyle: 'full' }).format(new Date(startsAt));

/** Formats a time with its day in short, as a closed list shows nothing around what was chosen. */
const formatTime = (startsAt: string, timeZone: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { timeZone, weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }).format(
    new Date(startsAt),
  );

export interface LinkPage extends Frame {
  action: string;
  linked: LinkedAppointmentResponse;
  wrong: string | null;
}

export const renderLinkPage = (page: LinkPage): string => {
  const { language, linked } = page;
  const messages = getMessages('public-pages', language);
  const button = html`<button type="submit">${messages.say(`${linked.purpose}.button`)}</button>`;
  const isFull = linked.purpose === 'move' && linked.times.length === 0;
  return renderPage(
    page,
    messages.say(`${linked.purpose}.title`),
    html`<dl>
        <dt>${messages.say('what')}</dt>
        <dd>${linked.appointmentType[language]}</dd>
        <dt>${messages.say('when')}</dt>
        <dd>${formatBeginning(linked.startsAt, linked.timeZone, language)}</dd>
      </dl>
      !${renderComplaint(page.wrong)}
      !${
        isFull
          ? html`<p>${messages.say('move.none')}</p>`
          : html`<form method="post" action="${page.action}">!${linked.purpose === 'move' ? renderTimes(page) : ''} !${button}</form>`
      }
      !${linked.clinicPhone === null ? '' : html`<p>${messages.say('call', { phone: formatPhone(linked.clinicPhone) })}</p>`}`,
  );
};

/** Renders the times to choose from, by their days. */
const renderTimes = ({ language, linked: { times, timeZone }, wrong }: LinkPage): string => {
  const messages = getMessages('public-pages', language);
  const byDay = [...Map.groupBy(times, (time) => formatDay(time, timeZone, language))].map(([day, ofDay]) => {
    const options = ofDay.map((time) => html`<option value="${time}">${formatTime(time, timeZone, language)}</option>`);
    return html`<optgroup label="${day}">!${options.join('')}</optgroup>`;
  });
  return html`<label for="startsAt">${messages.say('move.label')}</label>
    <select id="startsAt" name="startsAt" required !${renderErrorAttributes(wrong)}>
      <option value="">${messages.say('choose')}</option>
      !${byDay.join('')}
    </select>`;
};
