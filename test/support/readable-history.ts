/**
 * Everything a history says, payloads decoded, for a test to search. Names of the protocol's own constants
 * (`PARENT_CLOSE_POLICY_…`) are left out: they are nobody's.
 */
export function readableHistory(history: object): string {
  const said: string[] = [];
  visitTexts(history, (key, value) => {
    if (key !== 'data' && !/^[A-Z]+(_[A-Z]+)+$/.test(value)) said.push(value);
  });
  return [...said, ...payloadsOf(history).map((payload) => payload.toString('utf8'))].join('\n');
}

/** The payloads of a history, decoded. */
export function payloadsOf(history: object): Buffer[] {
  const payloads: Buffer[] = [];
  visitTexts(history, (key, value) => {
    if (key === 'data') payloads.push(Buffer.from(value, 'base64'));
  });
  return payloads;
}

function visitTexts(history: object, visit: (key: string, value: string) => void): void {
  JSON.stringify(history, (key, value: unknown) => {
    if (typeof value === 'string') visit(key, value);
    return value;
  });
}
