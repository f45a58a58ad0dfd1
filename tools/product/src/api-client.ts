import {
  acceptedImportSchema,
  campusSchema,
  decisionAnswerSchema,
  depositCredentialsSchema,
  directoryPreviewSchema,
  importDetailSchema,
  importReportSchema,
  importRowSchema,
  loginAnswerSchema,
  pageOf,
  planRowSchema,
  problemSchema,
  schoolYearSchema,
  sessionSchema,
  type AcceptedImport,
  type DepositCredentials,
  type DirectoryPreviewView,
  type ImportDetail,
  type ImportReport,
  type ImportRow,
  type PlanRow,
  type SchoolYear,
  type SchoolYearBody,
  type Session,
  type ThresholdsBody,
} from '@timetable/contracts';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { z } from 'zod';
import type { ProductDescription } from './product-description.js';

/** A server closes idle connections: one kept while a caller computes may close under its next request. */
const CONNECTION = 'close';

/** The API answered with an error: `message` is its French sentence. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

export interface FollowedEvent {
  readonly type: string;
  readonly data: unknown;
}

/** A client of the public REST API and of nothing else, signed in as the operator. Every answer is checked. */
export class ApiClient {
  readonly #url: string;
  readonly #token: string;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  static async login({ apiUrl, adminLogin, adminPassword }: ProductDescription): Promise<ApiClient> {
    const response = await fetch(`${apiUrl}/api/v1/auth/login`, {
      method: 'POST',
      headers: { connection: CONNECTION, 'content-type': 'application/json' },
      body: JSON.stringify({ login: adminLogin, password: adminPassword }),
    });
    return new ApiClient(apiUrl, (await read(response, loginAnswerSchema)).token);
  }

  /** Codes of the campuses. */
  async campuses(): Promise<string[]> {
    const { items } = await this.#get('campuses?limit=500', pageOf(campusSchema));
    return items.map(({ code }) => code);
  }

  async createCampus(body: object): Promise<void> {
    await this.#send('POST', 'campuses', body, campusSchema);
  }

  async putDirectory(campus: string, body: object): Promise<void> {
    await this.#send('PUT', `campuses/${campus}/directory`, body, z.unknown());
  }

  /** A directory file, as from the console. @returns what it would change: nothing is changed yet */
  async uploadDirectory(
    campus: string,
    file: Uint8Array<ArrayBuffer>,
    fileName: string,
  ): Promise<DirectoryPreviewView> {
    const body = new FormData();
    body.set('file', new Blob([file]), fileName);
    const response = await this.#fetch(`campuses/${campus}/directory/uploads`, { method: 'POST', body });
    return read(response, directoryPreviewSchema);
  }

  async applyDirectory(campus: string, uploadId: string): Promise<void> {
    await this.#send('POST', `campuses/${campus}/directory/uploads/${uploadId}/apply`, {}, z.unknown());
  }

  /** Those that are not listed keep their setting. */
  async putThresholds(campus: string, body: ThresholdsBody): Promise<void> {
    await this.#send('PUT', `campuses/${campus}/thresholds`, body, z.unknown());
  }

  async createDepositAccount(campus: string, userId: string): Promise<DepositCredentials> {
    return this.#send(
      'POST',
      `campuses/${campus}/deposit-accounts`,
      { userId, notify: true },
      depositCredentialsSchema,
    );
  }

  /** A manual import, as from the console. */
  async upload(
    campus: string,
    file: Uint8Array<ArrayBuffer>,
    fileName: string,
    establishment?: string,
  ): Promise<AcceptedImport> {
    const body = new FormData();
    if (establishment !== undefined) body.set('establishment', establishment);
    body.set('file', new Blob([file]), fileName);
    const response = await this.#fetch(`campuses/${campus}/imports`, { method: 'POST', body });
    return read(response, acceptedImportSchema);
  }

  /** The dashboard, newest first. */
  async imports(campus: string): Promise<ImportRow[]> {
    return (await this.#get(`campuses/${campus}/imports?limit=100`, pageOf(importRowSchema))).items;
  }

  async import(id: string): Promise<ImportDetail> {
    return this.#get(`imports/${id}`, importDetailSchema);
  }

  async report(id: string): Promise<ImportReport> {
    return this.#get(`imports/${id}/report`, importReportSchema);
  }

  async approve(id: string, planHash: string): Promise<void> {
    await this.#send('POST', `imports/${id}/approve`, { planHash }, decisionAnswerSchema);
  }

  async refuse(id: string, reason: string): Promise<void> {
    await this.#send('POST', `imports/${id}/refuse`, { reason }, decisionAnswerSchema);
  }

  /** The first differences of a kind that an import makes, or would make. */
  async plan(id: string, kind: string, change: string, limit: number): Promise<PlanRow[]> {
    const query = new URLSearchParams({ kind, change, limit: String(limit) }).toString();
    return (await this.#get(`imports/${id}/plan?${query}`, pageOf(planRowSchema))).items;
  }

  async schoolYear(campus: string): Promise<SchoolYear> {
    return this.#get(`campuses/${campus}/school-year`, schoolYearSchema);
  }

  /** The next year, which then awaits its first import. */
  async openSchoolYear(campus: string, year: SchoolYearBody): Promise<void> {
    await this.#send('POST', `campuses/${campus}/school-year`, year, z.unknown());
  }

  /** Every session of the given local days, both included. */
  async sessions(campus: string, establishment: string, from: string, to: string): Promise<Session[]> {
    return this.#get(
      `establishments/${campus}/${establishment}/sessions?from=${from}&to=${to}`,
      z.array(sessionSchema),
    );
  }

  /** Live events of an import, until the caller stops reading. */
  async *events(id: string, signal: AbortSignal): AsyncGenerator<FollowedEvent> {
    const response = await this.#fetch(`imports/${id}/events`, {
      headers: { accept: 'text/event-stream' },
      signal,
    });
    if (!response.ok || response.body === null) throw await failureOf(response);
    const events = response.body
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream());
    for await (const { event, data } of events) yield { type: event ?? 'message', data: JSON.parse(data) };
  }

  async #get<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> {
    return read(await this.#fetch(path, {}), schema);
  }

  async #send<T extends z.ZodType>(
    method: string,
    path: string,
    body: object,
    schema: T,
  ): Promise<z.output<T>> {
    const headers = { 'content-type': 'application/json' };
    return read(await this.#fetch(path, { method, headers, body: JSON.stringify(body) }), schema);
  }

  #fetch(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.#token}`);
    headers.set('connection', CONNECTION);
    return fetch(`${this.#url}/api/v1/${path}`, { ...init, headers });
  }
}

/** @throws ApiFailure for an error of the API; ZodError when the answer is not what the contract says */
async function read<T extends z.ZodType>(response: Response, schema: T): Promise<z.output<T>> {
  if (!response.ok) throw await failureOf(response);
  return schema.parse(await response.json());
}

async function failureOf(response: Response): Promise<ApiFailure> {
  const text = await response.text();
  try {
    const { code, detail } = problemSchema.parse(JSON.parse(text));
    return new ApiFailure(response.status, code, detail);
  } catch {
    return new ApiFailure(
      response.status,
      'unknown',
      `${response.url} : ${response.status} ${text.slice(0, 200)}`,
    );
  }
}
