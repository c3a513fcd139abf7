import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needsBuild } from '../../electron/shellBuild.mjs';
import { createElectronShell } from '../../electron/app/shellElectron.ts';
import { createFolders, isLongPath, standardFolder, syncedBy } from '../../electron/app/shellFolders.ts';
import {
  isAppPage,
  isTrusted,
  logInMayNavigate,
  permissionGranted,
  SAFE_WEB_PREFERENCES,
} from '../../electron/app/shellGuards.ts';
import { chosenProfile, DEMO_ORIGINS } from '../../electron/app/shellLaunch.ts';
import { lockApp } from '../../electron/app/shellLock.ts';
import { menuTemplate, type MenuEntry } from '../../electron/app/shellMenu.ts';
import { createAppProtocol } from '../../electron/app/shellProtocol.ts';
import { proxyPage, readProxyForm } from '../../electron/app/shellProxy.ts';
import { spaceReader } from '../../electron/app/shellServices.ts';
import { createSettingsStore } from '../../electron/app/shellStore.ts';
import {
  awakeCommand,
  filesCommands,
  folderCommands,
  openCommand,
  showCommand,
} from '../../electron/app/shellSystem.ts';
import { parseWindowState, placeView, placeWindow } from '../../electron/app/shellWindow.ts';
import { findBrowsers, hasDisplay } from '../../electron/hosts/chromiumFind.ts';
import { withProduct } from '../../electron/hosts/userAgent.ts';
import { createClassifier } from '../../electron/platform/classify.ts';
import { etwinningLegacy } from '../../electron/platform/profiles/etwinningLegacy.ts';
import { createTranslate, loadLanguage } from '../../shared/i18n/index.ts';
import { DEFAULT_SETTINGS } from '../../shared/appState.ts';

await loadLanguage('sl');

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'twinark-shell-'))));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a folder', () => {
  it("that holds an archive already is somebody's; any other ZIP is not", async () => {
    const folders = createFolders();
    const stick = join(folder, 'stick');
    mkdirSync(stick);
    expect((await folders.inspect(stick)).occupied).toBeUndefined();
    writeFileSync(join(stick, 'holiday.zip'), '');
    expect((await folders.inspect(stick)).occupied).toBeUndefined();
    writeFileSync(join(stick, 'eTwinning_mnovak_2026-11-24_2.zip'), '');
    expect(await folders.inspect(stick)).toMatchObject({ occupied: true, writable: true });
    expect((await folders.inspect(join(folder, 'not there'))).occupied).toBeUndefined();
  });
});

describe('guards', () => {
  it.each([
    ['app://twinark/', true],
    ['app://twinark/index.html#x', true],
    ['app://twinark.evil.example/', false],
    ['app://user@twinark/', false],
    ['https://twinark/', false],
    ['file:///etc/passwd', false],
    ['nonsense', false],
  ])('the app’s page: %s is %s', (address, expected) => expect(isAppPage(address)).toBe(expected));

  it('listens to the main frame of the app’s window alone', () => {
    const good = { frameAddress: 'app://twinark/', isMainFrame: true, isAppWindow: true };
    expect(isTrusted(good)).toBe(true);
    expect(isTrusted({ ...good, isMainFrame: false })).toBe(false);
    expect(isTrusted({ ...good, isAppWindow: false })).toBe(false);
    expect(isTrusted({ ...good, frameAddress: undefined })).toBe(false);
    expect(isTrusted({ ...good, frameAddress: 'https://live.etwinning.net/' })).toBe(false);
  });

  it.each([
    ['https://live.etwinning.net/login', true],
    ['https://www.etwinning.net/', true],
    ['http://live.etwinning.net/login', false],
    ['https://live.etwinning.net.evil.example/login', false],
    ['https://me:pw@live.etwinning.net/', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
  ])('the log-in view: %s is %s', (address, expected) => {
    const classifier = createClassifier(etwinningLegacy);
    expect(logInMayNavigate(address, (one) => classifier.isPlatform(one), true)).toBe(expected);
  });

  it('grants nothing and leaves every safety on', () => {
    expect(permissionGranted()).toBe(false);
    expect(SAFE_WEB_PREFERENCES).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    });
  });
});

