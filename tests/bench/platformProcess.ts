import { writeFileSync } from 'node:fs';
import { startSamplePlatform } from '../sample-platform/index.ts';
import { isOrder, type Report } from './platformTalk.ts';

/**
 * The sample platform in a process of its own, steered by messages: the same account, ports and session for every tool, with
 * another latency and fresh counters for each run. Arguments: the account's options as JSON, the file for its truth.
 */
const [account = '{}', truthFile = ''] = process.argv.slice(2);
const platform = await startSamplePlatform(JSON.parse(account) as Parameters<typeof startSamplePlatform>[0]);

if (truthFile !== '') {
  const { items, mustRead, mayRead } = platform.truth;
  // Hashes are computed when asked: once, before anything is measured.
  const plain = items.map((item) => ({
    kind: item.kind,
    title: item.title,
    status: item.expectedStatus,
    hasOriginal: item.hasOriginal,
    url: item.originalUrl ?? item.url,
    sha256: item.sha256?.(),
    bytes: item.bytes?.(),
  }));
  writeFileSync(truthFile, JSON.stringify({ items: plain, mustRead, mayRead }));
}

const send = (report: Report): void => void process.send?.(report);

process.on('message', (order: unknown) => {
  if (!isOrder(order)) return;
  const { stats, options } = platform;
  switch (order.do) {
    case 'begin':
      options.latencyMs = order.latencyMs;
      stats.reset();
      send({ is: 'done' });
      break;
    case 'count':
      send({
        is: 'count',
        requests: stats.total,
        bytes: stats.bytes,
        repeated: stats.repeated().reduce((sum, [, times]) => sum + times - 1, 0),
        changing: stats.stateChanging.length,
        foreign: stats.foreign.length,
        addresses: [...stats.requests],
      });
      break;
    case 'total':
      send({ is: 'total', requests: stats.total });
      break;
    case 'end':
      void platform.close().then(() => process.exit(0));
  }
});
// Nobody is left to serve.
process.on('disconnect', () => process.exit(0));

const { origins, foreign, username, password } = platform;
send({ is: 'ready', origins, foreign, username, password });
