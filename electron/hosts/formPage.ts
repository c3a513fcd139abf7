import { load } from 'cheerio';

/** A log-in form, ready to be filled in. */
export interface LogInForm {
  /** Absolute address to post to. */
  readonly action: string;
  /** All that the page itself would send: hidden fields, ticked boxes, chosen options, the button that is pressed. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly userField: string;
  readonly passwordField: string;
}

const TEXT_TYPES = new Set(['', 'text', 'email', 'tel', 'search']);

/**
 * Finds the log-in form of a page by its password field; names, wording and markup differ by language and year
 * (platform.md). Forms with more than one password field register a person or change a password, and count for less.
 *
 * @param address where the page was read, against which the action is resolved (a `<base>` goes first)
 * @returns undefined where there is none, or none that posts (a password never goes into an address)
 */
export function findLogInForm(html: string, address: string): LogInForm | undefined {
  const $ = load(html);
  const baseHref = $('base[href]').first().attr('href') ?? '';
  const base = URL.canParse(baseHref, address) ? new URL(baseHref, address).href : address;
  const candidates = $('form')
    .toArray()
    .map((element) => ({ form: $(element), passwords: $(element).find('input[type=password i]').length }))
    .filter(({ passwords }) => passwords > 0)
    .sort((one, other) => one.passwords - other.passwords);

  for (const { form } of candidates) {
    if ((form.attr('method') ?? 'get').trim().toLowerCase() !== 'post') continue;
    const action = form.attr('action')?.trim() ?? '';
    // An empty action means the page's own address, not its base (HTML, form submission).
    const target = action === '' ? address : URL.canParse(action, base) ? new URL(action, base).href : undefined;
    if (target === undefined) continue;

    const controls = form.find('input, select, textarea, button').toArray();
    const fields: (readonly [string, string])[] = [];
    let userField: string | undefined;
    let passwordField: string | undefined;
    let pressed = false;
    for (const element of controls) {
      const control = $(element);
      const tag = element.tagName.toLowerCase();
      const name = control.attr('name');
      const type = (control.attr('type') ?? (tag === 'button' ? 'submit' : '')).trim().toLowerCase();
      if (name === undefined || name === '' || control.attr('disabled') !== undefined) continue;
      const value = control.attr('value') ?? '';
      if (tag === 'select') {
        const chosen = control.find('option[selected]').first();
        const option = chosen.length > 0 ? chosen : control.find('option').first();
        if (option.length > 0) fields.push([name, option.attr('value') ?? option.text()]);
      } else if (tag === 'textarea') {
        fields.push([name, control.text()]);
      } else if (type === 'password') {
        passwordField ??= name;
      } else if (type === 'checkbox' || type === 'radio') {
        if (control.attr('checked') !== undefined) fields.push([name, control.attr('value') ?? 'on']);
      } else if (type === 'submit') {
        if (!pressed) fields.push([name, value]);
        pressed = true;
      } else if (tag === 'input' && TEXT_TYPES.has(type)) {
        // The nearest one before the password is the user name; others keep what the page put into them.
        if (passwordField === undefined && !isHidden(control.attr('style'), control.attr('hidden'))) userField = name;
        fields.push([name, value]);
      } else if (!['button', 'reset', 'file', 'image'].includes(type)) {
        fields.push([name, value]);
      }
    }
    if (userField === undefined || passwordField === undefined) continue;
    return { action: target, fields: fields.filter(([name]) => name !== userField), userField, passwordField };
  }
  return undefined;
}

/** The body to post, `application/x-www-form-urlencoded`. */
export function fillIn(form: LogInForm, username: string, password: string): string {
  const fields = form.fields.map(([name, value]): [string, string] => [name, value]);
  return new URLSearchParams([...fields, [form.userField, username], [form.passwordField, password]]).toString();
}

/** Fields that people cannot see are traps for robots. */
function isHidden(style: string | undefined, hidden: string | undefined): boolean {
  return hidden !== undefined || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style ?? '');
}
