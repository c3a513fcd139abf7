import type { Session } from '../hosts/types.ts';
import type { ControllerServices } from './controllerServices.ts';
import type { AppState } from './controllerState.ts';
import { askIdentity } from './identity.ts';

/** A profile page that takes longer is taken for one that can't be seen. */
const IDENTITY_PATIENCE_MS = 30_000;
/** What happens around a sign-out half-way: the run is held before, and goes on after. */
export interface Interruption {
  readonly hold: () => void;
  readonly goOn: () => void;
}

/** Where a person signs in: the host's log-in page while it is open, and the waiting for them after a sign-out. */
export class SignInDesk {
  readonly #services: ControllerServices;
  readonly #state: AppState;
  #open: AbortController | undefined;
  /** Resolved when the person wants to sign in again. */
  #wanted: (() => void) | undefined;

  constructor(services: ControllerServices, state: AppState) {
    this.#services = services;
    this.#state = state;
  }

  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** The person asks for the log-in page after a sign-out. False if nothing waits for that. */
  again(): boolean {
    const wanted = this.#wanted;
    wanted?.();
    return wanted !== undefined;
  }

  cancel(): void {
    this.#open?.abort();
  }

  /** Nothing if the person gave it up. */
  async signIn(): Promise<Session | undefined> {
    return this.#withPage(false, (signal) => this.#services.host.signIn(this.#services.profile, signal));
  }

  /** What the profile page calls the person: their user name was typed on the platform's page, which nobody reads. */
  async nameOf(session: Session): Promise<string> {
    const { profile } = this.#services;
    const identity = await askIdentity(session, profile, AbortSignal.timeout(IDENTITY_PATIENCE_MS)).catch(() => '');
    return identity.slice(identity.indexOf(' ') + 1);
  }

  /**
   * A session whose `signInAgain` waits for the person for as long as it takes: they may be asleep, and a log-in page that
   * opens by itself at night has timed out by the morning. Only stopping the run gives up.
   */
  asking(inner: Session, { hold, goOn }: Interruption): Session {
    return {
      transport: inner.transport,
      userAgent: inner.userAgent,
      close: () => inner.close(),
      signInAgain: async (signal) => {
        for (;;) {
          hold();
          if (!(await this.#personWantsTo(signal))) return 'give-up';
          const result = await this.#withPage(true, (both) => inner.signInAgain(both), signal).catch((error: unknown) =>
            this.#services.onBug?.(error),
          );
          if (result !== 'signed-in') continue;
          goOn();
          return result;
        }
      },
    };
  }

  /** Shows the platform's log-in page while `work` waits for it. */
  async #withPage<T>(
    again: boolean,
    work: (s: AbortSignal) => Promise<T>,
    outer?: AbortSignal,
  ): Promise<T | undefined> {
    const own = new AbortController();
    this.#open = own;
    this.#state.setStage({ name: 'signing-in', again });
    const end = this.#services.signInView.onAddress((address) => {
      if (this.#state.stage.name === 'signing-in') this.#state.setStage({ ...this.#state.stage, address });
    });
    try {
      return await work(outer === undefined ? own.signal : AbortSignal.any([own.signal, outer]));
    } catch (error) {
      if (own.signal.aborted) return undefined;
      throw error;
    } finally {
      end();
      this.#services.signInView.place(undefined);
      this.#open = undefined;
    }
  }

  #personWantsTo(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const answer = (yes: boolean) => {
        this.#wanted = undefined;
        signal.removeEventListener('abort', no);
        resolve(yes);
      };
      const no = () => answer(false);
      if (signal.aborted) {
        resolve(false);
        return;
      }
      signal.addEventListener('abort', no, { once: true });
      this.#wanted = () => answer(true);
    });
  }
}
