/** Seen less often, a lesson every other week is a coincidence. */
const LEAST_WEEKS = 3;

/** Monday to letter; weeks in which nothing says which it is are left out. */
export type AlternatingWeeks = ReadonlyMap<string, 'A' | 'B'>;

/**
 * Which weeks are « A » and which « B », read from lessons that are held every other week: files do not say it. The alternation
 * that most lessons follow is taken; the first week that it names is « A ». Empty where nothing alternates.
 * @param openWeeks Mondays of the weeks with lessons, in order
 * @param lessons of each weekly lesson, the Mondays of its weeks
 */
export function alternatingWeeks(
  openWeeks: readonly string[],
  lessons: Iterable<readonly string[]>,
): AlternatingWeeks {
  const place = new Map(openWeeks.map((monday, index) => [monday, index]));
  const votes = openWeeks.map(() => 0);
  const alternating = [...lessons]
    .map((mondays) => mondays.flatMap((monday) => place.get(monday) ?? []).toSorted((a, b) => a - b))
    .filter(alternates)
    .toSorted((one, other) => other.length - one.length);
  // Each lesson sides with the weeks named so far, or against them: the longest ones speak first.
  for (const weeks of alternating) {
    const agreement = weeks.reduce((sum, week) => sum + Math.sign(votes[week] ?? 0), 0);
    const side = agreement < 0 ? -1 : 1;
    const held = new Set(weeks);
    const [first = 0] = weeks;
    const last = weeks.at(-1) ?? 0;
    // The weeks next to it are the others.
    for (let week = Math.max(0, first - 1); week <= Math.min(last + 1, votes.length - 1); week += 1)
      votes[week] = (votes[week] ?? 0) + (held.has(week) ? side : -side);
  }
  const first = votes.find((vote) => vote !== 0) ?? 1;
  return new Map(
    openWeeks.flatMap((monday, index) => {
      const vote = (votes[index] ?? 0) * Math.sign(first);
      return vote === 0 ? [] : [[monday, vote > 0 ? 'A' : 'B'] as const];
    }),
  );
}

/** Every other week, give or take a week that is not like the others. */
function alternates(weeks: readonly number[]): boolean {
  if (weeks.length < LEAST_WEEKS) return false;
  const gaps = weeks.slice(1).map((week, index) => week - (weeks[index] ?? 0));
  return !gaps.includes(1) && gaps.filter((gap) => gap === 2).length * 3 >= gaps.length * 2;
}
