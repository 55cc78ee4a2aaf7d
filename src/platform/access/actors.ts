/**
 * The people and clients in answers: `{ id, name, role }`. A mapper knows an id alone. `toActor(id)` takes its place in the answer, and notes it in the
 * request. Before the answer leaves, `Actors.nameAll` looks up all noted names at once: in the memory of the process, and the rest by one statement, which the
 * row-level security limits to the clinic.
 */
import { Injectable } from '@nestjs/common';
import { findRequest, type RequestContext } from '../context.js';
import { declareColumns } from '../database/columns.js';
import { Database } from '../database/database.js';
import { declareStatement } from '../database/statement.js';
import { AccessCache } from './access-cache.js';
import { AccessChanges } from './access-changes.js';
import type { Actor, ActorRole } from './actor.dto.js';

type Named = Pick<Actor, 'name' | 'role'>;

const findActors = declareStatement('access.actors', {
  parameters: { ids: 'uuid[]' },
  row: declareColumns<{ id: string; name: string; role: ActorRole }>({ id: 'uuid', name: 'text', role: 'text' }),
  sql: `SELECT id, name, role FROM staff WHERE clinic_id = current_clinic() AND id = ANY (:ids)
     UNION ALL SELECT id, name, 'client' FROM integration_clients WHERE clinic_id = current_clinic() AND id = ANY (:ids)
     UNION ALL SELECT id, 'Link of a patient', 'patient-link' FROM appointment_links WHERE clinic_id = current_clinic() AND id = ANY (:ids)`,
});

/** An actor in an answer, whose name is looked up before the answer leaves. */
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

/** The actor with this id, or null for null. The name and the role are looked up before the answer leaves. */
export function toActor(id: string): Actor;
export function toActor(id: string | null): Actor | null;
export function toActor(id: string | null): Actor | null {
  return id === null ? null : toActorInRole(id, null);
}

/** The actor in the role at the time of the action where that was stored; else in the present role. */
export const toActorInRole = (id: string, role: ActorRole | null): Actor => {
  // Outside of a request, as in a printed document, no name is looked up.
  const actors = findRequest()?.actors;
  const key = role === null ? id : `${id} ${role}`;
  const known = actors?.get(key);
  if (known) return known;
  const noted = new NotedActor(id, role ?? undefined) as Actor;
  actors?.set(key, noted);
  return noted;
};

/** Whether any member of an object is an actor. */
export const namesSomebody = (members: object = {}): boolean => Object.values(members).some((member) => member instanceof NotedActor);

const MAXIMUM_KNOWN = 10_000;

/** Looks up the names of the people and clients in an answer. */
@Injectable()
export class Actors {
  /** Names and roles by clinic and id. */
  private readonly known: AccessCache<Named>;

  constructor(
    private readonly database: Database,
    changes: AccessChanges,
  ) {
    this.known = new AccessCache(changes, MAXIMUM_KNOWN);
  }

  /** Sets the name and the role of every actor that the request has noted so far. */
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
    const keep = this.known.startReading();
    for (const { id, name, role } of await this.database.query(findActors, { ids: [...nameless.keys()] })) {
      call(id, { name, role });
      keep(`${clinicId}/${id}`, { name, role });
    }
  }
}
