import type { ItemContent, ItemRecord } from '../../../../shared/model/index.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { Site } from '../site.ts';
import { short } from '../words.ts';

/** Videos were never on the platform itself: a card says what it is and where it was. */
export function videoCard(site: Site, item: ItemRecord, content: ItemContent | undefined): Html {
  const embeds = content?.embeds ?? [];
  return html`<ul class="cards-plain">
    ${embeds.map(
      (embed) =>
        html`<li class="embed">
          <span class="embed-title"
            >${site.words.labelled(site.words.t('content.embed', { service: embed.service }))}<bdi
              >${short(embed.title ?? '', 120) || site.title(item)}</bdi
            ></span
          >
          ${
            /^https?:\/\//i.test(embed.address)
              ? html`<a class="ext" rel="noreferrer external" href="${embed.address}"
                  >${short(embed.address, 200)}<span class="vh"> ${site.words.t('content.elsewhere')}</span></a
                >`
              : html`<span>${short(embed.address, 200)}</span>`
          }
        </li>`,
    )}
  </ul>`;
}
