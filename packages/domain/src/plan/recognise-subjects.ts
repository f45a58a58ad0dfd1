import { groupBy } from '../collections/group-by.js';
import { normaliseName } from '../names/normalise-name.js';
import type { Ident } from '../timetable/timetable.js';
import { pairBySignature } from './counting.js';
import type { CurrentState, CurrentSubject } from './plan.js';
import { subjectKeyOf } from './subject-key.js';
import type { Teaching } from './teaching.js';

/** A subject of the file; rows of one code and one label are one. */
export interface WantedSubject {
  /** The code, or the label of a subject without one: subjects of one code and several labels share it. */
  readonly naturalKey: string;
  /** Key it gets when nobody knows it: the natural one, with the label where that one does not tell it apart. */
  readonly newKey: string;
  readonly code: string;
  readonly label: string;
  readonly idents: ReadonlySet<Ident>;
}

/** Fewer services than this in common prove nothing: one teacher may well change subject with one class. */
const FEWEST_COMMON_SERVICES = 2;

/**
 * By code and label; by code (or label where there is no code), of several of one code those taught most alike; then,
 * among what disappeared and what appeared, by label, and at last by the services themselves (same audiences, same
 * teachers).
 */
export function recogniseSubjects(
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
  const left = () => wanted.filter((subject) => !recognised.has(subject));
  const services = servicesOf(current, teachings);
  const byCode = { ofGone: subjectKeyOf, ofAppeared: ({ naturalKey }: WantedSubject) => naturalKey };
  const byLabel = {
    ofGone: ({ label }: CurrentSubject) => normaliseName(label),
    ofAppeared: ({ label }: WantedSubject) => normaliseName(label),
  };
  const byBoth = {
    ofGone: (known: CurrentSubject) => `${byCode.ofGone(known)}\n${byLabel.ofGone(known)}`,
    ofAppeared: (subject: WantedSubject) => `${byCode.ofAppeared(subject)}\n${byLabel.ofAppeared(subject)}`,
  };
  const byServices = {
    ofGone: (known: CurrentSubject) => signature(services.inCurrent(known)),
    ofAppeared: (subject: WantedSubject) => signature(services.inFile(subject)),
  };

  for (const [subject, known] of pairBySignature([...gone], left(), byBoth)) pair(subject, known);
  const alike = left().flatMap((subject) =>
    [...gone]
      .filter((known) => byCode.ofGone(known) === byCode.ofAppeared(subject))
      .map((known) => ({ subject, known, common: services.inCommon(subject, known) })),
  );
  for (const { subject, known } of alike.filter((likeness) => isBest(likeness, alike))) pair(subject, known);
  for (const [subject, known] of pairBySignature([...gone], left(), byCode)) pair(subject, known);
  const byKey = new Map(current.subjects.map((subject) => [subject.key, subject]));
  for (const subject of wanted) pair(subject, byKey.get(subject.newKey));
  // A subject created by a person has not disappeared because no file names it.
  const vanished = () => [...gone].filter(({ imported }) => imported);
  for (const [subject, known] of pairBySignature(vanished(), left(), byLabel)) pair(subject, known);
  for (const [subject, known] of pairBySignature(vanished(), left(), byServices)) pair(subject, known);
  return recognised;
}

interface Likeness {
  readonly subject: WantedSubject;
  readonly known: CurrentSubject;
  /** Services in common. */
  readonly common: number;
}

/** Whether neither of the two resembles anybody else as much. */
function isBest(likeness: Likeness, all: readonly Likeness[]): boolean {
  const { subject, known, common } = likeness;
  const isRival = (other: Likeness) =>
    other !== likeness && (other.subject === subject || other.known === known) && other.common >= common;
  return common > 0 && !all.some(isRival);
}

function servicesOf(
  current: Pick<CurrentState, 'services'>,
  teachings: readonly Teaching[],
): {
  readonly inFile: (subject: WantedSubject) => readonly string[];
  readonly inCurrent: (known: CurrentSubject) => readonly string[];
  readonly inCommon: (subject: WantedSubject, known: CurrentSubject) => number;
} {
  const ofCurrent = groupBy(current.services, ({ subjectKey }) => subjectKey);
  const ofFile = groupBy(teachings, ({ subject }) => subject);
  const inCurrent = ({ key }: CurrentSubject) =>
    (ofCurrent.get(key) ?? []).map(({ audience, teachers }) => `${audience} ${teachers.join()}`);
  const inFile = ({ idents }: WantedSubject) =>
    [...idents]
      .flatMap((ident) => ofFile.get(ident) ?? [])
      .map(({ audience, teachers }) => `${audience.item} ${teachers.join()}`);
  const inCommon = (subject: WantedSubject, known: CurrentSubject) => {
    const theirs = new Set(inCurrent(known));
    return inFile(subject).filter((service) => theirs.has(service)).length;
  };
  return { inFile, inCurrent, inCommon };
}

function signature(services: readonly string[]): string {
  return services.length < FEWEST_COMMON_SERVICES ? '' : [...services].sort().join('\n');
}
