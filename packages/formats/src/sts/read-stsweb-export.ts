import type { StswebExport } from '@timetable/domain';
import { parseDate } from '../reading/values.js';
import { statedBy, type StsDocument } from './sts-document.js';
import type { StsElement } from './sts-element.js';
import { stsUnreadable } from './sts-unreadable.js';

/**
 * What of `sts_emp` an import needs: neither grades, nor services, nor how many hours anybody owes.
 * @throws Unreadable `sts_file_unreadable` when it states no year: it could not be kept for one
 */
export function readStswebExport({ root, name }: StsDocument): StswebExport {
  const { uai, startYear } = statedBy(root);
  if (startYear === undefined) throw stsUnreadable('sts_file_unreadable', { value: name });
  const dateOf = (element: string) => parseDate(root.value('PARAMETRES', 'ANNEE_SCOLAIRE', element)) ?? '';
  return {
    uai,
    startYear,
    startsOn: dateOf('DATE_DEBUT'),
    endsOn: dateOf('DATE_FIN'),
    subjects: root.all('NOMENCLATURES', 'MATIERES', 'MATIERE').map((subject) => ({
      nationalCode: subject.attribute('CODE'),
      code: subject.value('CODE_GESTION'),
      label:
        subject.value('LIBELLE_EDITION') || subject.value('LIBELLE_LONG') || subject.value('LIBELLE_COURT'),
    })),
    people: root.all('DONNEES', 'INDIVIDUS', 'INDIVIDU').map((person) => {
      const birthDate = parseDate(person.value('DATE_NAISSANCE'));
      return {
        id: person.attribute('ID'),
        isLocal: isLocal(person),
        lastName: person.value('NOM_USAGE') || person.value('NOM_PATRONYMIQUE'),
        firstName: person.value('PRENOM'),
        ...(birthDate !== undefined && { birthDate }),
      };
    }),
    divisions: root
      .all('DONNEES', 'STRUCTURE', 'DIVISIONS', 'DIVISION')
      .map((division) => division.attribute('CODE')),
    groups: root.all('DONNEES', 'STRUCTURE', 'GROUPES', 'GROUPE').map((group) => ({
      code: group.attribute('CODE'),
      divisions: divisionsOf(group),
    })),
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

/** The same text for the same content, in whatever order a database gives its members back. */
export const digestOf = (known: StswebExport): string =>
  JSON.stringify([
    [known.uai, known.startYear, known.startsOn, known.endsOn],
    known.subjects.map(({ nationalCode, code, label }) => [nationalCode, code, label]),
    known.people.map(({ id, isLocal, lastName, firstName, birthDate = '' }) => [
      id,
      isLocal,
      lastName,
      firstName,
      birthDate,
    ]),
    known.divisions,
    known.groups.map(({ code, divisions }) => [code, divisions]),
  ]);
