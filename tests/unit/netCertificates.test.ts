import { describe, expect, it } from 'vitest';
import { systemTrust, trustedCertificates } from '../../electron/net/certificates.ts';

describe('certificates that are trusted', () => {
  it('are Node’s and the system’s together, each once', () => {
    const stores: Record<string, string[]> = { default: ['node', 'extra'], system: ['school', 'node'] };
    const getCACertificates = (type: string) => stores[type];
    expect(trustedCertificates({ getCACertificates })).toEqual(['node', 'extra', 'school']);
  });

  it.each([
    ['an older Node', {}],
    ['an empty store', { getCACertificates: (type: string) => (type === 'system' ? [] : ['node']) }],
    [
      'a store that cannot be read',
      {
        getCACertificates: () => {
          throw new Error('no store');
        },
      },
    ],
  ])('are Node’s own with %s', (_what, source) => {
    expect(trustedCertificates(source)).toBeUndefined();
  });

  it('can be read on this machine', () => {
    const { ca } = systemTrust();
    for (const certificate of ca ?? []) expect(certificate).toContain('BEGIN CERTIFICATE');
  });
});
