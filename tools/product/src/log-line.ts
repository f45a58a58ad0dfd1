import { z } from 'zod';

const pinoSchema = z.object({
  level: z.number(),
  time: z.number(),
  msg: z.string().default(''),
  err: z.object({ message: z.string() }).optional(),
});

/** What Node says of a function that a library still calls: of interest to whoever maintains it, not to whoever watches. */
const DEPRECATION = /^\(node:\d+\) .*DeprecationWarning: |^\(Use `node --trace-deprecation/;

const WARNING = 40;
const ERROR = 50;

/**
 * What of a process's output deserves the terminal: warnings and errors, as a sentence. The rest is in its log file.
 * @returns undefined when the line only belongs in the file
 */
export function terminalLine(name: string, line: string, stream: 'stdout' | 'stderr'): string | undefined {
  const parsed = parse(line);
  if (parsed === undefined)
    return stream === 'stderr' && line.trim() !== '' && !DEPRECATION.test(line)
      ? `[${name}] ${line}`
      : undefined;
  if (parsed.level < WARNING) return undefined;
  const time = new Date(parsed.time).toLocaleTimeString('fr-FR');
  const cause = parsed.err === undefined ? '' : ` : ${parsed.err.message}`;
  return `[${name}] ${time} ${parsed.level >= ERROR ? 'ERREUR' : 'Attention'} – ${parsed.msg}${cause}`;
}

function parse(line: string): z.infer<typeof pinoSchema> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return pinoSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
