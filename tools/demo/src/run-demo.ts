import type { ImportDetail } from '@timetable/contracts';
import {
  type ExportPartner,
  makeSchool,
  mutate,
  ORDINARY_SCHOOL,
  type School,
  schoolYearOf,
} from '@timetable/generator';
import { ApiClient, type ProductDescription } from '@timetable/product';
import { importWorkflowIdPrefix } from '@timetable/workflows/messages';
import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expectedAfterChange, expectedLines } from './check-sessions.js';
import { SUCCESS, expectStatus } from './demo-failure.js';
import { DemoStage, claimedAt } from './demo-stage.js';
import { approveReorganisation, refuseIncompleteExport } from './held-exports.js';
import { importRenumbered } from './renumbered-export.js';
import { changeYear } from './year-change.js';

export interface DemoOptions {
  readonly product: ProductDescription;
  /** Business time: gives the school year. */
  readonly now: Date;
  readonly say: (line: string) => void;
}

/**
 * A school's year, before one's eyes: its first import by hand, then what EDT pushes over WebDAV (a change, an export
 * without half of the classes, a base built afresh, a wanted reorganisation), then the next year. Every session is checked against the
 * generator's own calendar.
 * @throws DemoFailure, ApiFailure
 */
export async function runDemo({ product, now, say }: DemoOptions): Promise<void> {
  const api = await ApiClient.login(product);
  const partners = await partnersOf(product);
  const stage = new DemoStage({ api, say, partners, campus: `demo-${Date.now().toString(36)}` });
  const schoolYear = schoolYearOf(now.toISOString().slice(0, 10));
  const first = demoSchool(schoolYear);
  const changed = mutate(first, 'change:1%', 7);
  const { calendar } = first;

  say(`1. Un collège fictif, année ${calendar.label} : ${sizeOf(first)}`);
  for (const { name } of partners)
    say(`  Comme le fait EDT, ses exports sont chiffrés pour l’ENT (« ${name} »).`);
  await stage.declare(first);

  say('\n2. Premier import, à la main');
  const imports = [await stage.importFirst(first)];
  await stage.check(calendar, expectedLines(first));

  say('\n3. Compte d’accès pour EDT');
  await stage.openAccount();

  say('\n4. L’emploi du temps change dans EDT, qui dépose son export par WebDAV');
  const second = await stage.deposit(changed);
  expectStatus(second, ...SUCCESS);
  const afterChange = expectedAfterChange(expectedLines(first), expectedLines(changed), claimedAt(second));
  await stage.check(calendar, afterChange);

  say('\n5. Un export où la moitié des classes manque : arrêté avant toute écriture, puis écarté');
  const incomplete = mutate(changed, 'drop-classes:50%', 7);
  imports.push(second, await refuseIncompleteExport(stage, incomplete, product.mailsUrl));

  say('\n6. Le bon export, d’une base EDT reconstruite : tout y est renuméroté, rien ne se perd');
  imports.push(await importRenumbered(stage, changed));

  say('\n7. Une réorganisation voulue : arrêtée de même, puis intégrée');
  const reorganised = mutate(changed, 'drop-services:60%', 8);
  const approved = await approveReorganisation(stage, reorganised);
  await stage.check(
    calendar,
    expectedAfterChange(afterChange, expectedLines(reorganised), claimedAt(approved)),
  );

  const next = demoSchool(yearAfter(schoolYear));
  say(`\n8. L’année ${next.calendar.label}`);
  imports.push(approved, await changeYear(stage, first, next));

  say('\n9. Bilans');
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

function yearAfter(label: string): string {
  const year = Number(label.slice(0, 4)) + 1;
  return `${year}-${year + 1}`;
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
  say(`  ${statusLabel} : ${apiUrl}/api/v1/imports/${id}/report`);
  say(`    dans Temporal : ${temporalUiUrl}/namespaces/${temporalNamespace}/workflows?query=${query}`);
}
