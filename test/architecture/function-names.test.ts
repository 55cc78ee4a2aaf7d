/** A function is a verb with an object. Its first word is one of the verbs below: a name with another first word is a new verb, or no verb. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

/** What functions do. */
const verbs = new Set(
  `abort accept acknowledge act add advance agree allow amend announce answer apply ask assemble attempt audit avoid await begin bind book browse build call cancel
   canonicalize capitalize carry catch change chart check choose cite claim clamp classify clean clear clip close collect combine commit compare compile
   complement complete compute confirm connect consent consult continue convert cork count countersign create decide declare decline decode decorate decrypt
   deduplicate deep define deliver demonstrate derive describe destroy discard dismiss distribute draft drain draw drop employ empty encode encrypt end enforce
   enqueue enter escape estimate evaluate exclude execute expand explain export extend extract fetch fill find finish flatten flush fold follow forget
   format gather generate get give grant group guard handle hash hire hold identify import index initialize insert inspect install intercept interpret
   intersect introspect invert invite issue join keep latinize launch learn leave lift limit linearize list listen load lock log look lose make map mark
   match meet memoize merge migrate mitigate mount move multiply name narrow negate negotiate normalize note number offer omit open override parse pass pick
   place plan play point post prepare preview print propose publish put query quote rank rate re read rebook recall receive reconcile record recover
    refresh refuse register reinstate release remake remember remove render renew replace replan replay report require reseal resolve respell resume retry review revoke rewrap rollback
   rotate round run save say scan schedule screen seal search select send separate serialize serve set settle share show shuffle sign simplify slice sort
   spend split start stop store stream subscribe subtract succeed suggest sum sweep take teach tell thin tokenize touch transform translate truncate
   typeset undo unfold unmerge unquote unwrap update use validate verify visit wait watch widen withdraw wrap write`.split(/\s+/),
);

/** What a function that answers yes or no says of its object. */
const predicates = new Set(
  `agrees applies asks awaits begins belongs can clashes closes concerns covers differs does ends excepts falls harms has hides holds implies includes is
   keeps lacks leaves looks matches may means must names needs opens outlasts runs says shares sounds speaks starts states suits takes tells`.split(/\s+/),
);

/** Conversions, and copies with a change: `toUtc`, `fromText`, `withoutNulls`. */
const prepositions = new Set(['to', 'from', 'with', 'without']);

/** Names that Nest and Node give, and the clock's. */
const givenNames = new Set(['onModuleInit', 'onApplicationBootstrap', 'onApplicationShutdown', 'beforeApplicationShutdown', 'forRoot', 'now', 'authenticate']);

interface NamedFunction {
  name: string;
  file: string;
}

const isFunction = (node: ts.Node | undefined): boolean => node !== undefined && (ts.isArrowFunction(node) || ts.isFunctionExpression(node));

/** The functions of a file and the methods of its classes. Methods of controllers are names of operations, which the contract's conventions hold. */
const listFunctions = (file: string): NamedFunction[] =>
  ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest).statements.flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement) && statement.name) return [{ name: statement.name.text, file }];
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
        ts.isIdentifier(name) && isFunction(initializer) ? [{ name: name.text, file }] : [],
      );
    }
    if (!ts.isClassDeclaration(statement) || statement.name?.text.endsWith('Controller')) return [];
    return statement.members.flatMap((member) => (ts.isMethodDeclaration(member) && ts.isIdentifier(member.name) ? [{ name: member.name.text, file }] : []));
  });

const isDecorator = (name: string): boolean => /^[A-Z]/.test(name);
const firstWordOf = (name: string): string => /^[a-z]+/.exec(name)?.[0] ?? '';
/** Such as `handleOf` and `sliceOf`: a noun that reads as a verb. */
const isNounOfSomething = (name: string): boolean => /^[a-z]+Of$/.test(name);
const isPlain = (name: string): boolean =>
  !isNounOfSomething(name) && (isDecorator(name) || givenNames.has(name) || [verbs, predicates, prepositions].some((words) => words.has(firstWordOf(name))));

describe('the name of a function', () => {
  const functions = readdirSync('src', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
    .flatMap((entry) => listFunctions(join(entry.parentPath, entry.name)));

  it('begins with a verb', () => {
    expect(functions.length).toBeGreaterThan(3500);
    expect(functions.filter(({ name }) => !isPlain(name)).map(({ name, file }) => `${file}: ${name}`)).toEqual([]);
  });

  it('finds a name that does not', () => {
    expect(['rounded', 'personOf', 'dayInWords', 'birthErrors', 'handleOf'].filter(isPlain)).toEqual([]);
  });
});
