// Jest's globalTeardown beside postgres-server.mjs, in the same process.
export default async function stopPostgres() {
  await globalThis.testPostgres?.stop();
}
