(() => {
  'use strict';
  const root = document.documentElement;
  const one = (s, e = document) => e.querySelector(s), all = (s, e = document) => [...e.querySelectorAll(s)];
  const make = (tag, text, more = {}) => Object.assign(document.createElement(tag), {textContent: text}, more);
  root.classList.add('on');

  // The theme is that of the system unless the reader chooses one.
  const theme = one('#theme'), themes = ['system', 'light', 'dark'];
  const stored = (key, value) => {
    try {
      if (value === undefined) return localStorage.getItem(key);
      localStorage.setItem(key, value);
    } catch { return null; }
  };
  const applyTheme = (name) => {
    theme.textContent = 'Theme: ' + name;
    if (name === 'system') delete root.dataset.theme; else root.dataset.theme = name;
  };
  let chosen = themes.includes(stored('theme')) ? stored('theme') : 'system';
  applyTheme(chosen);
  theme.onclick = () => { chosen = themes[(themes.indexOf(chosen) + 1) % 3]; applyTheme(chosen); stored('theme', chosen); };

  // Tabs of the topology views.
  const tabs = all('[role=tab]');
  const show = (tab) => tabs.forEach((t) => {
    t.setAttribute('aria-selected', t === tab);
    t.tabIndex = t === tab ? 0 : -1;
    const panel = one('#' + t.getAttribute('aria-controls'));
    panel.setAttribute('role', 'tabpanel');
    panel.hidden = t !== tab;
  });
  if (tabs.length) show(tabs[0]);
  tabs.forEach((t, i) => {
    t.onclick = () => show(t);
    t.onkeydown = (e) => {
      const to = {ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: -1}[e.key];
      if (to === undefined) return;
      e.preventDefault();
      const next = tabs.at(to % tabs.length);
      show(next);
      next.focus();
    };
  });

  // Filter the rules by outcome.
  const states = all('#states button');
  states.forEach((b) => {
    b.onclick = () => {
      b.setAttribute('aria-pressed', b.ariaPressed !== 'true');
      const on = states.filter((x) => x.getAttribute('aria-pressed') === 'true').map((x) => x.dataset.value);
      all('.rules tbody tr').forEach((r) => { r.hidden = on.length > 0 && !on.includes(r.dataset.state); });
    };
  });

  // Print every finding in full, but not the descriptions of rules: they would fill hundreds of pages, and findings link to
  // them.
  let closed = [];
  addEventListener('beforeprint', () => { closed = all('.f details:not([open])'); closed.forEach((d) => { d.open = true; }); });
  addEventListener('afterprint', () => { closed.forEach((d) => { d.open = false; }); });

  const list = one('#list');
  if (!list) return;
  const split = (s) => (s ? s.split('\n') : []);
  const rows = all('.f', list).map((el, at) => {
    const summary = one('summary', el);
    return {
      el, at, summary, level: [el.classList[1]], tenant: split(el.dataset.t), object: split(el.dataset.o), rule: [el.dataset.r], group: [el.dataset.r.split('/')[0]],
      fix: 'x' in el.dataset ? ['1'] : [], conflict: 'c' in el.dataset ? ['1'] : [], text: '', shown: true,
    };
  });
  const index = () => rows.forEach((r) => { r.text ||= (r.summary.textContent + ' ' + (r.el.dataset.o || '')).toLowerCase(); });
  const facets = ['level', 'tenant', 'group', 'rule', 'object', 'fix', 'conflict'];
  const set = Object.fromEntries(facets.map((f) => [f, new Set()]));
  const q = one('#q'), status = one('#status'), chips = one('#chips'), nothing = one('#nothing');
  const buttons = all('[data-facet] button').map((el) => ({el, facet: el.closest('fieldset').dataset.facet, value: el.dataset.value, n: one('b', el)}));
  const chipText = {fix: () => 'fixable', conflict: () => 'between tenants'};

  const apply = () => {
    const words = q.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length) index();
    const counts = new Map(buttons.map((b) => [b.facet + '\n' + b.value, 0]));
    let shown = 0;
    for (const r of rows) {
      const mismatched = facets.filter((f) => set[f].size && !r[f].some((v) => set[f].has(v)));
      const matchesText = words.every((w) => r.text.includes(w));
      r.shown = matchesText && !mismatched.length;
      if (r.shown) shown++;
      if (r.el.hidden === r.shown) r.el.hidden = !r.shown;
      if (!matchesText || mismatched.length > 1) continue;
      for (const f of ['level', 'tenant', 'group']) { // the counts of a facet reflect the filters of all other facets
        if (mismatched.length && mismatched[0] !== f) continue;
        for (const v of r[f]) counts.set(f + '\n' + v, (counts.get(f + '\n' + v) || 0) + 1);
      }
    }
    for (const b of buttons) {
      b.el.setAttribute('aria-pressed', set[b.facet].has(b.value));
      b.n.textContent = counts.get(b.facet + '\n' + b.value);
    }
    for (const g of all('.g', list)) {
      const n = rows.filter((r) => r.shown && r.rule[0] === g.dataset.rule).length;
      g.hidden = !n;
      one('b', g).textContent = n;
    }
    status.replaceChildren(make('b', shown), ' of ' + rows.length + (rows.length === 1 ? ' finding' : ' findings'));
    nothing.hidden = shown > 0;
    const active = facets.flatMap((f) => [...set[f]].map((v) => [f, v]));
    chips.replaceChildren(...active.map(([f, v]) => {
      const li = make('li', ''), text = chipText[f] ? chipText[f]() : v;
      li.append(make('button', text + ' ×', {type: 'button', ariaLabel: 'Remove the filter ' + text, onclick: () => { set[f].delete(v); change(); }}));
      return li;
    }));
    if (active.length || q.value) {
      const li = make('li', '');
      li.append(make('button', 'Clear all', {type: 'button', onclick: clear}));
      chips.append(li);
    }
  };
  const hash = () => {
    const p = new URLSearchParams();
    if (q.value) p.set('q', q.value);
    for (const f of facets) for (const v of set[f]) p.append(f, v);
    return String(p);
  };
  let ownHash = '';
  const change = () => {
    ownHash = '#' + hash();
    history.replaceState(null, '', ownHash === '#' ? '#findings' : ownHash);
    apply();
  };
  const clear = () => { facets.forEach((f) => set[f].clear()); q.value = ''; change(); };
  const goTo = (el) => { el.scrollIntoView({block: 'start'}); };
  const only = (facet, value) => { facets.forEach((f) => set[f].clear()); q.value = ''; set[facet].add(value); change(); goTo(one('#findings')); };
  // read applies the URL fragment: a finding, a rule, filters, or a section.
  const read = () => {
    const h = location.hash.slice(1);
    if (h.startsWith('f-')) {
      const el = document.getElementById(h);
      const row = rows.find((r) => r.el === el);
      if (!row) return;
      el.hidden = false; // even if it is filtered out
      one('details', el).open = true;
      goTo(el);
      row.summary.focus({preventScroll: true});
      return;
    }
    if (h.startsWith('r-')) {
      const el = document.getElementById(h);
      if (el) { el.hidden = false; one('details', el).open = true; goTo(el); }
      return;
    }
    if (!h.includes('=')) return;
    const p = new URLSearchParams(h);
    q.value = p.get('q') || '';
    facets.forEach((f) => { set[f] = new Set(p.getAll(f)); });
    apply();
    goTo(one('#findings'));
  };
  addEventListener('hashchange', () => { if (location.hash !== ownHash) read(); });

  for (const b of buttons) b.el.onclick = () => { if (!set[b.facet].delete(b.value)) set[b.facet].add(b.value); change(); };
  let typed = 0;
  q.oninput = () => { clearTimeout(typed); typed = setTimeout(change, 60); };
  one('#filters').onsubmit = (e) => { e.preventDefault(); change(); };
  const small = matchMedia('(max-width:760px)'), fold = () => { one('.fold').open = !small.matches; };
  small.addEventListener('change', fold);
  fold();

  // Group findings by rule; on by default if there are more than fifty.
  const grouped = one('#grouped');
  const group = (on) => {
    grouped.setAttribute('aria-pressed', on);
    all('.g', list).forEach((g) => g.remove());
    if (!on) { list.append(...rows.map((r) => r.el)); apply(); return; }
    const by = new Map();
    for (const r of rows) by.set(r.rule[0], [...(by.get(r.rule[0]) || []), r]);
    const rank = {error: 0, warning: 1, note: 2}, worst = (g) => Math.min(...g.map((r) => rank[r.level[0]]));
    const order = [...by].sort((a, b) => worst(a[1]) - worst(b[1]) || b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
    list.append(...order.flatMap(([id, g]) => {
      const head = make('li', '', {className: 'g'});
      head.dataset.rule = id;
      const title = one('#r-' + CSS.escape(id.replaceAll('/', '-')) + ' summary');
      head.append(make('b', g.length), ' × ' + (title ? title.textContent : id), make('code', id));
      return [head, ...g.map((r) => r.el)];
    }));
    apply();
  };
  grouped.onclick = () => group(grouped.getAttribute('aria-pressed') !== 'true');
  if (rows.length > 50) group(true);

  const openAll = one('#open');
  openAll.onclick = () => {
    const on = openAll.getAttribute('aria-pressed') !== 'true';
    openAll.setAttribute('aria-pressed', on);
    openAll.textContent = on ? 'Close all' : 'Open all';
    rows.forEach((r) => { if (r.shown) one('details', r.el).open = on; });
  };
  const copy = async (text, button) => {
    const before = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = make('textarea', text);
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = before; }, 1500);
  };
  const cell = (s) => '"' + (/^[=+\-@\t\r]/.test(s) ? "'" : '') + s.replaceAll('"', '""') + '"';
  one('#csv').onclick = (e) => {
    const lines = rows.filter((r) => r.shown).map((r) => [r.level[0], r.rule[0], one('.msg', r.el).textContent, one('.at span', r.el).textContent.trim(), r.tenant.join(' '), r.object.join(' ')]);
    copy([['level', 'rule', 'message', 'place', 'tenants', 'objects'], ...lines].map((l) => l.map(cell).join(',')).join('\r\n') + '\r\n', e.target);
  };

  // Add the actions of a finding when it is opened.
  list.addEventListener('toggle', (e) => {
    const row = rows.find((r) => r.el === e.target.parentElement);
    if (!row || !e.target.open || one('.acts', row.el)) return;
    const acts = make('p', '', {className: 'acts'});
    acts.append(make('a', 'Link to this finding', {href: '#' + row.el.id}));
    const drawn = row.object.map((o) => one('#topology [data-object="' + CSS.escape(o) + '"]')).find(Boolean);
    if (drawn) {
      acts.append(make('button', 'Show in topology', {type: 'button', onclick: () => {
        show(one('#tab-' + drawn.closest('.view').id.slice(5)));
        drawn.scrollIntoView({block: 'center', inline: 'center'});
        drawn.focus();
      }}));
    }
    const text = '# tenantlint:ignore ' + row.rule[0] + ' -- why this is accepted';
    acts.append(make('button', 'Copy suppression', {type: 'button', onclick: (ev) => copy(text, ev.target)}));
    one('.more', row.el).append(acts);
  }, true);

  // A click on a box in a picture filters by its object.
  const hit = (e) => {
    const box = e.target.closest && e.target.closest('.hit');
    if (!box || e.type === 'keydown' && e.key !== 'Enter' && e.key !== ' ') return;
    e.preventDefault();
    only('object', box.dataset.object);
  };
  one('#topology').addEventListener('click', hit);
  one('#topology').addEventListener('keydown', hit);

  // Keyboard shortcuts; single keys can be switched off.
  const keys = one('#keys'), single = one('#single');
  single.checked = stored('keys') !== 'off';
  single.onchange = () => stored('keys', single.checked ? 'on' : 'off');
  one('#help').onclick = () => keys.showModal();
  addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || keys.open) return;
    const typing = e.target.matches('input,textarea,select');
    if (e.key === 'Escape') { if (typing) e.target.blur(); clear(); return; }
    if (typing || !single.checked) return;
    if (e.key === '/') { e.preventDefault(); q.focus(); goTo(one('#findings')); return; }
    if (e.key === '?') { keys.showModal(); return; }
    if (e.key === 'e') { openAll.click(); return; }
    if (e.key !== 'j' && e.key !== 'k') return;
    const shown = all('.f:not([hidden])', list).map((el) => one('summary', el));
    const at = shown.indexOf(document.activeElement);
    const next = shown[Math.max(0, Math.min(shown.length - 1, at < 0 ? 0 : at + (e.key === 'j' ? 1 : -1)))];
    if (next) { next.focus({preventScroll: true}); next.scrollIntoView({block: 'nearest'}); }
  });
  read();
})();
