import { countAnswers, findUnfinished, removeAllRuns } from '../runs/index.ts';
import type { RunsOnDisk } from './controllerServices.ts';

/** The unfinished runs on this computer as the start screen lists them. */
export const runsOnDisk: RunsOnDisk = {
  async list(stateRoot) {
    const found = await findUnfinished({ stateRoot });
    return Promise.all(
      found.map(async ({ directory, header }) => {
        const counts = await countAnswers(directory).catch(() => undefined);
        const { runId, username, out, startedAt } = header;
        return {
          ...{ id: runId, username, out, startedAt },
          ...(counts === undefined ? {} : { saved: counts.ok, bytes: counts.bytes }),
        };
      }),
    );
  },
  removeAll: (stateRoot) => removeAllRuns(stateRoot),
};
