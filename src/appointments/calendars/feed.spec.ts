import { describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { findInstant } from '../domain/hours.js';
import { renderFeed, type Feed } from './feed.js';

const made: Omit<Feed, 'events'> = {
  id: '01936f00-0000-7000-8000-000000000090',
  name: 'Ravi Example',
  shows: 'kind',
  language: 'en',
  createdAt: new Date('2026-12-01T00:00:00Z'),
};
const read = (text: string) => new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));

describe('a calendar', () => {
  it.each([
    ['Europe/Berlin', ['2027-03-28', '2027-10-31']],
    ['America/New_York', ['2027-03-14', '2027-11-07']],
    ['Australia/Lord_Howe', ['2027-04-04', '2027-10-03']],
  ])('has the instants of appointments around both changes of the clocks in %s', (timeZone, days) => {
    const times = days.flatMap((day) => ['00:30', '01:30', '02:30', '03:30', '10:00'].map((time) => findInstant(day, time, timeZone)));
    const events = times.map((start, index) => ({
      id: `01936f00-0000-7000-8000-0000000001${String(index).padStart(2, '0')}`,
      typeName: 'A type, with; signs that are \\ escaped, and a name that is so long that its line must be folded – पुष्टि',
      status: 'booked' as const,
      startsAt: new Date(start),
      endsAt: new Date(start + 3_600_000),
      updatedAt: new Date('2026-12-01T00:00:00Z'),
      version: 3,
    }));
    const text = renderFeed({ ...made, events });
    const found = read(text);
    expect(found.map(({ startDate, endDate }) => [startDate.toJSDate().getTime(), endDate.toJSDate().getTime()])).toEqual(
      times.map((start) => [start, start + 3_600_000]),
    );
    expect([...new Set(found.map(({ summary }) => summary))]).toEqual([events[0]!.typeName]);
    expect(new Set(found.map(({ uid }) => uid)).size).toBe(times.length);
    expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(renderFeed({ ...made, events })).toBe(text);
  });

  it('says how each appointment stands', () => {
    const event = { typeName: 'Consultation', startsAt: made.createdAt, endsAt: new Date('2026-12-01T00:30:00Z'), updatedAt: made.createdAt, version: 1 };
    const statuses = (['held', 'booked', 'done', 'cancelled', 'no-show', 'expired'] as const).map((status) => {
      const text = renderFeed({ ...made, shows: 'busy', events: [{ ...event, id: made.id, status }] });
      expect(text).toContain('SUMMARY:Busy');
      return /STATUS:(\w+)\r\n/.exec(text)![1];
    });
    expect(statuses).toEqual(['TENTATIVE', 'CONFIRMED', 'CONFIRMED', 'CANCELLED', 'CANCELLED', 'CANCELLED']);
    expect(read(renderFeed({ ...made, events: [] }))).toHaveLength(1);
  });
});
