/** A wire to PostgreSQL that can be cut, taken away or frozen: what a network and a restart do. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export class DatabaseProxy {
  private readonly sockets = new Set<Socket>();
  private server: Server | null = null;
  private frozen = false;

  private constructor(
    private readonly target: number,
    private port: number,
  ) {}

  /** The wire, and the address that leads through it. */
  static async before(url: string): Promise<{ proxy: DatabaseProxy; url: string }> {
    const address = new URL(url);
    const proxy = new DatabaseProxy(Number(address.port), 0);
    await proxy.open();
    address.port = String(proxy.port);
    return { proxy, url: address.toString() };
  }

  /** Takes connections, at the same port as before. */
  async open(): Promise<void> {
    this.frozen = false;
    this.server = createServer((client) => this.join(client)).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** Every connection is reset, and none is taken: PostgreSQL is gone. */
  async close(): Promise<void> {
    const closed = this.server && once(this.server, 'close');
    this.server?.close();
    this.server = null;
    this.cut();
    await closed;
  }

  cut(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
    this.sockets.clear();
  }

  /** Nothing passes any more in either direction, and nobody is told. */
  freeze(): void {
    this.frozen = true;
    for (const socket of this.sockets) socket.pause();
  }

  thaw(): void {
    this.frozen = false;
    for (const socket of this.sockets) socket.resume();
  }

  private join(client: Socket): void {
    const server = connect(this.target, '127.0.0.1');
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (chunk) => to.write(chunk));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
      if (this.frozen) from.pause();
    }
  }
}
