/** Keeps the results of a function, up to a limit. It suits few arguments that come again and again. */
export const memoize = <Key, Value>(work: (key: Key) => Value, most = 20_000): ((key: Key) => Value) => {
  const known = new Map<Key, Value>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      if (known.size >= most) known.clear();
      known.set(key, (value = work(key)));
    }
    return value;
  };
};
