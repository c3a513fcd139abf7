import type { Stage } from '../../shared/appState.ts';
import type { EngineEvent, PauseCause, Phase } from '../../shared/progress.ts';
import type { AppState } from './controllerState.ts';

/** How a run's events move the stage on: looking, saving, held and back, finishing. */
export class RunStages {
  readonly #state: AppState;
  /** Where to go back to when a hold ends. */
  #before: Stage = { name: 'saving' };

  constructor(state: AppState) {
    this.#state = state;
  }

  observe(event: EngineEvent): void {
    this.#state.engine(event);
    switch (event.type) {
      case 'phase':
        this.#phase(event.phase);
        break;
      case 'paused':
        this.hold(event.cause);
        break;
      case 'resumed':
        if (this.#state.stage.name === 'held') this.goOn();
        break;
      default:
        break;
    }
  }

  #phase(phase: Phase): void {
    const { stage } = this.#state;
    if (stage.name === 'looking' && phase !== 'walking' && phase !== 'signing-in') {
      this.#state.setStage({ name: 'looking', complete: true });
    } else if (phase === 'retrying' || phase === 'packing' || phase === 'verifying') {
      const early = stage.name === 'finishing' && stage.early;
      this.#moveTo({ name: 'finishing', early, step: phase });
    }
  }

  /** Moves on, or remembers it for when the hold ends. */
  #moveTo(stage: Stage): void {
    if (this.#state.stage.name === 'held') this.#before = stage;
    else this.#state.setStage(stage);
  }

  hold(cause: PauseCause): void {
    const { stage } = this.#state;
    if (stage.name === 'signing-in') return;
    if (stage.name !== 'held') this.#before = stage;
    else if (stage.cause === cause) return;
    this.#state.setStage({ name: 'held', cause });
  }

  /** After a sign-in that was given up, too: the person is back where they were asked. */
  holdForSignIn(): void {
    if (this.#state.stage.name === 'signing-in') this.#state.setStage({ name: 'held', cause: 'signed-out' });
    else this.hold('signed-out');
  }

  goOn(): void {
    this.#state.setStage(this.#before);
  }

  finishEarly(): void {
    this.#before = { name: 'finishing', early: true, step: 'packing' };
    this.goOn();
  }
}
