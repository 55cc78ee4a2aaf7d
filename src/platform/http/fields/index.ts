export { Checked, ComparedWith } from './checked.js';
export type { Field, FieldDecorator } from './field.js';
export { ListOf, SomeOf } from './lists.js';
export { MayBeAbsent, MayBeAbsentBeside, MayBeNull, Optional, WithDefault } from './presence.js';
export {
  AnyObject,
  AnyOf,
  Characters,
  Day,
  Decimal,
  Described,
  Email,
  Flag,
  Identifier,
  Instant,
  LanguageTag,
  MapOf,
  Matching,
  Nested,
  Note,
  OneOf,
  PartialDate,
  Text,
  WebAddress,
  Whole,
} from './values.js';
