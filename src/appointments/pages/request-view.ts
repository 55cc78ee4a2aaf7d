/** The page on which people ask a clinic for an appointment, as HTML. */
import { html } from 'ghtml';
import { getMessages } from '../../messages/index.js';
import { renderPage, type Frame } from '../../platform/pages/page-frame.js';
import type { Day } from '../../kernel/day.js';
import { formatPhone } from '../../kernel/phone.js';
import { partsOfDay } from '../domain/requests.js';
import type { PublicClinic } from '../requests/public-clinic.dto.js';

/** How many days the page asks for. */
export const WISHED_DAYS = 3;

/** The fields of the form that can be wrong, each with what is said of it. */
export type Complaints = ReadonlyMap<string, string>;

export interface RequestPage extends Frame {
  action: string;
  clinic: PublicClinic;
  today: Day;
  /** What was typed before. */
  typed: Readonly<Record<string, string>>;
  complaints: Complaints;
}

export const renderRequestPage = (page: RequestPage): string => {
  const { language, clinic, typed, complaints } = page;
  const messages = getMessages('public-pages', language);
  const attributes = (field: string, hint: string | null = null): string => {
    const described = [...(complaints.has(field) ? [`wrong-${field}`] : []), ...(hint === null ? [] : [hint])];
    return `${complaints.has(field) ? 'aria-invalid="true"' : ''} ${described.length > 0 ? `aria-describedby="${described.join(' ')}"` : ''}`;
  };
  const complaint = (field: string): string => (complaints.has(field) ? html`<p class="wrong" id="${`wrong-${field}`}">${complaints.get(field)!}</p>` : '');
  const option = (value: string, text: string, chosen: string | undefined): string =>
    html`<option value="${value}" !${value === chosen ? 'selected' : ''}>${text}</option>`;
  const types = clinic.appointmentTypes.map(({ id, name }) => option(id, name[language], typed.type));
  const days = Array.from({ length: WISHED_DAYS }, (_, index) => {
    const [on, part] = [`on${index + 1}`, `part${index + 1}`];
    const parts = partsOfDay.map((value) => option(value, messages.say(`part.${value}`), typed[part] ?? 'any'));
    return html`<div class="pair">
      <div>
        <label for="${on}">${messages.say('day', { number: index + 1 })}</label>
        <input type="date" id="${on}" name="${on}" value="${typed[on] ?? ''}" min="${page.today}" !${attributes(on)} />
        !${complaint(on)}
      </div>
      <div>
        <label for="${part}">${messages.say('part', { number: index + 1 })}</label>
        <select id="${part}" name="${part}">
          !${parts.join('')}
        </select>
      </div>
    </div>`;
  });
  const summary = [...complaints].map(([field, text]) => html`<li><a href="${`#${field}`}">${text}</a></li>`);
  return renderPage(
    page,
    messages.say('request'),
    html`<p>${messages.say('requestText')}</p>
      !${clinic.phone === null ? '' : html`<p>${messages.say('call', { phone: formatPhone(clinic.phone) })}</p>`}
      !${
        summary.length === 0
          ? ''
          : html`<div class="wrong" role="alert">
              <p>${messages.say('wrong.title')}</p>
              <ul>
                !${summary.join('')}
              </ul>
            </div>`
      }
      <form method="post" action="${page.action}" novalidate>
        <input type="hidden" name="consentVersion" value="${String(clinic.consent.version)}" />
        <label for="name">${messages.say('name')}</label>
        <input type="text" id="name" name="name" value="${typed.name ?? ''}" autocomplete="name" maxlength="200" required !${attributes('name')} />
        !${complaint('name')}
        <p id="reach">${messages.say('reachHint')}</p>
        <label for="phone">${messages.say('phone')}</label>
        <input type="tel" id="phone" name="phone" value="${typed.phone ?? ''}" autocomplete="tel" maxlength="40" !${attributes('phone', 'reach')} />
        !${complaint('phone')}
        <label for="email">${messages.say('email')}</label>
        <input
          type="email"
          id="email"
          name="email"
          value="${typed.email ?? ''}"
          autocomplete="email"
          autocapitalize="none"
          spellcheck="false"
          maxlength="254"
          !${attributes('email', 'reach')}
        />
        !${complaint('email')}
        <label for="type">${messages.say('type')}</label>
        <select id="type" name="type" required !${attributes('type')}>
          !${clinic.appointmentTypes.length > 1 ? option('', messages.say('choose'), typed.type ?? '') : ''} !${types.join('')}
        </select>
        !${complaint('type')}
        <fieldset>
          <legend>${messages.say('wishes')}</legend>
          <p>${messages.say('wishesHint')}</p>
          !${days.join('')}
        </fieldset>
        <label for="remark">${messages.say('remark')}</label>
        <p class="above" id="remark-hint">${messages.say('remarkHint')}</p>
        <textarea id="remark" name="remark" maxlength="1000" rows="4" !${attributes('remark', 'remark-hint')}>${typed.remark ?? ''}</textarea>
        !${complaint('remark')}
        <h2>${messages.say('consentTitle')}</h2>
        <p class="lines">${clinic.consent.text[language]}</p>
        <label class="check" for="consent"
          ><input
            type="checkbox"
            id="consent"
            name="consent"
            value="on"
            required
            !${typed.consent === 'on' ? 'checked' : ''}
            !${attributes('consent')}
          />${messages.say('consent')}</label
        >
        !${complaint('consent')}
        <button type="submit">${messages.say('send')}</button>
      </form>`,
  );
};
