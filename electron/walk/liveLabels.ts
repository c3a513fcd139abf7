import { labelRuling } from '../platform/verdict.ts';
import type { Reading } from '../platform/read/reading.ts';
import { contentOf, earliest, titleOf } from './items.ts';
import type { LiveWalk } from './live.ts';
import { projectPage } from './liveProjects.ts';
import { inOrder } from './ordered.ts';
import { numberOf } from './spaceItems.ts';

/** Certificates listed on some pages: quality labels of projects, the School label, certificates of events. */
export async function emitCertificates(walk: LiveWalk, shapes: readonly string[]): Promise<void> {
  if (!walk.area.context.options.choices.has('labels')) return;
  for (const shape of shapes) {
    const group = await walk.group(shape);
    for (const reading of group?.readings ?? []) await certificatesOf(walk, reading);
  }
}

async function certificatesOf(walk: LiveWalk, reading: Reading): Promise<void> {
  for (const listed of reading.listed.values()) {
    const { target, facts } = listed;
    if (target.type !== 'binary' || target.binary !== 'certificate' || walk.area.context.registry.has(target)) continue;
    walk.area.context.registry.register([target]);
    const project = walk.projects.find((ref) => ref.project === target.params['project']);
    const ofProject = target.params['project'] !== undefined;
    const date = ofProject ? undefined : earliest(facts.dates);
    const name = listed.linkTexts[0] ?? target.params['label'] ?? facts.title ?? '';
    const item = await walk.area.emit(
      {
        kind: 'certificate',
        role: 'live',
        number: numberOf(target),
        title: ofProject
          ? [project?.title ?? '', name].filter((part) => part !== '').join(' – ')
          : (facts.title ?? name),
        sourceUrl: target.address,
        ruling: labelRuling(
          ofProject
            ? (walk.rulings.get(target.params['project'] ?? '') ?? { verdict: 'uncertain', rule: 'label-uncertain' })
            : undefined,
        ),
        createdAt: date?.iso,
        dateAsWritten: date?.written,
        facts: {
          label: target.params['label'],
          project: target.params['project'],
          projectTitle: project?.title,
          space: project?.space?.space,
        },
      },
      {
        choice: 'labels',
        want: {
          candidates: [{ address: target.address, expect: 'certificate', ...(name ? { nameHint: name } : {}) }],
        },
      },
    );
    walk.count(item);
  }
}

/** The projects' own profiles, with the certificates that stand on them. */
export async function emitProjects(walk: LiveWalk): Promise<void> {
  const { options } = walk.area.context;
  if (!options.choices.has('twinspaces') && !options.choices.has('labels')) return;
  const withView = walk.projects.filter(({ listed }) => listed.target.shape === 'project');
  for await (const { input, output } of inOrder(withView, options.concurrency, ({ listed }) =>
    projectPage(walk, listed.target.address),
  )) {
    const group = 'reason' in output ? undefined : output;
    if (group) for (const reading of group.readings) await certificatesOf(walk, reading);
    if (!options.choices.has('twinspaces')) continue;
    const ruling = walk.rulings.get(input.project ?? '') ?? {
      verdict: 'uncertain' as const,
      rule: 'space-unknown-date' as const,
    };
    const item = await walk.area.emit(
      {
        kind: 'project',
        role: 'live',
        number: input.project ?? '',
        title: input.title || titleOf(group?.readings[0], input.listed, []),
        sourceUrl: input.listed.target.address,
        ruling,
        createdAt: input.registered?.iso,
        dateAsWritten: input.registered?.written,
        hasContent: group !== undefined,
        views: group?.readings.map(({ address }) => address),
        failure: 'reason' in output ? output : undefined,
        facts: { space: input.space?.space, starts: input.starts, said: input.said },
      },
      { choice: 'twinspaces', ...(group ? { content: contentOf('', group) } : {}) },
    );
    walk.count(item);
    if (!group) continue;
    for (const lost of group.lost) await walk.emitFailure('projects', lost);
    await walk.refer(group, item, 'twinspaces', ruling);
  }
}
