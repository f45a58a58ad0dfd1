/** What every import's workflow carries its campus under, for whoever filters workflows by it. Never renamed: it is recorded. */
export const CAMPUS_ATTRIBUTE = 'Campus';
