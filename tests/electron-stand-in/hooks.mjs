// Module hooks (Node's own thread for them): `electron` is our stand-in, everywhere; tsx, which comes next, compiles it.
export async function resolve(specifier, context, next) {
  return next(specifier === 'electron' ? new URL('./electron.ts', import.meta.url).href : specifier, context);
}
