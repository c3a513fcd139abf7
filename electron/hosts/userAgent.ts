/**
 * The browser's user agent with `TwinArk/{version}` appended: we say who we are. Test browsers without a window call
 * themselves "Headless", which some servers turn away; Electron names itself and the app, which adds nothing.
 */
export function withProduct(own: string, product: string): string {
  const plain = own.replace('HeadlessChrome', 'Chrome').replace(/ (?:Electron|twinark|TwinArk)\/\S+/g, '');
  return `${plain} ${product}`;
}
