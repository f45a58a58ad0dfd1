import type { GivenClass, GivenTeacher } from '@timetable/domain';
import { parseName, parseUai, type ElementReader, type ReceivedDocument } from '@timetable/formats/documents';
import { parseDay } from '../feed-dates.js';
import type { FeedProblems } from '../feed-problems.js';
import { elementText, walkFeed, within } from '../xml-feed.js';

export const STS_ROOT = 'STS_EDT';

export interface StsDirectory {
  readonly uai: string;
  readonly teachers: readonly GivenTeacher[];
  readonly classes: readonly GivenClass[];
}

const FIELDS = ['NOM_USAGE', 'NOM_PATRONYMIQUE', 'PRENOM', 'DATE_NAISSANCE', 'FONCTION'] as const;
type Field = (typeof FIELDS)[number];

/**
 * The teachers and divisions of a `sts_emp` file. Values come padded with line breaks.
 * @throws Unreadable, SourceFailure
 */
export async function readStsEmp(
  document: Pick<ReceivedDocument, 'head' | 'bytes'>,
  problems: FeedProblems,
): Promise<StsDirectory> {
  let uai = '';
  const teachers: GivenTeacher[] = [];
  const classes: GivenClass[] = [];
  await walkFeed(document, () =>
    within({
      PARAMETRES: () =>
        within({
          UAJ: (element) => {
            uai = parseUai(element.attribute('CODE'));
            return within({});
          },
        }),
      DONNEES: () =>
        within({
          INDIVIDUS: () =>
            within({
              INDIVIDU: (element) => {
                const id = parseName(element.attribute('ID'));
                return personReader((values) => {
                  teachers.push(...givenTeacher(id, element.line, values, problems));
                });
              },
            }),
          STRUCTURE: () =>
            within({
              DIVISIONS: () =>
                within({
                  DIVISION: (element) => {
                    const name = parseName(element.attribute('CODE'));
                    if (name !== '') classes.push({ name });
                    return within({});
                  },
                }),
            }),
        }),
    }),
  );
  return { uai, teachers, classes };
}

function personReader(take: (values: ReadonlyMap<Field, string>) => void): ElementReader {
  const values = new Map<Field, string>();
  return {
    child: ({ name }) => {
      const field = FIELDS.find((known) => known === name);
      return field === undefined
        ? undefined
        : elementText((text) => {
            const value = parseName(text);
            if (value !== '') values.set(field, value);
          });
    },
    close: () => {
      take(values);
    },
  };
}

/** Who is there for something else than teaching says so: management, education, administration. */
const TEACHES = 'ENS';

function givenTeacher(
  id: string,
  line: number,
  values: ReadonlyMap<Field, string>,
  problems: FeedProblems,
): GivenTeacher[] {
  if ((values.get('FONCTION') ?? TEACHES) !== TEACHES) return [];
  const lastName = values.get('NOM_USAGE') ?? values.get('NOM_PATRONYMIQUE');
  if (lastName === undefined) {
    problems.report(line, 'Un enseignant n’a pas de nom : il est laissé de côté.');
    return [];
  }
  const birthDate = parseDay(values.get('DATE_NAISSANCE') ?? '');
  return [
    {
      ...{ lastName, firstName: values.get('PRENOM') ?? '' },
      ...(birthDate !== undefined && { birthDate }),
      ...(id !== '' && { stsId: id }),
    },
  ];
}
