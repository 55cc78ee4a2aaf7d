/** What puts a feature together or lets others in: it sees every room of the feature, and none of them sees it. */
const composes = /\/(index|[^/]+\.module)\.ts$/;

/** The room of a feature in which a file lies: a folder of the feature with all that is inside it; the files beside the folders are one room too. */
const roomOf = (file, feature) => {
  const [first, ...rest] = file.slice(feature.length + 1).split('/');
  return rest.length > 0 ? first : '.';
};

/** Which rooms of a feature each room imports, type-only imports included, with the imports. */
const importsBetweenRooms = (modules, feature) => {
  const rooms = new Map();
  const inside = (file) => file.startsWith(`${feature}/`) && !composes.test(file) && !file.endsWith('.spec.ts');
  for (const { source, dependencies } of modules) {
    if (!inside(source)) continue;
    for (const { resolved } of dependencies) {
      if (!inside(resolved)) continue;
      const [from, to] = [roomOf(source, feature), roomOf(resolved, feature)];
      if (from === to) continue;
      const targets = rooms.get(from) ?? new Map();
      targets.set(to, [...(targets.get(to) ?? []), `${source} -> ${resolved}`]);
      rooms.set(from, targets);
    }
  }
  return rooms;
};

/** Whether a room leads to another, over others or at once. */
const leadsTo = (rooms, from, wanted, seen = new Set()) => {
  for (const to of rooms.get(from)?.keys() ?? []) {
    if (to === wanted) return true;
    if (seen.has(to)) continue;
    seen.add(to);
    if (leadsTo(rooms, to, wanted, seen)) return true;
  }
  return false;
};

/** Each import that is part of a circle between the rooms of a feature. */
export const circlesBetweenRooms = (modules, features) =>
  features.flatMap((feature) => {
    const rooms = importsBetweenRooms(modules, feature);
    return [...rooms].flatMap(([from, targets]) => [...targets].flatMap(([to, imports]) => (leadsTo(rooms, to, from) ? imports : [])));
  });
