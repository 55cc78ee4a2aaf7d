import type { Route } from './substance.js';

/** The routes of ATC groups. The longest prefix decides; a group without an entry is systemic. */
const routesByGroup: readonly [prefix: string, ...routes: Route[]][] = [
  ['A01', 'mouth'],
  ['A06AG', 'rectum'],
  ['A07EA', 'rectum', 'systemic'],
  ['A07EC', 'rectum', 'systemic'],
  ['B02BC', 'skin', 'local'],
  ['B06AA03', 'systemic', 'local'],
  ['C05A', 'rectum', 'skin'],
  ['C05B', 'skin', 'systemic'],
  ['D', 'skin'],
  ['D01B', 'systemic'],
  ['D05B', 'systemic'],
  ['D10B', 'systemic'],
  ['D11AH05', 'systemic'],
  ['D11AH06', 'systemic'],
  ['D11AH07', 'systemic'],
  ['D11AH08', 'systemic'],
  ['D11AX10', 'systemic', 'skin'],
  ['G01', 'vagina'],
  ['G02BA', 'vagina'],
  ['G02CC', 'vagina'],
  ['G03CA', 'systemic', 'skin', 'vagina'],
  ['G03BA', 'systemic', 'skin'],
  ['G03DA04', 'systemic', 'skin', 'vagina'],
  ['M02', 'skin'],
  ['N01B', 'local', 'skin', 'mouth'],
  ['P03', 'skin'],
  ['R01A', 'nose'],
  ['R02', 'mouth'],
  ['R03A', 'inhaled'],
  ['R03B', 'inhaled'],
  ['S01', 'eye'],
  ['S02', 'ear'],
  ['S03', 'eye', 'ear'],
];

const byPrefix = new Map<string, readonly Route[]>(routesByGroup.map(([prefix, ...routes]) => [prefix, routes]));
const wholeBody: readonly Route[] = ['systemic'];

/** The routes of an ATC code or group. */
const listRoutesOfAtc = (code: string): readonly Route[] => {
  for (let length = code.length; length > 0; length -= 1) {
    const routes = byPrefix.get(code.slice(0, length));
    if (routes) return routes;
  }
  return wholeBody;
};

/** The codes for the routes; all codes where none fits, because the form then tells nothing. */
export const selectCodesForRoutes = (codes: readonly string[], routes: readonly Route[]): readonly string[] => {
  if (routes.length === 0) return codes;
  const fitting = codes.filter((code) => listRoutesOfAtc(code).some((route) => routes.includes(route)));
  return fitting.length > 0 ? fitting : codes;
};
