/**
 * class-validator gathers a class's rules, its ancestors' included, anew for every object that it checks: it walks all
 * classes that there are. They do not change after the decorators ran, so the answer is kept. With a body of hundreds
 * of objects that is a third of the validation's time.
 */
import { getMetadataStorage } from 'class-validator';

type Storage = ReturnType<typeof getMetadataStorage>;
type Rules = ReturnType<Storage['getTargetValidationMetadatas']>;
type Grouped = ReturnType<Storage['groupByPropertyName']>;

let kept = false;

/** Keeps the rules of every class. Call it when all classes are loaded; a second call changes nothing. */
export const keepValidationMetadata = (): void => {
  if (kept) return;
  kept = true;
  const storage = getMetadataStorage();
  const gather = storage.getTargetValidationMetadatas.bind(storage);
  const group = storage.groupByPropertyName.bind(storage);
  const gathered = new Map<unknown, Rules>();
  const grouped = new WeakMap<Rules, Grouped>();

  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    // The schema is the name of the class around a nested one: it would matter to rules that are registered by name, of which we have none.
    if (always || strictGroups || groups?.length) return gather(target, schema, always, strictGroups, groups);
    let rules = gathered.get(target);
    if (!rules) gathered.set(target, (rules = gather(target, schema, always, strictGroups, groups)));
    return rules;
  };
  storage.groupByPropertyName = (rules) => {
    let known = grouped.get(rules);
    if (!known) grouped.set(rules, (known = group(rules)));
    return known;
  };
};
