/** Whoever started this process (`nodeStart.mjs`) was killed: nobody must find a run going on behind their back. */
export function endWithStarter(): void {
  if (process.env['TWINARK_STARTED'] !== '1') return;
  delete process.env['TWINARK_STARTED'];
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.channel?.unref();
}
