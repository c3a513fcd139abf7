import { z } from 'zod';

/**
 * Imported before any schema is made: where a content security policy forbids `eval`, schemas must not compile themselves. Zod
 * probes for that by itself, but a script that runs before the page's own (preload, Chromium host) is probed too early.
 */
z.config({ jitless: true });
