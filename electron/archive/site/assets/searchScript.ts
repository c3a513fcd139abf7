import { SPECIAL } from '../search/fold.ts';
import { FIELDS } from '../search/builder.ts';
import { scriptJson } from '../pages/show.ts';

/** `search.html`'s own script (the library stands before it). Classic, without fetch: shards are read as scripts. */
export const SEARCH_SCRIPT = `(function () {
  'use strict';
  var SPECIAL = ${scriptJson(SPECIAL)};
  var FIELDS = ${scriptJson(FIELDS)};
  var SHOWN = 20;
  var MOST_SHARDS = 8;

  function fold(text) {
    var folded = '';
    Array.from(text.normalize('NFKD').toLowerCase().replace(/\\p{M}+/gu, '')).forEach(function (character) {
      folded += Object.prototype.hasOwnProperty.call(SPECIAL, character) ? SPECIAL[character] : character;
    });
    return folded;
  }
  function wordsOf(text) {
    return fold(text).split(/[^\\p{L}\\p{N}]+/u).filter(function (word) { return word !== '' && word.length <= 40; });
  }
  window.twinarkFold = { fold: fold, wordsOf: wordsOf };

  var form = document.getElementById('search');
  if (!form || !window.MiniSearch) return;
  var input = form.querySelector('input');
  var status = document.getElementById('status');
  var results = document.getElementById('results');
  var more = document.getElementById('more');
  var texts = JSON.parse(form.dataset.texts);
  var start = null;
  var shards = {};
  var chunks = {};
  var waiting = {};
  var turn = 0;
  var found = [];
  var shown = 0;

  window.twinarkStart = function (data) { start = data; };
  window.twinarkTerms = function (number, list) { shards[number] = list; };
  window.twinarkDocuments = function (number, list) { chunks[number] = list; };

  function load(name) {
    if (!waiting[name]) {
      waiting[name] = new Promise(function (resolve, reject) {
        var script = document.createElement('script');
        script.src = 'assets/search/' + name + '.js';
        script.onload = resolve;
        script.onerror = function () { delete waiting[name]; reject(new Error(name)); };
        document.head.appendChild(script);
      });
    }
    return waiting[name];
  }

  /* Numbers of the shards in which a word, or words that begin with it, can lie. */
  function shardsOf(word) {
    var numbers = [];
    for (var n = 0; n < start.starts.length; n += 1) {
      var next = start.starts[n + 1];
      var reaches = next === undefined || next >= word;
      var begins = start.starts[n] <= word || start.starts[n].indexOf(word) === 0;
      if (reaches && begins) numbers.push(n);
      if (numbers.length === MOST_SHARDS) break;
    }
    return numbers;
  }

  /* A MiniSearch over the words that matter for this query. */
  function engine(words, numbers) {
    var index = [];
    var ids = {};
    var lengths = {};
    var length = FIELDS.map(function () { return 1; });
    numbers.forEach(function (number) {
      var list = shards[number];
      for (var t = 0; t < list.length; t += 2) {
        var term = list[t];
        if (!words.some(function (word) { return term.indexOf(word) === 0; })) continue;
        var data = {};
        var posting = 0;
        list[t + 1].forEach(function (difference) {
          posting += difference;
          var id = Math.floor(posting / 16);
          var field = (posting >> 2) & 3;
          (data[field] = data[field] || {})[id] = posting & 3;
          ids[id] = id;
          lengths[id] = length;
        });
        index.push([term, data]);
      }
    });
    var fieldIds = {};
    FIELDS.forEach(function (name, n) { fieldIds[name] = n; });
    return MiniSearch.loadJS({
      documentCount: start.documents, nextId: start.documents, documentIds: ids, fieldIds: fieldIds, fieldLength: lengths,
      averageFieldLength: length, storedFields: {}, dirtCount: 0, index: index, serializationVersion: 2
    }, { fields: FIELDS, tokenize: wordsOf, processTerm: function (term) { return term; } });
  }

  function find(query) {
    var words = wordsOf(query);
    var mine = turn += 1;
    if (words.length === 0) { found = []; shown = 0; results.textContent = ''; status.textContent = ''; more.hidden = true; return Promise.resolve(); }
    status.textContent = texts.busy;
    return load('start').then(function () {
      var numbers = [];
      words.forEach(function (word) {
        shardsOf(word).forEach(function (number) { if (numbers.indexOf(number) < 0) numbers.push(number); });
      });
      return Promise.all(numbers.map(function (number) { return load('t' + number); })).then(function () { return numbers; });
    }).then(function (numbers) {
      if (mine !== turn) return undefined;
      var search = engine(words, numbers);
      var options = { prefix: true, combineWith: 'AND', boost: { title: 4, name: 2, author: 2 } };
      found = search.search(query, options);
      if (found.length === 0 && words.length > 1) { options.combineWith = 'OR'; found = search.search(query, options); }
      shown = 0;
      results.textContent = '';
      status.textContent = found.length === 0 ? texts.none : counted(found.length);
      return show(mine);
    }).catch(function () { status.textContent = texts.failed; });
  }

  function counted(number) {
    var form = window.Intl && Intl.PluralRules ? new Intl.PluralRules(texts.locale).select(number) : 'other';
    return (texts.counts[form] || texts.counts.other).replace('{n}', number.toLocaleString(texts.locale));
  }

  function show(mine) {
    var next = found.slice(shown, shown + SHOWN);
    var numbers = next.map(function (hit) { return Math.floor(hit.id / start.chunk); });
    return Promise.all(numbers.map(function (number) { return load('d' + number); })).then(function () {
      if (mine !== turn) return;
      next.forEach(function (hit) {
        var row = chunks[Math.floor(hit.id / start.chunk)][hit.id % start.chunk];
        if (row && row.length) results.appendChild(draw(row));
      });
      shown += next.length;
      more.hidden = shown >= found.length;
    });
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) { made.textContent = text; made.dir = 'auto'; }
    return made;
  }
  function draw(row) {
    var item = element('li', 'hit');
    var link = element(row[1] ? 'a' : 'div', 'hit-link');
    /* Addresses in the data are relative ones that were written with the archive. */
    if (row[1]) link.href = row[1];
    var frame = element('span', 'hit-picture');
    if (row[5]) { var image = element('img'); image.src = row[5]; image.alt = ''; image.loading = 'lazy'; frame.appendChild(image); }
    link.appendChild(frame);
    var words = element('span', 'hit-text');
    words.appendChild(element('span', 'kicker', texts.kinds[row[0]] || row[0]));
    words.appendChild(element('span', 'hit-title', row[2]));
    var facts = [row[3], row[6], row[7]].filter(Boolean).join(' · ');
    if (facts) words.appendChild(element('span', 'facts', facts));
    if (row[4]) words.appendChild(element('span', 'snippet', row[4]));
    link.appendChild(words);
    item.appendChild(link);
    return item;
  }

  var timer = 0;
  input.addEventListener('input', function () {
    clearTimeout(timer);
    timer = setTimeout(function () {
      history.replaceState(null, '', input.value ? '#' + encodeURIComponent(input.value) : location.pathname);
      find(input.value);
    }, 120);
  });
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    clearTimeout(timer);
    find(input.value);
  });
  more.addEventListener('click', function () {
    var first = results.children.length;
    show(turn).then(function () { var link = results.children[first] && results.children[first].firstChild; if (link) link.focus(); });
  });
  form.hidden = false;
  if (location.hash.length > 1) {
    try { input.value = decodeURIComponent(location.hash.slice(1)); } catch (error) { input.value = ''; }
    if (input.value && input.value !== 'main') find(input.value);
  }
  input.focus();
})();
`;
