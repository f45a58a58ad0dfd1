import { inWordsOf, programOfSchool, type Campus } from '@timetable/contracts';
import { useContext } from 'react';
import { CampusContext } from './campus-context.js';

export type Said = (text: string) => string;

/** Texts are written for EDT: in the words of the program that a school of these formats uses. */
export const saidFor = (formats: Campus['formats']): Said => {
  const program = programOfSchool(formats);
  return (text) => inWordsOf(program, text);
};

/** The same for the campus whose page this is; of a page of no campus, as it is written. */
export function useSaid(): Said {
  const campus = useContext(CampusContext);
  return campus === undefined ? (text) => text : saidFor(campus.formats);
}