describe('the window', () => {
  const screen = { x: 0, y: 0, width: 1366, height: 728 };
  it('comes back where it was', () => {
    const kept = { x: 100, y: 50, width: 1000, height: 650, maximised: true };
    expect(placeWindow(kept, [screen])).toEqual(kept);
    expect(parseWindowState(JSON.stringify(kept))).toEqual(kept);
  });
  it.each([
    ['a screen that is gone', { x: 3000, y: 50, width: 1000, height: 650, maximised: false }],
    ['a title bar out of reach', { x: 100, y: -300, width: 1000, height: 650, maximised: false }],
    ['nothing kept', undefined],
  ])('is put in the middle: %s', (_name, kept) => {
    expect(placeWindow(kept, [screen])).toEqual({ x: 83, y: 0, width: 1200, height: 728, maximised: false });
  });
  it.each(['', '{', '[]', '{"x":"1"}', 'null'])('forgets what it cannot read: %j', (text) =>
    expect(parseWindowState(text)).toBeUndefined(),
  );
  it('keeps the log-in view inside, at any zoom', () => {
    const place = { x: 10.4, y: 100, width: 900, height: 700 };
    expect(placeView(place, { width: 1200, height: 800 }, 1)).toEqual({ x: 10, y: 100, width: 900, height: 700 });
    expect(placeView(place, { width: 1200, height: 800 }, 1.5)).toEqual({ x: 16, y: 150, width: 1184, height: 650 });
  });
});

describe('menu and texts', () => {
  const t = createTranslate('sl');
  const labels = (entries: readonly MenuEntry[]): string[] =>
    entries.flatMap(({ label, submenu }) => [...(label === undefined ? [] : [label]), ...labels(submenu ?? [])]);
  it.each(['win32', 'darwin', 'linux'] as const)('has a text for every entry on %s', (platform) => {
    const all = labels(menuTemplate(platform, t));
    expect(all.length).toBeGreaterThan(12);
    expect(all.filter((label) => label.includes(':') || label.includes('menu.'))).toEqual([]);
    expect(JSON.stringify(menuTemplate(platform, t))).not.toMatch(/devTools|forceReload/i);
  });
});

describe('the proxy’s question', () => {
  const t = createTranslate('en');
  it('cannot be used to write into the page', () => {
    const page = proxyPage({ host: '"><script>alert(1)</script>', port: 3128, realm: '<img src=x>' }, 'en', t);
    expect(page).not.toMatch(/<script|<img/);
  });
  it('reads name and password from the body, and nothing else', () => {
    expect(readProxyForm('username=mojca&password=a%26b')).toEqual({ username: 'mojca', password: 'a&b' });
    expect(readProxyForm('')).toBeUndefined();
  });
  it('is shown while it is asked, answered once, and gone afterwards', async () => {
    const pages = createAppProtocol(folder, () => 'en');
    const address = 'app://twinark/proxy-log-in';
    expect((await pages.answer(new Request(address))).status).toBe(404);
    let closed = 0;
    const asked = pages.ask({ host: 'proxy', port: 8080, realm: '' }, () => () => (closed += 1));
    const page = await pages.answer(new Request(address));
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('proxy:8080');
    const body = 'username=a&password=b';
    expect((await pages.answer(new Request(address, { method: 'POST', body }))).status).toBe(204);
    expect(await asked).toEqual({ username: 'a', password: 'b' });
    expect([closed, pages.asking]).toEqual([1, false]);
    expect((await pages.answer(new Request('app://elsewhere/'))).status).toBe(404);
  });
});

