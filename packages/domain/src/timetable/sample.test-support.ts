import { isLocalDate } from '../calendar/local-date.js';
import { course, timetableOf } from './timetable.test-support.js';
import type {
  CourseResource,
  FileClass,
  FileCourse,
  FileGroup,
  FileMembership,
  FilePupil,
  ResourceKind,
  Timetable,
} from './timetable.js';

type Attributes = Readonly<Record<string, string>>;

const KINDS: Readonly<Record<string, ResourceKind>> = {
  Professeur: 'teacher',
  Classe: 'class',
  PartieDeClasse: 'part',
  Groupe: 'group',
  Salle: 'room',
};

/**
 * Reads the public sample with regular expressions, line by line: good for that one file, and independent of the product's
 * reader, so that figures computed from it are a second opinion.
 */
export function readSample(xml: string): Timetable {
  const rows = (section: string, element: string) => elements(between(xml, section), element);
  const year = attributesOf(/<AnneeScolaire ([^>]*)/.exec(xml)?.[1] ?? '');
  return timetableOf({
    uais: [/ UAI="([^"]*)"/.exec(xml)?.[1] ?? ''],
    year: {
      startsOn: year['DateDebut'] ?? '',
      endsOn: year['DateFin'] ?? '',
      firstMonday: year['DatePremierJourSemaine1'] ?? '',
    },
    grid: {
      placeMinutes: 30,
      places: rows('PlacesParJour', 'Place').map(({ attributes }) => ({
        startMinute: minutesOf(attributes['LibelleHeureDebut']),
        endMinute: minutesOf(attributes['LibelleHeureFin']),
      })),
      openDays: [1, 2, 3, 4, 5],
    },
    subjects: rows('Matieres', 'Matiere').map(({ attributes }) => ({
      ...rowOf(attributes),
      code: attributes['Code'] ?? '',
      label: attributes['Libelle'] ?? '',
    })),
    teachers: rows('Professeurs', 'Professeur').map(({ attributes }) => personOf(attributes)),
    rooms: rows('Salles', 'Salle').map(({ attributes }) => ({
      ...rowOf(attributes),
      name: attributes['Nom'] ?? '',
    })),
    classes: rows('Classes', 'Classe').map(({ attributes, body }): FileClass => ({
      ...rowOf(attributes),
      name: attributes['Nom'] ?? '',
      parts: identsIn(body, 'PartieDeClasse'),
    })),
    groups: rows('Groupes', 'Groupe').map(({ attributes, body }): FileGroup => ({
      ...rowOf(attributes),
      name: attributes['Nom'] ?? '',
      classes: identsIn(body, 'Classe'),
      parts: identsIn(body, 'PartieDeClasse'),
    })),
    pupils: rows('Eleves', 'Eleve').map(({ attributes, body }): FilePupil => ({
      ...personOf(attributes),
      ...(attributes['NumeroNational'] === undefined ? {} : { nationalId: attributes['NumeroNational'] }),
      classes: membershipsIn(body, 'Classe'),
      parts: membershipsIn(body, 'PartieDeClasse'),
    })),
    courses: elements(xml.slice(xml.indexOf('<Cours>') + '<Cours>'.length), 'Cours').map(courseOf),
  });
}

interface Element {
  readonly attributes: Attributes;
  readonly body: string;
}

function elements(xml: string, name: string): Element[] {
  const pattern = new RegExp(`<${name} ([^>]*?)(?:/>|>([\\s\\S]*?)</${name}>)`, 'g');
  return [...xml.matchAll(pattern)].map(([, attributes = '', body = '']) => ({
    attributes: attributesOf(attributes),
    body,
  }));
}

function between(xml: string, section: string): string {
  return xml.slice(xml.indexOf(`<${section}>`), xml.indexOf(`</${section}>`));
}

function attributesOf(text: string): Attributes {
  return Object.fromEntries(
    [...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value.replace('&amp;', '&'),
    ]),
  );
}

function rowOf(attributes: Attributes): { ident: number; line: number } {
  return { ident: Number(attributes['Ident']), line: 0 };
}

function personOf(attributes: Attributes): {
  ident: number;
  line: number;
  lastName: string;
  firstName: string;
  idpn: string;
  birthDate?: string;
} {
  const birthDate = attributes['DateNaissance'] ?? '';
  return {
    ...rowOf(attributes),
    lastName: attributes['Nom'] ?? '',
    firstName: attributes['Prenom'] ?? '',
    idpn: attributes['IdPN'] ?? '',
    ...(isLocalDate(birthDate) ? { birthDate } : {}),
  };
}

function identsIn(body: string, name: string): number[] {
  return elements(body, name).map(({ attributes }) => Number(attributes['Ident']));
}

function membershipsIn(body: string, name: string): FileMembership[] {
  return elements(body, name).map(({ attributes }) => ({
    ident: Number(attributes['Ident']),
    startsOn: attributes['DateEntree'] ?? '',
    endsOn: attributes['DateSortie'] ?? '',
  }));
}

function courseOf({ attributes, body }: Element): FileCourse {
  const resources = Object.entries(KINDS).flatMap(([name, kind]) =>
    elements(body, name).map(({ attributes: resource }): CourseResource => ({
      kind,
      ident: Number(resource['Ident']),
      weeks: BigInt(resource['Semaines'] ?? '0'),
    })),
  );
  return course({
    day: Number(attributes['Jour']),
    firstPlace: Number(attributes['NumeroPlaceDebut']),
    placeCount: Number(attributes['NombrePlaces']),
    subject: identsIn(body, 'Matiere')[0],
    resources,
  });
}

function minutesOf(time = ''): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
