import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  coversTogether,
  coversScope,
  interactions,
  isSmartScope,
  parseSmartScope,
  parseSmartScopes,
  selectCoveredScopes,
  type SmartScope,
} from './smart-scopes.js';

const parse = (text: string): SmartScope => parseSmartScope(text)!;

const level = fc.constantFrom('patient', 'user', 'system');
const type = fc.constantFrom('*', 'Patient', 'Observation', 'Condition');
const letters = fc.subarray(['c', 'r', 'u', 'd', 's'], { minLength: 1 }).map((some) => some.join(''));
const filter = fc.constantFrom('', '?category=laboratory', '?category=vital-signs', '?category=laboratory&status=final');
const anyScope = fc
  .tuple(level, type, letters, filter)
  .map(([at, of, may, only]) => `${at}/${of}.${may}${of === '*' ? '' : only}`)
  .map(parse);

describe('a SMART scope', () => {
  it.each<[string, string, string, string, number]>([
    ['patient/Observation.rs', 'patient', 'Observation', 'read search', 0],
    ['user/*.cruds', 'user', '*', 'create read update delete search', 0],
    ['system/Patient.s', 'system', 'Patient', 'search', 0],
    ['patient/Observation.read', 'patient', 'Observation', 'read search', 0],
    ['user/Condition.write', 'user', 'Condition', 'create update delete', 0],
    ['patient/*.*', 'patient', '*', 'create read update delete search', 0],
    ['patient/Observation.rs?category=laboratory', 'patient', 'Observation', 'read search', 1],
    ['patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory', 'patient', 'Observation', 'read search', 1],
    ['user/Observation.r?code:in=urn:one&status=final', 'user', 'Observation', 'read', 2],
  ])('%s is read', (text, level, resourceType, allowed, filters) => {
    const scope = parse(text);
    expect([scope.level, scope.resourceType, scope.interactions.join(' '), scope.filters.length]).toEqual([level, resourceType, allowed, filters]);
  });

  it.each([
    '',
    'openid',
    'launch',
    'launch/patient',
    'patient.read',
    'patient/Observation',
    'patient/Observation.',
    'patient/Observation.sr',
    'patient/Observation.rr',
    'patient/Observation.x',
    'patient/Observation.Read',
    'patient/observation.rs',
    'clinic/Observation.rs',
    'patient/Observation.read?category=laboratory',
    'patient/*.rs?category=laboratory',
    'patient/Observation.rs?',
    'patient/Observation.rs?category',
    'patient/Observation.rs?category=',
    'patient/Observation.rs?category=a&category=b',
    'patient/Observation.rs?=a',
    'patient/Observation.rs?category=%',
    'patient/Observation.rs?category=%zz',
    'patient/Observation.rs?a b=c',
    'patient/Observation.rs?a="c"',
    'patient/Observation.rs\n',
    ` patient/Observation.rs`,
    'patient/../Patient.rs',
    `patient/${'O'.repeat(300)}.rs`,
  ])('%j is none', (text) => {
    expect(isSmartScope(text)).toBe(false);
  });

  it('is read from any text without a failure, and never grants what it does not name', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.tuple(level, type, fc.string()).map(([at, of, rest]) => `${at}/${of}.${rest}`),
        ),
        (text) => {
          const scope = parseSmartScope(text);
          if (scope) expect(scope.interactions.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('one scope beside another', () => {
  it.each([
    ['user/*.cruds', 'user/Observation.rs', true],
    ['user/Observation.read', 'user/Observation.rs', true],
    ['user/Observation.rs', 'user/Observation.rs?category=laboratory', true],
    ['user/Observation.rs?category=laboratory', 'user/Observation.rs?status=final&category=laboratory', true],
    ['user/Observation.rs?category=laboratory', 'user/Observation.rs', false],
    ['user/Observation.rs?category=laboratory', 'user/Observation.rs?category=vital-signs', false],
    ['user/Observation.rs', 'user/*.rs', false],
    ['user/Observation.rs', 'user/Observation.cruds', false],
    ['user/Observation.rs', 'patient/Observation.rs', false],
    ['patient/Observation.rs', 'user/Observation.rs', false],
    ['user/*.cruds', 'system/Patient.r', false],
  ])('%s covers %s: %s', (wider, narrower, covered) => {
    expect(coversScope(parse(wider), parse(narrower))).toBe(covered);
  });

  it('covers itself, and covering is passed on', () => {
    fc.assert(
      fc.property(anyScope, anyScope, anyScope, (one, two, three) => {
        expect(coversScope(one, one)).toBe(true);
        if (coversScope(one, two) && coversScope(two, three)) expect(coversScope(one, three)).toBe(true);
      }),
    );
  });

  it('is covered by several together where each interaction is', () => {
    const allowed = parseSmartScopes(['user/Observation.r', 'user/*.s', 'offline_access']);
    expect(coversTogether(allowed, parse('user/Observation.rs'))).toBe(true);
    expect(coversTogether(allowed, parse('user/Condition.rs'))).toBe(false);
  });

  it('is selected where it is covered, and selecting never adds', () => {
    expect(selectCoveredScopes(['openid', 'user/Patient.rs', 'user/Condition.rs', 'patient/Patient.rs'], ['user/*.read', 'patient.read'])).toEqual([
      'user/Patient.rs',
      'user/Condition.rs',
    ]);
    fc.assert(
      fc.property(fc.array(anyScope), fc.array(anyScope), (asked, allowed) => {
        const texts = (scopes: SmartScope[]) =>
          scopes.map(({ level: at, resourceType, interactions: may, filters }) => {
            const query = filters.map(({ name, value }) => `${name}=${value}`).join('&');
            return `${at}/${resourceType}.${interactions
              .filter((one) => may.includes(one))
              .map((one) => one[0])
              .join('')}${query && `?${query}`}`;
          });
        for (const chosen of selectCoveredScopes(texts(asked), texts(allowed))) {
          expect(texts(asked)).toContain(chosen);
          const only = parse(chosen);
          for (const interaction of only.interactions) expect(allowed.some((scope) => coversScope(scope, { ...only, interactions: [interaction] }))).toBe(true);
        }
      }),
    );
  });
});
