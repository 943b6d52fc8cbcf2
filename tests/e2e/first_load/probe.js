// Put into a page before anything of its own: notes when a person would see what, in milliseconds since the visit began.
((wanted) => {
  if (!location.protocol.startsWith('http')) return;
  for (const [shelf, kept] of Object.entries(wanted.kept ?? {})) {
    for (const [name, text] of Object.entries(kept)) window[shelf].setItem(name, text);
  }
  const marks = {
    origin: performance.timeOrigin, paint: null, largest: null, shift: 0, tasks: [],
    whole: null, focused: null, typed: null, keys: 0, carried: null,
  };
  window.marksOfTheBench = marks;

  const watch = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch('paint', (one) => { if (one.name === 'first-contentful-paint') marks.paint = one.startTime; });
  watch('largest-contentful-paint', (one) => { marks.largest = one.startTime; });
  watch('layout-shift', (one) => { if (!one.hadRecentInput) marks.shift += one.value; });
  watch('longtask', (one) => { marks.tasks.push([one.startTime, one.duration]); });

  const isField = (event) => event.isTrusted && wanted.field && event.target.matches?.(wanted.field);
  document.addEventListener('keydown', (event) => { if (isField(event)) marks.keys += 1; }, true);
  document.addEventListener('input', (event) => {
    if (isField(event)) marks.typed ??= performance.now();
  }, true);

  const seen = (selector) => {
    const one = selector && document.querySelector(selector);
    return one?.checkVisibility({ visibilityProperty: true }) ? one : null;
  };
  const shown = (name) => requestAnimationFrame(() => { marks[name] ??= performance.now(); });
  const look = () => {
    if (marks.whole === null && seen(wanted.whole)) shown('whole');
    if (marks.carried === null && document.querySelector('h1')?.textContent.trim() === wanted.heading) shown('carried');
    if (marks.focused === null && marks.paint !== null) {
      const field = seen(wanted.field);
      if (field) {
        field.focus();
        marks.focused = performance.now();
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})
