import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

const serviceSchema = z.looseObject({
  environment: z.record(z.string(), z.union([z.string(), z.number()]).transform(String)).default({}),
  entrypoint: z.array(z.string()).default([]),
  command: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
});
const fileSchema = z.looseObject({ services: z.record(z.string(), serviceSchema) });

/** `$$`, `${NAME}`, `${NAME:-default}` or `${NAME:?why it is needed}`. */
const VARIABLE = /\$(?:\$|\{(\w+)(?::([-?])([^}]*))?\})/g;

/** A compose file, to start what it describes without containers: values are as compose itself would pass them. */
export class ComposeFile {
  readonly #services: z.output<typeof fileSchema>['services'];
  readonly #variables: Readonly<Record<string, string>>;

  private constructor(
    services: z.output<typeof fileSchema>['services'],
    variables: Readonly<Record<string, string>>,
  ) {
    this.#services = services;
    this.#variables = variables;
  }

  /**
   * @param variables what its environment file would give
   * @throws ZodError when it is not written as expected here
   */
  static async read(path: string, variables: Readonly<Record<string, string>>): Promise<ComposeFile> {
    const document: unknown = parse(await readFile(path, 'utf8'), { merge: true });
    return new ComposeFile(fileSchema.parse(document).services, variables);
  }

  /** @throws Error naming a variable that has no value */
  environment(service: string): Record<string, string> {
    const given = Object.entries(this.#service(service).environment);
    return Object.fromEntries(given.map(([name, value]) => [name, this.#interpolated(value)]));
  }

  /** What runs in the container: its entry point with its arguments. */
  command(service: string): string[] {
    const { entrypoint, command } = this.#service(service);
    return [...entrypoint, ...command].map((word) => this.#interpolated(word));
  }

  /** The path beside the file of what is seen as `path` in the container, by its volumes. */
  hostPath(service: string, path: string): string {
    for (const [from = '', to = ''] of this.#service(service).volumes.map((volume) => volume.split(':')))
      if (path.startsWith(`${to}/`)) return `${from}${path.slice(to.length)}`;
    throw new Error(`${service} has no volume with ${path}`);
  }

  #service(name: string): z.output<typeof serviceSchema> {
    const service = this.#services[name];
    if (service === undefined) throw new Error(`There is no service ${name} in the compose file`);
    return service;
  }

  #interpolated(text: string): string {
    return text.replaceAll(VARIABLE, (_found, name?: string, operator?: string, operand = '') => {
      if (name === undefined) return '$';
      const value = this.#variables[name];
      if (value !== undefined && value !== '') return value;
      if (operator === '?') throw new Error(`${name} has no value: ${String(operand)}`);
      return String(operand);
    });
  }
}
