import { topic } from '../sentences.ts';
import { hardNames } from './filenames.ts';
import { makeFile } from './context.ts';
import type { Context } from './context.ts';
import type { Folder, StoredFile } from '../model.ts';

/**
 * Nested folders of files. Equal names, twins by case and twins by normalisation stand side by side in one folder, since
 * that is where they hurt. Different spaces start at different hard names, so that a small account has them all.
 */
export function buildFolders(context: Context, place: number): Folder[] {
  const { options, random } = context;
  const root: Folder = { number: context.nextNumber(), title: topic(context.language, random), files: [], folders: [] };
  const second: Folder = {
    number: context.nextNumber(),
    title: topic(context.language, random),
    files: [],
    folders: [],
  };
  const child: Folder = { number: context.nextNumber(), title: 'A/B: načrt', files: [], folders: [] };
  const grandchild: Folder = {
    number: context.nextNumber(),
    title: topic(context.language, random),
    files: [],
    folders: [],
  };
  const empty: Folder = {
    number: context.nextNumber(),
    title: topic(context.language, random),
    files: [],
    folders: [],
  };
  root.folders.push(child, empty);
  child.folders.push(grandchild);
  for (let i = 0; i < options.filesPerSpace; i++) {
    // Two and two together: twins are twins only side by side.
    const target = ([root, root, second, grandchild] as const)[Math.floor(i / 2) % 4]!;
    const even = options.filesPerSpace + (options.filesPerSpace % 2);
    target.files.push(nextFile(context, (place * even + i) % (hardNames.length * 2)));
  }
  return [root, second];
}

function nextFile(context: Context, index: number): StoredFile {
  const hard = hardNames[index];
  if (hard) return makeFile(context, hard[0], hard[1], false);
  const ending = context.random.pick(['pdf', 'docx', 'pptx', 'txt', 'zip']);
  return makeFile(
    context,
    `${topic(context.language, context.random)} ${context.random.int(1, 400)}.${ending}`,
    'rfc6266',
    false,
  );
}
