import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { DemoFailure } from './demo-failure.js';

const mailsSchema = z.array(
  z.object({ to: z.array(z.string()), subject: z.string(), text: z.string() }).readonly(),
);
type Mail = z.output<typeof mailsSchema>[number];

const PATIENCE_MS = 20_000;

/**
 * Mails leave a moment after what they tell.
 * @param subject how it ends, after the school's name
 * @param url where `npm start` shows the mails it took
 * @throws DemoFailure when none about the file has come after twenty seconds
 */
export async function mailAbout(url: string, fileName: string, subject: string): Promise<Mail> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline;) {
    const mails = mailsSchema.parse(await (await fetch(url, { headers: { connection: 'close' } })).json());
    const found = mails.find((mail) => mail.text.includes(fileName) && mail.subject.endsWith(subject));
    if (found !== undefined) return found;
    await sleep(200);
  }
  throw new DemoFailure(`Aucun courriel « ${subject} » au sujet de ${fileName}.`);
}
