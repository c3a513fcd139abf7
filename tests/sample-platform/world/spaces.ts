import { createRandom } from '../random.ts';
import { projectTitle } from '../sentences.ts';
import { addDays } from '../dates.ts';
import { buildContent } from './content.ts';
import { groupVerdict, projectVerdict } from './verdicts.ts';
import type { Space, SpaceContent, SpaceRole } from '../model.ts';
import type { SampleOptions } from '../options.ts';

/** Registration and start of the account's projects, one for each edge of the line of 1 July 2018. */
const projectDates: readonly (readonly [string | undefined, string | undefined])[] = [
  ['2019-10-02', '2019-10-05'],
  ['2016-09-12', '2016-09-15'],
  ['2018-06-20', '2018-09-03'],
  ['2018-07-01', '2018-07-01'],
  ['2018-06-30', '2018-06-30'],
  ['2018-07-02', '2018-07-02'],
  [undefined, '2018-09-10'],
  [undefined, '2018-06-30'],
  ['2011-01-17', '2011-02-01'],
  [undefined, undefined],
];

/** Last activities of the groups, one for each edge of their rule. */
const groupDates = [
  '2021-11-30',
  '2020-12-31',
  '2021-01-01',
  '2022-02-21',
  '2022-02-22',
  '2022-03-12',
  '2022-03-13',
  '2019-05-05',
];

const firstNumbers: Record<SpaceRole, readonly number[]> = {
  twinspace: [197644, 25108, 107004, 64000, 10699],
  // The second one has the number of a TwinSpace.
  groups: [8231, 25108],
};

/** The account's TwinSpaces or groups. */
export function buildSpaces(options: SampleOptions, role: SpaceRole): Space[] {
  const random = createRandom(`${options.seed} ${role} list`);
  const wanted = role === 'twinspace' ? options.spaces : options.groups;
  const refused = role === 'twinspace' ? Number(options.refusedSpace) + Number(options.unauthorizedSpace) : 0;
  const hostile = role === 'twinspace' && options.hostile ? 1 : 0;
  const numbers = new Set<number>();
  const spaces: Space[] = [];
  for (let place = 0; place < wanted + hostile + refused; place++) {
    const number =
      firstNumbers[role][place] ??
      freshNumber(numbers, () => random.int(role === 'groups' ? 7000 : 11_000, role === 'groups' ? 99_000 : 190_000));
    numbers.add(number);
    const space = makeSpace(options, role, place, number);
    space.hostile = hostile === 1 && place === wanted;
    if (place >= wanted + hostile)
      space.refusal = options.refusedSpace && place === wanted + hostile ? 'forbidden' : 'unauthorized';
    spaces.push(space);
  }
  return spaces;
}

function freshNumber(taken: Set<number>, draw: () => number): number {
  for (;;) {
    const number = draw();
    if (!taken.has(number)) return number;
  }
}

function makeSpace(options: SampleOptions, role: SpaceRole, place: number, number: number): Space {
  const random = createRandom(`${options.seed} ${role} ${place}`);
  let built: SpaceContent | undefined;
  const space: Space = {
    role,
    number,
    title: `${projectTitle(options.language, random)}${place > 5 ? ` ${place}` : ''}`,
    language: options.language,
    verdict: 'uncertain',
    state: (['active', 'closed', 'archived'] as const)[place % 3]!,
    moderator: random.chance(0.5),
    labels: role === 'groups' ? [] : (['national', 'european', 'pupils'] as const).slice(0, 3 - (place % 3)),
    hostile: false,
    content: () => (built ??= buildContent(space, options, place)),
  };
  if (role === 'groups') {
    space.lastActivity = groupDates[place % groupDates.length]!;
    space.verdict = groupVerdict(space.lastActivity);
    return space;
  }
  const [registered, started] = projectDates[place] ?? [addDays('2010-09-01', random.int(0, 4000)), undefined];
  if (registered !== undefined) space.registered = registered;
  if (started !== undefined) space.started = started;
  space.verdict = projectVerdict(registered, started);
  return space;
}
