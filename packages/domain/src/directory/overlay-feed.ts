import type { Member } from './combine-members.js';

/** A row of a feed about somebody of one campus. */
export interface FeedMember {
  readonly id: string;
  readonly isGone: boolean;
  readonly lastName?: string | undefined;
  readonly firstName?: string | undefined;
  readonly birthDate?: string | undefined;
  readonly stsId?: string | undefined;
  readonly nationalId?: string | undefined;
  readonly sieclId?: string | undefined;
  /** Null: in none; absent: unchanged. */
  readonly classId?: string | null | undefined;
  /** Absent: the whole campus's. */
  readonly listedBy?: readonly string[] | undefined;
}

/** Of which of the campus's establishments a feed gives everybody. */
export interface FeedCoverage {
  /** False for a feed of changes: who is not in it stays. */
  readonly isComplete: boolean;
  readonly isWholeCampus: boolean;
  readonly establishmentIds: readonly string[];
}

/**
 * The whole list of teachers or pupils of a campus as a feed leaves it. What the feed does not say of somebody stays.
 * @param formerOf the former id of whom the feed has under another one
 */
export function overlayFeed(
  known: readonly Member[],
  given: readonly FeedMember[],
  coverage: FeedCoverage,
  formerOf: ReadonlyMap<string, string> = new Map(),
): Member[] {
  const byId = new Map(known.map((member) => [member.id, member]));
  const gone = new Set(given.filter(({ isGone }) => isGone).map(({ id }) => id));
  const rows = new Map<string, Member>();
  for (const { isGone, classId, listedBy, ...row } of given) {
    if (isGone) continue;
    const before = byId.get(row.id) ?? byId.get(formerOf.get(row.id) ?? '');
    const {
      absentSince: _,
      listedBy: __,
      classId: formerClass,
      ...kept
    } = before ?? { lastName: '', firstName: '' };
    const now = { ...kept, ...defined(row), id: row.id };
    // A change of somebody whom nobody knows has no name.
    if (now.lastName === '') continue;
    const inClass = classId === undefined ? formerClass : (classId ?? undefined);
    rows.set(row.id, {
      ...now,
      ...(inClass !== undefined && { classId: inClass }),
      ...(listedBy !== undefined && { listedBy }),
    });
  }
  const staying = known.filter(
    (member) =>
      member.absentSince === undefined &&
      !rows.has(member.id) &&
      !gone.has(member.id) &&
      !isCovered(member, coverage),
  );
  return [...staying, ...rows.values()];
}

/** Whether the feed would have that person. */
function isCovered(
  { listedBy }: Member,
  { isComplete, isWholeCampus, establishmentIds }: FeedCoverage,
): boolean {
  if (!isComplete) return false;
  return isWholeCampus || listedBy?.every((id) => establishmentIds.includes(id)) === true;
}

type Names = Pick<FeedMember, 'birthDate' | 'stsId' | 'nationalId' | 'sieclId' | 'lastName' | 'firstName'>;

function defined({
  lastName,
  firstName,
  birthDate,
  stsId,
  nationalId,
  sieclId,
}: Names): Partial<Omit<Member, 'id'>> {
  return {
    ...(lastName !== undefined && { lastName }),
    ...(firstName !== undefined && { firstName }),
    ...(birthDate !== undefined && { birthDate }),
    ...(stsId !== undefined && { stsId }),
    ...(nationalId !== undefined && { nationalId }),
    ...(sieclId !== undefined && { sieclId }),
  };
}
