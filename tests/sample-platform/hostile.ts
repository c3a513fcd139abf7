import type { Space } from './model.ts';
import type { World } from './world/world.ts';
import type { Block } from './view.ts';
import type { Answer } from './views/answer.ts';

const depth = 60;

/** A page with everything that must not survive into an archive: put on the home of the hostile space. */
export function hostileBlocks(world: World, space: Space): Block[] {
  const url = world.url(space.role, `/${space.number}/home`);
  const many = Array.from({ length: 5000 }, (_, i) => `<a href="${url}?x=${i}#${i}">${i}</a>`).join(' ');
  return [
    { t: 'html', html: `<script>window.ran = 1; document.title = 'ran'</script><p onclick="steal()">Hostile one</p>` },
    {
      t: 'html',
      html: `<img src="x" onerror="alert(1)"><a href="javascript:alert(2)">js</a><a href=" jAvAsCrIpT&#58;alert(3)">js</a>`,
    },
    {
      t: 'html',
      html: `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(4)</script><a xlink:href="javascript:alert(5)"><text y="9">svg</text></a></svg>`,
    },
    {
      t: 'html',
      html: `<meta http-equiv="refresh" content="0;url=${world.foreign}/refresh"><style>@import url('${world.foreign}/style.css'); p { background: url(${world.foreign}/p.png) }</style>`,
    },
    {
      t: 'html',
      html: `<form action="${world.foreign}/form" method="post"><input name="q" value="1"><button formaction="javascript:alert(6)">go</button></form>`,
    },
    {
      t: 'html',
      html: `<iframe srcdoc="&lt;script&gt;parent.ran = 2&lt;/script&gt;"></iframe><object data="${world.foreign}/o.swf"></object><embed src="${world.foreign}/e.swf"><img src="${world.foreign}/pixel.gif" width="1" height="1">`,
    },
    {
      t: 'html',
      html: `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(7)&gt;">`,
    },
    { t: 'html', html: many },
    {
      t: 'items',
      look: 'list',
      items: [
        { title: '../../../etc/passwd', href: world.url(space.role, `/${space.number}/pages/page/901`) },
        { title: 'Long', href: world.url(space.role, `/${space.number}/pages/page/902`) },
        { title: 'Charset', href: world.url(space.role, `/${space.number}/pages/page/903`) },
        { title: 'C:\\Windows\\System32\\CON', href: world.url(space.role, `/${space.number}/materials/files/9000`) },
      ],
    },
  ];
}

/** The hostile space's own addresses: impossible titles and sixty folders inside each other. */
export function hostileView(world: World, space: Space, path: string): Answer | undefined {
  const base = `/${space.number}`;
  const view = (title: string, blocks: Block[]): Answer => ({
    kind: 'view',
    view: { role: space.role, path, title, space, blocks },
  });
  if (path === `${base}/pages/page/901`)
    return view('../../../etc/passwd', [
      { t: 'para', inlines: ['Hostile two, with a \u202E turned text and a \u0000 nothing.'.replace('\u0000', '')] },
    ]);
  if (path === `${base}/pages/page/902`)
    return view('ž'.repeat(1_000_000), [{ t: 'para', inlines: ['Hostile three.'] }]);
  if (path === `${base}/pages/page/903`) {
    const lying = view('Charset', [{ t: 'para', inlines: ['Hostile four: š č ž.'] }]);
    if (lying.kind === 'view') lying.view.lies = true;
    return lying;
  }
  const folder = new RegExp(`^${base}/materials/files/(9\\d{3})$`).exec(path);
  const level = folder ? Number(folder[1]) - 9000 : -1;
  if (level < 0 || level > depth) return undefined;
  return view(
    `..\\..\\${level}/`,
    level === depth
      ? []
      : [
          {
            t: 'items',
            look: 'list',
            items: [
              { title: `Folder ${level + 1}`, href: world.url(space.role, `${base}/materials/files/${9001 + level}`) },
            ],
          },
        ],
  );
}
