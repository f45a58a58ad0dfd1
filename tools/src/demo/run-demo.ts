import type { ImportDetail } from '@timetable/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { entDirectory } from '../generator/ent-directory.js';
import { exportBytes } from '../generator/export-file.js';
import { makeSchool } from '../generator/make-school.js';
import { ORDINARY_SCHOOL } from '../generator/school-size.js';
import { mutate } from '../generator/mutations.js';
import { schoolYearOf } from '../generator/school-calendar.js';
import type { School } from '../generator/school.js';
import { ApiClient } from '../product/api-client.js';
import type { ProductDescription } from '../product/product-description.js';
import { compare, expectedAfterChange, expectedLines, plannedLines } from './check-sessions.js';
import { ImportFollower } from './follow-import.js';

const ESTABLISHMENT = 'college';
const UAI = '9990001X';
const SUCCESS = ['integrated', 'integrated_with_alerts'];

/** The demonstration did not end as it must: `message` says what differs. */
export class DemoFailure extends Error {
  override readonly name = 'DemoFailure';
}

export interface DemoOptions {
  readonly product: ProductDescription;
  /** Business time: gives the school year. */
  readonly now: Date;
  readonly say: (line: string) => void;
}

/**
 * The product's main job, before one's eyes: a school, its first import by hand, then a changed export pushed over WebDAV
 * as EDT does, and every session checked against the generator's own calendar.
 * @throws DemoFailure, ApiFailure
 */
export async function runDemo({ product, now, say }: DemoOptions): Promise<void> {
  const api = await ApiClient.login(product);
  // A campus of its own, so that the demonstration can be run again and again.
  const campus = `demo-${Date.now().toString(36)}`;
  const before = demoSchool(now);
  const after = mutate(before, 'change:1%', 7);

  say(`1. Un collège fictif, année ${before.calendar.label} : ${sizeOf(before)}`);
  await prepareCampus(api, campus, before);

  say('\n2. Premier import, à la main');
  const first = await firstImport(api, campus, before, say);
  await check(api, campus, before, expectedLines(before), say);

  say('\n3. Compte d’accès pour EDT');
  const account = await api.createDepositAccount(campus, `${ESTABLISHMENT}-secretariat`);
  const target = account.urls.find(({ url }) => url.endsWith(`/${ESTABLISHMENT}/`));
  if (target === undefined) throw new DemoFailure('L’adresse de dépôt de l’établissement manque.');
  say(`  ${account.login} / ${account.password}`);
  for (const { label, url } of account.urls) say(`  ${label} : ${url}`);

  say('\n4. L’emploi du temps change dans EDT, qui dépose son export par WebDAV');
  const second = await depositedImport({ api, campus, school: after, url: target.url, account, say });
  const takenAt = second.steps.find(({ step }) => step === 'transfer')?.startedAt ?? second.receivedAt;
  await check(api, campus, after, expectedAfterChange(before, after, new Date(takenAt)), say);

  say('\n5. Bilans');
  for (const { id, statusLabel } of [first, second]) {
    say(`  ${statusLabel} : ${product.apiUrl}/api/v1/imports/${id}/report`);
    say(
      `  dans Temporal : ${product.temporalUiUrl}/namespaces/${product.temporalNamespace}/workflows?query=${workflowQuery(id)}`,
    );
  }
  if (product.mailsUrl !== undefined) say(`  Courriels : ${product.mailsUrl}`);
}

function demoSchool(now: Date): School {
  const schoolYear = schoolYearOf(now.toISOString().slice(0, 10));
  return makeSchool({ ...ORDINARY_SCHOOL, seed: 1, uai: UAI, zone: 'B', schoolYear });
}

function sizeOf({ pupils, classes, groups, teachers, courses }: School): string {
  return (
    `${pupils.length} élèves, ${classes.length} classes, ${groups.length} groupes, ` +
    `${teachers.length} enseignants, ${courses.length} cours`
  );
}

