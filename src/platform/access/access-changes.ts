/**
 * Tells this process that somebody's access changed, in whatever process it was changed: a person left, a client lost a scope, a key or a
 * session was revoked. What remembers access for a while forgets it then, so that it ends at once.
 *
 * The database announces each change (LISTEN/NOTIFY) on a connection that is kept for it. While that connection is away, and where a pooler
 * in between passes no announcements on, what is remembered runs out by itself after a few seconds.
 */
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { listenTo, type Listening } from '../database/announcements.js';

export const DATABASE_URL = Symbol('database url');

@Injectable()
export class AccessChanges implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly listeners: (() => void)[] = [];
  private listening: Listening | null = null;

  constructor(@Inject(DATABASE_URL) private readonly url: string) {}

  /** Calls the listener when access may have changed, and after a time in which this process could not listen. */
  subscribe(listener: () => void): void {
    this.listeners.push(listener);
  }

  onApplicationBootstrap(): void {
    this.listening = listenTo(this.url, 'access_changed', () => this.tell());
  }

  /** Tells the listeners at once of a change that this process made itself. */
  tell(): void {
    this.listeners.forEach((listener) => listener());
  }

  async onApplicationShutdown(): Promise<void> {
    await this.listening?.stop();
  }
}
