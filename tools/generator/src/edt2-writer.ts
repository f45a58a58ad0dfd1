import { edtDocument, type EdtRevision } from './edt-writer.js';
import type { Course, Group, Pupil, School } from './school.js';
import { attributes } from './xml-text.js';

const ESTABLISHMENT = 1;

/**
 * The school as later revisions of EDT's export are known to write it: establishments by name, sections that an import does
 * without, some of them with elements named like others, pupils in groups and in courses one by one, cancelled weeks.
 */
export const edt2Export = (school: School): Generator<string> => edtDocument(school, revisionOf(school));

function revisionOf(school: School): EdtRevision {
  const detached = detachedGroup(school);
  const pupilsOf = ({ parts }: Group): readonly Pupil[] =>
    school.pupils.filter((pupil) => pupil.parts.some((part) => parts.includes(part)));
  return {
    version: '2.0',
    before: [
      `<Etablissements><Etablissement${attributes({ Ident: ESTABLISHMENT, Numero: school.uai, Nom: 'COLLÈGE FICTIF' })}/></Etablissements>\n`,
      '<Absences><Absence><Eleve Ident="1"/><Cours><Cours Jour="1" NumeroPlaceDebut="0" NombrePlaces="1"/></Cours>' +
        '<Matieres><Matiere Ident="9999" Code="X" Libelle="X"/></Matieres></Absence></Absences>\n',
      '<Mefs><Mef Ident="1"><Matiere Ident="9998" Code="Y" Libelle="Y"/></Mef></Mefs>\n',
      '<Personnels><Personnel Ident="1" Nom="LEGRAND" Prenom="Guy"/></Personnels>\n',
      '<Materiels><Materiel Ident="1" Nom="Vidéoprojecteur"/></Materiels>\n',
    ],
    classChildren: [`<Etablissement Ident="${ESTABLISHMENT}"/>`, '<ProfesseurPrincipal Ident="2"/>'],
    // The detached pupils are of no group: their courses name them.
    groups: school.groups.filter((group) => group !== detached),
    // Of every third group, the pupils stand one by one instead of parts.
    pupilsOfGroup: (group) => (group.ident % 3 === 0 ? pupilsOf(group) : undefined),
    pupilsOfCourse: ({ groups }: Course) =>
      groups.flatMap((group) => (group === detached ? pupilsOf(group) : [])),
    cancels: true,
    courseChildren: [
      '<Personnel Ident="1" Semaines="2"/>',
      '<Etiquette><Professeur Ident="2" Semaines="2"/></Etiquette>',
    ],
  };
}

/** Support lessons, whose pupils the program names one by one. */
const detachedGroup = ({ groups }: School): Group | undefined => groups.at(-1);
