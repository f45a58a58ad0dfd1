import type { DirectoryPupil, DirectoryTeacher } from './directory.js';
import type { GivenScope } from './given-scope.js';
import { PUPIL_IDENTIFIERS, TEACHER_IDENTIFIERS } from './identifiers.js';
import type { Identified } from './identify-rows.js';
import { identifierKeys, isSameBirth } from './person.js';

/** A teacher or a pupil, with all that may be known of either. */
export interface Member extends DirectoryTeacher, DirectoryPupil {}

/**
 * The whole list of teachers or pupils as the list of one establishment leaves it.
 * @param pairs the given id that stands for each known one
 */
export function combineMembers(
  known: readonly Member[],
  given: readonly Identified<Member>[],
  pairs: ReadonlyMap<string, string>,
  scope: GivenScope,
): Member[] {
  const byId = new Map(known.map((member) => [member.id, member]));
  const formerOf = new Map([...pairs].map(([former, now]) => [now, byId.get(former)]));
  const taken = new Set<string>();
  const rows = given.map(({ isMade, ...row }): Member => {
    const former = formerOf.get(row.id);
    const isSame = former !== undefined && (!isElsewhere(former, scope) || isSurely(former, row));
    const before = byId.get(row.id) ?? (isSame ? former : undefined);
    if (before !== undefined) taken.add(before.id);
    const { absentSince, listedBy: _, ...kept } = before ?? row;
    return {
      ...kept,
      ...row,
      id: isMade ? (before?.id ?? row.id) : row.id,
      ...listedBy(absentSince === undefined ? before : undefined, scope),
    };
  });
  return [...rows, ...known.filter(({ id }) => !taken.has(id)).flatMap((member) => staying(member, scope))];
}

/** Whether only lists of other establishments have that person. */
const isElsewhere = (
  { absentSince, listedBy }: Member,
  { establishmentId, isWholeCampus }: GivenScope,
): boolean => !isWholeCampus && absentSince === undefined && listedBy?.includes(establishmentId) === false;

/** In the list of another establishment a name alone is a namesake's. */
function isSurely(one: Member, other: Member): boolean {
  const identifiers = [...TEACHER_IDENTIFIERS, ...PUPIL_IDENTIFIERS];
  const mine = new Set(identifierKeys(identifiers, one));
  return isSameBirth(one, other) || identifierKeys(identifiers, other).some((key) => mine.has(key));
}

function listedBy(
  before: Member | undefined,
  { establishmentId, isWholeCampus }: GivenScope,
): Pick<Member, 'listedBy'> {
  if (isWholeCampus) return {};
  return { listedBy: [...new Set([...(before?.listedBy ?? []), establishmentId])].sort() };
}

/** Whom the list that is loaded does not have: none, or that person as other lists have them. */
function staying(member: Member, scope: GivenScope): Member[] {
  if (member.absentSince !== undefined || scope.isWholeCampus) return [];
  const others = member.listedBy?.filter((id) => id !== scope.establishmentId);
  if (others === undefined) return [member];
  return others.length === 0 ? [] : [{ ...member, listedBy: others }];
}
