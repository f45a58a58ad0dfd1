import {
  ApplicationFailure,
  defaultPayloadConverter,
  type Payload,
  type PayloadCodec,
  type SerializationContext,
} from '@temporalio/common';

/** Far below Temporal's own limit: what is bigger than this is data, and data stays in the database. */
const MOST_BYTES = 16 * 1024;

/** Names of fields that hold somebody's identity, lower-cased without separators. */
const DENIED_KEYS = new Set([
  'lastname',
  'firstname',
  'birthdate',
  'nationalid',
  'siecleid',
  'sieclid',
  'idpn',
  'ine',
  'nom',
  'prenom',
  'datenaissance',
  'email',
  'login',
  'password',
]);

/** Workflows that are remembered as told of: a bound, not a limit. */
const MOST_TOLD = 1_000;

/** In place of what nobody can read. */
const NOTHING: Payload = { metadata: { encoding: new TextEncoder().encode('binary/null') } };

/**
 * Refuses to hand Temporal a payload that is large or names a person: histories are read by operators, exported and kept
 * for days. « No personal data in Temporal » is a rule that fails loudly, not a habit. What comes from Temporal and cannot be
 * read, such as a signal sent by hand, becomes nothing: the workflow that it is for would otherwise never go on.
 */
export class PayloadGuard implements PayloadCodec {
  readonly #told = new Set<string>();

  /** @param tellUnreadable told once of each workflow that was sent something nobody can read; never what it was */
  constructor(private readonly tellUnreadable: (workflowId: string) => void = () => undefined) {}

  encode(payloads: Payload[]): Promise<Payload[]> {
    for (const payload of payloads) inspect(payload);
    return Promise.resolve(payloads);
  }

  decode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]> {
    const read = payloads.map((payload) => (isReadable(payload) ? payload : NOTHING));
    if (read.includes(NOTHING)) this.#tell(context?.workflowId ?? 'unknown');
    return Promise.resolve(read);
  }

  #tell(workflowId: string): void {
    if (this.#told.has(workflowId)) return;
    if (this.#told.size >= MOST_TOLD) this.#told.clear();
    this.#told.add(workflowId);
    this.tellUnreadable(workflowId);
  }
}

function isReadable(payload: Payload): boolean {
  try {
    defaultPayloadConverter.fromPayload(payload);
    return true;
  } catch {
    return false;
  }
}

function inspect({ data, metadata }: Payload): void {
  const bytes = data ?? new Uint8Array();
  if (bytes.length > MOST_BYTES) {
    throw refusal(`a payload of ${bytes.length} bytes exceeds ${MOST_BYTES}`);
  }
  const encoding = Buffer.from(metadata?.['encoding'] ?? []).toString();
  if (encoding !== 'json/plain') return;
  const key = deniedKey(JSON.parse(Buffer.from(bytes).toString()));
  if (key !== undefined) throw refusal(`a payload has the field "${key}"`);
}

function deniedKey(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (DENIED_KEYS.has(key.toLowerCase().replaceAll(/[-_ ]/g, ''))) return key;
    const found = deniedKey(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

const refusal = (why: string): ApplicationFailure =>
  ApplicationFailure.nonRetryable(`Refused for Temporal: ${why}.`, 'PayloadRefused');
