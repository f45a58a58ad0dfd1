import type { ProblemBody } from '@timetable/contracts';
import { connection } from './connection.js';
import { ConnectionLost, ApiRefusal } from './api-refusal.js';

const ROOT = '/api/v1';
/** What is read takes a second or two at most. */
const READ_MS = 30_000;

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly json?: unknown;
  /** A multipart body. */
  readonly form?: FormData;
  /** Of a setting that was read with `requestTagged`: it is replaced only if it is still as it was. */
  readonly ifMatch?: string | undefined;
  readonly signal?: AbortSignal;
}

/** A setting as it was read, and the tag that says so when it is saved. */
export interface Tagged<Value> {
  readonly value: Value;
  readonly tag: string | undefined;
}

type QueryValue = string | number | boolean | readonly string[] | null | undefined;

/**
 * An address of the API, or of one of its files, for links.
 * @param query empty values are left out; several values are joined by commas
 */
export function apiUrl(path: string, query: Readonly<Record<string, QueryValue>> = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
    if (text !== '') parameters.set(name, text);
  }
  const search = parameters.toString();
  return `${ROOT}${path}${search === '' ? '' : `?${search}`}`;
}

/**
 * Asks the API. The session is a cookie that the browser adds.
 * @throws ApiRefusal when the API refuses
 * @throws ConnectionLost when nobody answers
 */
export async function request<Answer>(url: string, options?: RequestOptions): Promise<Answer> {
  return (await requestTagged<Answer>(url, options)).value;
}

/** The same, for what several people may change at once. */
export async function requestTagged<Answer>(
  url: string,
  { method = 'GET', json, form, ifMatch, signal }: RequestOptions = {},
): Promise<Tagged<Answer>> {
  const { response, body } = await send(
    url,
    {
      method,
      headers: {
        accept: 'application/json',
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      ...(form !== undefined && { body: form }),
      ...(signal !== undefined && { signal }),
    },
    (each) => each.text(),
  );
  if (!response.ok) throw refusalOf(response, body);
  return {
    value: answerOf<Answer>(body === '' ? 'null' : body),
    tag: response.headers.get('etag') ?? undefined,
  };
}

/** A file of the API, under a name of its own, to be sent on. */
export async function requestFile(url: string, name: string): Promise<File> {
  const { response, body } = await send(url, { method: 'GET' }, (each) => each.blob());
  if (!response.ok) throw refusalOf(response, await body.text());
  return new File([body], name);
}

interface Received<Body> {
  readonly response: Response;
  readonly body: Body;
}

/** A server that hangs is said to be away after seconds, by `connection`. What only reads gives up after longer, and is asked again. */
async function send<Body>(
  url: string,
  init: RequestInit,
  read: (response: Response) => Promise<Body>,
): Promise<Received<Body>> {
  const answered = connection.asked();
  try {
    const response = await fetch(url, { ...init, signal: patienceOf(init) });
    answered();
    connection.answered();
    return { response, body: await read(response) };
  } catch (error) {
    answered();
    if (init.signal?.aborted === true) throw error;
    connection.lost();
    throw new ConnectionLost({ cause: error });
  }
}

/** What changes something is waited for: whether it was done would not be known, and a large file takes its time. */
function patienceOf({ method, signal }: RequestInit): AbortSignal | null {
  const signals = [...(signal ? [signal] : []), ...(method === 'GET' ? [AbortSignal.timeout(READ_MS)] : [])];
  return signals.length === 0 ? null : AbortSignal.any(signals);
}

function refusalOf({ status, headers }: Response, body: string): ApiRefusal {
  const retryAfterS = Number(headers.get('retry-after') ?? Number.NaN);
  const isProblem = headers.get('content-type')?.startsWith('application/problem+json') === true;
  const problem: ProblemBody = isProblem ? answerOf(body) : notOfTheApi(status, headers);
  return new ApiRefusal(problem, Number.isNaN(retryAfterS) ? undefined : retryAfterS);
}

/** A proxy answered in its own words. */
const notOfTheApi = (status: number, headers: Headers): ProblemBody => ({
  type: 'about:blank',
  title: 'Service momentanément indisponible',
  status,
  code: 'unavailable',
  detail: 'Le service ne répond pas pour le moment : recommencez dans un instant.',
  requestId: headers.get('x-request-id') ?? '',
});

/** Read as what the contract says. The API’s tests hold its answers to it; checking them again would cost each page the schemas. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export function answerOf<Answer>(text: string): Answer {
  // oxlint-disable-next-line typescript/no-unsafe-return
  return JSON.parse(text);
}
