import type { ImportDetail } from '@timetable/contracts';
import { localDateOf } from '@timetable/domain';
import { type ExportPartner, makeSchool, ORDINARY_SCHOOL, type School } from '@timetable/generator';
import { ApiClient, type ProductDescription } from '@timetable/product';
import { importWorkflowIdPrefix } from '@timetable/workflows/messages';
import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { SCHOOL_ZONE, expectedLines } from './check-sessions.js';
import { DemoStage } from './demo-stage.js';
import { demoYears } from './demo-years.js';
import { Narration } from './narration.js';
import { pushExports } from './pushed-exports.js';
import { edt, UNDEUXTEMPS } from './timetable-program.js';
import { importFromUdt } from './udt-school.js';
import { changeYear } from './year-change.js';

const COLLEGE = { code: 'college', name: 'Collège de la démonstration' };
const LYCEE = { code: 'lycee', name: 'Lycée de la démonstration' };

export interface DemoOptions {
  readonly product: ProductDescription;
  /** Business time: gives the school years. */
  readonly now: Date;
  readonly say: (line: string) => void;
}

/**
 * A school's year, before one's eyes: its first import by hand, then what EDT pushes over WebDAV, then the next year, which
 * comes first in summer. Every session is checked against the generator's own calendar.
 * @throws DemoFailure, ApiFailure
 */
export async function runDemo({ product, now, say }: DemoOptions): Promise<void> {
  const api = await ApiClient.login(product);
  const partners = await partnersOf(product);
  const narration = new Narration(say);
  const campus = `demo-${Date.now().toString(36)}`;
  const stage = new DemoStage({ api, narration, campus, program: edt(partners), establishment: COLLEGE });
  const years = demoYears(localDateOf(now, SCHOOL_ZONE));
  const [running, next] = [demoSchool(years.running), demoSchool(years.next)];

  narration.chapter(`Un collège fictif, année ${years.running} : ${sizeOf(running)}`);
  for (const { name } of partners)
    say(`  Comme le fait EDT, ses exports sont chiffrés pour l’ENT (« ${name} »).`);
  await stage.declare(running);

  narration.chapter('Premier import, à la main');
  const imports = [await stage.importFirst(running)];
  await stage.check(running.calendar, expectedLines(running));

  narration.chapter('Compte d’accès pour EDT');
  await stage.openAccount();

  if (years.pushed === 'running') imports.push(...(await pushExports(stage, running, product.mailsUrl)));
  narration.chapter(`L’année ${years.next}`);
  imports.push(await changeYear(stage, running, next));
  if (years.pushed === 'next') imports.push(...(await pushExports(stage, next, product.mailsUrl)));
  const beside = { api, narration, campus: `${campus}-udt`, program: UNDEUXTEMPS, establishment: LYCEE };
  // Of the year with lessons to come: the other one may be over, and nothing of it is imported any more.
  imports.push(...(await importFromUdt(new DemoStage(beside), smallSchool(years[years.pushed]))));

  narration.chapter('Bilans');
  for (const each of imports) showLinks(product, each, say);
  if (product.mailsUrl !== undefined) say(`  Courriels : ${product.mailsUrl}`);
}

async function partnersOf({ exportPartner }: ProductDescription): Promise<readonly ExportPartner[]> {
  if (exportPartner === undefined) return [];
  const { name, publicKeyFile } = exportPartner;
  return [{ name, publicKey: createPublicKey(await readFile(publicKeyFile)) }];
}

function demoSchool(schoolYear: string): School {
  return makeSchool({ ...ORDINARY_SCHOOL, seed: 1, uai: '9990001X', zone: 'B', schoolYear });
}

function smallSchool(schoolYear: string): School {
  const size = { pupils: 120, classes: 6, groups: 16, teachers: 14, courses: 200 };
  return makeSchool({ ...size, seed: 2, uai: '9990002Y', zone: 'B', schoolYear });
}

function sizeOf({ pupils, classes, groups, teachers, courses }: School): string {
  return (
    `${pupils.length} élèves, ${classes.length} classes, ${groups.length} groupes, ` +
    `${teachers.length} enseignants, ${courses.length} cours`
  );
}

function showLinks(
  { apiUrl, temporalUiUrl, temporalNamespace }: ProductDescription,
  { id, campus, statusLabel }: ImportDetail,
  say: DemoOptions['say'],
): void {
  const workflowIds = importWorkflowIdPrefix({ campusCode: campus, importId: id });
  const query = encodeURIComponent(`WorkflowId STARTS_WITH "${workflowIds}"`);
  say(`  ${statusLabel} : ${apiUrl}/imports/${id}`);
  say(`    dans Temporal : ${temporalUiUrl}/namespaces/${temporalNamespace}/workflows?query=${query}`);
}
