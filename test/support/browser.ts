/** The least that a browser is, for tests that need none to look at. */

export const PASSWORD = 'an owl reads under the bridge';

/** What a browser is: it keeps cookies by their path, follows redirects, sends forms. */
export class Browser {
  private readonly cookies = new Map<string, { value: string; path: string }>();
  /** Where it is. */
  at = '';
  status = 0;
  page = '';
  headers = new Headers();

  constructor(
    private readonly headersOfAll: Record<string, string> = {},
    /** Who answers in place of the address: one of several processes, for example. */
    private readonly answeredBy: (address: URL) => URL = (address) => address,
  ) {}

  /** Opens the address, and follows redirects as long as they stay on the server; answers where it is sent in the end. */
  async open(address: string | URL, init: RequestInit = {}): Promise<string> {
    const home = new URL(address).origin;
    let next = new URL(address);
    let request = init;
    for (let hops = 0; hops < 12; hops++) {
      const answer = await fetch(this.answeredBy(next), {
        ...request,
        redirect: 'manual',
        headers: { accept: 'text/html', cookie: this.cookiesFor(next.pathname), ...this.headersOfAll, ...(request.headers as Record<string, string>) },
      });
      this.keep(answer.headers.getSetCookie());
      this.status = answer.status;
      this.headers = answer.headers;
      this.page = await answer.text();
      this.at = next.href;
      const location = answer.headers.get('location');
      if (location === null) return this.sendItself(home);
      next = new URL(location, next);
      if (next.origin !== home || !next.pathname.startsWith('/oauth')) return (this.at = next.href);
      request = {};
    }
    throw new Error('The redirects do not end.');
  }

  /** Sends the form of the page whose action ends so; the fields that it hides go along. */
  async submit(action: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<string> {
    const form = [...this.page.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find(([, to]) => unescaped(to!).endsWith(action));
    if (!form) throw new Error(`The page has no form to ${action}: ${this.page}`);
    const hidden = Object.fromEntries(
      [...form[2]!.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [name!, unescaped(value!)]),
    );
    const ticked = Object.fromEntries(
      [...form[2]!.matchAll(/<input type="checkbox" id="[^"]*" name="([^"]*)" value="([^"]*)" checked/g)].map(([, name, value]) => [name!, unescaped(value!)]),
    );
    return this.post(new URL(unescaped(form[1]!), this.at), { ...hidden, ...ticked, ...fields }, headers);
  }

  /** What the boxes of the page say that can be ticked. */
  get boxes(): string[] {
    return [...this.page.matchAll(/<input type="checkbox"[^>]*>([^<]*)<\/label>/g)].map(([, text]) => unescaped(text!).trim());
  }

  /** Takes the tick away from the box that says this. */
  untick(text: string): void {
    this.page = this.page.replaceAll(
      /(<input type="checkbox"[^>]*) checked([^>]*>)([^<]*)(?=<\/label>)/g,
      (box, before: string, after: string, said: string) => (unescaped(said).trim() === text ? before + after + said : box),
    );
  }

  post(address: URL, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<string> {
    return this.open(address, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: new URL(address).origin, ...headers } });
  }

  logIn(email: string, password: string = PASSWORD): Promise<string> {
    return this.submit('/log-in', { email, password });
  }

  /** Without the scripts of the provider: the one page that sends itself. */
  private async sendItself(home: string): Promise<string> {
    if (!this.page.includes('document.forms[0].submit()')) return this.at;
    const action = unescaped(/<form method="post" action="([^"]*)"/.exec(this.page)![1]!);
    return new URL(action, this.at).origin === home ? this.submit(new URL(action, this.at).pathname) : this.at;
  }

  cookiesFor(path: string): string {
    return [...this.cookies]
      .filter(([, { path: of }]) => path.startsWith(of))
      .map(([name, { value }]) => `${name.split(' ')[0]}=${value}`)
      .join('; ');
  }

  private keep(sent: string[]): void {
    for (const line of sent) {
      const [pair, ...attributes] = line.split(';').map((part) => part.trim());
      const [name, value] = pair!.split(/=(.*)/s) as [string, string];
      const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
      const key = `${name} ${path}`;
      if (value === '' || attributes.some((attribute) => /^expires=thu, 01 jan 1970/i.test(attribute))) this.cookies.delete(key);
      else this.cookies.set(key, { value, path });
    }
  }
}

const unescaped = (text: string): string =>
  text
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"');
