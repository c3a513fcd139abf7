import { z } from 'zod';

/** Where the window was when it was closed. */
export const windowStateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  maximised: z.boolean(),
});
export type WindowState = z.infer<typeof windowStateSchema>;

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The smallest window in which every screen fits (issue "Desktop app"). */
export const SMALLEST = { width: 900, height: 600 } as const;
const USUAL = { width: 1200, height: 800 } as const;
/** So much of the window must lie on a screen that it can be caught with a mouse. */
const REACHABLE = { width: 200, height: 60 } as const;

/** What was kept; nothing if it is not what it should be (an older version, a torn write). */
export function parseWindowState(text: string): WindowState | undefined {
  try {
    return windowStateSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * The window's place for this start: as it was, unless the screen on which it stood is gone; never larger than a screen.
 *
 * @param screens work areas of the screens, the main one first
 */
export function placeWindow(kept: WindowState | undefined, screens: readonly Rectangle[]): WindowState {
  const main = screens[0] ?? { x: 0, y: 0, ...USUAL };
  const visible = kept === undefined ? undefined : screens.find((screen) => overlaps(kept, screen));
  if (kept === undefined || visible === undefined) {
    const width = Math.min(USUAL.width, main.width);
    const height = Math.min(USUAL.height, main.height);
    return {
      x: main.x + Math.round((main.width - width) / 2),
      y: main.y + Math.round((main.height - height) / 2),
      width,
      height,
      maximised: kept?.maximised ?? false,
    };
  }
  return {
    ...kept,
    width: Math.min(Math.max(kept.width, SMALLEST.width), visible.width),
    height: Math.min(Math.max(kept.height, SMALLEST.height), visible.height),
  };
}

function overlaps(window: Rectangle, screen: Rectangle): boolean {
  const width = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const height = Math.min(window.y + window.height, screen.y + screen.height) - Math.max(window.y, screen.y);
  // The title bar must be on the screen: a window above its upper edge cannot be pulled down.
  return width >= REACHABLE.width && height >= REACHABLE.height && window.y >= screen.y - 10;
}

/** Bounds of the log-in view: the place that the page has left for it, within the window, in whole device-independent pixels. */
export function placeView(
  place: Rectangle,
  window: { readonly width: number; readonly height: number },
  zoom: number,
): Rectangle {
  const x = clamp(Math.round(place.x * zoom), window.width);
  const y = clamp(Math.round(place.y * zoom), window.height);
  return {
    x,
    y,
    width: clamp(Math.round(place.width * zoom), window.width - x),
    height: clamp(Math.round(place.height * zoom), window.height - y),
  };
}

const clamp = (value: number, most: number): number => Math.max(0, Math.min(value, most));
