import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Shell } from './controllerServices.ts';

/** A program and its arguments; never a command line, so that nothing in a path is read as a command. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** Values handed over by environment where a program has no arguments for them. */
  readonly env?: Readonly<Record<string, string>>;
}

const powershell = (script: string, env: Readonly<Record<string, string>> = {}): Command => ({
  program: 'powershell.exe',
  args: ['-NoProfile', '-STA', '-ExecutionPolicy', 'Bypass', '-Command', script],
  env,
});

/** Opens a page of an archive, or a folder, with what the system opens it with. */
export function openCommand(platform: NodeJS.Platform, path: string): Command {
  if (platform === 'win32') return { program: 'explorer.exe', args: [path] };
  if (platform === 'darwin') return { program: 'open', args: [path] };
  return { program: 'xdg-open', args: [path] };
}

/** Shows a file in its folder; file managers on Linux agree on D-Bus for that, and on nothing else. */
export function showCommand(platform: NodeJS.Platform, path: string): Command {
  if (platform === 'win32') return { program: 'explorer.exe', args: [`/select,${path}`] };
  if (platform === 'darwin') return { program: 'open', args: ['-R', path] };
  return {
    program: 'dbus-send',
    args: [
      ...['--session', '--print-reply', '--dest=org.freedesktop.FileManager1', '/org/freedesktop/FileManager1'],
      'org.freedesktop.FileManager1.ShowItems',
      `array:string:${pathToFileURL(path).href.replaceAll(',', '%2C')}`,
      'string:',
    ],
  };
}

/** The system's own dialog for a folder, without Electron. The first program that exists is used. */
export function folderCommands(platform: NodeJS.Platform, start: string): readonly Command[] {
  if (platform === 'win32') {
    const script =
      'Add-Type -AssemblyName System.Windows.Forms; $d = New-Object System.Windows.Forms.FolderBrowserDialog; ' +
      '$d.SelectedPath = $env:TWINARK_START; [Console]::OutputEncoding = [Text.Encoding]::UTF8; ' +
      'if ($d.ShowDialog() -eq "OK") { [Console]::Write($d.SelectedPath) }';
    return [powershell(script, { TWINARK_START: start })];
  }
  if (platform === 'darwin') {
    const script = 'on run argv\nPOSIX path of (choose folder default location POSIX file (item 1 of argv))\nend run';
    return [{ program: 'osascript', args: ['-e', script, start] }];
  }
  return [
    { program: 'zenity', args: ['--file-selection', '--directory', `--filename=${start}/`] },
    { program: 'kdialog', args: ['--getexistingdirectory', start] },
  ];
}

/** The system's own dialog for files: one path a line. */
export function filesCommands(
  platform: NodeJS.Platform,
  { type, several }: { readonly type: 'zip' | 'json'; readonly several: boolean },
): readonly Command[] {
  if (platform === 'win32') {
    const script =
      'Add-Type -AssemblyName System.Windows.Forms; $d = New-Object System.Windows.Forms.OpenFileDialog; ' +
      '$d.Filter = $env:TWINARK_FILTER; $d.Multiselect = $env:TWINARK_SEVERAL -eq "1"; ' +
      '[Console]::OutputEncoding = [Text.Encoding]::UTF8; ' +
      'if ($d.ShowDialog() -eq "OK") { [Console]::Write($d.FileNames -join "`n") }';
    const filter = `${type.toUpperCase()}|*.${type}`;
    return [powershell(script, { TWINARK_FILTER: filter, TWINARK_SEVERAL: several ? '1' : '0' })];
  }
  if (platform === 'darwin') {
    const script =
      `on run\nset found to choose file of type {"${type}"}${several ? ' with multiple selections allowed' : ''}\n` +
      'if class of found is not list then set found to {found}\nset answer to ""\n' +
      'repeat with one in found\nset answer to answer & POSIX path of one & linefeed\nend repeat\nreturn answer\nend run';
    return [{ program: 'osascript', args: ['-e', script] }];
  }
  const filter = `*.${type}`;
  return [
    {
      program: 'zenity',
      args: [...['--file-selection', `--file-filter=${filter}`], ...(several ? ['--multiple', '--separator=\n'] : [])],
    },
    {
      program: 'kdialog',
      args: ['--getopenfilename', homedir(), filter, ...(several ? ['--multiple', '--separate-output'] : [])],
    },
  ];
}

