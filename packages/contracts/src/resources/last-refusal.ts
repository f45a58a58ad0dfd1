import { z } from 'zod';
import { instantSchema } from './page.js';

/** When a wrong password was last given for an account, and from where; null: not lately. One an hour is kept, and never what was typed. */
export const lastRefusalSchema = z.object({ at: instantSchema, address: z.string() }).nullable();
