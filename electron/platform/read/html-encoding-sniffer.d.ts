declare module 'html-encoding-sniffer' {
  /** The encoding's name by the HTML standard (byte order mark, transport layer, `<meta>` prescan, default). */
  export default function sniffHTMLEncoding(
    bytes: Uint8Array,
    options?: { xml?: boolean; transportLayerEncodingLabel?: string; defaultEncoding?: string },
  ): string;
}
