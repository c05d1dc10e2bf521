// The browser tests of check-look. Usage: look.js PROGRAM WORK; WORK contains the examples.
'use strict';
const { execFileSync, spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { Browser } = require('./browser.js');
const [program, work] = process.argv.slice(2);
const shots = process.env.SHOTS; // a folder for screenshots, for whoever wants to look

const views = ['tenants', 'deployments', 'data', 'trust'];
const failures = [];
const hold = (what, ok, more = '') => { if (!ok) failures.push(`${what}${more ? ': ' + more : ''}`); };
const same = (what, got, want) => hold(what, JSON.stringify(got) === JSON.stringify(want), `got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);

function tenantlint(dir, args) {
  const r = spawnSync(program, args, { cwd: path.join(work, dir), encoding: 'utf8', maxBuffer: 1 << 28 });
  if (r.status > 1) throw new Error(`tenantlint ${args.join(' ')}: ${r.stderr}`);
  return r.stdout;
}

// write creates a topology in a new folder.
function write(dir, files) {
  fs.mkdirSync(path.join(work, dir), { recursive: true });
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(work, dir, name), text);
}

const id = (n) => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;

// large is a topology with many environments and about a thousand findings.
function large() {
  const files = {};
  for (let t = 1; t <= 10; t++) {
    let text = `apiVersion: tenantlint/v1\nkind: Tenant\nname: tenant-${t}\nid: ${id(t)}\nlocation: europe\nallowedLocations: [europe]\nreason: a market of its own\n` +
      `domains:\n  - {name: tenant${t}.onmicrosoft.com, isInitial: true, isDefault: true, authenticationType: Managed}\n  - {name: contoso.com, authenticationType: Federated}\nenvironments:\n`;
    for (let e = 1; e <= 30; e++) {
      text += `  - name: environment-${e}\n    type: Production\n    stage: ${['development', 'test', 'production'][e % 3]}\n    location: ${['europe', 'japan', 'canada'][e % 3]}\n` +
        `    colour-${e}: red\n    openToTenant: yes\n    managed: 1\n    dataverse: {organizationId: ${id(1000 * t + e)}, url: "https://x-${t}-${e}.crm.dynamics.com/"}\n`;
    }
    files[`tenant-${t}.yaml`] = text;
  }
  write('large', files);
}

// traps contains names that a format could take for syntax.
function traps() {
  const names = ['<script>alert(1)</script>', '"] --> x[', 'a"b\\c', '`md` **b** _i_', '&amp; #quot; #35;', '日本語の環境の名前はとても長い', '\u05d0\u05d1\u05d2 \u202e abc', '👩‍👩‍👧 🇨🇭', 'end', 'x'.repeat(300), '--', '{{ }} | ; %%'];
  let text = `apiVersion: tenantlint/v1\nkind: Tenant\nname: traps\ndisplayName: ${JSON.stringify('</style><img src=x onerror=alert(1)> "quoted" & end')}\nid: ${id(7)}\nlocation: europe\nenvironments:\n`;
  for (const name of names) text += `  - {name: ${JSON.stringify(name)}, type: ${JSON.stringify(name)}, stage: production, location: ${JSON.stringify(name)}}\n`;
  text += '---\napiVersion: tenantlint/v1\nkind: Deployment\nname: end\nscenario: enterprise\nstages:\n';
  for (const [stage, n] of [['development', 0], ['test', 1], ['development', 0], ['production', 2]]) text += `  - {stage: ${stage}, environments: [${JSON.stringify('traps/' + names[n])}]}\n`;
  text += '---\napiVersion: tenantlint/v1\nkind: MasterData\nname: circle\nentities: [a]\nmaster: traps/end\nflows:\n  - {from: traps/end, to: traps/--}\n  - {from: traps/--, to: traps/end}\ndata:\n  - {name: "<b>", class: bankingCustomer, subjects: CH}\n';
  write('traps', { 'traps.yaml': text });
}

async function report(browser, name) {
  const file = path.join(work, name + '.html');
  tenantlint(name, ['--today', '2026-11-28', '--format', 'concise', '--output', 'html=' + file]);
  const page = await browser.page();
  await page.size(1280, 900);
  await page.open('file://' + file);
  return { page, file };
}

// axe checks the accessibility of a page in light and dark mode, with a finding open and after showing each tab.
async function axe(page, name) {
  await page.load(fs.readFileSync(process.env.AXE, 'utf8'));
  for (const scheme of ['light', 'dark']) {
    await page.media(scheme);
    const bad = await page.run(`
      scrollTo(0, 0);
      for (const f of document.querySelectorAll('.f')) f.style.contentVisibility = 'visible'; // what is out of sight has no layout
      for (const d of [...document.querySelectorAll('details')].slice(0, 12)) d.open = true;
      await new Promise((r) => setTimeout(r, 100));
      const r = await axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']});
      return r.violations.map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ' (' + (n.any[0] || n.all[0] || n.none[0] || {}).message + ')').join('; '));`);
    for (const b of bad) failures.push(`${name}, ${scheme}: axe: ${b}`);
  }
  await page.media('light');
}

// counts checks that tables, pictures and filters agree.
async function counts(page, name) {
  const wrong = await page.run(`
    const wrong = [], say = (...t) => wrong.push(t.join(' '));
    const all = (s) => [...document.querySelectorAll(s)];
    const rows = all('.f').map((el) => ({tenant: (el.dataset.t || '').split('\\n'), object: (el.dataset.o || '').split('\\n'), group: el.dataset.r.split('/')[0], rule: el.dataset.r, level: el.classList[1]}));
    const shown = () => all('.f').filter((el) => !el.hidden).length;
    for (const el of all('[data-count]')) {
      const key = el.dataset.object ?? el.dataset.key, n = rows.filter((r) => r.object.includes(key)).length;
      if (n !== Number(el.dataset.count)) say('object', key, 'shows', el.dataset.count, 'and has', n);
    }
    for (const el of all('.hit')) {
      const drawn = [...el.querySelectorAll('text.t11')].map((t) => Number(t.textContent)).filter((n) => !Number.isNaN(n)).reduce((a, b) => a + b, 0);
      if (drawn && drawn !== Number(el.dataset.count)) say('the box of', el.dataset.object, 'draws', drawn, 'and filters', el.dataset.count);
    }
    for (const a of all('.matrix a.pill, .levels a, .rules td a[href^="#rule="]')) {
      const want = Number(a.textContent.match(/\\d+/)[0]);
      a.click();
      await new Promise((r) => setTimeout(r, 20));
      if (shown() !== want) say(a.getAttribute('href'), 'shows', shown(), 'and says', want);
    }
    location.hash = '#q=';
    await new Promise((r) => setTimeout(r, 50));
    if (shown() !== rows.length) say('without filters', shown(), 'of', rows.length, 'are shown');
    for (const b of all('[data-facet] button')) {
      const want = Number(b.querySelector('b').textContent);
      b.click();
      if (shown() !== want) say(b.textContent, 'shows', shown());
      b.click();
    }
    const facet = (f) => all('[data-facet=' + f + '] b').reduce((n, b) => n + Number(b.textContent), 0);
    if (facet('level') !== rows.length || facet('group') !== rows.length) say('levels count', facet('level'), 'groups', facet('group'), 'of', rows.length);
    const outcomes = all('#states b').reduce((n, b) => n + Number(b.textContent), 0), rules = all('.rules tbody tr').length;
    if (outcomes !== rules) say('the outcomes count', outcomes, 'of', rules, 'rules');
    return wrong;`);
  for (const w of wrong) failures.push(`${name}: ${w}`);
}

// use applies filters, searches, follows links and presses keys.
async function use(page, file) {
  const shown = () => page.run(`return [...document.querySelectorAll('.f')].filter((el) => !el.hidden).length;`);
  const all = await shown();
  same('searching', await page.run(`
    const q = document.querySelector('#q');
    q.value = 'contoso.com FEDERATED two';
    q.dispatchEvent(new Event('input'));
    await new Promise((r) => setTimeout(r, 200));
    return [[...document.querySelectorAll('.f')].filter((el) => !el.hidden).map((el) => el.dataset.r), document.querySelector('#status').textContent, location.hash];`),
  [['domain/federated-once'], `1 of ${all} findings`, '#q=contoso.com+FEDERATED+two']);
  same('a chip for each filter', await page.run(`
    document.querySelector('[data-facet=level] [data-value=warning]').click();
    const none = !document.querySelector('#nothing').hidden;
    const chips = [...document.querySelectorAll('#chips button')].map((b) => b.textContent);
    [...document.querySelectorAll('#chips button')].at(-1).click();
    return [none, chips];`), [true, ['warning ×', 'Clear all']]);
  same('all findings after "Clear all"', await shown(), all);
  same('a box of the picture filters', await page.run(`
    const box = document.querySelector('#view-tenants .hit[data-object="contoso/crm"]');
    box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));
    return [...document.querySelectorAll('.f')].filter((el) => !el.hidden).length === Number(box.dataset.count);`), true);
  await page.run(`document.body.focus(); document.activeElement.blur();`);
  await page.key('Escape');
  await page.key('j', 'j');
  await page.key('j', 'j');
  same('the second finding has the focus after j j', await page.run(`return [...document.querySelectorAll('.f summary')].indexOf(document.activeElement);`), 1);
  await page.key('k', 'k');
  await page.key('Enter', '\r');
  same('Enter opens it, with what can be done', await page.run(`
    await new Promise((r) => setTimeout(r, 100));
    const f = document.querySelector('.f');
    return [f.querySelector('details').open, [...f.querySelectorAll('.acts *')].some((e) => e.textContent === 'Copy suppression')];`), [true, true]);
  await page.key('/', '/');
  same('/ goes to the search', await page.run(`return document.activeElement.id;`), 'q');
  await page.run(`document.activeElement.blur();`);
  await page.key('?', '?');
  same('? shows the keys', await page.run(`const d = document.querySelector('#keys'), open = d.open; d.close(); return open;`), true);
  same('tabs', await page.run(`
    const tabs = [...document.querySelectorAll('[role=tab]')];
    tabs[0].focus();
    tabs[0].dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}));
    return [tabs.map((t) => t.getAttribute('aria-selected')), [...document.querySelectorAll('.view')].map((v) => v.hidden), document.activeElement === tabs[1]];`),
  [['false', 'true', 'false', 'false'], [true, false, true, true], true]);
  const finding = await page.run(`return [...document.querySelectorAll('.f')].at(-1).id;`);
  const deep = await page.browser.page();
  await deep.size(1280, 900);
  await deep.open('file://' + file + '#' + finding);
  same('a deep link opens its finding in sight', await deep.run(`
    await new Promise((r) => setTimeout(r, 100));
    const f = document.getElementById(location.hash.slice(1)), box = f.getBoundingClientRect();
    return [f.querySelector('details').open, box.top >= 40 && box.top < innerHeight];`), [true, true]);
  await deep.open('about:blank');
  await deep.open('file://' + file + '#level=note&tenant=topology');
  same('a link to filters', await deep.run(`return [[...document.querySelectorAll('.f')].filter((el) => !el.hidden).every((el) => el.classList.contains('note')), document.querySelectorAll('#chips li').length];`), [true, 3]);
  await quiet(deep, 'deep link');
}

// quiet checks that a page logs no error and requests nothing except itself.
async function quiet(page, name) {
  for (const c of page.complaints) failures.push(`${name}: ${c}`);
  const other = page.requests.filter((u) => !u.startsWith('file://' + work) && u !== 'about:blank');
  same(`${name}: requests`, other, []);
  same(`${name}: files read`, new Set(page.requests.filter((u) => u.startsWith('file://')).map((u) => u.split('#')[0])).size <= 1, true);
  await page.close();
}

async function narrow(page, name) {
  await page.size(320, 700);
  same(`${name}: no scrolling sideways at 320`, await page.run(`return document.scrollingElement.scrollWidth;`), 320);
  if (shots) { await page.size(390, 1600); await page.shot(path.join(shots, name + '-mobile.png')); }
  await page.size(1280, 900);
}

async function pictures(browser, examples) {
  const page = await browser.page();
  const mermaid = await browser.page();
  await mermaid.open('about:blank');
  await mermaid.load(fs.readFileSync(process.env.MERMAID, 'utf8'));
  await mermaid.run(`mermaid.initialize({startOnLoad: false, securityLevel: 'strict'});`);
  let n = 0;
  for (const example of examples) {
    for (const view of views) {
      const name = `${example} ${view}`;
      const draw = (format) => tenantlint(example, ['graph', '--findings', '--view', view, '--format', format]);
      const svg = path.join(work, `${example}-${view}.svg`);
      fs.writeFileSync(svg, draw('svg'));
      await page.open('file://' + svg);
      const wrong = await page.run(`
        const svg = document.documentElement, box = svg.viewBox && svg.viewBox.baseVal;
        if (svg.nodeName !== 'svg' || document.querySelector('parsererror')) return ['is no picture'];
        const wrong = [];
        for (const el of svg.querySelectorAll('text,rect,circle,path')) {
          if (el.closest('symbol')) continue;
          const b = el.getBBox();
          if (b.x < -1 || b.y < -1 || b.x + b.width > box.width + 1 || b.y + b.height > box.height + 1) wrong.push('leaves the picture: ' + (el.textContent || el.outerHTML).slice(0, 80));
        }
        if (svg.querySelector('script,foreignObject,image')) wrong.push('holds more than a drawing');
        return wrong;`);
      for (const w of wrong) failures.push(`${name}: svg ${w}`);
      if (shots) {
        const size = await page.run(`const b = document.documentElement.viewBox.baseVal; return [b.width, b.height];`);
        await page.size(Math.min(2400, size[0]), Math.min(2400, size[1]));
        await page.shot(path.join(shots, `${example}-${view}.png`));
      }
      const text = draw('mermaid');
      hold(`${name}: mermaid is small enough`, text.length <= 45000, String(text.length));
      try {
        await mermaid.run(`await mermaid.parse(args[0]); ${example === 'large' ? '' : "await mermaid.render('g' + args[1], args[0]);"}`, text, n++);
      } catch (e) {
        failures.push(`${name}: mermaid: ${String(e.message).slice(0, 400)}`);
      }
      const dot = spawnSync('dot', ['-Tsvg'], { input: draw('dot'), encoding: 'utf8', maxBuffer: 1 << 28 });
      hold(`${name}: dot`, dot.status === 0 && dot.stderr === '', dot.stderr.slice(0, 300));
      JSON.parse(draw('json'));
    }
  }
  for (const p of [page, mermaid]) for (const c of p.complaints.filter((c) => !c.includes('favicon'))) failures.push(`pictures: ${c}`);
  await page.close();
  await mermaid.close();
}

// printed checks that the printed page shows each finding in full, and the rules as a table.
async function printed(page, name) {
  const opened = () => page.run(`return document.querySelectorAll('.f details[open]').length;`);
  const before = await opened();
  const { data } = await page.send('Page.printToPDF');
  const pages = Buffer.from(data, 'base64').toString('latin1').match(/\/Type \/Page\b/g).length;
  same(name + ': pages of print', pages > 5 && pages < 30 || pages, true);
  same(name + ': what was closed is closed again', await opened(), before);
}

async function main() {
  large();
  traps();
  const browser = new Browser(work);
  try {
    const broken = await report(browser, 'contoso-broken');
    await counts(broken.page, 'broken');
    await use(broken.page, broken.file);
    await narrow(broken.page, 'broken');
    await printed(broken.page, 'broken');
    await axe(broken.page, 'broken');
    await quiet(broken.page, 'broken');

    const clean = await report(browser, 'contoso');
    same('a clean report says so', await clean.page.run(`return [document.querySelector('.ok').textContent.includes('No findings'), document.querySelectorAll('#topology svg').length];`), [true, 4]);
    await narrow(clean.page, 'clean');
    await axe(clean.page, 'clean');
    await quiet(clean.page, 'clean');

    const trap = await report(browser, 'traps');
    await counts(trap.page, 'traps');
    same('names are text', await trap.page.run(`return [document.querySelectorAll('img, main script, [onerror]').length, /[\\u202a-\\u202e\\u2066-\\u2069\\u200b-\\u200f]/.test(document.body.textContent)];`), [0, false]);
    await axe(trap.page, 'traps');
    await quiet(trap.page, 'traps');

    const big = await report(browser, 'large');
    const size = fs.statSync(big.file).size;
    // CPU time is only printed, as it triples on a machine that is busy with other checks. The test bounds the work of
    // the browser instead, at what an idle machine does in half a second.
    await big.page.send('Performance.enable', { timeDomain: 'threadTicks' });
    await big.page.open('about:blank');
    await big.page.open('file://' + big.file);
    const { metrics } = await big.page.send('Performance.getMetrics');
    const measured = (name) => metrics.find((m) => m.name === name).value;
    const ready = 1000 * measured('TaskDuration');
    const told = await big.page.run(`
      const n = document.querySelectorAll('.f').length;
      const start = performance.now();
      document.querySelector('[data-facet=level] [data-value=error]').click();
      document.body.offsetHeight;
      return {n, filter: performance.now() - start, elements: document.getElementsByTagName('*').length};`);
    hold('a thousand findings', told.n >= 1000, String(told.n));
    hold('a thousand findings in 2 MB', size / told.n * 1000 < 2e6, `${size} bytes for ${told.n}`);
    hold('at most 60 elements for each finding', told.elements < 60 * told.n, `${told.elements} elements`);
    hold('laid out a few times', measured('LayoutCount') <= 12, `${measured('LayoutCount')} layouts`);
    await big.page.run(`document.querySelector('[data-facet=level] [data-value=error]').click();`);
    await counts(big.page, 'large');
    if (shots) await big.page.shot(path.join(shots, 'large.png'));
    await quiet(big.page, 'large');
    console.log(`ok: ${told.n} findings in ${size} bytes, usable after ${Math.round(ready)} ms, ${told.elements} elements, ${measured('LayoutCount')} layouts, filtered in ${Math.round(told.filter)} ms`);

    await pictures(browser, ['contoso', 'contoso-broken', 'traps', 'large']);
  } finally {
    await browser.close();
  }
  for (const f of failures.slice(0, 60)) console.error(`check-look: ${f}`);
  if (failures.length > 0) process.exit(1);
  console.log('ok: filters, search, links, keys, counts, axe in light and dark, no request, no error; Mermaid, Graphviz and SVG of four views');
}

main().catch((e) => { console.error(`check-look: ${e.stack}`); process.exit(1); });
