import type { CollegeExport } from './college.js';
import { MADE_UP_COLLEGE } from './made-up-college.js';
import { PUBLIC_COLLEGE } from './public-college.js';

/** A real college where its file is, and one of its size that is everywhere. */
export const COLLEGES: readonly CollegeExport[] = [PUBLIC_COLLEGE, MADE_UP_COLLEGE];
