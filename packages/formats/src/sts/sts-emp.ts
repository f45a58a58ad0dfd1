import type { StswebExport } from '@timetable/domain';
import type { ReadLimits } from '../read-result.js';
import { parseDate } from '../reading/values.js';
import type { ReceivedDocument } from '../received/opened-file.js';
import { SmallDocuments } from '../xml/small-documents.js';
import { statedBy } from './sts-document.js';
import { StsElement } from './sts-element.js';

/** Somebody who works in the establishment. */
export type StsEmpPerson = StswebExport['people'][number] & {
  /** Whether that is to teach, as far as the file says. */
  readonly teaches: boolean;
  readonly line: number;
};

/** What of `sts_emp` imports and directories need: neither grades, nor services, nor how many hours anybody owes. */
export interface StsEmp extends Omit<StswebExport, 'startYear' | 'people'> {
  /** Undefined when the file states no year. */
  readonly startYear: number | undefined;
  readonly people: readonly StsEmpPerson[];
}

/** @throws Unreadable, SourceFailure */
export async function readStsEmpDocument(
  document: Pick<ReceivedDocument, 'head' | 'bytes'>,
  limits: ReadLimits,
): Promise<StsEmp> {
  const { root, lineAt } = await new SmallDocuments(limits).read(document, () => undefined);
  return readStsEmp(new StsElement(root, lineAt));
}

export function readStsEmp(root: StsElement): StsEmp {
  const dateOf = (element: string) => parseDate(root.value('PARAMETRES', 'ANNEE_SCOLAIRE', element)) ?? '';
  return {
    ...statedBy(root),
    startsOn: dateOf('DATE_DEBUT'),
    endsOn: dateOf('DATE_FIN'),
    subjects: root.all('NOMENCLATURES', 'MATIERES', 'MATIERE').map((subject) => ({
      nationalCode: subject.attribute('CODE'),
      code: subject.value('CODE_GESTION'),
      label:
        subject.value('LIBELLE_EDITION') || subject.value('LIBELLE_LONG') || subject.value('LIBELLE_COURT'),
    })),
    people: root.all('DONNEES', 'INDIVIDUS', 'INDIVIDU').map(personOf),
    divisions: root
      .all('DONNEES', 'STRUCTURE', 'DIVISIONS', 'DIVISION')
      .map((division) => division.attribute('CODE')),
    groups: root.all('DONNEES', 'STRUCTURE', 'GROUPES', 'GROUPE').map((group) => ({
      code: group.attribute('CODE'),
      divisions: divisionsOf(group),
    })),
  };
}

/** What is kept of it for the year; undefined when it does not state for which. */
export const stswebExportOf = ({ startYear, people, ...emp }: StsEmp): StswebExport | undefined =>
  startYear === undefined
    ? undefined
    : {
        ...{ ...emp, startYear },
        people: people.map(({ id, isLocal, lastName, firstName, birthDate }) => ({
          ...{ id, isLocal, lastName, firstName },
          ...(birthDate !== undefined && { birthDate }),
        })),
      };

/** Who is there for something else than teaching says so: management, education, administration. */
const TEACHES = 'ENS';

function personOf(person: StsElement): StsEmpPerson {
  const birthDate = parseDate(person.value('DATE_NAISSANCE'));
  return {
    id: person.attribute('ID'),
    isLocal: isLocal(person),
    lastName: person.value('NOM_USAGE') || person.value('NOM_PATRONYMIQUE'),
    firstName: person.value('PRENOM'),
    ...(birthDate !== undefined && { birthDate }),
    teaches: (person.value('FONCTION') || TEACHES) === TEACHES,
    line: person.line,
  };
}

/** Whether only the establishment knows the person; whoever has no type is known to STSWEB. */
export const isLocal = (person: StsElement): boolean => person.attribute('TYPE').toLowerCase() === 'local';

/** Codes of the divisions that a group is of; none when it does not say. */
export const divisionsOf = (group: StsElement): readonly string[] =>
  group
    .all('DIVISIONS_APPARTENANCE', 'DIVISION_APPARTENANCE')
    .map((division) => division.attribute('CODE'))
    .filter((code) => code !== '');
