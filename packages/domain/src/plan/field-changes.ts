import { frenchDate } from '../calendar/local-date.js';
import { CHANGED_FIELDS, FIELD_LABELS, listInWords, timeInWords, type ChangedField } from './change-words.js';
import { audienceName, type PlanNames } from './plan-names.js';
import type { GroupOutline } from './plan.js';
import type { MembershipContent, RecordedChange, ServiceContent, SessionContent } from './recorded-change.js';

/** One thing that a line of a plan changes, as people read it: « salle : B12 → B14 ». */
export interface FieldChange {
  readonly field: ChangedField;
  /** French: « salle ». */
  readonly label: string;
  /** In words, by name. Null for what is created. */
  readonly before: string | null;
  /** Null for what is deleted. */
  readonly after: string | null;
}

type Words = Partial<Readonly<Record<ChangedField, string>>>;

/** Undefined where there is no such side. */
type Sides = readonly [before: Words | undefined, after: Words | undefined];

/** What a line of a plan changes, field by field; all that it says of what is created or deleted. */
export function fieldChanges(change: RecordedChange, names: PlanNames): FieldChange[] {
  const [before, after] = sidesInWords(change, names);
  return CHANGED_FIELDS.flatMap((field): FieldChange[] => {
    const [was = null, is = null] = [before?.[field], after?.[field]];
    // A side that does not say it, of two that there are, says nothing of a change.
    const isUnsaid = before !== undefined && after !== undefined && (was === null || is === null);
    return was === is || isUnsaid ? [] : [{ field, label: FIELD_LABELS[field], before: was, after: is }];
  });
}

function sidesInWords(change: RecordedChange, names: PlanNames): Sides {
  switch (change.kind) {
    case 'subject':
      return sides(change, ({ code, label }) => ({ code, label }));
    case 'closure':
      return sides(change, (run) => daysInWords(run));
    case 'service':
      return sides(change, (service) => serviceInWords(service, names));
    case 'group':
      return sides<Pick<GroupOutline, 'name'> & Partial<GroupOutline>>(change, ({ name, classIds }) => ({
        name,
        ...(classIds && { classes: listInWords('classes', classIds.map(names.class)) }),
      }));
    case 'membership':
      return sides(change, (stay) => membershipInWords(stay, names));
    case 'session':
      return sessionSides(change, names);
  }
}

const sides = <Content>(
  { before, after }: { readonly before: Content | null; readonly after: Content | null },
  words: (content: Content) => Words,
): Sides => [before === null ? undefined : words(before), after === null ? undefined : words(after)];

const daysInWords = ({ startsOn, endsOn }: { readonly startsOn: string; readonly endsOn: string }) => ({
  startsOn: frenchDate(startsOn),
  endsOn: frenchDate(endsOn),
});

const serviceInWords = (
  { subjectKey, audience, teachers, yearlyMinutes }: ServiceContent,
  names: PlanNames,
): Words => ({
  subject: names.subject(subjectKey),
  audience: audienceName(audience, names),
  teachers: listInWords('teachers', teachers.map(names.teacher)),
  yearlyMinutes: timeInWords(yearlyMinutes),
});

const membershipInWords = (
  { groupKey, role, personId, ...days }: MembershipContent,
  names: PlanNames,
): Words => ({
  group: names.group(groupKey),
  person: (role === 'pupil' ? names.pupil : names.teacher)(personId),
  ...daysInWords(days),
});

const STATES: Readonly<Record<SessionContent['state'], string>> = { planned: 'prévue', cancelled: 'annulée' };

/** A session that is only shifted ends as much later: that is said once, by its start. */
function sessionSides(
  { before, after }: Extract<RecordedChange, { readonly kind: 'session' }>,
  names: PlanNames,
): Sides {
  const isAsLong = before !== null && after !== null && lengthOf(before) === lengthOf(after);
  return sides({ before, after }, (session) => ({
    state: STATES[session.state],
    date: frenchDate(session.date),
    start: timeInWords(session.startMinute),
    ...(!isAsLong && { end: timeInWords(session.endMinute) }),
    subject: names.subject(session.subjectKey),
    audience: listInWords(
      'audience',
      session.audience.map((item) => audienceName(item, names)),
    ),
    teachers: listInWords('teachers', session.teachers.map(names.teacher)),
    rooms: listInWords('rooms', session.rooms),
  }));
}

const lengthOf = ({ startMinute, endMinute }: SessionContent): number => endMinute - startMinute;
