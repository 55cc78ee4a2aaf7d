/** The calendars to which people subscribe. */
export const calendars = {
  busy: 'Busy',
  empty: 'No appointments',
};
