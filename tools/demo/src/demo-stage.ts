import type { ImportDetail, Session } from '@timetable/contracts';
import { frenchInteger } from '@timetable/domain';
import { setTimeout as sleep } from 'node:timers/promises';
import { csvArchive, csvTables, entDirectory, type School, type SchoolCalendar } from '@timetable/generator';
import type { ApiClient } from '@timetable/product';
import { compare, plannedLines } from './check-sessions.js';
import { DemoFailure, SUCCESS, expectStatus } from './demo-failure.js';
import { ImportFollower } from './follow-import.js';
import type { Narration } from './narration.js';
import type { TimetableProgram } from './timetable-program.js';

/** Address and account that EDT is given. */
interface Door {
  readonly url: string;
  readonly login: string;
  readonly password: string;
}

export interface StageOptions {
  readonly api: ApiClient;
  /** Code of a campus of its own, so that the demonstration can be run again and again. */
  readonly campus: string;
  readonly establishment: { readonly code: string; readonly name: string };
  readonly program: TimetableProgram;
  readonly narration: Narration;
}

/** The campus on which the demonstration plays, used as a school uses it; everything done is told. */
export class DemoStage {
  readonly api: ApiClient;
  readonly campus: string;
  readonly say: (line: string) => void;
  readonly #options: StageOptions;
  /** Undefined until the account is open. */
  #door: Door | undefined;
  #files = 0;
  /** One per import, which does not show again what it has shown. */
  readonly #followers = new Map<string, ImportFollower>();

  constructor(options: StageOptions) {
    this.api = options.api;
    this.campus = options.campus;
    this.say = options.narration.say;
    this.#options = options;
  }

  chapter(title: string): void {
    this.#options.narration.chapter(title);
  }

  /** Declares the campus, and loads the directory of a school of which the ENT does not know everybody. */
  async declare(school: School): Promise<void> {
    const { code, name } = this.#options.establishment;
    await this.api.createCampus({
      code: this.campus,
      name,
      academicZone: 'B',
      establishments: [{ code, uai: school.uai, name }],
    });
    const directory = entDirectory(school, { establishment: code, unknownTeachers: 1, unknownPupils: 5 });
    this.say(`  Annuaire, en tableaux CSV : ${[...csvTables(directory).keys()].join(', ')}`);
    const archive = new Uint8Array(await csvArchive(directory));
    const { id, message, problems } = await this.api.uploadDirectory(this.campus, archive, 'annuaire.zip');
    for (const sentence of [message, ...problems.map((each) => each.message)]) this.say(`    ${sentence}`);
    await this.api.applyDirectory(this.campus, id);
    this.say('  ✓ Annuaire chargé, une fois cet aperçu confirmé');
  }

  async openAccount(): Promise<void> {
    const { code } = this.#options.establishment;
    const account = await this.api.createDepositAccount(this.campus, `${code}-secretariat`);
    const target = account.urls.find(({ url }) => url.endsWith(`/${code}/`));
    if (target === undefined) throw new DemoFailure('L’adresse de dépôt de l’établissement manque.');
    this.#door = { url: target.url, login: account.login, password: account.password };
    this.say(`  ${account.login} / ${account.password}`);
    for (const { label, url } of account.urls) this.say(`  ${label} : ${url}`);
  }

  /** First import of a year: by hand, shown, approved. */
  async importFirst(school: School): Promise<ImportDetail> {
    const [file, name] = [await this.#exportOf(school), this.#fileName(school)];
    const { code } = this.#options.establishment;
    const { id, message } = await this.api.upload(this.campus, file, name, code);
    this.say(`  Fichier envoyé par la gestionnaire : ${name}`);
    this.say(`  ${message}`);
    const held = await this.#follower(id).untilItRests();
    for (const { sentence, judged } of held.thresholds) if (judged) this.say(`    – ${sentence}`);
    this.say('  Le plan est montré ; la gestionnaire l’approuve.');
    return this.approve(held);
  }

  /** Pushes an export as EDT does. @returns its import once it moves no more */
  async deposit(school: School): Promise<ImportDetail> {
    if (this.#door === undefined) throw new DemoFailure('Le compte d’accès manque.');
    const { url, login, password } = this.#door;
    const name = this.#fileName(school);
    const response = await fetch(`${url}${name}`, {
      method: 'PUT',
      headers: {
        connection: 'close',
        authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`,
      },
      body: await this.#exportOf(school),
    });
    const answer = (await response.text()).trim();
    this.say(`  PUT ${url}${name} → ${response.status}${answer === '' ? '' : ` ${answer}`}`);
    if (response.status !== 201) throw new DemoFailure('Le dépôt a été refusé.');
    return this.#follower(await this.#importOf(name)).untilItRests();
  }

  /** « Intégrer quand même », on the plan that was shown. @returns the import once it is over */
  async approve(held: ImportDetail): Promise<ImportDetail> {
    expectStatus(held, 'held');
    if (held.planHash === null) throw new DemoFailure('Le plan à approuver manque.');
    await this.api.approve(held.id, held.planHash);
    const done = await this.#follower(held.id).untilItRests();
    expectStatus(done, ...SUCCESS);
    return done;
  }

  sessions({ startsOn, endsOn }: SchoolCalendar): Promise<Session[]> {
    return this.api.sessions(this.campus, this.#options.establishment.code, startsOn, endsOn);
  }

  /** Every session of the year, by the API, against what the generator's calendar gives. */
  async check(calendar: SchoolCalendar, expected: readonly string[]): Promise<void> {
    const { found, missing, unexpected } = compare(expected, plannedLines(await this.sessions(calendar)));
    if (missing.length + unexpected.length > 0) {
      const examples = [
        ...missing.slice(0, 5).map((each) => `  manque : ${each}`),
        ...unexpected.slice(0, 5).map((each) => `  en trop : ${each}`),
      ];
      throw new DemoFailure(
        `${expected.length} séances attendues, ${found} trouvées : ${missing.length} manquent, ${unexpected.length} sont en trop.\n${examples.join('\n')}`,
      );
    }
    this.say(`  ✓ ${frenchInteger(found)} séances, exactement celles que donne le calendrier du collège`);
  }

  #follower(id: string): ImportFollower {
    const follower = this.#followers.get(id) ?? new ImportFollower(this.api, id, this.say);
    this.#followers.set(id, follower);
    return follower;
  }

  /** The deposit and its dashboard entry are one transaction, committed before the answer: it is there. */
  async #importOf(name: string): Promise<string> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const found = (await this.api.imports(this.campus)).find(({ fileName }) => fileName === name);
      if (found !== undefined) return found.id;
      await sleep(200);
    }
    throw new DemoFailure('Le dépôt n’est pas au tableau de bord.');
  }

  async #exportOf(school: School): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.#options.program.exportOf(school));
  }

  /** No two files in one second: some programs write it no finer in the name. */
  #fileName(school: School): string {
    this.#files += 1;
    return this.#options.program.fileNameOf(school, Date.now() + 1000 * this.#files);
  }
}

/** When it was claimed: what starts before, or within a quarter of an hour of it, is the past. */
export function claimedAt({ steps, receivedAt }: ImportDetail): Date {
  return new Date(steps.find(({ step }) => step === 'transfer')?.startedAt ?? receivedAt);
}
