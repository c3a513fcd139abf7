import type { Translate } from '../../shared/i18n/index.ts';

/** Electron's menu template, as far as it is used: roles do the work, labels come from our catalogues. */
export interface MenuEntry {
  readonly role?:
    | 'about'
    | 'hide'
    | 'hideOthers'
    | 'unhide'
    | 'quit'
    | 'undo'
    | 'redo'
    | 'cut'
    | 'copy'
    | 'paste'
    | 'selectAll'
    | 'resetZoom'
    | 'zoomIn'
    | 'zoomOut'
    | 'togglefullscreen'
    | 'minimize'
    | 'close'
    | 'front'
    | 'window';
  readonly type?: 'separator';
  readonly label?: string;
  readonly submenu?: MenuEntry[];
}

/**
 * The usual roles with the system's usual shortcuts, which Electron adds by role. No "Reload" and no developer tools: a page
 * reloaded by mistake at night would help nobody.
 */
export function menuTemplate(platform: NodeJS.Platform, t: Translate): MenuEntry[] {
  const line: MenuEntry = { type: 'separator' };
  const item = (role: NonNullable<MenuEntry['role']>): MenuEntry => ({ role, label: t(`shell:menu.${role}`) });
  const menu = (name: string, submenu: MenuEntry[]): MenuEntry => ({ label: t(`shell:menu.${name}`), submenu });

  const edit = menu('edit', [
    item('undo'),
    item('redo'),
    line,
    item('cut'),
    item('copy'),
    item('paste'),
    item('selectAll'),
  ]);
  const view = menu('view', [item('resetZoom'), item('zoomIn'), item('zoomOut'), line, item('togglefullscreen')]);
  if (platform === 'darwin') {
    return [
      {
        label: 'TwinArk',
        submenu: [item('about'), line, item('hide'), item('hideOthers'), item('unhide'), line, item('quit')],
      },
      edit,
      view,
      { role: 'window', ...menu('window', [item('minimize'), item('close'), line, item('front')]) },
    ];
  }
  return [menu('file', [item('quit')]), edit, view, menu('window', [item('minimize'), item('close')])];
}