async function prepareCampus(api: ApiClient, campus: string, school: School): Promise<void> {
  const name = 'Collège de la démonstration';
  await api.createCampus({
    code: campus,
    name,
    academicZone: 'B',
    establishments: [{ code: ESTABLISHMENT, uai: UAI, name }],
  });
  await api.putDirectory(
    campus,
    entDirectory(school, { establishment: ESTABLISHMENT, unknownTeachers: 1, unknownPupils: 5 }),
  );
}

async function firstImport(
  api: ApiClient,
  campus: string,
  school: School,
  say: (line: string) => void,
): Promise<ImportDetail> {
  const file = new Uint8Array(await exportBytes(school, { zip: true }));
  const { id, message } = await api.upload(campus, file, fileName(school), ESTABLISHMENT);
  say(`  ${message}`);
  const follower = new ImportFollower(api, id, say);
  const held = await follower.untilItRests();
  if (held.status !== 'held' || held.planHash === null) throw unexpectedStatus(held);
  for (const { sentence, judged } of held.thresholds) if (judged) say(`    – ${sentence}`);
  say('  Le plan est montré ; la gestionnaire l’approuve.');
  await api.approve(id, held.planHash);
  const done = await follower.untilItRests();
  if (!SUCCESS.includes(done.status)) throw unexpectedStatus(done);
  return done;
}

interface Deposit {
  readonly api: ApiClient;
  readonly campus: string;
  readonly school: School;
  readonly url: string;
  readonly account: { readonly login: string; readonly password: string };
  readonly say: (line: string) => void;
}

async function depositedImport({ api, campus, school, url, account, say }: Deposit): Promise<ImportDetail> {
  const name = fileName(school);
  const response = await fetch(`${url}${name}`, {
    method: 'PUT',
    headers: {
      authorization: `Basic ${Buffer.from(`${account.login}:${account.password}`).toString('base64')}`,
    },
    body: new Uint8Array(await exportBytes(school, { zip: true })),
  });
  const answer = (await response.text()).trim();
  say(`  PUT ${url}${name} → ${response.status}${answer === '' ? '' : ` ${answer}`}`);
  if (response.status !== 201) throw new DemoFailure('Le dépôt a été refusé.');
  const done = await new ImportFollower(api, await importOf(api, campus, name), say).untilItRests();
  if (!SUCCESS.includes(done.status)) throw unexpectedStatus(done);
  return done;
}

/** The deposit and its dashboard entry are one transaction, committed before the answer: it is there. */
async function importOf(api: ApiClient, campus: string, name: string): Promise<string> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const found = (await api.imports(campus)).find(({ fileName: received }) => received === name);
    if (found !== undefined) return found.id;
    await sleep(200);
  }
  throw new DemoFailure('Le dépôt n’est pas au tableau de bord.');
}

/** Every session of the year, by the API, against what the generator's calendar gives. */
async function check(
  api: ApiClient,
  campus: string,
  { calendar }: School,
  expected: string[],
  say: (line: string) => void,
): Promise<void> {
  const sessions = await api.sessions(campus, ESTABLISHMENT, calendar.startsOn, calendar.endsOn);
  const { found, missing, unexpected } = compare(expected, plannedLines(sessions));
  if (missing.length + unexpected.length > 0) {
    const examples = [
      ...missing.slice(0, 5).map((each) => `  manque : ${each}`),
      ...unexpected.slice(0, 5).map((each) => `  en trop : ${each}`),
    ];
    throw new DemoFailure(
      `${expected.length} séances attendues, ${found} trouvées : ${missing.length} manquent, ${unexpected.length} sont en trop.\n${examples.join('\n')}`,
    );
  }
  say(`  ✓ ${found} séances, exactement celles que donne le calendrier du collège`);
}

/** As EDT names what it deposits. */
function fileName({ calendar }: School): string {
  return `EDT_${calendar.label.slice(0, 4)}_${Date.now()}.zip`;
}

function workflowQuery(importId: string): string {
  return encodeURIComponent(`WorkflowId STARTS_WITH "import/${importId}"`);
}

function unexpectedStatus({ statusLabel, message }: ImportDetail): DemoFailure {
  return new DemoFailure(`L’import a fini ainsi : ${statusLabel}. ${message ?? ''}`);
}
