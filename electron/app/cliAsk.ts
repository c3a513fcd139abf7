import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Readable } from 'node:stream';
import type { Say } from './cliOptions.ts';

export interface Asker {
  /** Whether a person sits there. */
  readonly isPerson: boolean;
  /** One line; undefined at the end of input. Hidden: what is typed is not shown. */
  ask(question: string, hidden?: boolean): Promise<string | undefined>;
  close(): void;
}

type Input = Readable & { readonly isTTY?: boolean };

/**
 * Asks a person at a terminal, or takes the next line of a stream without asking. What was typed once cannot be brought back
 * with the arrow keys: the next one at this keyboard is somebody else.
 *
 * @param interrupt Ctrl-C while a question stands
 */
export function createAsker(
  input: Input,
  output: Writable & { readonly isTTY?: boolean },
  interrupt: () => void,
): Asker {
  return input.isTTY === true && output.isTTY === true ? personAsker(input, output, interrupt) : lineAsker(input);
}

/** Yes in the language of the question or in English, in full or by its first letter. */
export function isYes(answer: string, say: Say): boolean {
  const words = `${say('cli:yes')} yes y`.normalize('NFC').split(' ');
  return words.includes(answer.trim().normalize('NFC').toLowerCase());
}

function personAsker(input: Input, output: Writable, interrupt: () => void): Asker {
  return {
    isPerson: true,
    ask(question, hidden = false) {
      output.write(question);
      const shown = new Writable({
        write(chunk: Buffer, _, done) {
          if (!hidden) output.write(chunk);
          done();
        },
      });
      return new Promise((resolve) => {
        const line = createInterface({ input, output: shown, terminal: true, historySize: 0 });
        let answer: string | undefined;
        line.once('line', (text) => {
          answer = text;
          line.close();
        });
        line.once('SIGINT', () => {
          line.close();
          interrupt();
        });
        line.once('close', () => {
          if (hidden) output.write('\n');
          resolve(answer);
        });
      });
    },
    close: () => undefined,
  };
}

function lineAsker(input: Input): Asker {
  const lines = createInterface({ input, historySize: 0 });
  const next = lines[Symbol.asyncIterator]();
  let first = true;
  return {
    isPerson: false,
    async ask() {
      const line = await next.next();
      if (line.done === true) return undefined;
      const text = first ? line.value.replace(/^\ufeff/, '') : line.value;
      first = false;
      return text;
    },
    close: () => lines.close(),
  };
}
