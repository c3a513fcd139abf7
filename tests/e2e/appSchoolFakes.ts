import { deflateSync } from 'node:zlib';
import type { ControllerServices } from '../../electron/app/controllerServices.ts';
import type { BrowsedArchive } from '../../electron/app/toolBrowse.ts';
import type { OnToolProgress, ToolRequest, ToolResult } from '../../electron/app/toolWork.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveFacts, ArchiveRow } from '../../shared/tools.ts';
import { etwinningLegacy } from '../../electron/platform/profiles/etwinningLegacy.ts';

/** The scripted tools: the test says what comes of a job. */
export interface FakeTools {
  readonly tools: ControllerServices['tools'];
  readonly requests: ToolRequest[];
  readonly progress: OnToolProgress;
  readonly finish: (result: ToolResult) => void;
  readonly fail: (error: Error) => void;
  /** What a file with a profile holds. */
  profile: string;
}

export function archiveFacts(file: string, part: Partial<ArchiveFacts> = {}): ArchiveFacts {
  const counts = { items: 4_290, saved: 4_287, missing: 3, pictures: 56 };
  return { file, person: 'Marija Novak', exportedAt: '2026-11-20T06:12:00Z', bytes: 3.38e9, ...counts, ...part };
}

const TITLES = [
  'Our class',
  'Ples v maskah',
  'Φωτογραφία',
  'صورة الصف',
  'The school garden in spring with all of the parents and the mayor',
];
const SPACES = ['Comenius week: letters between Kranj and Kraków', 'Rivers that join us'];

/** More than one page of the grid; most tests get by with fewer. */
export const MANY = 56;
const FEW = 14;
const everyPicture: ArchiveRow[] = Array.from({ length: MANY }, (_, index) => ({
  id: `twinspace-image-197644-${index}`,
  kind: 'image',
  title: `${TITLES[index % TITLES.length] ?? ''} ${index + 1}`,
  ...(index % 3 === 0 ? { caption: 'Zala and Filip at the mask parade, photographed by their teacher' } : {}),
  file: `IMG_${4_000 + index}.jpg`,
  space: SPACES[index % 2] ?? '',
}));
const others: ArchiveRow[] = [
  { id: 'twinspace-page-197644-1', kind: 'page', title: 'Who we are', space: SPACES[0], createdAt: '2019-03-04' },
  {
    id: 'twinspace-file-197644-9',
    kind: 'file',
    title: 'Timetable',
    file: 'timetable_final_FINAL2.docx',
    space: SPACES[1],
  },
  { id: 'live-message--77', kind: 'message', title: 'Re: photographs of the visit', createdAt: '2019-05-04' },
];

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** A small PNG of one colour. */
function png(red: number, green: number, blue: number): string {
  const [width, height] = [240, 180];
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from([0, 0, 0, width, 0, 0, 0, height, 8, 2, 0, 0, 0]);
  const line = Buffer.concat([
    Buffer.from([0]),
    ...Array.from({ length: width }, () => Buffer.from([red, green, blue])),
  ]);
  const data = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const bytes = [signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))];
  return `data:image/png;base64,${Buffer.concat(bytes).toString('base64')}`;
}

function browsed(file: string, count: number): BrowsedArchive {
  const pictures = everyPicture.slice(0, count);
  const all = [...pictures, ...others];
  return {
    facts: archiveFacts(file),
    spaces: SPACES.map((title, index) => ({ key: `twinspace:${index}`, title, pictures: 28 })),
    has: (id) => all.some((row) => row.id === id),
    look: ({ what, search, space, offset, limit }) => {
      const found = (what === 'pictures' ? pictures : others).filter(
        (row) =>
          JSON.stringify(row).toLowerCase().includes(search.toLowerCase()) &&
          (space === undefined || row.space === SPACES[Number(space.slice(-1))]),
      );
      return { total: found.length, rows: found.slice(offset, offset + limit) };
    },
    thumbnails: (ids) =>
      Promise.resolve(
        Object.fromEntries(
          ids.filter((_, index) => index % 7 !== 6).map((id, index) => [id, png(90 + index, 140, 180 - index)]),
        ),
      ),
    picture: () => Promise.resolve(png(120, 150, 110)),
    close: () => undefined,
  };
}

export function fakeTools(count = FEW): FakeTools {
  const requests: ToolRequest[] = [];
  let job: { tell: OnToolProgress; resolve: (result: ToolResult) => void; reject: (error: Error) => void } | undefined;
  const self: FakeTools = {
    requests,
    profile: JSON.stringify({
      ...etwinningLegacy,
      id: 'etwinning-2022-11',
      name: 'eTwinning, corrected in November by the support organisation',
      origins: { ...etwinningLegacy.origins, twinspace: 'https://twinspace-archive.etwinning.example' },
    }),
    progress: (...told) => job?.tell(...told),
    finish: (result) => job?.resolve(result),
    fail: (error) => job?.reject(error),
    tools: {
      run: (request, tell, signal) => {
        requests.push(request);
        return new Promise((resolve, reject) => {
          job = { tell, resolve, reject };
          signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
        });
      },
      facts: (file) =>
        file.includes('holiday')
          ? Promise.reject(new ArchiveError('archive-unreadable', { file }))
          : Promise.resolve(archiveFacts(file, file.includes('kovac') ? { person: 'Ana Kovač' } : {})),
      browse: (file) => Promise.resolve(browsed(file, count)),
      checksums: (zips) =>
        Promise.resolve(
          zips.map((name) => ({ name: name.split('/').at(-1) ?? '', bytes: 3.4e9, sha256: 'a1'.repeat(32) })),
        ),
      areApart: () => Promise.resolve(true),
      support: () => Promise.resolve('{\n  "items": { "page": { "saved": 12, "missing: not-found": 1 } }\n}\n'),
      readProfile: () => Promise.resolve(self.profile),
    },
  };
  return self;
}
