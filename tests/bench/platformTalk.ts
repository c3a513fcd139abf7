/** What the bench asks of the platform's process. */
export type Order =
  | { readonly do: 'begin'; readonly latencyMs: number }
  | { readonly do: 'count' }
  | { readonly do: 'total' }
  | { readonly do: 'end' };

/** What it answers. */
export type Report =
  | {
      readonly is: 'ready';
      readonly origins: Readonly<Record<string, string>>;
      readonly foreign: string;
      readonly username: string;
      readonly password: string;
    }
  | { readonly is: 'done' }
  | { readonly is: 'total'; readonly requests: number }
  | ({ readonly is: 'count' } & Counted);

/** What the platform saw of one run. */
export interface Counted {
  readonly requests: number;
  /** Bytes of all bodies, as they went over the wire. */
  readonly bytes: number;
  /** Complete answers that were served before already. */
  readonly repeated: number;
  /** Requests that change things. */
  readonly changing: number;
  readonly foreign: number;
  /** `role path` with the number of requests. */
  readonly addresses: readonly (readonly [string, number])[];
}

export function isOrder(value: unknown): value is Order {
  return typeof value === 'object' && value !== null && 'do' in value;
}

export function isReport(value: unknown): value is Report {
  return typeof value === 'object' && value !== null && 'is' in value;
}
