/**
 * What a plan was computed from, or what an import left behind, as one opaque string: equal strings, nothing changed.
 * @param inputs matches, settings and directory
 * @param base the target's establishments
 */
export const planVersions = (inputs: string, base: string): string => `${inputs}|${base}`;
