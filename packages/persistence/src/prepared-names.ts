import pg from 'pg';

/**
 * Statements with parameters by the name they are prepared under: a connection parses each once, and plans it as PostgreSQL
 * sees fit. Only what comes again is worth it: lists of many lengths and filters of many forms make texts that never do.
 */
const NAMES = new Map<string, string>();
const MOST_NAMES = 400;
/** Seen once; forgotten all at once, when they are many. */
const SEEN = new Set<string>();
const MOST_SEEN = 400;
/** A longer text is a list of rows. */
const LONGEST_TEXT = 40_000;

function nameOf(text: string): string | undefined {
  const known = NAMES.get(text);
  if (known !== undefined || NAMES.size >= MOST_NAMES || text.length > LONGEST_TEXT) return known;
  if (!SEEN.has(text)) {
    if (SEEN.size >= MOST_SEEN) SEEN.clear();
    SEEN.add(text);
    return undefined;
  }
  SEEN.delete(text);
  const name = `statement_${NAMES.size}`;
  NAMES.set(text, name);
  return name;
}

/** From now on, the client prepares statements that it is given as a text with parameters, whoever gives them. */
export function preparing(client: pg.ClientBase): void {
  // The proxy hands `this` on, to the method that every client has: what watches that one sees what is asked.
  // oxlint-disable-next-line typescript/unbound-method
  client.query = new Proxy(client.query, {
    apply: (_query, self, args: unknown[]): unknown => {
      const [text, values, ...rest] = args;
      const isText = typeof text === 'string' && Array.isArray(values) && values.length > 0;
      const name = isText ? nameOf(text) : undefined;
      return Reflect.apply(
        // oxlint-disable-next-line typescript/unbound-method
        pg.Client.prototype.query,
        self,
        name === undefined ? args : [{ name, text }, values, ...rest],
      );
    },
  });
}
