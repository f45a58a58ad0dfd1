import type { GivenPupil } from '@timetable/domain';
import { parseName, parseUai, type ElementReader, type ReceivedDocument } from '@timetable/formats/documents';
import type { FeedProblems } from '../feed-problems.js';
import { parseDay } from '../feed-dates.js';
import { elementText, walkFeed, within } from '../xml-feed.js';

export const SIECLE_ROOT = 'BEE_ELEVES';

export interface SieclePupils {
  readonly uai: string;
  readonly pupils: readonly GivenPupil[];
}

/** What is read of a pupil: no address, no guardian, no telephone, which pass by unread. */
const FIELDS = [
  'ID_NATIONAL',
  'INE_RNIE',
  'INE_BEA',
  'NOM',
  'NOM_DE_FAMILLE',
  'NOM_USAGE',
  'PRENOM',
  'DATE_NAISS',
  'DATE_SORTIE',
] as const;
type Field = (typeof FIELDS)[number];

interface Pupil {
  readonly id: string;
  readonly line: number;
  readonly values: Map<Field, string>;
}

/**
 * The pupils of an `ElevesAvecAdresses` export of SIECLE, and their divisions. Who has left and is in no division is none of
 * them.
 * @throws Unreadable, SourceFailure
 */
export async function readSieclePupils(
  document: Pick<ReceivedDocument, 'head' | 'bytes'>,
  problems: FeedProblems,
): Promise<SieclePupils> {
  let uai = '';
  const pupils: Pupil[] = [];
  const divisions = new Map<string, string>();
  await walkFeed(document, () =>
    within({
      PARAMETRES: () =>
        within({
          UAJ: () =>
            elementText((text) => {
              uai = parseUai(text);
            }),
        }),
      DONNEES: () =>
        within({
          ELEVES: () =>
            within({
              ELEVE: (element) => {
                const id = element.attribute('ELEVE_ID') ?? '';
                const pupil = { id, line: element.line, values: new Map<Field, string>() };
                pupils.push(pupil);
                return pupilReader(pupil.values);
              },
            }),
          STRUCTURES: () =>
            within({
              STRUCTURES_ELEVE: (element) => {
                const id = element.attribute('ELEVE_ID') ?? '';
                return structuresReader((division) => divisions.set(id, division));
              },
            }),
        }),
    }),
  );
  return { uai, pupils: pupils.flatMap((pupil) => givenPupil(pupil, divisions.get(pupil.id), problems)) };
}

const pupilReader = (values: Map<Field, string>): ElementReader => ({
  child: ({ name }) => {
    const field = FIELDS.find((known) => known === name);
    return field === undefined
      ? undefined
      : elementText((text) => {
          const value = parseName(text);
          if (value !== '') values.set(field, value);
        });
  },
});

/** A pupil is in one division (type D) and any number of groups (type G). */
function structuresReader(take: (division: string) => void): ElementReader {
  return within({
    STRUCTURE: () => {
      let [code, type] = ['', ''];
      return {
        ...within({
          CODE_STRUCTURE: () =>
            elementText((text) => {
              code = parseName(text);
            }),
          TYPE_STRUCTURE: () =>
            elementText((text) => {
              type = parseName(text);
            }),
        }),
        close: () => {
          if (type === 'D' && code !== '') take(code);
        },
      };
    },
  });
}

function givenPupil(
  { id, line, values }: Pupil,
  division: string | undefined,
  problems: FeedProblems,
): GivenPupil[] {
  if (values.has('DATE_SORTIE') && division === undefined) return [];
  const lastName = values.get('NOM_USAGE') ?? values.get('NOM_DE_FAMILLE') ?? values.get('NOM');
  const firstName = values.get('PRENOM');
  if (lastName === undefined || firstName === undefined) {
    problems.report(line, 'Un élève n’a pas de nom ou pas de prénom : il est laissé de côté.');
    return [];
  }
  const nationalId = values.get('INE_RNIE') ?? values.get('ID_NATIONAL') ?? values.get('INE_BEA');
  const birth = values.get('DATE_NAISS');
  const birthDate = birth === undefined ? undefined : parseDay(birth);
  if (birth !== undefined && birthDate === undefined)
    problems.report(line, `La date de naissance « ${birth} » n’existe pas : l’élève est gardé sans elle.`);
  return [
    {
      ...{ lastName, firstName, className: division ?? null },
      ...(birthDate !== undefined && { birthDate }),
      ...(nationalId !== undefined && { nationalId }),
      ...(id !== '' && { sieclId: id }),
    },
  ];
}
