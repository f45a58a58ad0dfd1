// The Traefik example of docs/operations.md, read as Traefik reads it. Traefik itself is no Debian package: it is not run.
import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const OPERATIONS = fileURLToPath(new URL('../../docs/operations.md', import.meta.url));

describe('the Traefik example of the operations page (read, not run)', () => {
  it('is YAML whose router names a service that exists, hides what is inside, and waits as long as the door', async () => {
    const example = /```yaml\n(.*?)```/s.exec(await readFile(OPERATIONS, 'utf8'))?.[1] ?? '';
    expect(parse(example)).toEqual({
      entryPoints: {
        websecure: { address: ':443', transport: { respondingTimeouts: { readTimeout: '1800s' } } },
      },
      http: {
        routers: {
          door: {
            rule: expect.stringMatching(/^Host\(`[^`]+`\) && !Path\(`\/metrics`\) && !Path\(`\/readyz`\)$/),
            service: 'door',
            tls: {},
          },
        },
        services: {
          door: {
            loadBalancer: {
              servers: [{ url: 'http://door-1:8080' }, { url: 'http://door-2:8080' }],
              sticky: { cookie: {} },
              passHostHeader: true,
            },
          },
        },
      },
    });
  });
});
