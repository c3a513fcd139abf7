import type { Stage } from '../../shared/appState.ts';
import { formatsOf, type Formats } from '../../shared/i18n/formats.ts';
import { createTranslate } from '../../shared/i18n/index.ts';
import type { Language, Translate } from '../../shared/i18n/index.ts';
import type { RunView } from '../../shared/runView.ts';
import type { ControllerServices } from './controllerServices.ts';
import type { AppState } from './controllerState.ts';

/** How far a run is, 0 to 1: by bytes where they are known, else by items. */
export function fractionOf({ counts, expectedBytes }: RunView): number {
  const settled = counts.saved + counts.missing;
  const fraction =
    expectedBytes !== undefined && expectedBytes > 0
      ? counts.bytes / expectedBytes
      : settled / Math.max(counts.found, 1);
  return Math.min(fraction, 1);
}

/** Lets menu, task bar, notifications and the list of error codes (for support) follow the state. Answers the codes so far. */
export function watchState(
  state: AppState,
  services: ControllerServices,
  language: () => Language,
): () => readonly string[] {
  const codes: string[] = [];
  let last: Stage = state.stage;
  let spoken: Language | undefined;
  const speak = (): void => {
    if (state.shell.language === spoken) return;
    spoken = state.shell.language;
    services.shell.speak?.(spoken);
  };
  speak();
  state.subscribe(() => {
    speak();
    const { stage, run } = state;
    if (state.underWay && run !== undefined) {
      services.shell.setProgress(fractionOf(run), stage.name === 'held' ? 'paused' : 'normal');
    }
    if (stage === last) return;
    const before = last;
    last = stage;
    if ((stage.name === 'start' || stage.name === 'stopped') && stage.error !== undefined) codes.push(stage.error.code);
    if (stage.name === 'held' && stage.cause !== 'person') codes.push(stage.cause);
    const note = noteOn(stage, before, createTranslate(language()), formatsOf(language()));
    if (note !== undefined) services.shell.notify(...note);
  });
  return () => codes;
}

/** Title and text of a notification, where a change is worth one: something needs the person, or it is over. */
function noteOn(
  stage: Stage,
  before: Stage,
  t: Translate,
  formats: Formats,
): [title: string, body: string] | undefined {
  switch (stage.name) {
    case 'held':
      if (stage.cause === 'person' || before.name === 'held') return undefined;
      return [t(`app:held.${stage.cause}.title`), t(`app:held.${stage.cause}.what`)];
    case 'done':
      return [t('app:notify.done'), noteDone(stage.result.missing, t, formats)];
    case 'stopped':
      return [t('app:notify.stopped'), t('app:notify.stoppedBody')];
    default:
      return undefined;
  }
}

function noteDone(missing: number, t: Translate, { number }: Formats): string {
  return missing === 0 ? t('app:notify.all') : t('app:notify.some', { count: missing, n: number(missing) });
}
