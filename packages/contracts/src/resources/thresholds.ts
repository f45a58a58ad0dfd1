import { THRESHOLD_CODES, THRESHOLD_GROUP_LABELS, type ThresholdGroup } from '@timetable/domain';
import { z } from 'zod';
import { instantSchema } from './page.js';

const isGroup = (code: string): code is ThresholdGroup => code in THRESHOLD_GROUP_LABELS;

/** Two lists of one form: the schools' own thresholds, and protections against what nobody would have wanted. */
export const THRESHOLD_GROUPS: readonly ThresholdGroup[] =
  Object.keys(THRESHOLD_GROUP_LABELS).filter(isGroup);

const limitSchema = z
  .number()
  .min(0)
  .max(100)
  .refine((limit) => /^\d+(\.\d{1,2})?$/.test(String(limit)), 'Deux décimales au plus.');

export const thresholdBodySchema = z.object({
  code: z.enum(THRESHOLD_CODES),
  /** Percent; exceeded when the value is strictly greater. */
  limit: limitSchema,
  blocking: z.boolean(),
  /** Under this number of elements the rate is not judged; null or absent: always judged. */
  minCount: z.int().min(0).max(1_000_000).nullish(),
});

/** The thresholds to change; those that are not listed keep their setting. */
export const thresholdsBodySchema = z
  .array(thresholdBodySchema)
  .min(1)
  .superRefine((rows, context) => {
    const seen = new Set<string>();
    rows.forEach(({ code }, index) => {
      if (seen.has(code))
        context.addIssue({ code: 'custom', path: [index, 'code'], message: 'Seuil donné deux fois.' });
      seen.add(code);
    });
  });
export type ThresholdsBody = z.output<typeof thresholdsBodySchema>;

export const thresholdSchema = z.object({
  code: z.enum(THRESHOLD_CODES),
  group: z.enum(THRESHOLD_GROUPS),
  label: z.string(),
  limit: z.number(),
  blocking: z.boolean(),
  minCount: z.int().optional(),
  /** The recommended setting. */
  recommended: z.object({ limit: z.number(), blocking: z.boolean() }),
});
export type Threshold = z.output<typeof thresholdSchema>;

/** One change of one threshold: who, when, from what to what. */
export const thresholdChangeSchema = z.object({
  at: instantSchema,
  by: z.string(),
  code: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});
export type ThresholdChange = z.output<typeof thresholdChangeSchema>;

/** What the last imports measured: to see which ones another limit would have stopped. */
export const thresholdMeasuresSchema = z.object({
  /** Latest first. */
  imports: z.array(
    z.object({
      id: z.uuid(),
      receivedAt: instantSchema,
      measures: z.array(
        z.object({
          code: z.enum(THRESHOLD_CODES),
          numerator: z.int(),
          denominator: z.int(),
          /** Of the denominator; null among nothing. */
          percent: z.number().nullable(),
          /** False where no limit would have counted: rates of change of the first import of a year, or of a return. */
          isComparable: z.boolean(),
          /** By the limit of that time. */
          exceeded: z.boolean(),
        }),
      ),
    }),
  ),
});
export type ThresholdMeasures = z.output<typeof thresholdMeasuresSchema>;
