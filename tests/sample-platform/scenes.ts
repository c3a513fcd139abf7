import sharp from 'sharp';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';

export type Format = 'jpg' | 'png' | 'gif';

/** One drawn scene, encoded in every way that the platform stores: the large original and the small optimised one. */
export interface Scene {
  original: Record<Format, Buffer>;
  optimised: Record<Format, Buffer>;
}

export const sceneCount = 6;

let drawn: Promise<readonly Scene[]> | undefined;

/** Draws the scenes once per process; every picture of every account is one of them with something of its own. */
export function drawScenes(): Promise<readonly Scene[]> {
  drawn ??= drawAll();
  return drawn;
}

function drawAll(): Promise<Scene[]> {
  return Promise.all(Array.from({ length: sceneCount }, (_, n) => draw(n)));
}

async function draw(n: number): Promise<Scene> {
  const random = createRandom(`scene ${n}`);
  const [width, height] = n === 3 ? [960, 1280] : [1280, 960];
  const base = sharp(Buffer.from(svgOf(n, random, width, height)));
  // Grain makes the compressed size that of a photograph rather than of a drawing.
  const photo = await base
    .composite([{ input: await seededGrain(random), tile: true, blend: 'soft-light' }])
    .removeAlpha()
    .png()
    .toBuffer();
  const small = await sharp(photo).resize(360).png().toBuffer();
  const middle = await sharp(photo).resize(400).png().toBuffer();
  return {
    original: {
      jpg: await sharp(photo).jpeg({ quality: 82 }).toBuffer(),
      png: await sharp(middle).png({ compressionLevel: 6 }).toBuffer(),
      gif: await sharp(small).gif({ effort: 1 }).toBuffer(),
    },
    optimised: {
      jpg: await sharp(photo).resize(420).jpeg({ quality: 70 }).toBuffer(),
      png: await sharp(photo).resize(240).png({ compressionLevel: 6 }).toBuffer(),
      gif: await sharp(photo).resize(240).gif({ effort: 1 }).toBuffer(),
    },
  };
}

