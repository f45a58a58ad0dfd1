/**
 * Everything a history says, payloads decoded, for a test to search. Names of the protocol's own constants
 * (`PARENT_CLOSE_POLICY_…`) are left out: they are nobody's.
 */
export function readableHistory(history: object): string {
  const said: string[] = [];
  JSON.stringify(history, (key, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (key === 'data') said.push(Buffer.from(value, 'base64').toString('utf8'));
    else if (!/^[A-Z]+(_[A-Z]+)+$/.test(value)) said.push(value);
    return value;
  });
  return said.join('\n');
}
