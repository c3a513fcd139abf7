import type { Random } from './random.ts';

const rows = [
  'Slovenia|Osnovna šola Žužemberk|Ljubljana|Špela Žagar,Matjaž Kovač,Nuša Čebulj,Žiga Šuštar',
  'Germany|Grundschule am Mühlbach|Köln|Jürgen Weiß,Käthe Groß,Björn Öztürk,Lena Süß',
  'Poland|Szkoła Podstawowa nr 7 im. Żeromskiego|Łódź|Małgorzata Wiśniewska,Łukasz Dąbrowski,Zofia Źrebak,Staś Kędzior',
  'Spain|CEIP Niño Jesús|Logroño|Begoña Muñoz,José Ángel Ibáñez,Lucía Peña,Íñigo Yáñez',
  'Italy|Istituto Comprensivo «Giosuè Carducci»|Forlì|Niccolò Rossi,Mariù D’Angelo,Giò Bianchi,Zoë Verdi',
  'France|Collège Hélène Boucher|Besançon|Anaïs Lefèvre,François Noël,Chloé Gœthals,Gaël Hébert',
  'Greece|2ο Γυμνάσιο Ωραιοκάστρου|Θεσσαλονίκη|Ελένη Παπαδοπούλου,Γιώργος Ωραίος,Δέσποινα Ψαρρά,Άγγελος Θεοχάρης',
  'Bulgaria|СУ „Св. Климент Охридски“|Пловдив|Живка Желязкова,Щерю Щерев,Юлия Йорданова,Ясен Чакъров',
  'Romania|Școala Gimnazială „Ștefan cel Mare”|Iași|Ștefania Țurcanu,Mihăiță Brânză,Ionuț Șerban,Ana Mălăiescu',
  'Turkey|Şehit Öğretmenler Ortaokulu|İzmir|Ayşe Yıldırım,Gökçe Çağlar,Işıl Öz,Ömer Ağaoğlu',
  'Croatia|Osnovna škola Đure Đakovića|Osijek|Željko Đurić,Ćiril Šimić,Dunja Žic,Luka Čop',
  'Finland|Äänekosken yhteiskoulu|Äänekoski|Päivi Mäkelä,Åke Sjöström,Väinö Hämäläinen,Säde Lähde',
  // Partners from beyond: letters without capitals, from right to left, with particles, hyphens and initials.
  'Georgia|თბილისის 51-ე საჯარო სკოლა|თბილისი|ნინო ბერიძე,გიორგი კაპანაძე,მარიამ ჯაფარიძე,დავით ლომიძე',
  'Armenia|Երևանի թիվ 55 դպրոց|Երևան|Անահիտ Հովհաննիսյան,Արմեն Սարգսյան,Լուսինե Պետրոսյան,Տիգրան Գրիգորյան',
  'Tunisia|مدرسة ابن خلدون|صفاقس|فاطمة الزهراء بن علي,محمد الطرابلسي,سلمى بوعزيزي,يوسف الجبالي',
  'Hungary|Kodály Zoltán Általános Iskola|Győr|Kovácsné Tóth Éva,Szűcs Gergő,Őri Ágnes,Dr. Nagy Ödön',
  'Netherlands|Basisschool De Vlieger|’s-Hertogenbosch|Jan van der Berg,Anne-Marie de Vries,Femke in ’t Veld,Sjoerd ten Hoor',
  'Ireland|Gaelscoil Uí Cheithearnaigh|Béal Átha na Sluaighe|Seán Ó Súilleabháin,Siobhán Ní Dhomhnaill,Aoife O’Brien,Máire Mac an tSaoir',
].map((row) => {
  const [country = '', school = '', town = '', names = ''] = row.split('|');
  return { country, school, town, names: names.split(',') };
});

/** Somebody the account's owner works with. */
export interface Someone {
  name: string;
  school: string;
  town: string;
  country: string;
}

/** A person from one of the partner schools. */
export function someone(random: Random): Someone {
  const row = random.pick(rows);
  return { name: random.pick(row.names), school: row.school, town: row.town, country: row.country };
}
