import { readFile, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';

export const productDescriptionSchema = z.object({
  apiUrl: z.string(),
  depositUrl: z.string(),
  workerUrl: z.string(),
  databaseUrl: z.string(),
  temporalAddress: z.string(),
  temporalNamespace: z.string(),
  temporalUiUrl: z.string(),
  /** Undefined when mails go to a real server. */
  mailsUrl: z.string().optional(),
  /** Whom to encrypt exports for, with the public half of that key (PEM); undefined when the worker has keys of one's own. */
  exportPartner: z.object({ name: z.string(), publicKeyFile: z.string() }).optional(),
  adminLogin: z.string(),
  adminPassword: z.string(),
});

/** Addresses of a started product, written in `<DATA_DIR>/product.json` once it is ready. */
export type ProductDescription = Readonly<z.infer<typeof productDescriptionSchema>>;

export async function writeDescription(file: string, description: ProductDescription): Promise<void> {
  await writeFile(file, `${JSON.stringify(description, null, 2)}\n`, { mode: 0o600 });
}

export async function eraseDescription(file: string): Promise<void> {
  await rm(file, { force: true });
}

/** @returns undefined when nothing was left running there, or nothing that answers */
export async function runningProduct(file: string): Promise<ProductDescription | undefined> {
  try {
    const description = productDescriptionSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    const answer = await fetch(`${description.apiUrl}/healthz`, { signal: AbortSignal.timeout(3_000) });
    return answer.ok ? description : undefined;
  } catch {
    return undefined;
  }
}