export function saveCommands(platform: NodeJS.Platform, suggestion: string): readonly Command[] {
  if (platform === 'win32') {
    const script =
      'Add-Type -AssemblyName System.Windows.Forms; $d = New-Object System.Windows.Forms.SaveFileDialog; ' +
      '$d.FileName = $env:TWINARK_NAME; [Console]::OutputEncoding = [Text.Encoding]::UTF8; ' +
      'if ($d.ShowDialog() -eq "OK") { [Console]::Write($d.FileName) }';
    return [powershell(script, { TWINARK_NAME: suggestion })];
  }
  if (platform === 'darwin') {
    const script = 'on run argv\nPOSIX path of (choose file name default name (item 1 of argv))\nend run';
    return [{ program: 'osascript', args: ['-e', script, suggestion] }];
  }
  const start = join(homedir(), suggestion);
  return [
    { program: 'zenity', args: ['--file-selection', '--save', '--confirm-overwrite', `--filename=${start}`] },
    { program: 'kdialog', args: ['--getsavefilename', start] },
  ];
}

/** Keeps the computer awake for as long as it runs; undefined where there is no such program. */
export function awakeCommand(platform: NodeJS.Platform, pid: number): Command {
  if (platform === 'darwin') return { program: 'caffeinate', args: ['-i', '-w', String(pid)] };
  if (platform === 'win32') {
    // ES_CONTINUOUS | ES_SYSTEM_REQUIRED holds while the thread lives; it ends with our process.
    const script =
      '$t = Add-Type -Name P -Namespace T -PassThru -MemberDefinition ' +
      '\'[DllImport("kernel32.dll")] public static extern uint SetThreadExecutionState(uint f);\'; ' +
      '[void]$t::SetThreadExecutionState(2147483649); Wait-Process -Id $env:TWINARK_PID';
    return powershell(script, { TWINARK_PID: String(pid) });
  }
  return {
    program: 'systemd-inhibit',
    args: ['--what=idle:sleep', '--who=TwinArk', '--why=Saving', 'tail', `--pid=${pid}`, '-f', '/dev/null'],
  };
}

/** What a program wrote, or undefined if it could not be started or was cancelled. */
function output(command: Command): Promise<{ readonly started: boolean; readonly text: string | undefined }> {
  return new Promise((resolve) => {
    const child = start(command, ['ignore', 'pipe', 'ignore']);
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    child.once('error', () => resolve({ started: false, text: undefined }));
    child.once('close', (code) => {
      const answer = text.replace(/\r?\n$/, '');
      resolve({ started: true, text: code === 0 && answer !== '' ? answer : undefined });
    });
  });
}

function start({ program, args, env }: Command, stdio: ('ignore' | 'pipe')[] | 'ignore'): ChildProcess {
  return spawn(program, args, { stdio, shell: false, windowsHide: true, env: { ...process.env, ...env } });
}

async function firstAnswer(commands: readonly Command[]): Promise<string | undefined> {
  for (const command of commands) {
    const { started, text } = await output(command);
    if (started) return text;
  }
  return undefined;
}

/** The system as the Chromium host reaches it: by the programs that every desktop has, since there is no Electron. */
export function createSystemShell(platform: NodeJS.Platform = process.platform): Shell & { dispose(): void } {
  let awake: ChildProcess | undefined;
  const run = async (command: Command): Promise<void> => {
    await output(command);
  };
  const shell = {
    openPath: (path: string) => run(openCommand(platform, path)),
    async showItem(path: string) {
      const { text } = await output(showCommand(platform, path));
      // No file manager listens: its folder is opened instead. (Explorer's exit code says nothing.)
      if (platform === 'linux' && text === undefined) await run(openCommand(platform, dirname(path)));
    },
    chooseFolder: (from: string) => firstAnswer(folderCommands(platform, existsSync(from) ? from : homedir())),
    async chooseFiles(wish: { type: 'zip' | 'json'; several: boolean }) {
      const answer = (await firstAnswer(filesCommands(platform, wish))) ?? '';
      return answer.split(/\r?\n/).filter((line) => line !== '');
    },
    chooseFile: (suggestion: string) => firstAnswer(saveCommands(platform, suggestion)),
    writeText: (path: string, text: string) => writeFile(path, text),
    // The window's own screens say it; a browser's notification would need a permission and a click.
    notify: () => undefined,
    keepAwake(on: boolean) {
      if (!on) {
        awake?.kill();
        awake = undefined;
      } else if (awake === undefined) {
        awake = start(awakeCommand(platform, process.pid), 'ignore');
        awake.on('error', () => undefined);
        awake.unref();
      }
    },
    setProgress: () => undefined,
    dispose: () => shell.keepAwake(false),
  };
  return shell;
}
