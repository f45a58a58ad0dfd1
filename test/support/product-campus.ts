import type { DepositCredentials, ImportDetail, ImportRow, Session } from '@timetable/contracts';
import { at, textAt } from './json-at.js';
import type { RunningProduct } from './product.js';
import { restCall, type Answer } from './rest-call.js';
import { until } from './until.js';

export interface CampusOptions {
  readonly code: string;
  readonly uai: string;
  /** Body of `PUT …/directory`. */
  readonly directory: object;
  /** Code of the first. */
  readonly establishment?: string;
  /** The other establishments of a cité scolaire. */
  readonly others?: readonly { readonly code: string; readonly uai: string }[];
}

export interface Deposit {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly account: DepositCredentials;
}

/** A door's answer. */
export interface DepositAnswer {
  readonly status: number;
  readonly text: string;
}

const MOVING = ['received', 'running'];

/** A campus of a started product, used as a school uses it: through the public REST API and the WebDAV door alone. */
export class ProductCampus {
  readonly code: string;
  readonly establishment: string;
  readonly #product: RunningProduct;
  readonly #token: string;

  private constructor(product: RunningProduct, code: string, establishment: string, token: string) {
    this.#product = product;
    this.code = code;
    this.establishment = establishment;
    this.#token = token;
  }

  /** A campus that is there already, e.g. after a restart. */
  static async find(
    product: RunningProduct,
    code: string,
    establishment = 'college',
  ): Promise<ProductCampus> {
    const { apiUrl, adminLogin: login, adminPassword: password } = product.description;
    const { body } = await restCall(apiUrl, 'POST', '/auth/login', { json: { login, password } });
    return new ProductCampus(product, code, establishment, textAt(body, 'token'));
  }

  static async declare(
    product: RunningProduct,
    { code, uai, directory, establishment = 'college', others = [] }: CampusOptions,
  ): Promise<ProductCampus> {
    const name = `Collège ${code}`;
    await product.api.createCampus({
      code,
      name,
      academicZone: 'B',
      establishments: [
        { code: establishment, uai, name },
        ...others.map((other) => ({ ...other, name: `${name}, ${other.code}` })),
      ],
    });
    await product.api.putDirectory(code, directory);
    return ProductCampus.find(product, code, establishment);
  }

  /** The same campus, as seen from another of its establishments. */
  at(establishment: string): ProductCampus {
    return new ProductCampus(this.#product, this.code, establishment, this.#token);
  }

  /** One request as the operator, errors answered and not thrown. `path` is under `/api/v1`. */
  call(method: string, path: string, json?: unknown): Promise<Answer> {
    return restCall(this.#product.description.apiUrl, method, path, { token: this.#token, json });
  }

  /** A page, as a browser asks for it. */
  page(path: string): Promise<Answer> {
    const headers = { accept: 'text/html' };
    return restCall(this.#product.description.apiUrl, 'GET', path, { token: this.#token, headers });
  }

  /** A decision of the operator. */
  decide(
    id: string,
    decision: 'approve' | 'refuse' | 'cancel' | 'retry',
    body: object = {},
  ): Promise<Answer> {
    return this.call('POST', `/imports/${id}/${decision}`, body);
  }

  /** Whether an import holds the establishment. */
  async isLocked(): Promise<boolean> {
    const { body } = await this.call('GET', `/establishments/${this.code}/${this.establishment}/lock`);
    return at(body, 'locked') === true;
  }

  /** A file pushed over WebDAV, without waiting; the import's id. */
  async push(deposit: Deposit, establishment = this.establishment): Promise<string> {
    const { status, text } = await this.put(deposit, establishment);
    if (status !== 201) throw new Error(`PUT ${deposit.fileName}: ${status} ${text}`);
    return (await this.row(deposit.fileName)).id;
  }

  /** A manual import, up to where it stops by itself. */
  async upload(bytes: Uint8Array, fileName: string): Promise<ImportDetail> {
    const { api } = this.#product;
    const { id } = await api.upload(this.code, new Uint8Array(bytes), fileName, this.establishment);
    return this.settled(id);
  }

  /** @throws Error when it is not held */
  async approve({ id, status, planHash, message }: ImportDetail): Promise<void> {
    if (planHash === null) throw new Error(`Nothing to approve: ${status}, ${message ?? ''}`);
    await this.#product.api.approve(id, planHash);
  }

  /** First import of a year: uploaded, held, approved, applied. */
  async importFirst(bytes: Uint8Array, fileName: string): Promise<ImportDetail> {
    const held = await this.upload(bytes, fileName);
    await this.approve(held);
    return this.settled(held.id);
  }

  createAccount(userId: string): Promise<DepositCredentials> {
    return this.#product.api.createDepositAccount(this.code, userId);
  }

  /** As EDT does. @param establishment code at the end of the address; empty: the whole campus */
  async put(
    { fileName, bytes, account }: Deposit,
    establishment = this.establishment,
  ): Promise<DepositAnswer> {
    const folder = establishment === '' ? this.code : `${this.code}/${establishment}`;
    const response = await fetch(`${this.#product.description.depositUrl}/webdav/${folder}/${fileName}`, {
      method: 'PUT',
      headers: {
        connection: 'close',
        authorization: `Basic ${Buffer.from(`${account.login}:${account.password}`).toString('base64')}`,
      },
      body: new Uint8Array(bytes),
    });
    return { status: response.status, text: await response.text() };
  }

  /** A file pushed over WebDAV, up to where its import stops by itself. */
  async deposit(deposit: Deposit): Promise<ImportDetail> {
    return this.settled(await this.push(deposit));
  }

  /** Its line of the dashboard. @throws Error when there is none */
  async row(fileName: string): Promise<ImportRow> {
    const rows = await this.#product.api.imports(this.code);
    const row = rows.find((each) => each.fileName === fileName);
    if (row === undefined) throw new Error(`${fileName} is not in the dashboard`);
    return row;
  }

  /** The import once it no longer moves by itself. */
  async settled(id: string): Promise<ImportDetail> {
    return until(
      async () => {
        const detail = await this.#product.api.import(id);
        return MOVING.includes(detail.status) ? undefined : detail;
      },
      { timeoutMs: 120_000, what: `the end of the import ${id} of ${this.code}` },
    );
  }

  /** Local days, both included. */
  sessions(from: string, to: string): Promise<Session[]> {
    return this.#product.api.sessions(this.code, this.establishment, from, to);
  }
}
