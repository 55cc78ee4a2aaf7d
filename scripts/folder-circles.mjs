import { dirname } from 'node:path';

/** What puts a feature together or lets others in: it sees every folder of the feature, and none of them sees it. */
const composes = /\/(index|[^/]+\.module)\.ts$/;

/** A folder and those inside it are not one: what lies in `domain` may not import what lies beside it. */
const folderOf = (file) => dirname(file);

/** The folders that each folder of a feature imports within the feature, type-only imports included, with the imports. */
const importsOfFolders = (modules, feature) => {
  const folders = new Map();
  const inside = (file) => file.startsWith(`${feature}/`) && !composes.test(file) && !file.endsWith('.spec.ts');
  for (const { source, dependencies } of modules) {
    if (!inside(source)) continue;
    for (const { resolved } of dependencies) {
      const [from, to] = [folderOf(source), folderOf(resolved)];
      if (!inside(resolved) || from === to) continue;
      const targets = folders.get(from) ?? new Map();
      targets.set(to, [...(targets.get(to) ?? []), `${source} -> ${resolved}`]);
      folders.set(from, targets);
    }
  }
  return folders;
};

/** Whether a folder leads back to itself through others. */
const reaches = (folders, from, wanted, seen = new Set()) => {
  for (const to of folders.get(from)?.keys() ?? []) {
    if (to === wanted) return true;
    if (seen.has(to)) continue;
    seen.add(to);
    if (reaches(folders, to, wanted, seen)) return true;
  }
  return false;
};

/** Each import that is part of a circle between the folders of a feature. */
export const folderCircles = (modules, features) =>
  features.flatMap((feature) => {
    const folders = importsOfFolders(modules, feature);
    return [...folders].flatMap(([from, targets]) => [...targets].flatMap(([to, imports]) => (reaches(folders, to, from) ? imports : [])));
  });
