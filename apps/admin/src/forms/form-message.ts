import { frenchMessage } from '@timetable/contracts';

/** What is wrong with a field, in French: one left empty is missing, whatever form it should have. */
export const formMessage: typeof frenchMessage = (issue) =>
  issue.input === '' ? 'Ce champ est obligatoire.' : frenchMessage(issue);
