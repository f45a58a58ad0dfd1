import type { FileRoom, FileSubject, FileTeacher } from '@timetable/domain';
import { parseDate } from '../reading/values.js';
import { UdtCodes } from './udt-codes.js';
import type { UdtFiles } from './udt-files.js';
import type { UdtProblems } from './udt-problems.js';
import { isoDateOf, type UdtRow } from './udt-row.js';

/** What a line of the timetable names beside its audience (files 03, 04 and 05), by code. */
export class UdtPeopleAndPlaces {
  readonly subjectCodes: UdtCodes;
  readonly teacherCodes: UdtCodes;
  readonly roomCodes: UdtCodes;
  readonly subjects: readonly FileSubject[];
  readonly teachers: readonly FileTeacher[];
  readonly rooms: readonly FileRoom[];

  constructor(files: UdtFiles, problems: UdtProblems) {
    this.subjectCodes = new UdtCodes(problems);
    this.teacherCodes = new UdtCodes(problems);
    this.roomCodes = new UdtCodes(problems);
    this.rooms = coded(files.of('03', 'salle'), this.roomCodes, (row) => ({
      name: row.value('nom') || row.value('code'),
    }));
    this.teachers = coded(files.of('04', 'prof'), this.teacherCodes, teacherOf);
    this.subjects = coded(files.of('05', 'mat'), this.subjectCodes, (row) => ({
      // The national code where there is one: the one that a directory knows too.
      code: row.value('code_gep1') || row.value('code'),
      label: row.value('libelle'),
    }));
  }
}

function teacherOf(row: UdtRow): Omit<FileTeacher, 'ident' | 'line'> {
  const birthDate = parseDate(isoDateOf(row.value('date_naissance')));
  const stsId = row.value('epj');
  return {
    lastName: row.value('nom'),
    firstName: row.value('prenom'),
    ...(birthDate !== undefined && { birthDate }),
    ...(stsId !== '' && { stsId }),
  };
}

/** A row for each code that is new, numbered from 1. */
export function coded<T>(
  rows: readonly UdtRow[],
  codes: UdtCodes,
  read: (row: UdtRow) => T,
): (T & { ident: number; line: number })[] {
  return rows.flatMap((row, index) => {
    const ident = index + 1;
    return codes.add(row, ident) ? [{ ident, line: row.line, ...read(row) }] : [];
  });
}
