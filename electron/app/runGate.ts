import { createGate, type Gate } from '../net/index.ts';
import type { Classifier } from '../platform/classify.ts';
import { probeAddresses } from '../platform/profile.ts';
import { createPageSigns } from '../platform/signs.ts';
import type { Person } from './identity.ts';
import type { ExportRequest, Observer } from './types.ts';

/** The gate of a run: what is known about the platform, the session, and who may sign in again. */
export function createRunGate(
  { profile, session, concurrency, patience }: ExportRequest,
  classifier: Classifier,
  person: Person,
  observe: Observer,
): Gate {
  return createGate({
    transport: session.transport,
    userAgent: session.userAgent,
    classify: (address) => classifier.classify(address),
    asGiven: (address) => classifier.asGiven(address),
    ...createPageSigns(classifier),
    probes: probeAddresses(profile),
    concurrency,
    viewBytes: profile.limits.viewBytes,
    ...(patience === undefined ? {} : { patience }),
    observer: {
      onPaused: (cause) => observe({ type: 'paused', cause }),
      onResumed: () => observe({ type: 'resumed' }),
      onSignedOut: async (signal) => {
        const outcome = await session.signInAgain(signal);
        if (outcome === 'signed-in') await person.check(signal);
        return outcome;
      },
    },
  });
}
