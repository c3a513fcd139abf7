import type { moreRows } from './languagesMore.ts';

interface Texts {
  sentences: readonly string[];
  projects: readonly string[];
  topics: readonly string[];
}

/** What people write in the languages of `languagesMore.ts`. */
export const moreTexts: Record<keyof typeof moreRows, Texts> = {
  tr: {
    sentences: [
      'Bugün {n}. sınıftan {n} öğrenci okulun arkasındaki derenin suyunu ölçtü ve sonuçları bir tabloya yazdı.',
      '{p} bize {c} kentinden kestane, resimler ve iki kez okuduğumuz bir mektup gönderdi.',
      'Logo için oy kullandık: kırlangıç {n}, köprü {n} oy aldı.',
      'Görüntülü görüşme için teşekkürler, {c} kentindeki sevgili ortaklarımız; çocuklar hâlâ bunu konuşuyor!',
      'Deneyimiz işe yaramadan önce {n} kez başarısız oldu; en güzel yanı da buydu.',
    ],
    projects: ['Sınırsız ırmaklar', 'Bavuldaki masallar', 'Mutfağımızda matematik', 'Köprüden mektuplar'],
    topics: ['Okullarımız', 'Deneyler', 'Logo yarışması', 'Efsaneler', 'Işık ve gölge', 'Karma takımlar'],
  },
  lt: {
    sentences: [
      'Šiandien {n} mokinių iš {n} klasės matavo upelio už mokyklos vandenį ir surašė rezultatus į lentelę.',
      '{p} iš {c} atsiuntė mums siuntinį su kaštonais, piešiniais ir laišku, kurį perskaitėme du kartus.',
      'Balsavome dėl logotipo: {n} balsų už kregždę, {n} už tiltą.',
      'Ačiū, brangūs partneriai iš {c}, už vaizdo skambutį; vaikai vis dar apie jį kalba!',
      'Bandymas nepavyko {n} kartus, kol galiausiai pavyko, ir tai buvo gražiausia.',
    ],
    projects: ['Upės be sienų', 'Pasakos lagamine', 'Matematika virtuvėje', 'Laiškai nuo tilto'],
    topics: ['Mūsų mokyklos', 'Bandymai', 'Logotipo konkursas', 'Padavimai', 'Mokyklos sodai', 'Mišrios komandos'],
  },
  hu: {
    sentences: [
      'Ma a {n}. osztály {n} tanulója megmérte az iskola mögötti patak vizét, és táblázatba írta az eredményeket.',
      '{p} csomagot küldött nekünk {c} városából gesztenyével, rajzokkal és egy levéllel, amelyet kétszer is felolvastunk.',
      'Szavaztunk a logóról: {n} szavazat a fecskére, {n} a hídra.',
      'Köszönjük, kedves {c} városi partnerek, a videóhívást; a gyerekek még mindig erről beszélnek!',
      'A kísérlet {n} alkalommal nem sikerült, mielőtt végül sikerült, és ez volt benne a legszebb.',
    ],
    projects: ['Folyók határok nélkül', 'Mesék a bőröndben', 'Matek a konyhában', 'Levelek a hídról'],
    topics: ['Iskoláink', 'Kísérletek', 'Logóverseny', 'Legendák', 'Iskolakertek', 'Vegyes csapatok'],
  },
  mk: {
    sentences: [
      'Денес {n} ученици од {n} одделение ја мереа водата во потокот зад училиштето и ги запишаа резултатите во табела.',
      '{p} ни испрати пакет од {c} со костени, цртежи и писмо што го прочитавме двапати.',
      'Гласавме за логото: {n} гласа за ластовицата, {n} за мостот.',
      'Ви благодариме, драги партнери од {c}, за видеоповикот; децата сè уште зборуваат за него!',
      'Експериментот не успеа {n} пати пред да успее, и тоа беше најубаво.',
    ],
    projects: ['Реки без граници', 'Приказни во куфер', 'Математика во кујната', 'Писма од мостот'],
    topics: ['Нашите училишта', 'Експерименти', 'Конкурс за лого', 'Легенди', 'Ѓурѓовден', 'Мешани тимови'],
  },
  mt: {
    sentences: [
      'Illum {n} student tal-klassi {n} kejlu l-ilma tal-wied wara l-iskola u kitbu r-riżultati f’tabella.',
      '{p} bagħtilna pakkett minn {c} bil-qastan, tpinġijiet u ittra li qrajna darbtejn.',
      'Ivvutajna għal-logo: {n} vot għall-ħuttafa, {n} għall-pont.',
      'Grazzi, sħab għeżież minn {c}, għas-sejħa bil-vidjo; it-tfal għadhom jitkellmu dwarha!',
      'L-esperiment falla {n} darbiet qabel ma rnexxa, u dik kienet l-isbaħ parti.',
    ],
    projects: ['Xmajjar mingħajr fruntieri', 'Ħrejjef f’bagalja', 'Matematika fil-kċina', 'Ittri mill-pont'],
    topics: ['L-iskejjel tagħna', 'Esperimenti', 'Konkors għal-logo', 'Leġġendi', 'Ġonna', 'Għaqda'],
  },
  ka: {
    sentences: [
      'დღეს {n} კლასის {n} მოსწავლემ სკოლის უკან მდინარის წყალი გაზომა და შედეგები ცხრილში ჩაწერა.',
      '{p} გამოგვიგზავნა ამანათი ქალაქიდან {c} წაბლით, ნახატებით და წერილით, რომელიც ორჯერ წავიკითხეთ.',
      'ლოგოსთვის ხმა მივეცით: {n} ხმა მერცხალს, {n} ხიდს.',
      'გმადლობთ, ძვირფასო პარტნიორებო ქალაქიდან {c}, ვიდეოზარისთვის; ბავშვები დღემდე ამაზე საუბრობენ!',
      'ცდა {n}-ჯერ ჩაიშალა, სანამ გამოვიდოდა, და სწორედ ეს იყო საუკეთესო.',
    ],
    projects: ['მდინარეები საზღვრების გარეშე', 'ზღაპრები ჩემოდანში', 'მათემატიკა სამზარეულოში', 'წერილები ხიდიდან'],
    topics: ['ჩვენი სკოლები', 'ცდები', 'ლოგოს კონკურსი', 'ლეგენდები', 'სკოლის ბაღები', 'შერეული გუნდები'],
  },
};
