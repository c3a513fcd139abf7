import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectPicture } from '../../electron/download/index.ts';

let folder: string;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinark-pictures-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Four corners in four colours over noise, so that turning shows and nothing compresses away. */
function scene(width: number, height: number): Sharp {
  const raw = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      const noise = (x * 31 + y * 17 + ((x * y) % 13) * 5) % 40;
      raw[at] = x < width / 2 ? 200 : noise;
      raw[at + 1] = y < height / 2 ? 200 : noise;
      raw[at + 2] = noise;
    }
  }
  return sharp(raw, { raw: { width, height, channels: 3 } });
}

async function saved(bytes: Uint8Array): Promise<string> {
  const path = join(folder, `p${(count += 1)}`);
  await writeFile(path, bytes);
  return path;
}
const isOk = async (bytes: Uint8Array): Promise<boolean> => (await inspectPicture(await saved(bytes))).ok;

const formats: Record<string, (picture: Sharp) => Promise<Buffer>> = {
  jpeg: (picture) => picture.jpeg({ quality: 85 }).toBuffer(),
  'progressive jpeg': (picture) => picture.jpeg({ progressive: true }).toBuffer(),
  png: (picture) => picture.png().toBuffer(),
  gif: (picture) => picture.gif().toBuffer(),
  webp: (picture) => picture.webp().toBuffer(),
};

describe.each(Object.entries(formats))('a %s', (name, make) => {
  it('is whole, or told to be damaged wherever it is cut', async () => {
    const whole = await make(scene(800, 600));
    expect(await inspectPicture(await saved(whole))).toEqual({ ok: true, width: 800, height: 600, thumbnail: false });
    for (const cut of [0.3, 0.7, 0.95])
      expect(await isOk(whole.subarray(0, Math.floor(whole.length * cut))), `${cut}`).toBe(false);
    const end = name === 'gif' ? 1 : name === 'webp' ? 4 : 2;
    expect(await isOk(whole.subarray(0, whole.length - end)), 'its very end').toBe(false);
    const holed = Buffer.from(whole);
    holed.fill(0, holed.length >> 1, (holed.length >> 1) + 2000);
    // Zeros happen to be good codes in a progressive JPEG and in WebP; no decoder can tell.
    if (name !== 'webp' && !name.startsWith('progressive'))
      expect(await isOk(holed), 'a hole in the middle').toBe(false);
    const padded = Buffer.concat([whole, Buffer.alloc(300)]);
    expect(await isOk(padded), 'zeros behind its end').toBe(true);
  });
});

describe('a thumbnail', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('stands upright (orientation %i)', async (orientation) => {
    const turned = await scene(800, 600).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
    const to = join(folder, 'thumbs', `${orientation}.webp`);
    const inspection = await inspectPicture(await saved(turned), { thumbnailTo: to });
    const expected = sharp(turned).autoOrient().resize(320, 320, { fit: 'inside' });
    const { data, info } = await expected.raw().toBuffer({ resolveWithObject: true });
    const got = await sharp(to).raw().toBuffer({ resolveWithObject: true });
    expect([got.info.width, got.info.height]).toEqual([info.width, info.height]);
    expect(inspection).toMatchObject({ ok: true, thumbnail: true, width: orientation < 5 ? 800 : 600 });
    const corner = (buffer: Buffer, x: number, y: number): number[] => {
      const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 3;
      return [...buffer.subarray(at, at + 2)].map((value) => Math.round(value / 128));
    };
    for (const [x, y] of [
      [0.1, 0.1],
      [0.9, 0.1],
      [0.1, 0.9],
      [0.9, 0.9],
    ] as const) {
      expect(corner(got.data, x, y), `${x},${y}`).toEqual(corner(data, x, y));
    }
    if (process.platform !== 'win32') expect((await stat(to)).mode & 0o077).toBe(0);
  });

  it('is made of grey, transparent, 16-bit, CMYK, animated and tiny pictures too', async () => {
    const base = scene(400, 300);
    const pictures = [
      await base.clone().greyscale().jpeg().toBuffer(),
      await base.clone().ensureAlpha(0.5).png().toBuffer(),
      await base.clone().toColourspace('rgb16').png().toBuffer(),
      await base.clone().toColourspace('cmyk').jpeg().toBuffer(),
      await sharp([await base.clone().png().toBuffer(), await base.clone().negate().png().toBuffer()], {
        join: { animated: true },
      })
        .gif()
        .toBuffer(),
      await base.clone().resize(1, 1).png().toBuffer(),
    ];
    for (const [index, picture] of pictures.entries()) {
      const to = join(folder, `kind${index}.webp`);
      expect(await inspectPicture(await saved(picture), { thumbnailTo: to }), `${index}`).toMatchObject({
        ok: true,
        thumbnail: true,
      });
      const { width } = await sharp(to).metadata();
      expect(width).toBe(index === 5 ? 1 : 320);
    }
  });

  it('that cannot be written is no fault of the picture', async () => {
    const picture = await saved(await scene(40, 40).png().toBuffer());
    const inspection = await inspectPicture(picture, { thumbnailTo: join(picture, 'no', 'folder.webp') });
    expect(inspection).toMatchObject({ ok: true, thumbnail: false });
  });
});

it('does not unpack a bomb', async () => {
  const bomb = await sharp({
    create: { width: 10500, height: 10500, channels: 3, background: '#fff' },
    limitInputPixels: false,
  })
    .png({ compressionLevel: 9 })
    .toBuffer();
  const began = process.memoryUsage().rss;
  expect(await inspectPicture(await saved(bomb))).toMatchObject({ ok: true, width: 10500, thumbnail: false });
  expect(process.memoryUsage().rss - began).toBeLessThan(200e6);
});
