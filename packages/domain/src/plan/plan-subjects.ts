import { groupBy } from '../collections/group-by.js';
import { normaliseName } from '../names/normalise-name.js';
import type { Ident, Timetable } from '../timetable/timetable.js';
import { countChanges, takeKey } from './counting.js';
import type { CurrentState, CurrentSubject, Change, KindCounts, SubjectRecord } from './plan.js';
import { recogniseSubjects, type WantedSubject } from './recognise-subjects.js';
import { subjectKeyOf, UNKNOWN_SUBJECT } from './subject-key.js';
import type { Teaching } from './teaching.js';

interface SubjectsPlan {
  readonly subjects: readonly SubjectRecord[];
  readonly subjectKeys: ReadonlyMap<Ident, string>;
  readonly changes: readonly Change[];
  readonly counts: KindCounts;
  /** Those that the file may speak of in a row that cannot be read. */
  readonly kept: readonly Change[];
}

/**
 * Compares the file's subjects with those of the current state. A recognised subject keeps its key whatever its code
 * becomes, and with it its services and sessions. Two labels under one code are two subjects.
 */
export function planSubjects(
  timetable: Pick<Timetable, 'subjects' | 'lacking'>,
  current: Pick<CurrentState, 'subjects' | 'services'>,
  teachings: readonly Teaching[],
): SubjectsPlan {
  const wanted = wantedSubjects(timetable);
  const recognised = recogniseSubjects(wanted, current, teachings);
  const taken = new Set(current.subjects.map(({ key }) => key));
  const found = new Set<CurrentSubject>();
  const subjects: SubjectRecord[] = [];
  const subjectKeys = new Map<Ident, string>();
  const changes: Change[] = [];
  let unchanged = 0;
  for (const subject of wanted) {
    const known = asItIsCalled(recognised.get(subject), subject);
    if (known !== undefined) found.add(known);
    const key = known?.key ?? takeKey(subject.newKey, taken);
    // What the row leaves empty stays as it is known.
    const after = {
      key,
      code: subject.code || (known?.code ?? ''),
      label: subject.label || (known?.label ?? ''),
    };
    subjects.push(after);
    for (const ident of subject.idents) subjectKeys.set(ident, key);
    const change = subjectChange(after, known);
    if (change === undefined) unchanged += 1;
    else changes.push(change);
  }
  const mayBeAny = timetable.lacking?.has('subject') === true || timetable.subjects.some(isNameless);
  const kept: Change[] = [];
  for (const subject of current.subjects) {
    if (found.has(subject) || !subject.imported || subject.isOfOtherYear === true) continue;
    const before = recordOf(subject);
    const of = { kind: 'subject', key: subject.key, label: subject.label, before } as const;
    if (mayBeAny) kept.push({ ...of, type: 'kept', after: before });
    else changes.push({ ...of, type: 'deleted' });
  }
  return { subjects, subjectKeys, changes, kept, counts: countChanges(changes, unchanged) };
}

/** What a year opened early calls otherwise is a subject of its own: the one of the year under way is not to change its name. */
function asItIsCalled(known: CurrentSubject | undefined, subject: WantedSubject): CurrentSubject | undefined {
  if (known?.isOfYearUnderWay !== true) return known;
  const isSame = (text: string, ofKnown: string): boolean => text === '' || text === ofKnown;
  return isSame(subject.code, known.code) && isSame(subject.label, known.label) ? known : undefined;
}

const isNameless = (row: { readonly code: string; readonly label: string }): boolean =>
  subjectKeyOf(row) === UNKNOWN_SUBJECT;

function wantedSubjects({ subjects }: Pick<Timetable, 'subjects'>): WantedSubject[] {
  const named = subjects.filter((row) => !isNameless(row));
  const wanted = [...groupBy(named, subjectKeyOf)].flatMap(([naturalKey, ofCode]) => {
    const labels = [...groupBy(ofCode, ({ label }) => normaliseName(label)).values()];
    return labels.map((rows) => {
      // Labels that differ by their case or accents are one; the first of the alphabet, whatever the file's order.
      const [label = ''] = rows.map((row) => row.label.trim()).sort();
      const [code = ''] = rows.map((row) => row.code.trim()).sort();
      const newKey = labels.length === 1 ? naturalKey : `${naturalKey} ${label.toUpperCase()}`.trim();
      return { naturalKey, newKey, code, label, idents: new Set(rows.map(({ ident }) => ident)) };
    });
  });
  return wanted.sort((a, b) => (a.newKey < b.newKey ? -1 : 1));
}

function subjectChange(after: SubjectRecord, known: CurrentSubject | undefined): Change | undefined {
  const { key, code, label } = after;
  if (known === undefined) return { kind: 'subject', type: 'created', key, label, after };
  const before = recordOf(known);
  if (subjectKeyOf(known) !== subjectKeyOf(after)) {
    return {
      kind: 'subject',
      type: 'renamed',
      key,
      label: `${before.label} → ${label} (${code})`,
      before,
      after,
    };
  }
  if (known.label === label && known.code === code) return undefined;
  return { kind: 'subject', type: 'modified', key, label, before, after };
}

function recordOf({ key, code, label }: CurrentSubject): SubjectRecord {
  return { key, code, label };
}
