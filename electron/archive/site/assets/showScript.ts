/**
 * `show.html`'s script: one album, full screen, arrows and swipes, names hidden until asked for. Classic and old-fashioned
 * on purpose: it must still run from `file://` in a browser of the year 2040, and in one of 2018.
 */
export const SHOW_SCRIPT = `(function () {
  'use strict';
  var stage = document.getElementById('stage');
  var list = document.getElementById('albums');
  if (!stage || !list) return;
  var image = stage.querySelector('.stage-picture').appendChild(document.createElement('img'));
  var caption = stage.querySelector('.stage-caption');
  var position = stage.querySelector('.stage-position');
  var names = stage.querySelector('[data-do=names]');
  var back = stage.querySelector('[data-do=back]');
  var album = null;
  var at = 0;
  var touch = null;

  /* Each album's data file calls this with itself. */
  window.twinarkAlbum = function (data) { album = data; };

  function draw() {
    var picture = album.pictures[at];
    image.src = picture.src;
    image.alt = caption.hidden ? stage.dataset.picture + ' ' + (at + 1) : picture.caption;
    caption.textContent = picture.caption + (picture.facts ? ' · ' + picture.facts : '');
    position.textContent = (at + 1) + ' / ' + album.pictures.length;
    var next = album.pictures[(at + 1) % album.pictures.length];
    if (next) { new Image().src = next.src; }
  }
  function move(step) {
    if (!album) return;
    at = (at + step + album.pictures.length) % album.pictures.length;
    draw();
  }
  function toggleNames() {
    caption.hidden = !caption.hidden;
    names.setAttribute('aria-pressed', String(!caption.hidden));
    if (album) draw();
  }
  function fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (stage.requestFullscreen) stage.requestFullscreen().catch(function () {});
  }
  function close() {
    if (document.fullscreenElement) document.exitFullscreen();
    stage.hidden = true;
    document.documentElement.classList.remove('showing');
    album = null;
    history.replaceState(null, '', location.pathname);
    list.querySelector('a').focus();
  }
  function open(number) {
    var script = document.createElement('script');
    script.src = 'assets/show/' + number + '.js';
    script.onload = function () {
      if (!album || !album.pictures.length) return;
      at = 0;
      caption.hidden = true;
      names.setAttribute('aria-pressed', 'false');
      back.href = album.back;
      back.textContent = album.title;
      stage.hidden = false;
      document.documentElement.classList.add('showing');
      draw();
      stage.focus();
    };
    document.head.appendChild(script);
  }
  function fromAddress() {
    var match = /^#a(\\d{1,6})$/.exec(location.hash);
    if (match) open(match[1]);
  }

  list.addEventListener('click', function (event) {
    var link = event.target.closest('a[data-album]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, '', '#a' + link.dataset.album);
    open(link.dataset.album);
  });
  stage.addEventListener('click', function (event) {
    var button = event.target.closest('[data-do]');
    var act = button && button.dataset.do;
    if (act === 'previous') move(-1);
    else if (act === 'next') move(1);
    else if (act === 'names') toggleNames();
    else if (act === 'full') fullScreen();
    else if (act === 'close') close();
  });
  document.addEventListener('keydown', function (event) {
    if (stage.hidden || event.altKey || event.ctrlKey || event.metaKey) return;
    var onControl = event.target.closest && event.target.closest('button, a');
    if (event.key === 'ArrowRight' || event.key === 'PageDown') move(1);
    else if (event.key === 'ArrowLeft' || event.key === 'PageUp') move(-1);
    else if (event.key === ' ' && !onControl) { event.preventDefault(); move(1); }
    else if (event.key === 'Home') { at = 0; draw(); }
    else if (event.key === 'End') { at = album.pictures.length - 1; draw(); }
    else if (event.key === 'Escape' && !document.fullscreenElement) close();
  });
  stage.addEventListener('touchstart', function (event) { touch = event.changedTouches[0]; }, { passive: true });
  stage.addEventListener('touchend', function (event) {
    if (!touch) return;
    var across = event.changedTouches[0].clientX - touch.clientX;
    var down = event.changedTouches[0].clientY - touch.clientY;
    touch = null;
    if (Math.abs(across) > 40 && Math.abs(across) > Math.abs(down)) move(across < 0 ? 1 : -1);
  }, { passive: true });
  window.addEventListener('hashchange', fromAddress);
  fromAddress();
})();
`;
