import { groupBy } from '../collections/group-by.js';
import { normaliseName } from '../names/normalise-name.js';
import type { Ident, Timetable } from '../timetable/timetable.js';
import { countChanges, pairBySignature, takeKey } from './counting.js';
import type { CurrentState, CurrentSubject, Change, KindCounts, SubjectRecord } from './plan.js';
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

/** A subject of the file, under its natural key; several rows may share it. */
interface WantedSubject {
  readonly naturalKey: string;
  readonly code: string;
  readonly label: string;
  readonly idents: ReadonlySet<Ident>;
}

/** Fewer services than this in common prove nothing: one teacher may well change subject with one class. */
const FEWEST_COMMON_SERVICES = 2;

/**
 * Recognises the file's subjects in the current state: by code (or label where there is no code); then, among what disappeared and
 * what appeared, by label, and at last by the services themselves (same audiences, same teachers). A recognised subject
 * keeps its key whatever its code becomes, and with it its services and sessions.
 */
export function planSubjects(
  timetable: Pick<Timetable, 'subjects' | 'lacking'>,
  current: Pick<CurrentState, 'subjects' | 'services'>,
  teachings: readonly Teaching[],
): SubjectsPlan {
  const wanted = wantedSubjects(timetable);
  const recognised = recognise(wanted, current, teachings);
  const taken = new Set(current.subjects.map(({ key }) => key));
  const subjects: SubjectRecord[] = [];
  const subjectKeys = new Map<Ident, string>();
  const changes: Change[] = [];
  let unchanged = 0;
  for (const subject of wanted) {
    const known = recognised.get(subject);
    const key = known?.key ?? takeKey(subject.naturalKey, taken);
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
  const found = new Set(recognised.values());
  const mayBeAny = timetable.lacking?.has('subject') === true || timetable.subjects.some(isNameless);
  const kept: Change[] = [];
  for (const subject of current.subjects) {
    if (found.has(subject) || !subject.imported) continue;
    const before = recordOf(subject);
    const of = { kind: 'subject', key: subject.key, label: subject.label, before } as const;
    if (mayBeAny) kept.push({ ...of, type: 'kept', after: before });
    else changes.push({ ...of, type: 'deleted' });
  }
  return { subjects, subjectKeys, changes, kept, counts: countChanges(changes, unchanged) };
}

const isNameless = (row: { readonly code: string; readonly label: string }): boolean =>
  subjectKeyOf(row) === UNKNOWN_SUBJECT;

function wantedSubjects({ subjects }: Pick<Timetable, 'subjects'>): WantedSubject[] {
  const byKey = groupBy(
    subjects.filter((row) => !isNameless(row)),
    subjectKeyOf,
  );
  return [...byKey.keys()].sort().map((naturalKey) => {
    const rows = byKey.get(naturalKey) ?? [];
    // Rows with one code and several labels: the first label of the alphabet, whatever the file's order.
    const [label = ''] = rows.map((row) => row.label.trim()).sort();
    const [code = ''] = rows.map((row) => row.code.trim()).sort();
    return { naturalKey, code, label, idents: new Set(rows.map(({ ident }) => ident)) };
  });
}

function recognise(
  wanted: readonly WantedSubject[],
  current: Pick<CurrentState, 'subjects' | 'services'>,
  teachings: readonly Teaching[],
): Map<WantedSubject, CurrentSubject> {
  const recognised = new Map<WantedSubject, CurrentSubject>();
  const gone = new Set(current.subjects);
  const pair = (subject: WantedSubject, known: CurrentSubject | undefined) => {
    if (known === undefined || recognised.has(subject) || !gone.delete(known)) return;
    recognised.set(subject, known);
  };
  const byCode = new Map(current.subjects.map((subject) => [subjectKeyOf(subject), subject]));
  const byKey = new Map(current.subjects.map((subject) => [subject.key, subject]));
  for (const subject of wanted) pair(subject, byCode.get(subject.naturalKey));
  for (const subject of wanted) pair(subject, byKey.get(subject.naturalKey));
  const left = () => wanted.filter((subject) => !recognised.has(subject));
  // A subject created by a person has not disappeared because no file names it.
  const vanished = () => [...gone].filter(({ imported }) => imported);
  const byLabel = {
    ofGone: ({ label }: CurrentSubject) => normaliseName(label),
    ofAppeared: ({ label }: WantedSubject) => normaliseName(label),
  };
  for (const [subject, known] of pairBySignature(vanished(), left(), byLabel)) pair(subject, known);
  const servicesOf = groupBy(current.services, ({ subjectKey }) => subjectKey);
  const teachingsOf = groupBy(teachings, ({ subject }) => String(subject));
  const byServices = {
    ofGone: ({ key }: CurrentSubject) =>
      signature(
        (servicesOf.get(key) ?? []).map(({ audience, teachers }) => `${audience} ${teachers.join()}`),
      ),
    ofAppeared: ({ idents }: WantedSubject) =>
      signature(
        [...idents]
          .flatMap((ident) => teachingsOf.get(String(ident)) ?? [])
          .map(({ audience, teachers }) => `${audience.item} ${teachers.join()}`),
      ),
  };
  for (const [subject, known] of pairBySignature(vanished(), left(), byServices)) pair(subject, known);
  return recognised;
}

function signature(services: readonly string[]): string {
  return services.length < FEWEST_COMMON_SERVICES ? '' : [...services].sort().join('\n');
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
