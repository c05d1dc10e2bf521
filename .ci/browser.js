// Drives a headless browser over the DevTools protocol pipe, which needs no package.
'use strict';
const { spawn } = require('child_process');
const path = require('path');

class Browser {
  constructor(work) {
    this.child = spawn('chromium', ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-extensions',
      '--disable-background-networking', '--disable-component-update', '--no-first-run', '--hide-scrollbars', `--user-data-dir=${path.join(work, 'profile')}`,
      '--remote-debugging-pipe', 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    this.next = 0;
    this.waiting = new Map();
    this.listeners = [];
    let rest = '';
    this.child.stdio[4].setEncoding('utf8');
    this.child.stdio[4].on('data', (data) => {
      const parts = (rest + data).split('\0');
      rest = parts.pop();
      for (const p of parts) this.take(JSON.parse(p));
    });
    this.child.on('exit', (code) => { for (const w of this.waiting.values()) w.reject(new Error(`the browser ended with ${code}`)); });
  }

  take(message) {
    const w = this.waiting.get(message.id);
    if (!w) {
      for (const l of this.listeners) l(message);
      return;
    }
    this.waiting.delete(message.id);
    if (message.error) w.reject(new Error(`${w.method}: ${message.error.message}`));
    else w.resolve(message.result);
  }

  send(method, params = {}, sessionId) {
    const id = ++this.next;
    this.child.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
    return new Promise((resolve, reject) => { this.waiting.set(id, { resolve, reject, method }); });
  }

  async page() {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    const page = new Page(this, sessionId, targetId);
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await page.send(domain + '.enable');
    return page;
  }

  // close stops the browser and waits until it no longer uses its profile folder.
  async close() {
    const gone = new Promise((resolve) => { this.child.once('exit', resolve); });
    this.send('Browser.close').catch(() => {});
    await gone;
  }
}

class Page {
  constructor(browser, session, target) {
    Object.assign(this, { browser, session, target, requests: [], complaints: [], loaded: null });
    browser.listeners.push((m) => {
      if (m.sessionId !== session) return;
      const p = m.params;
      if (m.method === 'Network.requestWillBeSent') this.requests.push(p.request.url);
      if (m.method === 'Runtime.consoleAPICalled' && p.type !== 'log') this.complaints.push('console: ' + p.args.map((a) => a.value || a.description).join(' '));
      if (m.method === 'Runtime.exceptionThrown') this.complaints.push('exception: ' + (p.exceptionDetails.exception?.description || p.exceptionDetails.text));
      if (m.method === 'Log.entryAdded' && p.entry.level !== 'verbose') this.complaints.push(`log: ${p.entry.text}`);
      if (m.method === 'Page.loadEventFired') this.loaded?.();
    });
  }

  send(method, params) { return this.browser.send(method, params, this.session); }

  async open(url) {
    const done = new Promise((resolve) => { this.loaded = resolve; });
    const { errorText } = await this.send('Page.navigate', { url });
    if (errorText) throw new Error(`${url}: ${errorText}`);
    await done;
  }

  // run evaluates a function body in the page and returns its result.
  async run(body, ...args) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', {
      expression: `(async (...args) => {${body}})(...${JSON.stringify(args)})`, awaitPromise: true, returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description || exceptionDetails.text);
    return result.value;
  }

  async load(source) {
    const { exceptionDetails } = await this.send('Runtime.evaluate', { expression: source });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
  }

  async key(key, text) {
    await this.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', key });
  }

  size(width, height) { return this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false }); }

  media(scheme, type = '') {
    return this.send('Emulation.setEmulatedMedia', { media: type, features: [{ name: 'prefers-color-scheme', value: scheme }] });
  }

  async shot(file) {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png', captureBeyondViewport: false });
    require('fs').writeFileSync(file, Buffer.from(data, 'base64'));
  }

  close() { return this.browser.send('Target.closeTarget', { targetId: this.target }); }
}

module.exports = { Browser };
