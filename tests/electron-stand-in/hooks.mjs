// Module hooks (Node's own thread for them): `electron` is our stand-in, everywhere.
export async function resolve(specifier, context, next) {
  if (specifier === 'electron') return { url: new URL('./electron.ts', import.meta.url).href, shortCircuit: true };
  return next(specifier, context);
}