describe('the profile of a start', () => {
  const origins = JSON.stringify({
    portal: 'http://127.0.0.1:1',
    live: 'http://127.0.0.1:2',
    twinspace: 'http://127.0.0.1:3',
    groups: 'http://127.0.0.1:4',
  });
  it('is the sample account’s only from the sources, and only on this computer', () => {
    expect(chosenProfile({ [DEMO_ORIGINS]: origins }, false)).toMatchObject({ demo: true });
    expect(chosenProfile({ [DEMO_ORIGINS]: origins }, true)).toEqual({ profile: etwinningLegacy, demo: false });
    expect(() => chosenProfile({ [DEMO_ORIGINS]: origins.replace('127.0.0.1:2', 'evil.example') }, false)).toThrow();
  });
  it('knows a space by address or number', () => {
    const read = spaceReader(etwinningLegacy);
    expect(read('197644')).toBe('twinspace:197644');
    expect(read('https://twinspace.etwinning.net/197644/home')).toBe('twinspace:197644');
    expect(read('groups.etwinning.net/812/pages')).toBe('groups:812');
    expect(read('https://evil.example/197644/home')).toBeUndefined();
    expect(read('hello')).toBeUndefined();
  });
});

describe('folders', () => {
  const at = (platform: NodeJS.Platform, env: Record<string, string> = {}, home = '/home/m') => ({
    platform,
    env,
    home,
  });
  it.each([
    ['C:\\Users\\m\\OneDrive\\Desktop', 'OneDrive'],
    ['C:\\Users\\m\\OneDrive - Šola\\Dokumenti', 'OneDrive'],
    ['/Users/m/Library/Mobile Documents/com~apple~CloudDocs/x', 'iCloud Drive'],
    ['/home/m/Dropbox/x', 'Dropbox'],
    ['/home/m/OneDriver', undefined],
    ['/home/m/Documents', undefined],
  ])('who would upload %s: %s', (path, service) => expect(syncedBy(path, at('linux'))).toBe(service));
  it('knows a OneDrive of another name by the environment', () =>
    expect(syncedBy('D:\\Oblak\\x', at('win32', { OneDrive: 'D:\\Oblak' }))).toBe('OneDrive'));
  it('starts outside of them', () => {
    expect(standardFolder(at('linux'))).toBe('/home/m/Documents/TwinArk');
    expect(standardFolder(at('darwin', {}, '/Users/m'))).toBe('/Users/m/TwinArk');
    expect(syncedBy(standardFolder(at('win32', {}, 'C:\\Users\\m')), at('win32'))).toBeUndefined();
  });
  it('warns where Explorer could not unpack', () => {
    expect(isLongPath(`C:\\${'a'.repeat(80)}`, 'win32')).toBe(true);
    expect(isLongPath(`/${'a'.repeat(300)}`, 'linux')).toBe(false);
  });
});

describe('settings and lock', () => {
  it('keeps settings for the owner alone, and forgets a torn file', async () => {
    const file = join(folder, 'state', 'settings.json');
    const store = createSettingsStore(file);
    expect(await store.load()).toBeUndefined();
    const kept = { settings: { ...DEFAULT_SETTINGS, language: 'sl' as const }, earlier: [] };
    await store.save(kept);
    expect(await store.load()).toEqual(kept);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 20));
    expect(await store.load()).toBeUndefined();
    // A field is left and a button pressed at once: neither takes the other's file away, and the later one counts.
    const later = { ...kept, settings: { ...kept.settings, language: 'en' as const } };
    await Promise.all([store.save(kept), store.save(later)]);
    expect(await store.load()).toEqual(later);
    await store.remove();
    expect(await store.load()).toBeUndefined();
  });
  it('lets one app run, and takes over from one that is gone', () => {
    const state = join(folder, 'lock');
    const unlock = lockApp(state);
    expect(unlock).toBeTypeOf('function');
    expect(lockApp(state, 999_999_999)).toBeUndefined();
    unlock?.();
    writeFileSync(join(state, 'app.lock'), '999999998');
    lockApp(state)?.();
  });
});

