import { moreRows } from './languagesMore.ts';

type FirstLanguage = 'en' | 'sl' | 'de' | 'pl' | 'es' | 'it' | 'fr' | 'el' | 'bg' | 'ro';
export type Language = FirstLanguage | keyof typeof moreRows;

const keys = [
  'home',
  'pages',
  'materials',
  'images',
  'videos',
  'files',
  'forum',
  'meetings',
  'members',
  'twinmail',
  'bulletin',
  'journal',
  'latest',
  'archivedPages',
  'profile',
  'portfolio',
  'projects',
  'groups',
  'messages',
  'inbox',
  'sent',
  'contacts',
  'followers',
  'following',
  'resources',
  'events',
  'partnerForum',
  'learning',
  'certificates',
  'polls',
  'boards',
  'comments',
  'author',
  'date',
  'school',
  'country',
  'role',
  'original',
  'download',
  'more',
  'next',
  'settings',
  'delete',
  'archive',
  'leave',
  'like',
  'report',
  'logout',
  'edit',
  'login',
  'username',
  'password',
  'welcome',
  'about',
  'size',
  'status',
  'active',
  'closed',
  'archived',
  'created',
  'started',
  'lastActivity',
  'moderator',
  'member',
  'teacher',
  'pupil',
  'visitor',
  'national',
  'european',
  'pupils',
  'schoolLabel',
  'description',
  'search',
  'calendar',
  'from',
  'to',
  'votes',
  'wrongPassword',
  'noAccess',
  'number',
] as const;

/** The words of the site's frame; an exporter must never need them. */
export type LabelKey = (typeof keys)[number];
export type Labels = Readonly<Record<LabelKey, string>>;