async function seededGrain(random: Random): Promise<Buffer> {
  const side = 256;
  const raw = Buffer.alloc(side * side * 3);
  for (let i = 0; i < raw.length; i += 3) {
    const value = 96 + Math.floor((random.next() + random.next()) * 32);
    raw.fill(value, i, i + 3);
  }
  return sharp(raw, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer();
}

const skies = ['#8ec5e8,#e9f4fb', '#f6b26b,#fde9cf', '#5b7db1,#c9d8ee', '#a8d8b9,#f4fbe9', '#d7b5e0,#fbeef9'];

function svgOf(n: number, random: Random, width: number, height: number): string {
  const [top = '', bottom = ''] = skies[n % skies.length]!.split(',');
  const draw = [hills, classroom, flags, garden, poster][n % 5]!;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient></defs>
<rect width="${width}" height="${height}" fill="url(#s)"/>${draw(random, width, height)}</svg>`;
}

const hue = (random: Random, saturation: number, light: number): string =>
  `hsl(${random.int(0, 359)},${saturation}%,${light}%)`;

function hills(random: Random, w: number, h: number): string {
  let out = `<circle cx="${w * 0.78}" cy="${h * 0.2}" r="${h * 0.08}" fill="#fff3b0"/>`;
  for (let layer = 0; layer < 4; layer++) {
    const y = h * (0.45 + layer * 0.13);
    let path = `M0 ${h} L0 ${y}`;
    for (let x = 0; x <= w; x += w / 6)
      path += ` Q${x + w / 12} ${y - random.int(10, 130)} ${x + w / 6} ${y + random.int(-20, 20)}`;
    out += `<path d="${path} L${w} ${h} Z" fill="hsl(${130 - layer * 12},${28 + layer * 8}%,${58 - layer * 10}%)"/>`;
  }
  return out + trees(random, w, h, 14);
}

function trees(random: Random, w: number, h: number, count: number): string {
  let out = '';
  for (let i = 0; i < count; i++) {
    const x = random.int(0, w);
    const y = h * 0.78 + random.int(0, Math.floor(h * 0.16));
    const r = random.int(22, 60);
    out += `<rect x="${x - 5}" y="${y}" width="10" height="${r}" fill="#6b4a2e"/><circle cx="${x}" cy="${y - r * 0.5}" r="${r}" fill="hsl(${random.int(85, 140)},45%,${random.int(26, 44)}%)"/>`;
  }
  return out;
}

function classroom(random: Random, w: number, h: number): string {
  let out = `<rect width="${w}" height="${h}" fill="#f1e6d2"/><rect x="${w * 0.15}" y="${h * 0.1}" width="${w * 0.7}" height="${h * 0.32}" fill="#2f5d4a" stroke="#8a6239" stroke-width="14"/>`;
  for (let i = 0; i < 7; i++)
    out += `<path d="M${w * 0.2} ${h * (0.15 + i * 0.035)} q ${w * 0.1} -12 ${w * 0.2} 0 t ${random.int(60, 320)} 0" stroke="#eef5ee" stroke-width="4" fill="none"/>`;
  return out + children(random, w, h, 11);
}

function children(random: Random, w: number, h: number, count: number): string {
  let out = '';
  for (let i = 0; i < count; i++) {
    const x = (w / count) * (i + 0.5);
    const y = h * 0.62 + random.int(-20, 60);
    out += `<ellipse cx="${x}" cy="${y + 150}" rx="48" ry="110" fill="${hue(random, 55, 52)}"/><circle cx="${x}" cy="${y}" r="42" fill="hsl(${random.int(18, 32)},${random.int(35, 60)}%,${random.int(45, 82)}%)"/><path d="M${x - 44} ${y - 4} q44 -76 88 0 q-40 -26 -88 0" fill="hsl(${random.int(15, 45)},40%,${random.int(12, 45)}%)"/>`;
  }
  return out;
}

function flags(random: Random, w: number, h: number): string {
  let out = `<rect y="${h * 0.7}" width="${w}" height="${h * 0.3}" fill="#7d9a5b"/>`;
  for (let i = 0; i < 7; i++) {
    const x = (w / 7) * i + 30;
    const top = h * 0.18 + random.int(0, 60);
    out += `<rect x="${x}" y="${top}" width="9" height="${h * 0.62}" fill="#5f6a72"/>`;
    for (let band = 0; band < 3; band++)
      out += `<path d="M${x + 9} ${top + band * 34} q36 -16 72 0 t66 0 v34 q-30 14 -66 0 t-72 0 Z" fill="${hue(random, 62, 50)}"/>`;
  }
  return out + children(random, w, h, 6);
}

function garden(random: Random, w: number, h: number): string {
  let out = `<rect y="${h * 0.4}" width="${w}" height="${h * 0.6}" fill="#6f4e37"/>${trees(random, w, h * 0.55, 9)}`;
  for (let row = 0; row < 6; row++)
    for (let i = 0; i < 16; i++) {
      const x = (w / 16) * i + 30;
      const y = h * (0.5 + row * 0.085);
      out += `<path d="M${x} ${y} q-22 -40 -34 -8 q20 18 34 8 q22 -40 34 -8 q-20 18 -34 8" fill="hsl(${random.int(80, 130)},50%,40%)"/><circle cx="${x}" cy="${y - 16}" r="${random.int(6, 15)}" fill="${hue(random, 75, 58)}"/>`;
    }
  return out;
}

function poster(random: Random, w: number, h: number): string {
  let out = `<rect x="${w * 0.08}" y="${h * 0.06}" width="${w * 0.84}" height="${h * 0.88}" fill="#fffdf5" stroke="#c9bda5" stroke-width="6"/>`;
  for (let i = 0; i < 26; i++)
    out += `<circle cx="${random.int(Math.floor(w * 0.15), Math.floor(w * 0.85))}" cy="${random.int(Math.floor(h * 0.12), Math.floor(h * 0.85))}" r="${random.int(20, 110)}" fill="${hue(random, 70, 60)}" fill-opacity="0.55"/>`;
  for (let i = 0; i < 18; i++)
    out += `<path d="M${random.int(100, w - 200)} ${random.int(100, h - 100)} q ${random.int(-160, 160)} ${random.int(-160, 160)} ${random.int(-200, 200)} ${random.int(-90, 90)}" stroke="${hue(random, 80, 40)}" stroke-width="${random.int(4, 12)}" fill="none"/>`;
  return out;
}