describe('the system without Electron', () => {
  it('asks for archives and profiles by the system’s own dialog, several where several are wanted', () => {
    for (const platform of ['win32', 'darwin', 'linux'] as const) {
      const several = JSON.stringify(filesCommands(platform, { type: 'zip', several: true }));
      const one = JSON.stringify(filesCommands(platform, { type: 'json', several: false }));
      expect(several).toMatch(/zip/i);
      expect(several).toMatch(/multiple|TWINARK_SEVERAL":"1"/);
      expect(one).toMatch(/json/i);
      expect(one).not.toMatch(/--multiple|multiple selections|TWINARK_SEVERAL":"1"/);
    }
  });
  it('never builds a command line out of a path', () => {
    const nasty = '/tmp/a; rm -rf "$HOME" & echo';
    for (const platform of ['win32', 'darwin', 'linux'] as const) {
      expect(openCommand(platform, nasty).args).toContain(nasty);
      for (const { program, args, env } of folderCommands(platform, nasty)) {
        expect(program).not.toContain(nasty);
        // PowerShell's script is fixed; the path goes through the environment.
        if (program === 'powershell.exe')
          expect([args.join(' ').includes(nasty), env?.['TWINARK_START']]).toEqual([false, nasty]);
      }
    }
    expect(showCommand('win32', 'C:\\a b.zip').args).toEqual(['/select,C:\\a b.zip']);
    expect(awakeCommand('darwin', 42)).toEqual({ program: 'caffeinate', args: ['-i', '-w', '42'] });
  });

  it('finds the browsers of each system, a given one first', () => {
    const all = (platform: NodeJS.Platform, env: Record<string, string>) =>
      findBrowsers({ platform, env, home: '/Users/m', exists: () => true }).map(({ name }) => name);
    expect(all('win32', { ProgramFiles: 'C:\\Program Files' })).toEqual(['Chrome', 'Edge', 'Chromium', 'Brave']);
    expect(all('darwin', { TWINARK_BROWSER: '/x' })).toEqual(['given', 'Chrome', 'Edge', 'Chromium', 'Brave']);
    expect(all('linux', { PATH: '/snap/bin:/usr/bin' }).at(-1)).toBe('Chromium');
    expect(findBrowsers({ platform: 'linux', env: {}, home: '/', exists: () => false })).toEqual([]);
    expect(hasDisplay({ platform: 'linux', env: {} })).toBe(false);
    expect(hasDisplay({ platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBe(true);
  });

  it('says who we are, and not what we are built with', () =>
    expect(
      withProduct('Mozilla/5.0 HeadlessChrome/147.0 TwinArk/0.1.0 Electron/45.4.0 Safari/537.36', 'TwinArk/1.2.3'),
    ).toBe('Mozilla/5.0 Chrome/147.0 Safari/537.36 TwinArk/1.2.3'));
});

describe('Electron’s shell', () => {
  it('holds sleep off once, and takes the progress away at the end', () => {
    const seen: unknown[] = [];
    const shell = createElectronShell({
      openPath: () => Promise.resolve('no program'),
      showItemInFolder: () => undefined,
      openDialog: () => Promise.resolve({ filePaths: [] }),
      saveDialog: () => Promise.resolve({ canceled: true, filePath: 'x' }),
      speak: (language) => void seen.push(language),
      notify: () => undefined,
      blocker: { start: () => seen.push('start'), stop: () => seen.push('stop') > 0 },
      setProgressBar: (fraction, { mode }) => seen.push([fraction, mode]),
    });
    for (const on of [true, true, false, false]) shell.keepAwake(on);
    shell.setProgress(0.5, 'paused');
    shell.setProgress(undefined, 'normal');
    shell.speak?.('sl');
    expect(seen).toEqual(['start', 'stop', [0.5, 'paused'], [-1, 'none'], 'sl']);
    return expect(shell.openPath('/x')).rejects.toThrow('no program');
  });
});

describe('the build', () => {
  it('is made anew when a source is newer', () => {
    const at = (path: string, time: number): void => {
      mkdirSync(join(folder, 'b', path, '..'), { recursive: true });
      writeFileSync(join(folder, 'b', path), '');
      utimesSync(join(folder, 'b', path), time, time);
    };
    const root = join(folder, 'b');
    at('electron/main.ts', 100);
    expect(needsBuild(root)).toBe(true);
    for (const out of [
      'main/main.js',
      'main/engineProcess.js',
      'main/archiveThread.js',
      'main/launch.js',
      'preload/preload.cjs',
      'preload/chromiumPage.cjs',
      'renderer/index.html',
    ])
      at(`out/${out}`, 200);
    expect(needsBuild(root)).toBe(false);
    at('shared/model/kinds.ts', 300);
    expect(needsBuild(root)).toBe(true);
  });
});
