import type { DepositCredentials, Group, ImportDetail, ImportReport, Session } from '@timetable/contracts';
import { groupSchema, sessionSchema } from '@timetable/contracts';
import { z } from 'zod';
import { ProductCampus } from '../product-campus.js';
import type { RunningProduct } from '../product.js';

export interface FieldPlace {
  readonly establishment: string;
  readonly uai: string;
  /** Of its local times and school year. @default Europe/Paris, zone B */
  readonly timeZone?: string;
}

/** Body of `PUT …/directory`; the first user is the one who deposits. */
export interface FieldDirectory {
  readonly users: readonly { readonly id: string }[];
}

const MONTHS = ['08', '09', '10', '11', '12', '01', '02', '03', '04', '05', '06', '07'];
const CHANGES = z.object({ items: z.array(z.record(z.string(), z.unknown())) });

/** A campus on which one case is played: files in over REST and WebDAV, facts out of the public API. */
export class FieldCampus {
  readonly #product: RunningProduct;
  readonly #campus: ProductCampus;
  readonly #userId: string;
  #account: DepositCredentials | undefined;

  private constructor(product: RunningProduct, campus: ProductCampus, userId: string) {
    this.#product = product;
    this.#campus = campus;
    this.#userId = userId;
  }

  static async declare(
    product: RunningProduct,
    code: string,
    places: readonly FieldPlace[],
    directory: FieldDirectory,
  ): Promise<FieldCampus> {
    const [home] = places;
    if (home === undefined) throw new Error('A campus has an establishment.');
    await product.api.createCampus({
      code,
      name: `Cité ${code}`,
      academicZone: home.timeZone === undefined ? 'B' : null,
      establishments: places.map(({ establishment, uai, timeZone }) => ({
        code: establishment,
        uai,
        name: `Établissement ${establishment}`,
        ...(timeZone === undefined ? {} : { timeZone }),
      })),
    });
    await product.api.putDirectory(code, directory);
    return FieldCampus.find(product, code, home.establishment, directory);
  }

  /** One that is there already, after a restart. */
  static async find(
    product: RunningProduct,
    code: string,
    establishment: string,
    { users: [user] }: FieldDirectory,
  ): Promise<FieldCampus> {
    const campus = await ProductCampus.find(product, code, establishment);
    return new FieldCampus(product, campus, user?.id ?? '');
  }

  at(establishment: string): FieldCampus {
    return new FieldCampus(this.#product, this.#campus.at(establishment), this.#userId);
  }

  get code(): string {
    return this.#campus.code;
  }

  call(method: string, path: string, json?: unknown) {
    return this.#campus.call(method, path, json);
  }

  putDirectory(directory: FieldDirectory): Promise<void> {
    return this.#product.api.putDirectory(this.code, directory);
  }

  /** By hand, up to its end. @throws Error when it is not integrated */
  async first(xml: Uint8Array): Promise<ImportDetail> {
    const detail = await this.#campus.importFirst(xml, 'EDT_first.xml');
    if (!detail.status.startsWith('integrated')) throw new Error(`${detail.status}: ${detail.message ?? ''}`);
    return detail;
  }

  upload(xml: Uint8Array): Promise<ImportDetail> {
    return this.#campus.upload(xml, 'EDT_by_hand.xml');
  }

  /** Over WebDAV, without waiting. @param establishment empty: the campus's own address */
  async put(xml: Uint8Array, fileName: string, establishment?: string): Promise<number> {
    return (await this.#campus.put({ fileName, bytes: xml, account: await this.#depositor() }, establishment))
      .status;
  }

  /** Over WebDAV, up to where it stops by itself. */
  async push(xml: Uint8Array, fileName: string, establishment?: string): Promise<ImportDetail> {
    const account = await this.#depositor();
    return this.#campus.settled(await this.#campus.push({ fileName, bytes: xml, account }, establishment));
  }

  /** The same, and « Intégrer quand même » when a threshold holds it. */
  async pushThrough(xml: Uint8Array, fileName: string): Promise<ImportDetail> {
    const detail = await this.push(xml, fileName);
    if (detail.status !== 'held') return detail;
    await this.#campus.approve(detail);
    return this.#campus.settled(detail.id);
  }

  async settledRows(): Promise<ImportDetail[]> {
    const rows = await this.#product.api.imports(this.code);
    return Promise.all(rows.map(({ id }) => this.#campus.settled(id)));
  }

  report(id: string): Promise<ImportReport> {
    return this.#product.api.report(id);
  }

  /** Rows of the plan of one kind, as the API gives them. */
  async changes(id: string, kind: string): Promise<Record<string, unknown>[]> {
    const { body } = await this.call('GET', `/imports/${id}/plan?kind=${kind}&limit=500`);
    return CHANGES.parse(body).items;
  }

  /** Every session from August 2026 to July 2027, or of a calendar year. */
  async sessions(calendarYear?: number): Promise<Session[]> {
    const sessions: Session[] = [];
    for (const month of MONTHS) {
      const year = calendarYear ?? (month >= '08' ? 2026 : 2027);
      const last = new Date(Date.UTC(year, Number(month), 0)).getUTCDate();
      const { body } = await this.call(
        'GET',
        `/establishments/${this.code}/${this.#campus.establishment}/sessions?from=${year}-${month}-01&to=${year}-${month}-${last}`,
      );
      sessions.push(...z.array(sessionSchema).parse(body));
    }
    return sessions;
  }

  async groups(): Promise<Group[]> {
    const { body } = await this.call(
      'GET',
      `/establishments/${this.code}/${this.#campus.establishment}/groups?limit=500`,
    );
    return z.object({ items: z.array(groupSchema) }).parse(body).items;
  }

  async #depositor(): Promise<DepositCredentials> {
    if (this.#account !== undefined) return this.#account;
    return (this.#account = await this.#campus.createAccount(this.#userId));
  }
}

/** What of a session a person sees, for « nothing changed ». */
export const seen = ({
  id,
  date,
  start,
  end,
  subject,
  teachers,
  classes,
  groups,
  rooms,
  state,
}: Session) => ({
  ...{ id, date, start, end, state, rooms },
  subject: subject.label,
  teachers: teachers.map(({ name }) => name),
  classes: classes.map(({ name }) => name),
  groups: groups.map(({ name }) => name),
});

export const idsOf = (sessions: readonly Session[]): string[] =>
  sessions
    .filter(({ state }) => state === 'planned')
    .map(({ id }) => id)
    .sort();

/** Those that a file of that local day may still change. */
export const after = (sessions: readonly Session[], day: string): Session[] =>
  sessions.filter(({ date }) => date > day);
