import { findAnalyteName } from '../../consultations/index.js';
import type { Language } from '../../kernel/language.js';
import { getMessages } from '../../messages/index.js';
import type { ChartAlert } from './chart.dto.js';
import type { Alert } from './domain/alerts.js';

/** Describes an alert in words. */
export const describeAlert = ({ kind, about, treatment, named }: Alert, language: Language): ChartAlert => {
  const messages = getMessages('screens', language);
  const name = kind === 'critical-result' && named !== null ? findAnalyteName(named, language) : named;
  const values = {
    ...(treatment && { treatment: messages.describeTerm('treatment', treatment) }),
    name: name ?? named ?? messages.say('unnamed'),
  };
  return { kind, about, text: messages.find(`alert.${kind}`, values)! };
};
