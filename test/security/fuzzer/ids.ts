/** The ids that requests of the fuzzer name: of the own clinic, of the other one, of none; learned from answers, so that actions run on real rows. */
import { operations } from '../../support/openapi-validator.js';
import { ABSENT } from '../../support/ids-of-clinic.js';
import { ID_MARK, type Owner } from './values.js';

const MOST_OF_A_KIND = 40;
const MOST_ETAGS = 1_000;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** The name of the id that follows this part of a path: `patients` → `patientId`. */
const nameAfter = new Map(operations.flatMap(({ path }) => [...path.matchAll(/\/([\w-]+)\/\{(\w+)\}/g)].map(([, part, name]) => [part!, name!] as const)));

/** What ids are called in bodies, where it is another name than in paths. */
const called: Readonly<Record<string, string>> = {
  intoId: 'patientId',
  basedOnId: 'rulesetId',
  contraindicationCheckId: 'checkId',
  productId: 'productId',
};

export class KnownIds {
  private readonly own = new Map<string, string[]>();
  private readonly etags = new Map<string, string>();

  constructor(
    own: Record<string, string>,
    private readonly theirs: Readonly<Record<string, string>>,
    /** Ids that no request may name: those of the callers, who would otherwise remove themselves. */
    private readonly protectedIds: ReadonlySet<string>,
  ) {
    for (const [name, id] of Object.entries(own)) this.add(name, id);
    // Bodies call where stock is kept by the name of where people are seen.
    if (own['stockLocationId'] !== undefined) this.add('locationId', own['stockLocationId']);
  }

  /** Puts ids in place of what stands for them. */
  fill(text: string): string {
    return text.replaceAll(ID_MARK, (_whole, owner: Owner, name: string, pick: string) => this.pick(owner, called[name] ?? name, Number(pick)));
  }

  pick(owner: Owner, name: string, pick: number): string {
    if (owner === 'absent') return ABSENT;
    if (owner === 'other') return this.theirs[name] ?? Object.values(this.theirs).filter((id) => UUID.test(id))[pick % 20]!;
    const known = this.own.get(name) ?? this.own.get(/By$|By.?Id$/.test(name) ? 'staffId' : 'patientId')!;
    return known[pick % known.length]!;
  }

  /** The ETag that an address had last, or the resource that it is an action of. */
  findEtag(path: string): string | undefined {
    return this.etags.get(path) ?? this.etags.get(path.split('/').slice(0, 4).join('/'));
  }

  /** Learns what an answer names. */
  learn(path: string, headers: Record<string, string | undefined>, body: unknown): void {
    const { etag, location } = headers;
    const [, , part, id] = (location ?? path).split('/');
    if (location !== undefined && part !== undefined && id !== undefined) this.add(nameAfter.get(part) ?? '', id);
    if (etag?.startsWith('"')) {
      for (const of of [path, path.split('/').slice(0, 4).join('/'), ...(location === undefined ? [] : [location])]) {
        this.etags.delete(of);
        this.etags.set(of, etag);
      }
      if (this.etags.size > MOST_ETAGS) this.etags.delete(this.etags.keys().next().value!);
    }
    if (typeof body !== 'object' || body === null) return;
    for (const [name, value] of Object.entries(body)) if (/Id$/.test(name) && typeof value === 'string') this.add(name, value);
    const last = nameAfter.get(path.split('/').at(-1)!);
    const items = (body as { items?: unknown }).items;
    if (last !== undefined && Array.isArray(items)) for (const item of items as { id?: unknown }[]) if (typeof item?.id === 'string') this.add(last, item.id);
  }

  private add(name: string, id: string): void {
    if (name === '' || this.protectedIds.has(id) || (this.own.has(name) && !UUID.test(id))) return;
    const known = this.own.get(name) ?? [];
    if (known.includes(id)) return;
    known.push(id);
    // The first one stays: it is what actions were prepared for.
    if (known.length > MOST_OF_A_KIND) known.splice(1, 1);
    this.own.set(name, known);
  }
}
