import type { Language } from './languages.ts';
import type { Random } from './random.ts';
import { someone } from './people.ts';
import { moreTexts } from './sentencesMore.ts';

/** What people of one language write: sentences with slots ({n} number, {p} person, {c} town), titles and stems. */
interface Texts {
  sentences: readonly string[];
  projects: readonly string[];
  topics: readonly string[];
}

const texts: Record<Language, Texts> = {
  ...moreTexts,
  en: {
    sentences: [
      'Today {n} pupils of class {n} measured the water of the stream behind our school and wrote the results into a table.',
      '{p} sent us a parcel from {c} with chestnuts, drawings and a letter that we read aloud twice.',
      'We voted on the logo: {n} votes for the swallow, {n} for the bridge.',
      'Thank you, dear partners from {c}, for the video call; the children still talk about it!',
      'The next meeting will be on a Thursday; please bring {n} questions about your town.',
      'In the kitchen we baked bread after the recipe of {p}’s grandmother & it was gone within {n} minutes.',
      'Our experiment failed {n} times before it worked, and that was the best part of it.',
      'Here you find the work of the mixed international groups, {n} stories altogether.',
      'Could somebody from {c} check whether the presentation opens on an older computer?',
      'We planted {n} trees along the road to {c}.',
    ],
    projects: [
      'Rivers without borders',
      'Fairy tales in a suitcase',
      'Maths in our kitchen',
      'Letters from the bridge',
      'Small heroes, big Europe',
      'Bees, flowers & friends',
    ],
    topics: [
      'Our schools',
      'Experiments',
      'Christmas cards',
      'The logo contest',
      'Final evaluation',
      'Legends',
      'School gardens',
      'Mixed teams',
    ],
  },
  sl: {
    sentences: [
      'Danes je {n} učencev {n}. razreda merilo vodo v potoku za šolo in vpisalo rezultate v preglednico.',
      '{p} nam je iz kraja {c} poslala paket s kostanjem, risbami in pismom, ki smo ga dvakrat prebrali na glas.',
      'Glasovali smo o logotipu: {n} glasov za lastovko, {n} za most.',
      'Hvala, dragi partnerji iz kraja {c}, za videoklic; otroci še vedno govorijo o njem!',
      'Naslednje srečanje bo v četrtek; pripravite {n} vprašanj o svojem mestu.',
      'V kuhinji smo spekli kruh po receptu babice, ki ga je prinesla {p}; pojedli smo ga v {n} minutah.',
      'Poskus nam je {n}-krat spodletel, preden je uspel, in prav to je bilo najlepše.',
      'Tukaj je delo mešanih mednarodnih skupin, skupaj {n} zgodb o čričkih, žabah in ježih.',
      'Bi lahko kdo iz kraja {c} preveril, ali se predstavitev odpre na starejšem računalniku?',
      'Ob cesti proti kraju {c} smo posadili {n} dreves.',
    ],
    projects: [
      'Reke brez meja',
      'Pravljice v kovčku',
      'Matematika v naši kuhinji',
      'Pisma z mostu',
      'Mali junaki, velika Evropa',
      'Čebele, rože in prijatelji',
    ],
    topics: [
      'Naše šole',
      'Poskusi',
      'Božične voščilnice',
      'Natečaj za logotip',
      'Končno vrednotenje',
      'Ljudsko izročilo',
      'Šolski vrtovi',
      'Mešane skupine',
    ],
  },
  de: {
    sentences: [
      'Heute haben {n} Schülerinnen und Schüler der Klasse {n} das Wasser des Baches gemessen und die Ergebnisse in eine Tabelle geschrieben.',
      '{p} hat uns aus {c} ein Päckchen mit Kastanien, Zeichnungen und einem Brief geschickt, den wir zweimal vorgelesen haben.',
      'Wir haben über das Logo abgestimmt: {n} Stimmen für die Schwalbe, {n} für die Brücke.',
      'Vielen Dank, liebe Partner aus {c}, für den Videoanruf; die Kinder erzählen noch immer davon!',
      'Das nächste Treffen ist an einem Donnerstag; bringt bitte {n} Fragen über eure Stadt mit.',
      'In der Küche haben wir Brot nach dem Rezept von {p} gebacken, nach {n} Minuten war es aufgegessen.',
      'Unser Versuch ist {n}-mal gescheitert, bevor er gelang – das war das Schönste daran.',
      'Hier findet ihr die Arbeiten der gemischten Gruppen, insgesamt {n} Geschichten.',
      'Könnte jemand aus {c} prüfen, ob sich die Präsentation auf älteren Rechnern öffnet?',
      'Wir haben {n} Bäume an der Straße nach {c} gepflanzt.',
    ],
    projects: [
      'Flüsse ohne Grenzen',
      'Märchen im Koffer',
      'Mathe in unserer Küche',
      'Briefe von der Brücke',
      'Kleine Helden, großes Europa',
      'Bienen, Blumen & Freunde',
    ],
    topics: [
      'Unsere Schulen',
      'Versuche',
      'Weihnachtskarten',
      'Logo-Wettbewerb',
      'Abschluss',
      'Sagen',
      'Schulgärten',
      'Gemischte Gruppen',
    ],
  },
  pl: {
    sentences: [
      'Dzisiaj {n} uczniów klasy {n} mierzyło wodę w strumieniu za szkołą i zapisało wyniki w tabeli.',
      '{p} przysłała nam z miasta {c} paczkę z kasztanami, rysunkami i listem, który przeczytaliśmy na głos.',
      'Głosowaliśmy na logo: {n} głosów na jaskółkę, {n} na most.',
      'Dziękujemy, drodzy partnerzy z miasta {c}, za rozmowę wideo; dzieci wciąż o niej mówią!',
      'Następne spotkanie odbędzie się w czwartek; przygotujcie {n} pytań o swoim mieście.',
      'Upiekliśmy chleb według przepisu, który podała {p}; zniknął w {n} minut.',
      'Doświadczenie nie udało się {n} razy, zanim się powiodło – i to było najlepsze.',
      'Tutaj znajdziecie prace grup mieszanych, łącznie {n} opowieści.',
      'Czy ktoś z miasta {c} sprawdzi, czy prezentacja otwiera się na starszym komputerze?',
      'Posadziliśmy {n} drzew przy drodze do miasta {c}.',
    ],
    projects: [
      'Rzeki bez granic',
      'Baśnie w walizce',
      'Matematyka w kuchni',
      'Listy z mostu',
      'Mali bohaterowie, wielka Europa',
      'Pszczoły, kwiaty i przyjaźń',
    ],
    topics: [
      'Nasze szkoły',
      'Doświadczenia',
      'Kartki świąteczne',
      'Konkurs na logo',
      'Ewaluacja końcowa',
      'Legendy',
      'Ogrody szkolne',
      'Grupy mieszane',
    ],
  },
  es: {
    sentences: [
      'Hoy {n} alumnos de la clase {n} midieron el agua del arroyo y anotaron los resultados en una tabla.',
      '{p} nos envió desde {c} un paquete con castañas, dibujos y una carta que leímos dos veces.',
      'Votamos el logotipo: {n} votos para la golondrina, {n} para el puente.',
      '¡Gracias, queridos socios de {c}, por la videollamada; los niños aún hablan de ella!',
      'La próxima reunión será un jueves; traed {n} preguntas sobre vuestra ciudad.',
      'Hicimos pan con la receta de {p} y desapareció en {n} minutos.',
      'El experimento falló {n} veces antes de salir bien, y eso fue lo mejor.',
      'Aquí está el trabajo de los grupos mixtos, {n} cuentos en total.',
      '¿Podría alguien de {c} comprobar si la presentación se abre en un ordenador antiguo?',
      'Plantamos {n} árboles junto al camino de {c}.',
    ],
    projects: [
      'Ríos sin fronteras',
      'Cuentos en la maleta',
      'Matemáticas en la cocina',
      'Cartas desde el puente',
      'Pequeños héroes, gran Europa',
      'Abejas, flores y amigos',
    ],
    topics: [
      'Nuestros centros',
      'Experimentos',
      'Tarjetas de Navidad',
      'Concurso de logotipos',
      'Evaluación final',
      'Leyendas',
      'Huertos escolares',
      'Equipos mixtos',
    ],
  },
  it: {
    sentences: [
      'Oggi {n} alunni della classe {n} hanno misurato l’acqua del ruscello e scritto i risultati in una tabella.',
      '{p} ci ha mandato da {c} un pacco con castagne, disegni e una lettera che abbiamo letto due volte.',
      'Abbiamo votato il logo: {n} voti per la rondine, {n} per il ponte.',
      'Grazie, cari partner di {c}, per la videochiamata; i bambini ne parlano ancora!',
      'Il prossimo incontro sarà di giovedì; portate {n} domande sulla vostra città.',
      'Abbiamo fatto il pane con la ricetta di {p}: è finito in {n} minuti.',
      'L’esperimento è fallito {n} volte prima di riuscire, ed è stata la parte più bella.',
      'Qui trovate il lavoro dei gruppi misti, {n} storie in tutto.',
      'Qualcuno di {c} può controllare se la presentazione si apre su un computer più vecchio?',
      'Abbiamo piantato {n} alberi lungo la strada per {c}.',
    ],
    projects: [
      'Fiumi senza confini',
      'Fiabe in valigia',
      'Matematica in cucina',
      'Lettere dal ponte',
      'Piccoli eroi, grande Europa',
      'Api, fiori e amici',
    ],
    topics: [
      'Le nostre scuole',
      'Esperimenti',
      'Biglietti di Natale',
      'Concorso per il logo',
      'Valutazione finale',
      'Leggende',
      'Orti scolastici',
      'Gruppi misti',
    ],
  },
  fr: {
    sentences: [
      'Aujourd’hui {n} élèves de la classe {n} ont mesuré l’eau du ruisseau et noté les résultats dans un tableau.',
      '{p} nous a envoyé de {c} un colis avec des châtaignes, des dessins et une lettre que nous avons lue deux fois.',
      'Nous avons voté pour le logo : {n} voix pour l’hirondelle, {n} pour le pont.',
      'Merci, chers partenaires de {c}, pour l’appel vidéo ; les enfants en parlent encore !',
      'La prochaine réunion aura lieu un jeudi ; apportez {n} questions sur votre ville.',
      'Nous avons cuit du pain avec la recette de {p} : il a disparu en {n} minutes.',
      'L’expérience a échoué {n} fois avant de réussir, et c’était le meilleur moment.',
      'Voici le travail des groupes mixtes, {n} récits en tout.',
      'Quelqu’un de {c} peut-il vérifier si la présentation s’ouvre sur un vieil ordinateur ?',
      'Nous avons planté {n} arbres le long de la route de {c}.',
    ],
    projects: [
      'Rivières sans frontières',
      'Contes en valise',
      'Les maths à la cuisine',
      'Lettres du pont',
      'Petits héros, grande Europe',
      'Abeilles, fleurs et amitié',
    ],
    topics: [
      'Nos écoles',
      'Expériences',
      'Cartes de Noël',
      'Concours de logo',
      'Évaluation finale',
      'Légendes',
      'Jardins d’école',
      'Équipes mixtes',
    ],
  },
  el: {
    sentences: [
      'Σήμερα {n} μαθητές της τάξης {n} μέτρησαν το νερό του ρυακιού και έγραψαν τα αποτελέσματα σε πίνακα.',
      'Από {c} μας έστειλε ένα δέμα με κάστανα, ζωγραφιές και ένα γράμμα: {p}.',
      'Ψηφίσαμε για το λογότυπο: {n} ψήφοι για το χελιδόνι, {n} για τη γέφυρα.',
      'Ευχαριστούμε, αγαπητοί συνεργάτες ({c}), για τη βιντεοκλήση· τα παιδιά μιλούν ακόμη γι’ αυτήν!',
      'Η επόμενη συνάντηση θα γίνει Πέμπτη· φέρτε {n} ερωτήσεις για την πόλη σας.',
      'Φτιάξαμε ψωμί με τη συνταγή ({p}) και τελείωσε σε {n} λεπτά.',
      'Το πείραμα απέτυχε {n} φορές πριν πετύχει, και αυτό ήταν το καλύτερο.',
      'Εδώ θα βρείτε τη δουλειά των μικτών ομάδων, {n} ιστορίες συνολικά.',
      'Μπορεί κάποιος ({c}) να ελέγξει αν η παρουσίαση ανοίγει σε παλιό υπολογιστή;',
      'Φυτέψαμε {n} δέντρα στον δρόμο προς {c}.',
    ],
    projects: [
      'Ποτάμια χωρίς σύνορα',
      'Παραμύθια σε βαλίτσα',
      'Μαθηματικά στην κουζίνα',
      'Γράμματα από τη γέφυρα',
      'Μικροί ήρωες, μεγάλη Ευρώπη',
      'Μέλισσες, λουλούδια, φίλοι',
    ],
    topics: [
      'Τα σχολεία μας',
      'Πειράματα',
      'Χριστουγεννιάτικες κάρτες',
      'Διαγωνισμός λογότυπου',
      'Τελική αξιολόγηση',
      'Θρύλοι',
      'Σχολικοί κήποι',
      'Μικτές ομάδες',
    ],
  },
  bg: {
    sentences: [
      'Днес {n} ученици от {n}. клас измериха водата на потока зад училището и записаха резултатите в таблица.',
      '{p} ни изпрати от {c} колет с кестени, рисунки и писмо, което прочетохме на глас два пъти.',
      'Гласувахме за логото: {n} гласа за лястовицата, {n} за моста.',
      'Благодарим ви, скъпи партньори от {c}, за видеоразговора; децата още говорят за него!',
      'Следващата среща ще бъде в четвъртък; подгответе {n} въпроса за вашия град.',
      'Изпекохме хляб по рецептата на {p}; изчезна за {n} минути.',
      'Опитът не успя {n} пъти, преди да стане, и това беше най-хубавото.',
      'Тук ще намерите работата на смесените групи, общо {n} разказа.',
      'Може ли някой от {c} да провери дали презентацията се отваря на по-стар компютър?',
      'Засадихме {n} дървета край пътя към {c}.',
    ],
    projects: [
      'Реки без граници',
      'Приказки в куфар',
      'Математика в кухнята',
      'Писма от моста',
      'Малки герои, голяма Европа',
      'Пчели, цветя и приятели',
    ],
    topics: [
      'Нашите училища',
      'Опити',
      'Коледни картички',
      'Конкурс за лого',
      'Заключителна оценка',
      'Легенди',
      'Училищни градини',
      'Смесени групи',
    ],
  },
  ro: {
    sentences: [
      'Astăzi {n} elevi din clasa {n} au măsurat apa pârâului și au scris rezultatele într-un tabel.',
      '{p} ne-a trimis din {c} un colet cu castane, desene și o scrisoare pe care am citit-o de două ori.',
      'Am votat pentru logo: {n} voturi pentru rândunică, {n} pentru pod.',
      'Vă mulțumim, dragi parteneri din {c}, pentru apelul video; copiii încă vorbesc despre el!',
      'Următoarea întâlnire va fi într-o joi; pregătiți {n} întrebări despre orașul vostru.',
      'Am copt pâine după rețeta oferită de {p}; a dispărut în {n} minute.',
      'Experimentul a eșuat de {n} ori înainte să reușească, și asta a fost cel mai frumos.',
      'Aici găsiți munca grupelor mixte, în total {n} povești.',
      'Poate cineva din {c} să verifice dacă prezentarea se deschide pe un calculator mai vechi?',
      'Am plantat {n} copaci de-a lungul drumului spre {c}.',
    ],
    projects: [
      'Râuri fără granițe',
      'Povești într-o valiză',
      'Matematica în bucătărie',
      'Scrisori de pe pod',
      'Mici eroi, mare Europă',
      'Albine, flori și prieteni',
    ],
    topics: [
      'Școlile noastre',
      'Experimente',
      'Felicitări de Crăciun',
      'Concursul de logouri',
      'Evaluare finală',
      'Legende',
      'Grădini școlare',
      'Echipe mixte',
    ],
  },
};

/** One paragraph: one to three sentences, never quite like another. */
export function paragraph(language: Language, random: Random): string {
  const count = random.int(1, 3);
  const parts: string[] = [];
  for (let i = 0; i < count; i++) {
    const who = someone(random);
    const sentence = random.pick(texts[language].sentences);
    parts.push(
      sentence
        .replace(/\{n\}/g, () => String(random.int(2, 999)))
        .replace(/\{p\}/g, who.name)
        .replace(/\{c\}/g, who.town),
    );
  }
  return parts.join(' ');
}

export function paragraphs(language: Language, random: Random, low: number, high: number): string[] {
  return Array.from({ length: random.int(low, high) }, () => paragraph(language, random));
}

export function projectTitle(language: Language, random: Random): string {
  return random.pick(texts[language].projects);
}

export function topic(language: Language, random: Random): string {
  return random.pick(texts[language].topics);
}
