import { everyCourse } from '../timetable/every-course.js';
import { UNNUMBERED, type Ident, type RowKind, type Timetable } from '../timetable/timetable.js';

export interface MissingRow {
  /** How many references there are to it. */
  references: number;
  /** Line of the first row that refers to it. */
  readonly line: number;
}

/** Rows that others refer to and that the file does not have, each once. */
export type MissingRows = Readonly<Record<RowKind, ReadonlyMap<Ident, MissingRow>>>;

export function missingRows(timetable: Timetable): MissingRows {
  const { groups, pupils } = timetable;
  const known = knownRows(timetable);
  const missing: Record<RowKind, Map<Ident, MissingRow>> = {
    teacher: new Map(),
    class: new Map(),
    part: new Map(),
    group: new Map(),
    room: new Map(),
    subject: new Map(),
    pupil: new Map(),
  };
  const refer = (line: number, kind: RowKind, ident: Ident): void => {
    // A reference that cannot be read is a problem of its own.
    if (known[kind].has(ident) || Number.isNaN(ident)) return;
    const row = missing[kind].get(ident);
    if (row === undefined) missing[kind].set(ident, { references: 1, line });
    else row.references += 1;
  };
  for (const { line, subject, resources } of everyCourse(timetable)) {
    if (subject !== undefined) refer(line, 'subject', subject);
    for (const { kind, ident } of resources) refer(line, kind, ident);
  }
  for (const group of groups) {
    for (const ident of group.classes) refer(group.line, 'class', ident);
    for (const ident of group.parts) refer(group.line, 'part', ident);
    for (const ident of group.pupils ?? []) refer(group.line, 'pupil', ident);
  }
  // Parts that only pupils name are none of these: no group and no course is made of them.
  for (const pupil of pupils) for (const { ident } of pupil.classes) refer(pupil.line, 'class', ident);
  return missing;
}

function knownRows(timetable: Timetable): Readonly<Record<RowKind, ReadonlySet<Ident>>> {
  const idents = (rows: readonly { readonly ident: Ident }[]) => new Set(rows.map(({ ident }) => ident));
  return {
    teacher: idents(timetable.teachers),
    class: idents(timetable.classes),
    part: new Set(timetable.classes.flatMap(({ parts }) => parts)),
    group: idents(timetable.groups),
    room: idents(timetable.rooms),
    subject: idents(timetable.subjects),
    pupil: idents(timetable.pupils),
  };
}

/**
 * Kinds of which rows are missing that no row without Ident can be: those may be any that the current state has. A row without
 * Ident is there, by its name, and most likely the one that is referred to.
 */
export function lackingKinds(timetable: Timetable): ReadonlySet<RowKind> {
  const missing = missingRows(timetable);
  const lacking = new Set<RowKind>();
  const judge = (kind: RowKind, rows: readonly { readonly ident: Ident }[]): void => {
    if (missing[kind].size > rows.filter(({ ident }) => ident < UNNUMBERED).length) lacking.add(kind);
  };
  judge('subject', timetable.subjects);
  judge('teacher', timetable.teachers);
  judge('class', timetable.classes);
  judge('group', timetable.groups);
  judge('room', timetable.rooms);
  judge('pupil', timetable.pupils);
  return lacking;
}
