/**
 * The arguments of an ICU message, read from its text by the compiler: `'{count, plural, one {# day} other {# days}} from {day} on'` takes
 * `{ count: number; day: string | number }`.
 */
interface Kinds {
  plural: number;
  selectordinal: number;
  number: number;
  select: string;
}

type Trimmed<Text extends string> = Text extends ` ${infer Rest}` | `${infer Rest} ` ? Trimmed<Rest> : Text;
type OfKind<Kind extends string> = Kind extends keyof Kinds ? Kinds[Kind] : string | number;

/**
 * Every argument as its name and the type of its value. The text is gone through brace by brace: in a message an opening brace begins an argument, and
 * a closing one ends a choice of a `plural` or `select`, whose next choice or own end follows.
 */
export type ArgumentsOf<Text extends string, Found = never> = Text extends `${infer Before}{${infer After}`
  ? Before extends `${string}}${infer Rest}`
    ? AfterChoice<`${Rest}{${After}`, Found>
    : After extends `${infer Argument}}${infer Rest}`
      ? Argument extends `${infer Name},${infer Kind},${string}`
        ? Trimmed<Kind> extends 'plural' | 'select' | 'selectordinal'
          ? After extends `${string}{${infer Choice}`
            ? ArgumentsOf<Choice, Found | readonly [Trimmed<Name>, OfKind<Trimmed<Kind>>]>
            : never
          : ArgumentsOf<Rest, Found | readonly [Trimmed<Name>, OfKind<Trimmed<Kind>>]>
        : Argument extends `${infer Name},${infer Kind}`
          ? ArgumentsOf<Rest, Found | readonly [Trimmed<Name>, OfKind<Trimmed<Kind>>]>
          : ArgumentsOf<Rest, Found | readonly [Trimmed<Argument>, string | number]>
      : never
  : Found;

type AfterChoice<Text extends string, Found> = Text extends ` ${infer Rest}`
  ? AfterChoice<Rest, Found>
  : Text extends `}${infer Rest}`
    ? ArgumentsOf<Rest, Found>
    : Text extends `${string}{${infer Choice}`
      ? ArgumentsOf<Choice, Found>
      : Found;

/** The values that a message takes, by name; of several messages the values of all. */
export type ValuesOf<Text extends string> = { readonly [Argument in Extract<ArgumentsOf<Text>, readonly [string, unknown]> as Argument[0]]: Argument[1] };
