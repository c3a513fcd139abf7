import { z } from 'zod';
import { choiceSchema, itemKindSchema } from '../../shared/model/index.ts';
import type { RunStore } from '../runs/index.ts';
import type { ExportRequest, Selection } from './types.ts';

/** What a person asked a run for. Kept with the run, so that going on with it needs no repeating (and forgets nothing). */
export interface Wishes {
  readonly selection: Selection;
  readonly addSpaces: readonly string[];
  readonly split?: number;
  /** The folder for the ZIP, where another one than at the start was chosen. */
  readonly out?: string;
  /** The earlier archive that is updated. */
  readonly updateFrom?: string;
}

const wishesSchema = z.object({
  selection: z.object({
    choices: z.array(choiceSchema),
    onlySpaces: z.array(z.string()).exactOptional(),
    withoutSpaces: z.array(z.string()).exactOptional(),
    withoutKinds: z.array(itemKindSchema).exactOptional(),
    onlyAtRisk: z.boolean().exactOptional(),
  }),
  addSpaces: z.array(z.string()),
  split: z.number().positive().exactOptional(),
  out: z.string().exactOptional(),
  updateFrom: z.string().exactOptional(),
});

/** The part of a request that says what is to be saved. */
export type Asked = Pick<ExportRequest, 'selection' | 'addSpaces' | 'split' | 'movedTo' | 'updateFrom' | 'chosenAnew'>;

export function wishesOf({ selection, addSpaces, split, movedTo, updateFrom }: Asked): Wishes {
  return {
    ...{ selection, addSpaces },
    ...(split === undefined ? {} : { split }),
    ...(movedTo === undefined ? {} : { out: movedTo }),
    ...(updateFrom === undefined ? {} : { updateFrom }),
  };
}

/** As the header of a run keeps them. */
export function toOptions(wishes: Wishes): Record<string, unknown> {
  return { ...wishes };
}

/**
 * What counts when a run is gone on with: what it was begun for, unless the person said something else. Spaces that were added
 * are never forgotten.
 */
export function wishesOn(store: RunStore, request: Asked): Wishes {
  const asked = wishesOf(request);
  const parsed = wishesSchema.safeParse(store.header.options);
  if (!parsed.success) return asked;
  const kept: Wishes = parsed.data;
  const out = asked.out ?? kept.out;
  const updateFrom = asked.updateFrom ?? kept.updateFrom;
  const split = asked.split ?? kept.split;
  return {
    selection: request.chosenAnew === true ? asked.selection : kept.selection,
    addSpaces: [...new Set([...kept.addSpaces, ...asked.addSpaces])],
    ...(split === undefined ? {} : { split }),
    ...(out === undefined ? {} : { out }),
    ...(updateFrom === undefined ? {} : { updateFrom }),
  };
}
