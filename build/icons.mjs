// Makes the raster icons from icon.svg; electron-builder makes .ico and .icns of them. `node build/icons.mjs`
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
for (const [name, size] of [
  ['icon.png', 1024],
  ['icon-512.png', 512],
]) {
  await sharp(here('icon.svg'), { density: 144 }).resize(size).png({ compressionLevel: 9 }).toFile(here(name));
}
