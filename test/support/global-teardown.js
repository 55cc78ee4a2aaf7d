export default async function globalTeardown() {
  await globalThis.hairlineTestPostgres?.stop();
}
