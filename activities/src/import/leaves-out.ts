import {
  depositUrl,
  emptySections,
  emptySectionsBySchool,
  establishmentsOfFile,
  importDateOf,
  matchTimetable,
  programOf,
  rejectionMessage,
  type CurrentState,
  type ImportContext,
  type Timetable,
  type UnacceptableCode,
} from '@timetable/domain';
import type { StepDeps } from './import-deps.js';

interface LeftOut {
  readonly code: Extract<UnacceptableCode, 'section_empty' | 'establishment_missing'>;
  /** French. */
  readonly message: string;
}

/**
 * What is in the current state and a whole part of which a file lacks: a damaged export, or one school's at the address of
 * all; never an order to delete.
 */
export async function leavesOut(
  deps: Pick<StepDeps, 'current' | 'depositPublicUrl'>,
  context: ImportContext,
  timetable: Timetable,
  current: CurrentState,
): Promise<LeftOut | undefined> {
  const sections = emptySections(timetable, current);
  if (sections.length > 0) return sectionEmpty(timetable, sections);
  const { target } = context;
  // A school alone has no other to hide behind, and is spared the matching.
  return target.establishments.length > 1 ? schoolLeftOut(deps, context, timetable, current) : undefined;
}

async function schoolLeftOut(
  { current: states, depositPublicUrl }: Pick<StepDeps, 'current' | 'depositPublicUrl'>,
  context: ImportContext,
  timetable: Timetable,
  current: CurrentState,
): Promise<LeftOut | undefined> {
  const { target } = context;
  const { campusCode } = target;
  const [directory, decisions] = await Promise.all([
    states.loadDirectory(campusCode),
    states.loadDecisions(campusCode),
  ]);
  const matching = matchTimetable({
    ...{ timetable, directory, decisions, target, current },
    on: importDateOf(context),
  });
  const { classes } = directory;
  const { missing, present } = establishmentsOfFile({ timetable, matching, target, current, classes });
  if (missing.length > 0) {
    const message = rejectionMessage('establishment_missing', {
      missing: missing.map(({ name }) => name),
      addresses: present.map(({ name, code }) => ({
        name,
        url: depositUrl(depositPublicUrl, campusCode, code),
      })),
    });
    return { code: 'establishment_missing', message };
  }
  const sections = emptySectionsBySchool({ timetable, matching, target, current });
  return sections.length > 0 ? sectionEmpty(timetable, sections) : undefined;
}

const sectionEmpty = ({ format }: Timetable, sections: readonly string[]): LeftOut => ({
  code: 'section_empty',
  message: rejectionMessage('section_empty', { sections, program: programOf(format) }),
});
