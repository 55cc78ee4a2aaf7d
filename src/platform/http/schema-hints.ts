/** What a validator of ours knows of a property that the OpenAPI generator cannot see: its format and limits. */
type Hint = Record<string, unknown>;

interface Holder {
  readonly name: string;
  readonly prototype: object;
}

const holders = new Map<string, Holder>();
const hints = new WeakMap<object, Map<string, Hint>>();

export const hintSchema = (target: object, property: string | symbol, hint: Hint): void => {
  const holder = target.constructor as unknown as Holder;
  holders.set(holder.name, holder);
  const own = hints.get(target) ?? new Map<string, Hint>();
  own.set(String(property), { ...own.get(String(property)), ...hint });
  hints.set(target, own);
};

/** Makes a class known by its name, so that it is found even when it adds no hint to those of its parents. */
export const knowClass = (holder: unknown): void => {
  if (typeof holder === 'function' && holder.prototype) holders.set(holder.name, holder);
};

/** The hints for a class's properties, those of its parents included. */
export const hintsOf = (className: string): Map<string, Hint> => {
  const found = new Map<string, Hint>();
  let prototype: object | null = holders.get(className)?.prototype ?? null;
  while (prototype !== null && prototype !== Object.prototype) {
    for (const [property, hint] of hints.get(prototype) ?? []) found.set(property, { ...hint, ...found.get(property) });
    prototype = Object.getPrototypeOf(prototype) as object | null;
  }
  return found;
};
