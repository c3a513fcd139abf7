import { addDays } from '../dates.ts';
import { paragraphs } from '../sentences.ts';
import { someone } from '../people.ts';
import { hash32 } from '../random.ts';
import type { Random } from '../random.ts';
import type { Language } from '../languages.ts';
import type { Picture, PictureVariant, Remark, SpaceRole, StoredFile } from '../model.ts';
import type { SampleOptions } from '../options.ts';
import type { DispositionStyle } from '../disposition.ts';

/** What the builders of one space (or of the live side) share: chance, numbering, and the makers of small things. */
export interface Context {
  options: SampleOptions;
  random: Random;
  language: Language;
  role: SpaceRole;
  space: number;
  /** The span of days in which things happened; boundary days are sprinkled in. */
  from: string;
  days: number;
  nextNumber(): number;
}

const boundaries = ['2018-06-30', '2018-07-01', '2018-07-02'];

/** The day of some piece of content; now and then none at all, or one of the days that decide. */
export function someDay(context: Context): string | undefined {
  const { random } = context;
  if (random.chance(0.07)) return undefined;
  if (random.chance(0.15)) return random.pick(boundaries);
  const day = addDays(context.from, random.int(0, context.days));
  return random.chance(0.3)
    ? `${day}T${String(random.int(7, 21)).padStart(2, '0')}:${String(random.int(10, 59))}`
    : day;
}

export function remarks(context: Context, low: number, high: number): Remark[] {
  return Array.from({ length: context.random.int(low, high) }, () => {
    const dateIso = someDay(context);
    const text = paragraphs(context.language, context.random, 1, 1)[0]!;
    return { author: someone(context.random).name, text, ...(dateIso === undefined ? {} : { dateIso }) };
  });
}

/** Hexadecimal, eight or nine digits, unlike any other. */
export function storedHash(context: Context, number: number): string {
  const hash = hash32(`${context.options.seed} ${context.space} ${number}`).toString(16).padStart(8, '0');
  return number % 3 === 0 ? `${hash}${(number % 16).toString(16)}` : hash;
}

const variants: readonly PictureVariant[] = [
  'plain',
  'plain',
  'jpeg-opt',
  'plain',
  'no-opt',
  'lying-opt',
  'plain',
  'only-opt',
  'plain',
  'same',
  'lost',
  'plain',
  'html',
  'lying',
  'plain',
];

/** A picture of the given place in its album; the place decides the variant, so that small accounts have them all. */
export function makePicture(
  context: Context,
  place: number,
  title: string,
  variant = variants[place % variants.length]!,
): Picture {
  const { random, language } = context;
  const number = context.nextNumber();
  const dateIso = someDay(context);
  const ending = endingFor(variant, place);
  return {
    number,
    role: context.role,
    space: context.space,
    hash: storedHash(context, number),
    ending,
    variant,
    subject: `${context.options.seed}/${context.space}/${number}`,
    title,
    description: random.chance(0.5) ? paragraphs(language, random, 1, 2) : [],
    comments: random.chance(0.25) ? remarks(context, 1, 3) : [],
    author: someone(random).name,
    ...(dateIso === undefined ? {} : { dateIso }),
  };
}

function endingFor(variant: PictureVariant, place: number): Picture['ending'] {
  if (variant === 'jpeg-opt') return place % 2 === 0 ? 'png' : 'gif';
  if (variant === 'lying-opt') return 'png';
  if (variant === 'plain') return (['jpg', 'jpg', 'jpeg', 'png', 'jpg', 'gif'] as const)[place % 6]!;
  return 'jpg';
}

export function makeFile(context: Context, name: string, style: DispositionStyle, direct: boolean): StoredFile {
  const { random, options } = context;
  const number = context.nextNumber();
  const dateIso = someDay(context);
  const natural = random.chance(0.1) ? random.int(300_000, 1_500_000) : random.int(2_000, 60_000);
  return {
    number,
    name,
    style,
    title: random.chance(0.5) ? name.replace(/\.[a-z0-9]+$/i, '') : name,
    author: someone(random).name,
    subject: `${options.seed}/${context.space}/file/${number}`,
    bytes: options.fileBytes || natural,
    role: context.role,
    space: context.space,
    ...(!direct && number % 7 === 3 ? { moved: true as const, hash: storedHash(context, number) } : {}),
    ...(direct ? { hash: storedHash(context, number) } : {}),
    ...(dateIso === undefined ? {} : { dateIso }),
  };
}
