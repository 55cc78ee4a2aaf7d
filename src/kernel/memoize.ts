/** Keeps what was worked out once, up to a limit: for questions that are few and asked again and again. */
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
