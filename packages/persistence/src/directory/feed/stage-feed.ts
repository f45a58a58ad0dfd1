import { feedClassId, type DirectoryFeed, type FeedPerson, type FeedStructure } from '@timetable/domain';
import type { Transaction } from '../../transaction.js';
import { copyText, copyTextArray } from '../../vie-scolaire/copy-text.js';
import { noteEstablishments } from './feed-establishments.js';
import type { FeedPlaces } from './feed-places.js';
import type { FeedFindings } from './staged-feed.js';

const MOST_LISTED = 100;
/** Enough to spare system calls. */
const CHUNK_LENGTH = 64 * 1024;
const NULL = '\\N';

export const PERSON_COLUMNS =
  'campus_code, kind, ent_id, last_name, first_name, birth_date, sts_id, national_id, siecl_id, class_ent_id, says_class, listed_by, is_gone';

/**
 * Has the rows of a feed, less those of other schools, in the staging tables, which are empty; memory does not grow with it.
 * @throws its reason once the signal is given
 */
export async function stageFeed(
  tx: Transaction,
  feed: DirectoryFeed,
  places: FeedPlaces,
  signal: AbortSignal,
): Promise<Omit<FeedFindings, 'absent'>> {
  await stageCampuses(tx, feed, places);
  const unknown = new Set<string>();
  let elsewhere = 0;
  const take = (person: FeedPerson): string => {
    for (const id of person.structures ?? [])
      if (!places.knows(id) && unknown.size < MOST_LISTED) unknown.add(id);
    const lines = linesOf(person, places);
    if (lines === '') elsewhere += 1;
    return lines;
  };
  // An index made of all its rows at once takes a third of the time that each of them would add to.
  await tx.run('DROP INDEX feed_person_key');
  const people = await tx.copy(
    `COPY feed_person (${PERSON_COLUMNS}) FROM STDIN`,
    chunksOf(feed.people, take, signal),
  );
  await tx.run(`SET LOCAL maintenance_work_mem = '256MB'`);
  await tx.run('CREATE INDEX feed_person_key ON feed_person (campus_code, kind, ent_id)');
  if (!feed.isComplete) await stageNamedCampuses(tx);
  await noteEstablishments(tx);
  await tx.run('ANALYZE feed_person (campus_code, kind, ent_id, is_gone), feed_class, feed_campus');
  return { people, elsewhere, unknownStructures: [...unknown].sort() };
}

async function* chunksOf(
  people: DirectoryFeed['people'],
  take: (person: FeedPerson) => string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let chunk = '';
  for await (const some of people) {
    signal.throwIfAborted();
    for (const person of some) chunk += take(person);
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** One line per campus where that person is; of whom it is not said, one without. */
function linesOf(person: FeedPerson, places: FeedPlaces): string {
  if (person.structures === undefined) return lineOf(person, undefined, undefined);
  const byCampus = new Map<string, Set<string>>();
  for (const structure of person.structures)
    for (const { campusCode, establishmentId } of places.of(structure))
      byCampus.set(campusCode, (byCampus.get(campusCode) ?? new Set()).add(establishmentId));
  let lines = '';
  for (const [campusCode, establishments] of byCampus) {
    const isWhole = places.campuses.get(campusCode)?.isWhole === true;
    lines += lineOf(person, campusCode, isWhole ? undefined : [...establishments].sort());
  }
  return lines;
}

function lineOf(
  person: FeedPerson,
  campusCode: string | undefined,
  listedBy: readonly string[] | undefined,
): string {
  const text = (value: string | null | undefined): string =>
    value === null || value === undefined ? NULL : copyText(value);
  const { kind, id, lastName, firstName, birthDate, stsId, nationalId, sieclId, classId, isGone } = person;
  return `${[
    ...[text(campusCode), kind, copyText(id), text(lastName), text(firstName), text(birthDate)],
    ...[text(stsId), text(nationalId), text(sieclId), text(classId), classId === undefined ? 'f' : 't'],
    ...[listedBy === undefined ? NULL : copyTextArray(listedBy), isGone ? 't' : 'f'],
  ].join('\t')}\n`;
}

async function stageCampuses(tx: Transaction, feed: DirectoryFeed, places: FeedPlaces): Promise<void> {
  const classesOf = new Map<string, Set<string>>();
  const classes: { campusCode: string; id: string; name: string; establishmentId: string }[] = [];
  for (const structure of feed.structures)
    for (const place of places.of(structure.id)) {
      if (structure.classes === undefined) continue;
      const { campusCode, establishmentId } = place;
      classesOf.set(campusCode, (classesOf.get(campusCode) ?? new Set()).add(establishmentId));
      classes.push(
        ...namesOf(structure).map((name) => ({ ...place, id: feedClassId(structure.id, name), name })),
      );
    }
  await tx.run(
    `INSERT INTO feed_class (campus_code, ent_id, name, establishment_id)
     SELECT DISTINCT ON ("campusCode", id) "campusCode", id, name, "establishmentId"
       FROM jsonb_to_recordset($1::jsonb) AS given ("campusCode" text, id text, name text, "establishmentId" text)`,
    [JSON.stringify(classes)],
  );
  const campuses = [...places.campuses]
    .filter(([code]) => feed.isComplete || classesOf.has(code))
    .map(([code, { establishmentIds, isWhole }]) => ({
      ...{ code, ids: feed.isComplete ? establishmentIds : [], whole: isWhole },
      classes: [...(classesOf.get(code) ?? [])].sort(),
    }));
  await tx.run(
    `INSERT INTO feed_campus (campus_code, establishment_ids, is_whole, class_establishment_ids, establishments)
     SELECT *, '' FROM jsonb_to_recordset($1::jsonb) AS given (code text, ids text[], whole boolean, classes text[])`,
    [JSON.stringify(campuses)],
  );
}

/** Changes are about campuses whose people they name, too. */
async function stageNamedCampuses(tx: Transaction): Promise<void> {
  await tx.run(
    `INSERT INTO feed_campus (campus_code, establishment_ids, is_whole, class_establishment_ids, establishments)
     SELECT DISTINCT campus_code, '{}'::text[], true, '{}'::text[], '' FROM feed_person WHERE campus_code IS NOT NULL
     ON CONFLICT DO NOTHING`,
  );
}

const namesOf = ({ classes = [] }: FeedStructure): readonly string[] => classes;
