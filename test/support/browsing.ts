/** A browser of little means: keeps cookies by host, and follows redirections when told to. */
export class Browsing {
  readonly #cookies = new Map<string, Map<string, string>>();
  readonly #hosts: ReadonlyMap<string, string>;

  /** @param hosts origins by the ones that people would type instead */
  constructor(hosts: Readonly<Record<string, string>> = {}) {
    this.#hosts = new Map(Object.entries(hosts));
  }

  /** One request, without following. */
  async open(url: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const { origin, pathname, search } = new URL(url);
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    const response = await fetch(`${this.#hosts.get(origin) ?? origin}${pathname}${search}`, {
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        connection: 'close',
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(form !== undefined && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', ...value] = pair.split('=');
      if (/expires=Thu, 01 Jan 1970|max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value.join('='));
    }
    return response;
  }

  /** Goes where it is sent until somebody answers, or until an address that the test looks at itself. */
  async follow(
    url: string,
    until: (url: string) => boolean = () => false,
  ): Promise<{ url: string; response: Response }> {
    let at = url;
    for (let hops = 0; hops < 20; hops += 1) {
      const response = await this.open(at);
      const next = response.headers.get('location');
      if (next === null) return { url: at, response };
      await response.body?.cancel();
      at = new URL(next, at).href;
      if (until(at)) return { url: at, response };
    }
    throw new Error(`Sent in circles: ${at}`);
  }

  cookie(origin: string, name: string): string | undefined {
    return this.#cookies.get(origin)?.get(name);
  }
}
