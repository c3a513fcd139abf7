import type { AppError } from '../../shared/appState.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Translate } from '../../shared/i18n/index.ts';

/** Codes that only wrong options of the command line bring about: on a screen they share one text. */
const USAGE: readonly ErrorCode[] = [
  'unknown-option',
  'bad-option',
  'not-yet',
  'profile-not-found',
  'profile-invalid',
  'profile-unconfirmed',
  'out-other-person',
  'origin-invalid',
];

/** Short enough to be read out: `TA-DISK-FULL`. */
export function phoneCode(code: string): string {
  return `TA-${code.toUpperCase()}`;
}

export interface ErrorWords {
  readonly title: string;
  readonly what: string;
  readonly todo: string;
  readonly code: string;
}

export function errorText({ code, params }: AppError, t: Translate): ErrorWords {
  const key = USAGE.includes(code)
    ? 'usage'
    : code === 'disk-full' && params['at'] === 'staging'
      ? 'disk-full-here'
      : code;
  return {
    title: t(`app:errors.${key}.title`, params),
    what: t(`app:errors.${key}.what`, params),
    todo: t(`app:errors.${key}.todo`, params),
    code: phoneCode(code),
  };
}