const firstRows: Record<FirstLanguage, string> = {
  en: 'Home|Pages|Materials|Images|Videos|Files|Forums|Online meetings|Members|TwinMail|Teacher Bulletin|Project Journal|Latest updates|Archived pages|Profile|Portfolio|My projects|My groups|Messages|Inbox|Sent|Contacts|Followers|Following|Resources|Events|Partner forum|Learning Lab|Certificates|Polls|TwinBoards|Comments|Author|Date|School|Country|Role|View original|Download|Show more|Next|Settings|Delete|Archive|Leave|Like|Report|Log out|Edit|Log in|User name|Password|Welcome|About|Size|Status|Active|Closed|Archived|Registered|Starts|Last activity|Moderator|Member|Teacher|Pupil|Visitor|National Quality Label|European Quality Label|Pupils’ certificates|eTwinning School Label|Description|Search|Calendar|From|To|votes|The user name or password is not right.|You may not see this.|No.',
  sl: 'Domov|Strani|Gradiva|Slike|Videi|Datoteke|Forumi|Spletna srečanja|Člani|TwinMail|Oglasna deska za učitelje|Projektni dnevnik|Zadnje novice|Arhivirane strani|Profil|Portfelj|Moji projekti|Moje skupine|Sporočila|Prejeto|Poslano|Stiki|Sledilci|Sledim|Viri|Dogodki|Forum za iskanje partnerjev|Učni laboratorij|Potrdila|Ankete|TwinBoard|Komentarji|Avtor|Datum|Šola|Država|Vloga|Ogled izvirnika|Prenesi|Prikaži več|Naprej|Nastavitve|Izbriši|Arhiviraj|Zapusti|Všeč mi je|Prijavi|Odjava|Uredi|Prijava|Uporabniško ime|Geslo|Pozdravljeni|O nas|Velikost|Stanje|Dejaven|Zaprt|Arhiviran|Registriran|Začetek|Zadnja dejavnost|Moderator|Član|Učitelj|Učenec|Obiskovalec|Nacionalni znak kakovosti|Evropski znak kakovosti|Potrdila za učence|Znak eTwinning šola|Opis|Iskanje|Koledar|Od|Za|glasov|Uporabniško ime ali geslo ni pravilno.|Tega ne smete videti.|Št.',
  de: 'Startseite|Seiten|Materialien|Bilder|Videos|Dateien|Foren und Chat|Online-Treffen|Mitglieder|Briefkasten|Pinnwand für Lehrkräfte|Projekttagebuch|Neueste Änderungen|Archivierte Seiten|Profil|Portfolio|Meine Projekte|Meine Gruppen|Nachrichten|Eingang|Gesendet|Kontakte|Follower|Ich folge|Ressourcen|Veranstaltungen|Partnersuche|Lernlabor|Zertifikate|Umfragen|TwinBoards|Kommentare|Verfasst von|Datum|Schule|Land|Rolle|Original ansehen|Herunterladen|Mehr anzeigen|Weiter|Einstellungen|Löschen|Archivieren|Verlassen|Gefällt mir|Melden|Abmelden|Bearbeiten|Anmelden|Benutzername|Passwort|Willkommen|Über uns|Größe|Status|Aktiv|Geschlossen|Archiviert|Registriert|Beginn|Letzte Aktivität|Moderatorin|Mitglied|Lehrkraft|Schüler|Besucher|Nationales Qualitätssiegel|Europäisches Qualitätssiegel|Zertifikate für Schüler|eTwinning-Schulsiegel|Beschreibung|Suche|Kalender|Von|An|Stimmen|Benutzername oder Passwort ist falsch.|Das dürfen Sie nicht sehen.|Nr.',
  pl: 'Strona główna|Strony|Materiały|Obrazy|Filmy|Pliki|Forum|Spotkania online|Członkowie|TwinMail|Tablica nauczycieli|Dziennik projektu|Ostatnie zmiany|Zarchiwizowane strony|Profil|Portfolio|Moje projekty|Moje grupy|Wiadomości|Odebrane|Wysłane|Kontakty|Obserwujący|Obserwowani|Zasoby|Wydarzenia|Forum partnerów|Laboratorium nauki|Certyfikaty|Ankiety|TwinBoardy|Komentarze|Autor|Data|Szkoła|Kraj|Rola|Zobacz oryginał|Pobierz|Pokaż więcej|Dalej|Ustawienia|Usuń|Archiwizuj|Opuść|Lubię to|Zgłoś|Wyloguj|Edytuj|Zaloguj|Nazwa użytkownika|Hasło|Witamy|O nas|Rozmiar|Stan|Aktywny|Zamknięty|Zarchiwizowany|Zarejestrowano|Początek|Ostatnia aktywność|Moderator|Członek|Nauczyciel|Uczeń|Gość|Krajowa Odznaka Jakości|Europejska Odznaka Jakości|Certyfikaty uczniów|Szkoła eTwinning|Opis|Szukaj|Kalendarz|Od|Do|głosów|Nazwa użytkownika lub hasło są błędne.|Nie możesz tego zobaczyć.|Nr',
  es: 'Inicio|Páginas|Materiales|Imágenes|Vídeos|Archivos|Foros|Reuniones en línea|Miembros|TwinMail|Tablón docentes|Diario de proyecto|Últimas novedades|Páginas archivadas|Perfil|Portafolio|Mis proyectos|Mis grupos|Mensajes|Recibidos|Enviados|Contactos|Seguidores|Siguiendo|Recursos|Eventos|Foro de socios|Laboratorio de aprendizaje|Certificados|Encuestas|TwinBoards|Comentarios|Autoría|Fecha|Centro|País|Rol|Ver original|Descargar|Ver más|Siguiente|Ajustes|Eliminar|Archivar|Abandonar|Me gusta|Denunciar|Cerrar sesión|Editar|Entrar|Usuario|Contraseña|Bienvenida|Acerca de|Tamaño|Estado|Activo|Cerrado|Archivado|Registrado|Comienzo|Última actividad|Moderadora|Miembro|Docente|Alumno|Visitante|Sello de Calidad Nacional|Sello de Calidad Europeo|Certificados del alumnado|Sello de Centro eTwinning|Descripción|Buscar|Calendario|De|Para|votos|El usuario o la contraseña no son correctos.|No puede ver esto.|N.º',
  it: 'Home|Pagine|Materiali|Immagini|Video|File|Forum|Sessioni live|Membri|TwinMail|Bacheca Insegnanti|Diario di progetto|Ultimi aggiornamenti|Pagine archiviate|Profilo|Portfolio|I miei progetti|I miei gruppi|Messaggi|In arrivo|Inviati|Contatti|Seguaci|Seguiti|Risorse|Eventi|Forum partner|Learning Lab|Certificati|Sondaggi|TwinBoard|Commenti|Autore|Data|Scuola|Paese|Ruolo|Vedi originale|Scarica|Mostra altro|Avanti|Impostazioni|Elimina|Archivia|Abbandona|Mi piace|Segnala|Esci|Modifica|Accedi|Nome utente|Parola chiave|Benvenuti|Chi siamo|Dimensione|Stato|Attivo|Chiuso|Archiviato|Registrato|Inizio|Ultima attività|Moderatore|Membro|Docente|Alunno|Visitatore|Certificato di Qualità Nazionale|Certificato di Qualità Europeo|Certificati degli alunni|Scuola eTwinning|Descrizione|Cerca|Calendario|Da|A|voti|Nome utente o parola chiave errati.|Non puoi vedere questo.|N.',
  fr: 'Accueil|Pages|Documents|Images|Vidéos|Fichiers|Forums|Réunions en ligne|Membres|TwinMail|Panneau des enseignants|Journal du projet|Dernières nouvelles|Pages archivées|Profil|Portfolio|Mes projets|Mes groupes|Messages|Reçus|Envoyés|Contacts|Abonnés|Abonnements|Ressources|Événements|Forum des partenaires|Laboratoire|Certificats|Sondages|TwinBoards|Commentaires|Auteur|Date|École|Pays|Rôle|Voir l’original|Télécharger|Afficher plus|Suivant|Paramètres|Supprimer|Archiver|Quitter|J’aime|Signaler|Déconnexion|Modifier|Connexion|Identifiant|Mot de passe|Bienvenue|À propos|Taille|Statut|Actif|Fermé|Archivé|Inscrit|Début|Dernière activité|Modérateur|Membre|Enseignant|Élève|Visiteur|Label de qualité national|Label de qualité européen|Certificats des élèves|Label École eTwinning|Description|Rechercher|Calendrier|De|À|votes|Identifiant ou mot de passe incorrect.|Vous ne pouvez pas voir ceci.|N°',
  el: 'Αρχική|Σελίδες|Υλικό|Εικόνες|Βίντεο|Αρχεία|Φόρουμ|Συναντήσεις|Μέλη|Αλληλογραφία|Πίνακας εκπαιδευτικών|Ημερολόγιο έργου|Τελευταία νέα|Αρχειοθετημένες σελίδες|Προφίλ|Χαρτοφυλάκιο|Τα έργα μου|Οι ομάδες μου|Μηνύματα|Εισερχόμενα|Απεσταλμένα|Επαφές|Ακόλουθοι|Ακολουθώ|Πόροι|Εκδηλώσεις|Φόρουμ συνεργατών|Εργαστήριο|Πιστοποιητικά|Δημοσκοπήσεις|Πίνακες|Σχόλια|Συντάκτης|Ημερομηνία|Σχολείο|Χώρα|Ρόλος|Προβολή πρωτοτύπου|Λήψη|Περισσότερα|Επόμενη|Ρυθμίσεις|Διαγραφή|Αρχειοθέτηση|Αποχώρηση|Μου αρέσει|Αναφορά|Αποσύνδεση|Επεξεργασία|Σύνδεση|Όνομα χρήστη|Κωδικός|Καλώς ήρθατε|Σχετικά|Μέγεθος|Κατάσταση|Ενεργό|Κλειστό|Αρχειοθετημένο|Εγγραφή|Έναρξη|Τελευταία δραστηριότητα|Συντονιστής|Μέλος|Εκπαιδευτικός|Μαθητής|Επισκέπτης|Εθνική Ετικέτα Ποιότητας|Ευρωπαϊκή Ετικέτα Ποιότητας|Πιστοποιητικά μαθητών|Σχολείο eTwinning|Περιγραφή|Αναζήτηση|Ημερολόγιο|Από|Προς|ψήφοι|Λάθος όνομα χρήστη ή κωδικός.|Δεν επιτρέπεται να το δείτε.|Αρ.',
  bg: 'Начало|Страници|Материали|Снимки|Видео|Файлове|Форуми|Онлайн срещи|Членове|Поща|Табло за учители|Дневник на проекта|Последни новини|Архивирани страници|Профил|Портфолио|Моите проекти|Моите групи|Съобщения|Получени|Изпратени|Контакти|Последователи|Следвани|Ресурси|Събития|Форум за партньори|Учебна лаборатория|Сертификати|Анкети|Табла|Коментари|Автор|Дата|Училище|Държава|Роля|Виж оригинала|Изтегли|Покажи още|Напред|Настройки|Изтрий|Архивирай|Напусни|Харесва ми|Докладвай|Изход|Редактирай|Вход|Потребител|Парола|Добре дошли|За нас|Размер|Състояние|Активен|Затворен|Архивиран|Регистриран|Начало на проекта|Последна дейност|Модератор|Член|Учител|Ученик|Посетител|Национален знак за качество|Европейски знак за качество|Сертификати за ученици|Училище eTwinning|Описание|Търсене|Календар|От|До|гласа|Грешно име или парола.|Не можете да видите това.|№',
  ro: 'Acasă|Pagini|Materiale|Imagini|Videoclipuri|Fișiere|Forumuri|Întâlniri online|Membri|TwinMail|Avizierul profesorilor|Jurnalul proiectului|Ultimele noutăți|Pagini arhivate|Profil|Portofoliu|Proiectele mele|Grupurile mele|Mesaje|Primite|Trimise|Contacte|Urmăritori|Urmăriți|Resurse|Evenimente|Forum de parteneri|Laborator|Certificate|Sondaje|TwinBoard|Comentarii|Autor|Data|Școala|Țara|Rol|Vezi originalul|Descarcă|Arată mai mult|Înainte|Setări|Șterge|Arhivează|Părăsește|Îmi place|Raportează|Ieșire|Editează|Conectare|Utilizator|Parola|Bun venit|Despre noi|Mărime|Stare|Activ|Închis|Arhivat|Înregistrat|Început|Ultima activitate|Moderator|Membru|Profesor|Elev|Vizitator|Certificat Național de Calitate|Certificat European de Calitate|Certificatele elevilor|Școală eTwinning|Descriere|Căutare|Calendar|De la|Către|voturi|Numele sau parola nu sunt corecte.|Nu puteți vedea aceasta.|Nr.',
};

const rows: Record<Language, string> = { ...firstRows, ...moreRows };

/** All the languages the replica speaks. */
export const languages = Object.keys(rows) as Language[];

/** The words of one language. */
export function labelsOf(language: Language): Labels {
  const words = rows[language].split('|');
  if (words.length !== keys.length) throw new Error(`${language}: ${words.length} words for ${keys.length} labels`);
  return Object.fromEntries(keys.map((key, index) => [key, words[index]!])) as Labels;
}
