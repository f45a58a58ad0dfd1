/** How one thing of one side and one of the other resemble each other, from 0 to 1. */
export interface Likeness<One, Other> {
  readonly one: One;
  readonly other: Other;
  readonly degree: number;
}

/** Alike to this degree and nobody else in question: the same. A pupil or two come and go all year long. */
const CLEARLY = 4 / 5;
/** More than this in common: perhaps the same, a person is asked. */
const PERHAPS = 1 / 2;
/** Fewer than this in common prove nothing. */
const FEWEST_COMMON = 2;

/** The pairs that have more than half in common. */
export function alike<One, Other>(
  pairs: readonly Omit<Likeness<One, Other>, 'degree'>[],
  contents: {
    readonly ofOne: (one: One) => ReadonlySet<string>;
    readonly ofOther: (other: Other) => ReadonlySet<string>;
  },
): Likeness<One, Other>[] {
  return pairs.flatMap(({ one, other }) => {
    const [mine, theirs] = [contents.ofOne(one), contents.ofOther(other)];
    const common = [...mine].filter((item) => theirs.has(item)).length;
    const degree = common / (mine.size + theirs.size - common);
    return common >= FEWEST_COMMON && degree > PERHAPS ? [{ one, other, degree }] : [];
  });
}

/** Those of whom neither side resembles anybody else. */
export function clearOnes<One, Other>(pairs: readonly Likeness<One, Other>[]): Likeness<One, Other>[] {
  return pairs.filter(
    (pair) =>
      pair.degree >= CLEARLY &&
      !pairs.some(
        (another) => another !== pair && (another.one === pair.one || another.other === pair.other),
      ),
  );
}
