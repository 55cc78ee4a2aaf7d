/**
 * Who did something, in answers: `{ id, name, role }`. Where an answer is put together only the id is known: `actor(id)` takes its place there, and notes it
 * in the request. Before the answer leaves, all that were noted get their names at once (`Actors.name`): of those that the process remembers without asking
 * anybody, of the others with one question, which the row-level security of the clinic holds.
 */
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { findRequest, type RequestContext } from '../context.js';
import { declareColumns } from '../database/columns.js';
import { Database } from '../database/database.js';
import { declareStatement } from '../database/statement.js';
import { AccessChanges } from './access-changes.js';
import type { Actor, ActorRole } from './actor.dto.js';

type Named = Pick<Actor, 'name' | 'role'>;

const findActors = declareStatement('access.actors', {
  parameters: { ids: 'uuid[]' },
  row: declareColumns<{ id: string; name: string; role: ActorRole }>({ id: 'uuid', name: 'text', role: 'text' }),
  sql: `SELECT id, name, role FROM staff WHERE clinic_id = current_clinic() AND id = ANY (:ids)
     UNION ALL SELECT id, name, 'client' FROM integration_clients WHERE clinic_id = current_clinic() AND id = ANY (:ids)`,
});

/** Stands in an answer for somebody, and is told the name before the answer leaves. */
class NotedActor implements Partial<Actor> {
  name?: string;

  constructor(
    readonly id: string,
    public role?: ActorRole,
  ) {}

  setNameAndRole({ name, role }: Named): void {
    this.name = name;
    this.role ??= role;
  }

  toJSON(): Actor {
    const { id, name, role } = this;
    if (name === undefined || role === undefined) throw new Error('An answer names somebody whose name nobody has looked up.');
    return { id, name, role };
  }
}

/** Somebody of the clinic who did something, or nobody; the name and the role are filled in before the answer leaves. */
export function toActor(id: string): Actor;
export function toActor(id: string | null): Actor | null;
export function toActor(id: string | null): Actor | null {
  return id === null ? null : toActorAs(id, null);
}

/** Somebody in the role of when it was done, where that was kept; else in that of now. */
export const toActorAs = (id: string, role: ActorRole | null): Actor => {
  // Where there is no request, as on paper, nobody is named.
  const actors = findRequest()?.actors;
  const key = role === null ? id : `${id} ${role}`;
  const known = actors?.get(key);
  if (known) return known;
  const noted = new NotedActor(id, role ?? undefined) as Actor;
  actors?.set(key, noted);
  return noted;
};

/** Whether any member of an object is somebody. */
export const namesSomebody = (members: object = {}): boolean => Object.values(members).some((member) => member instanceof NotedActor);

/** As long as what is known of whoever asks: a change ends it at once, where it is heard of. */
const FRESH_MILLISECONDS = 5_000;
const MAXIMUM_KNOWN = 10_000;

/** Gives those their names whom an answer names. */
@Injectable()
export class Actors {
  /** By clinic and id. */
  private readonly known = new LRUCache<string, Named>({ max: MAXIMUM_KNOWN, ttl: FRESH_MILLISECONDS });
  private changes = 0;

  constructor(
    private readonly database: Database,
    changes: AccessChanges,
  ) {
    changes.subscribe(() => {
      this.changes++;
      this.known.clear();
    });
  }

  /** Names all whom the request has noted so far. */
  async nameAll({ actors, clinicId, principal }: RequestContext): Promise<void> {
    const nameless = Map.groupBy([...actors.values()].filter(({ name }) => name === undefined) as NotedActor[], ({ id }) => id);
    const call = (id: string, named: Named): void => {
      nameless.get(id)?.forEach((noted) => noted.setNameAndRole(named));
      nameless.delete(id);
    };
    for (const id of nameless.keys()) {
      const named: Named | undefined = id === principal?.id ? { name: principal.name, role: principal.role ?? 'client' } : this.known.get(`${clinicId}/${id}`);
      if (named) call(id, named);
    }
    if (nameless.size === 0) return;
    const before = this.changes;
    for (const { id, name, role } of await this.database.query(findActors, { ids: [...nameless.keys()] })) {
      call(id, { name, role });
      // What was read while something changed may be what it was before.
      if (before === this.changes) this.known.set(`${clinicId}/${id}`, { name, role });
    }
  }
}
