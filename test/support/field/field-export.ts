import type { FieldCourse, FieldPupil, FieldSchool } from './field-school.js';

/** The school as EDT writes it, one row a line. */
export function fieldXml(school: FieldSchool): string {
  const { subjects, teachers, classes, groups, rooms, pupils, courses } = school;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<ExportEmploiDuTemps xmlns="http://www.index-education.com/exportemploidutemps" Version="${school.version}" UAI="${school.uai}">`,
    `<AnneeScolaire DateDebut="${school.startsOn}" DateFin="${school.endsOn}" DatePremierJourSemaine1="${school.firstMonday}"/>`,
    ...gridOf(school),
    ...section('Matieres', subjects, ({ ident, code, label }) => [
      `Matiere Ident="${ident}" Code="${code}" Libelle="${label}"`,
    ]),
    ...section('Professeurs', teachers, ({ ident, name }) => [
      `Professeur Ident="${ident}" Nom="${name}" Prenom="Camille" IDPN="T${ident}${name.slice(-1)}"`,
    ]),
    ...section('Classes', classes, ({ ident, name, parts }) => [
      `Classe Ident="${ident}" Nom="${name}"`,
      parts.map(part),
    ]),
    ...section('Groupes', groups, ({ ident, name, parts }) => [
      `Groupe Ident="${ident}" Nom="${name}"`,
      parts.map(part),
    ]),
    ...section('Salles', rooms, ({ ident, name }) => [`Salle Ident="${ident}" Nom="${name}"`]),
    ...section('Eleves', pupils, pupilRow),
    ...section('Cours', courses, (course) => courseRow(course)),
    '</ExportEmploiDuTemps>',
    '',
  ].join('\n');
}

type Row = readonly [opening: string, children?: readonly string[]];

function section<T>(name: string, rows: readonly T[], rowOf: (row: T) => Row): string[] {
  return [
    `<${name}>`,
    ...rows.map((row) => {
      const [opening, children = []] = rowOf(row);
      const [element] = opening.split(' ');
      return children.length === 0 ? `<${opening}/>` : `<${opening}>${children.join('')}</${element ?? ''}>`;
    }),
    `</${name}>`,
  ];
}

const part = (ident: number): string => `<PartieDeClasse Ident="${ident}"/>`;

function gridOf({ places }: FieldSchool): string[] {
  return [
    `<GrilleHoraire NombrePlacesParJour="${places.length}" DureePlace="60">`,
    `<JoursOuvres>${[1, 2, 3, 4, 5].map((day) => `<Jour>${day}</Jour>`).join('')}</JoursOuvres>`,
    '<PlacesParJour>',
    ...places.map(
      (minute, index) =>
        `<Place Numero="${index}" LibelleHeureDebut="${clock(minute)}" LibelleHeureFin="${clock(minute + 60)}"/>`,
    ),
    '</PlacesParJour>',
    '</GrilleHoraire>',
  ];
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`;

function pupilRow({ ident, name, birthDate, idpn, ine, classIdent, stays }: FieldPupil): Row {
  const identifiers = `${idpn === undefined ? '' : ` IDPN="${idpn}"`}${ine === undefined ? '' : ` NumeroNational="${ine}"`}`;
  const [first, last] = [stays[0]?.from ?? '', stays.at(-1)?.to ?? ''];
  return [
    `Eleve Ident="${ident}" Nom="${name}" Prenom="Alix" DateNaissance="${birthDate}" Sexe="Feminin"${identifiers}`,
    [
      `<Classe Ident="${classIdent}" DateEntree="${first}" DateSortie="${last}"/>`,
      ...stays.map(
        (stay) => `<PartieDeClasse Ident="${stay.part}" DateEntree="${stay.from}" DateSortie="${stay.to}"/>`,
      ),
    ],
  ];
}

function courseRow(course: FieldCourse): Row {
  const { day, place, subject, weeks } = course;
  const resources = (element: string, idents: readonly number[] = []): string[] =>
    idents.map((ident) => {
      const own = element === 'Classe' ? (course.classWeeks?.get(ident) ?? weeks) : weeks;
      return `<${element} Ident="${ident}" Semaines="${own}"/>`;
    });
  return [
    `Cours Jour="${day}" NumeroPlaceDebut="${place}" NombrePlaces="1"`,
    [
      `<Matiere Ident="${subject}"/>`,
      ...resources('Professeur', course.teachers),
      ...resources('Classe', course.classes),
      ...resources('PartieDeClasse', course.parts),
      ...resources('Groupe', course.groups),
      ...resources('Salle', course.rooms),
      ...(course.pupils ?? []).map((ident) => `<Eleve Ident="${ident}" SemainesInclusion="${weeks}"/>`),
    ],
  ];
}
