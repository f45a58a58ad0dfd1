import { thresholdsBodySchema, type ThresholdsBody } from '@timetable/contracts';
import type { UseFormReturn } from 'react-hook-form';
import { z } from 'zod';

/** A threshold as it is typed: « 12,5 ». */
export interface TypedThreshold {
  code: string;
  limit: string;
  blocking: boolean;
  /** Empty: always judged. */
  minCount: string;
}

export interface TypedThresholds {
  rows: TypedThreshold[];
}

/** What is typed, and what becomes of it. */
export type ThresholdsForm = UseFormReturn<TypedThresholds, unknown, { rows: ThresholdsBody }>;

/** @param text French or not: « 12,5 » or « 12.5 » @returns undefined when it is no number */
export function numberOf(text: string): number | undefined {
  const trimmed = text.trim().replace(',', '.');
  return /^\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : undefined;
}

const typedSchema = z.array(
  z.object({ code: z.string(), limit: z.string(), blocking: z.boolean(), minCount: z.string() }),
);

/** What is typed becomes what the API takes, and is held to its rules. A text that is no number is left for them to refuse. */
export const thresholdsFormSchema = z.object({
  rows: typedSchema
    .transform((rows) =>
      rows.map(({ limit, minCount, ...row }) => ({
        ...row,
        limit: numberOf(limit) ?? limit,
        minCount: minCount.trim() === '' ? null : (numberOf(minCount) ?? minCount),
      })),
    )
    .pipe(z.preprocess((rows) => rows, thresholdsBodySchema)),
});
