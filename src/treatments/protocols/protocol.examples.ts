import { mesotherapyProtocol } from './shipped/mesotherapy.js';

/** Protocols that the server accepts. */
export const protocolExamples = {
  threeWeeks: {
    ...mesotherapyProtocol,
    title: 'Mesotherapy every three weeks',
    limits: {
      ...mesotherapyProtocol.limits,
      sessions: { low: 4, high: 12, usual: null, unit: 'sessions', source: 'Practice of this clinic' },
      intervalDays: { low: 14, high: 42, usual: 21, unit: 'days', source: 'Practice of this clinic' },
    },
  },
};
