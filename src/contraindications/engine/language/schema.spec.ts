import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { format } from 'prettier';
import { anyRuleset } from '../../../../test/support/any-rules.js';
import { runs } from '../../../../test/support/runs.js';
import { rulesetVocabulary } from '../../rulesets/vocabulary.js';
import { shippedRulesets } from '../../rulesets/shipped/index.js';
import { parseRuleset, getRulesetSchema } from '../parse-ruleset.js';

const file = new URL('../../../../docs/ruleset.schema.json', import.meta.url);
const schema = getRulesetSchema(rulesetVocabulary);
const accepts = new Ajv2020({ allErrors: false, strict: true, strictTypes: false, strictRequired: false }).compile(schema);

/** What is judged when the shape is right: a schema cannot say it. */
const beyondShape = new Set(['duplicate', 'not-deniable', 'unknown-code', 'never-fires', 'no-effect', 'contradiction', 'inconvertible-unit', 'too-deep']);
const shapeErrors = (input: unknown) => parseRuleset(input, rulesetVocabulary).errors.filter(({ code }) => !beyondShape.has(code));

interface Place {
  holder: Record<string | number, unknown>;
  key: string | number;
}

/** Every member and item, however deep. */
const places = (value: unknown): Place[] => {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string | number, unknown>;
  const keys: (string | number)[] = Array.isArray(value) ? value.map((_one, index) => index) : Object.keys(value);
  return keys.flatMap((key) => [{ holder, key }, ...places(holder[key])]);
};

type Change = (place: Place) => void;
const set =
  (value: unknown): Change =>
  ({ holder, key }) => {
    holder[key] = structuredClone(value);
  };
const changes: Change[] = [
  ...[null, '', '  ', 'nonsense', 0, -1, 1.5, 1e9, true, false, [], ['x'], {}, { a: 1 }, [1, 2], [[]], { by: 'nobody' }, 'E11', 'lab.hba1c'].map(set),
  ({ holder, key }) => void (Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key]),
  ({ holder }) => void (Array.isArray(holder) ? holder.push('more') : (holder.more = 1)),
  ({ holder }) => void (Array.isArray(holder) ? holder.push(holder[0]) : Object.assign(holder, { toString: 1 })),
  ({ holder }) => void (Array.isArray(holder) ? holder.reverse() : Object.assign(holder, { unit: '%', ge: 1 })),
  ({ holder }) => void (Array.isArray(holder) ? null : Object.assign(holder, { pregnancy: 'yes' })),
];

describe('the published schema of rulesets', () => {
  it('is the file in docs', async () => {
    const text = await format(JSON.stringify(schema), { parser: 'json', printWidth: 160 });
    if (process.env.UPDATE_SCHEMA) writeFileSync(file, text);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it.each(shippedRulesets.map((ruleset) => [ruleset.treatment, ruleset] as const))('accepts what is shipped for %s', (_treatment, ruleset) => {
    expect([accepts(ruleset), accepts.errors]).toEqual([true, null]);
  });

  it('accepts all that the parser takes', () => {
    fc.assert(
      fc.property(anyRuleset, (ruleset) => {
        expect(shapeErrors(ruleset)).toEqual([]);
        expect([accepts(ruleset), accepts.errors]).toEqual([true, null]);
      }),
      runs(150),
    );
  });

  it('refuses the same shapes as the parser, whatever is changed in a ruleset', () => {
    fc.assert(
      fc.property(fc.oneof(anyRuleset, fc.constantFrom(...shippedRulesets.keys())), fc.nat(), fc.constantFrom(...changes), (chosen, seed, change) => {
        const ruleset = structuredClone(typeof chosen === 'number' ? shippedRulesets[chosen]! : chosen);
        const all = places(ruleset);
        change(all[seed % all.length]!);
        const errors = shapeErrors(ruleset);
        expect([accepts(ruleset), errors]).toEqual([errors.length === 0, errors]);
      }),
      runs(600),
    );
  });

  it.each([null, 1, 'rules', [], {}, { rules: 'none' }, { treatment: 'mesotherapy', title: 'Mine', rules: [] }])('refuses %j', (input) => {
    expect([accepts(input), parseRuleset(input, rulesetVocabulary).ruleset]).toEqual([false, null]);
  });
});
