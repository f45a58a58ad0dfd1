import { fileURLToPath } from 'node:url';

/** The workflows, which every run of the tests has built first: bundling them again takes five seconds of a processor. */
export const WORKFLOW_BUNDLE = {
  codePath: fileURLToPath(import.meta.resolve('@timetable/workflows/bundle')),
};
