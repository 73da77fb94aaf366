// Sends dropped files until each has an answer, and shows the outcome of each. The list of a drop belongs to
// this tab, not to the page: it survives a lost connection, a new page of the same session and a reload. When the tab is
// closed, the next one that shows the dataset takes it over. The next of the files survive where the browser can keep
// them (see upload-store.js); of the others the names are left, to be dropped again.
import { element } from "./images.js";
import { preview } from "./upload-previews.js";
import { filesOfFolders, named } from "./upload-folders.js";
import { forgetAll, forgetFile, keepFiles, keptFiles, purge } from "./upload-store.js";

const MOST_LINES = 6;
const MOST_PREVIEWS = 60;
/** Of the files that wait, those that the upload manager has: it copies its list for every change of a file. */
const MOST_AT_ONCE = 200;
/** Copied into the browser's store while there is no connection, before anything is sent again. */
const MOST_KEPT = 500;
const MOST_KEPT_BYTES = 2e9;
const REDRAW_MS = 200;
const UNITS = ["B", "kB", "MB", "GB"];
/** Answers that ask for a later try. */
const BUSY = [408, 425, 429, 500];
// What a proxy answers while the server behind it is away.
const AWAY = [502, 503, 504];
const MOST_BUSY = 6;
const MOST_BREAKS = 5;
const LONGEST_WAIT_MS = 10_000;
/** An upload that has not moved for this long is checked, and one that has not for longer is restarted. */
const STILL_MS = 15_000;
const STUCK_MS = 60_000;
const RELOAD_GAP_MS = 60_000;
const LEAVE_MS = 1000;
const PROBE = new URL("icons/understudy.svg", import.meta.url);
const OPEN = ["waiting", "delivered"];
const DAY_MS = 86_400_000;
/** A page that is reloaded has its lock back at once; one that waits longer is a copy of a tab that is still there. */
const COPY_MS = 2000;
/** Without locks nothing says which tabs are still there (a page by plain http): then lists end with their tabs. */
const lists = navigator.locks ? localStorage : sessionStorage;

/** Lists of this tab by whose and for which dataset they are. */
const drops = new Map();

function bytes(value) {
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}

function remaining(seconds) {
  if (!Number.isFinite(seconds) || seconds < 1) {
    return "";
  }
  return seconds < 60 ? `about ${Math.ceil(seconds)} s left` : `about ${Math.ceil(seconds / 60)} min left`;
}

function plural(count, one, many) {
  return `${count} ${count === 1 ? one : many}`;
}

function button(text, action) {
  const made = element("button", "", text);
  made.type = "button";
  made.addEventListener("click", action);
  return made;
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function tab() {
  const name = "understudy.tab";
  let id = sessionStorage.getItem(name);
  if (!id) {
    id = Array.from(crypto.getRandomValues(new Uint8Array(12)), (each) => each.toString(16).padStart(2, "0")).join("");
    sessionStorage.setItem(name, id);
  }
  return id;
}

/** What was dropped on one dataset by one person in this tab. */
class Drop {
  constructor(account, key) {
    this.account = account;
    this.key = key;
    this.prefix = `understudy.upload.${account}.${key}.`;
    this.call();
    this.entries = [];
    this.byFile = new Map();
    this.notes = [];
    this.excluded = 0;
  }

  static of(account, key) {
    const id = `${account}.${key}`;
    if (!drops.has(id)) {
      const drop = new Drop(account, key);
      drop.read();
      drops.set(id, drop);
    }
    return drops.get(id);
  }

  /** By the tab, so that two of them never write one list. */
  call() {
    this.name = this.prefix + tab();
    this.store = `${tab()}.${this.key}`;
  }

  /** The list as the page left it that was here before. */
  read() {
    for (const name of Object.keys(lists).filter((each) => each.startsWith("understudy.upload."))) {
      const old = JSON.parse(lists.getItem(name))?.at < Date.now() - DAY_MS;
      if (old || !name.startsWith(`understudy.upload.${this.account}.`)) {
        lists.removeItem(name);
      }
    }
    this.append(this.name);
  }

  /** Continues a list that has files to send, or to name; returns those of them that the browser kept. */
  append(name, files = new Map()) {
    const left = JSON.parse(lists.getItem(name) ?? "null");
    const open = ({ state }) => OPEN.includes(state) || state === "failed";
    const kept = [];
    if (left?.entries.some(open)) {
      for (const { id, ...words } of left.entries) {
        const entry = { ...words, id: this.entries.length, before: open(words) ? words.before : words.state };
        this.entries.push(entry);
        if (open(entry) && files.has(id)) {
          entry.file = named(files.get(id), entry.name);
          this.byFile.set(entry.file, entry);
          kept.push(entry);
        }
      }
      this.notes.push(...left.notes.filter((note) => !this.notes.includes(note)));
      this.excluded += left.excluded;
      this.returned = this.unsent().length > 0;
    }
    return kept;
  }

  /** Takes over the lists of tabs that were closed: one that is still there holds the lock of its list. */
  async takeOver() {
    if (!navigator.locks) {
      return;
    }
    this.own ??= this.hold();
    await this.own;
    for (const name of Object.keys(lists).filter((other) => other.startsWith(this.prefix) && other !== this.name)) {
      await navigator.locks.request(name, { ifAvailable: true }, async (free) => {
        if (free) {
          const store = `${name.slice(this.prefix.length)}.${this.key}`;
          const kept = this.append(name, await keptFiles(store));
          this.write();
          lists.removeItem(name);
          await keepFiles(this.account, this.store, kept);
          await forgetAll(store);
        }
      });
    }
  }

  /** Holds the lock of its list as long as the page is there; a copied tab, which has the same name, gets another. */
  hold() {
    return new Promise((done) => {
      navigator.locks
        .request(this.name, { signal: AbortSignal.timeout(COPY_MS) }, () => {
          done();
          return new Promise(() => {});
        })
        .catch((refused) => {
          if (refused.name !== "TimeoutError") {
            done();
            return;
          }
          sessionStorage.removeItem("understudy.tab");
          this.call();
          this.entries = this.entries.filter(({ file }) => file).map((entry, id) => Object.assign(entry, { id }));
          done(this.hold());
        });
    });
  }

  write() {
    if (this.entries.length === 0) {
      lists.removeItem(this.name);
      return;
    }
    const entries = this.entries.map(({ file, kept, retry, ...words }) => words);
    try {
      lists.setItem(this.name, JSON.stringify({ at: Date.now(), entries, notes: this.notes, excluded: this.excluded }));
    } catch (full) {
      console.warn("The list of the upload does not fit into this tab's storage", full);
    }
  }

  /** The entries of files; those that an interrupted upload left are found by their names and sizes. */
  add(files) {
    const left = new Map();
    for (const entry of this.entries) {
      if ((entry.state === "failed" || entry.before) && !entry.file) {
        const key = `${entry.size} ${entry.name}`;
        left.set(key, [...(left.get(key) ?? []), entry]);
      }
    }
    return files.map((file) => {
      let entry = left.get(`${file.size} ${file.name}`)?.shift();
      if (!entry) {
        entry = { id: this.entries.length, name: file.name, size: file.size };
        this.entries.push(entry);
      }
      Object.assign(entry, { file, state: "waiting", reason: "", tries: 0, breaks: 0 });
      this.byFile.set(file, entry);
      return entry;
    });
  }

  of(state) {
    return this.entries.filter((entry) => entry.state === state);
  }

  /** What would be lost with the page. */
  unsent() {
    return this.entries.filter((entry) => OPEN.includes(entry.state));
  }

  /** The next to be sent, as many as are copied in a short time. */
  toKeep() {
    let room = MOST_KEPT;
    let bytesLeft = MOST_KEPT_BYTES;
    return this.unsent().filter((entry) => {
      const fits = entry.file && room > 0 && entry.size <= bytesLeft;
      if (fits) {
        room--;
        bytesLeft -= entry.size;
      }
      return fits;
    });
  }

  clear() {
    this.entries = [];
    this.byFile.clear();
    this.notes = [];
    this.excluded = 0;
    this.write();
    forgetAll(this.store);
  }
}

class UploadProgress extends HTMLElement {
  static observedAttributes = ["away"];

  /** The server cannot keep files while its database or its object store does not answer. */
  attributeChangedCallback() {
    if (this.isAway()) {
      this.lost();
    } else {
      this.wake?.();
    }
    this.schedule();
  }

  isAway() {
    return this.hasAttribute("away");
  }

  connectedCallback() {
    this.done = [];
    this.previews = new Map();
    this.gone = new AbortController();
    this.drop = Drop.of(this.getAttribute("account"), this.getAttribute("dataset"));
    this.onLeave = (event) => {
      if (this.drop.unsent().some((entry) => entry.file && !entry.kept)) {
        event.preventDefault();
      }
    };
    this.onHide = () => this.drop.write();
    this.onOnline = () => this.wake?.();
    window.addEventListener("beforeunload", this.onLeave);
    window.addEventListener("pagehide", this.onHide);
    window.addEventListener("online", this.onOnline);
    this.handlers = {
      "files-changed": () => this.schedule(),
      "file-reject": (event) => this.rejected(event.detail),
      "upload-before": (event) => this.before(event),
      "upload-progress": (event) => {
        event.detail.file.moved = performance.now();
      },
      "upload-response": (event) => this.answered(event),
    };
    this.attach();
  }

  disconnectedCallback() {
    this.gone.abort();
    window.removeEventListener("beforeunload", this.onLeave);
    window.removeEventListener("pagehide", this.onHide);
    window.removeEventListener("online", this.onOnline);
    cancelAnimationFrame(this.searching);
    clearTimeout(this.timer);
    clearInterval(this.watch);
    this.timer = undefined;
    this.watch = undefined;
    this.lostAt = undefined;
    const manager = this.manager;
    this.manager = undefined;
    if (manager) {
      delete manager.addFiles;
      Object.entries(this.handlers).forEach(([name, handler]) => manager.removeEventListener(name, handler));
      manager.files.filter((file) => !file.complete).forEach((file) => manager.abortUpload(file));
    }
    if (this.drop.unsent().length === 0 && this.drop.of("failed").length === 0) {
      this.drop.clear();
    }
    this.drop.write();
  }

  // The drop zone gets its manager from the server, maybe after this element is there.
  attach() {
    const zone = this.closest(".dataset-work")?.querySelector("vaadin-upload-drop-zone");
    if (!zone?.manager) {
      this.searching = requestAnimationFrame(() => this.attach());
      return;
    }
    this.manager = zone.manager;
    // Before the drop zone reads the folder: it would take the first hundred files, without their folders' names.
    zone.parentElement.addEventListener("drop", (event) => this.dropped(event, zone), { capture: true, signal: this.gone.signal });
    Object.entries(this.handlers).forEach(([name, handler]) => this.manager.addEventListener(name, handler));
    // The button and the drop zone call it, too.
    this.manager.addFiles = (files) => this.offered([...files]);
    this.limits = JSON.parse(this.getAttribute("limits"));
    const early = this.manager.files.filter((file) => !file.complete && !this.drop.byFile.has(file)).reverse();
    if (early.length > 0) {
      this.offered(early);
    }
    this.resume();
  }

  /** Continues with what the page before this one, or another view of it, did not send. */
  async resume() {
    const { drop } = this;
    await purge(drop.account);
    await drop.takeOver();
    if (drop.unsent().some((entry) => !entry.file)) {
      const kept = await keptFiles(drop.store);
      for (const entry of drop.unsent()) {
        entry.file ??= named(kept.get(entry.id), entry.name);
        entry.kept = kept.has(entry.id);
        if (entry.file) {
          drop.byFile.set(entry.file, entry);
        } else {
          this.fail(entry, "the page was closed before it was sent");
        }
      }
    }
    if (this.manager) {
      if (this.isAway()) {
        this.lost();
      }
      this.send(drop.unsent());
      this.schedule();
    }
  }

  /** Sends files of the list, for the first time or again. */
  send(entries) {
    if (entries.length === 0) {
      this.settle();
      return;
    }
    this.begin();
    const there = new Set(this.manager.files);
    const again = [];
    for (const entry of entries) {
      const { file } = entry;
      entry.state = "waiting";
      clearTimeout(entry.retry);
      entry.retry = undefined;
      if (there.has(file)) {
        file.uploadTarget = "";
        again.push(file);
      }
    }
    this.manager.uploadFiles(again);
    this.refill();
  }

  /** Gives the manager the next of the files that wait. */
  refill() {
    const { manager } = this;
    if (this.lostAt !== undefined) {
      return;
    }
    const there = new Set(manager.files);
    const room = MOST_AT_ONCE - there.size;
    if (room > 0) {
      const next = this.drop.of("waiting").flatMap(({ file }) => (file && !there.has(file) ? [file] : []));
      const some = next.slice(0, room);
      // Another manager may have had them before.
      const fresh = { complete: false, abort: false, errorKey: false, uploading: false, uploadTarget: "" };
      some.forEach((file) => Object.assign(file, fresh));
      Object.getPrototypeOf(manager).addFiles.call(manager, some);
    }
  }

  begin() {
    if (!this.sending) {
      this.sending = true;
      this.started = performance.now();
      this.dispatchEvent(new CustomEvent("sending"));
    }
    this.watch ??= setInterval(() => this.look(), 5000);
  }

  /** Any number of files: all of them are in the list at once. */
  offered(files) {
    if (files.length > 0) {
      this.begin();
      this.drop.add(files).forEach((entry) => this.added(entry));
      if (this.lostAt !== undefined) {
        this.keeping = this.keep();
      }
      this.refill();
    }
    this.schedule();
  }

  added(entry) {
    if (!/\.zip$/i.test(entry.name) && entry.size > this.limits.pictureBytes) {
      this.end(entry, "refused", this.limits.pictureTooLarge);
    }
  }

  async dropped(event, zone) {
    const files = event.composedPath().includes(zone) ? filesOfFolders(event.dataTransfer) : undefined;
    if (files) {
      event.preventDefault();
      event.stopPropagation();
      zone.removeAttribute("dragover");
      const found = await files;
      this.manager?.addFiles(found);
    }
  }

  rejected({ file, error }) {
    const entry = this.drop.byFile.get(file) ?? this.drop.add([file])[0];
    const why = error === "incorrectFileType" && /\.(heic|heif|hif|avif)$/i.test(file.name) ? "heic" : error;
    this.end(entry, "refused", this.limits[why] ?? this.limits.unknown);
    this.begin();
    this.schedule();
  }

  /** While there is no connection, files wait in their place instead of failing one after the other. */
  before(event) {
    event.detail.file.moved = performance.now();
    if (this.lostAt !== undefined) {
      event.preventDefault();
    }
  }

  answered(event) {
    const { file, xhr } = event.detail;
    const entry = this.drop.byFile.get(file);
    event.preventDefault();
    if (!entry || entry.state !== "waiting") {
      return;
    }
    if (xhr.status === 0) {
      if (this.lostAt === undefined && ++entry.breaks >= MOST_BREAKS) {
        this.fail(entry, `the connection broke ${MOST_BREAKS} times while it was sent`);
      }
      this.lost();
    } else if (xhr.status === 413) {
      this.end(entry, "refused", "it is larger than a proxy in front of this server accepts");
    } else if (AWAY.includes(xhr.status) && !xhr.getResponseHeader("Retry-After")) {
      this.away(entry, xhr.status);
    } else if (BUSY.includes(xhr.status) || AWAY.includes(xhr.status)) {
      this.later(entry, `the server answered ${xhr.status}`, Number(xhr.getResponseHeader("Retry-After")));
    } else {
      this.heard(entry, xhr);
    }
    this.schedule();
  }

  heard(entry, xhr) {
    let answer;
    try {
      answer = JSON.parse(xhr.responseText);
    } catch {
      answer = undefined;
    }
    if (xhr.status !== 200 || !answer?.outcome) {
      this.expired(entry, xhr.status);
      return;
    }
    if (answer.outcome === "away") {
      // Where the page knows of no outage, it would be sent again at once, without end.
      if (!this.isAway() && ++entry.tries > MOST_BUSY) {
        this.fail(entry, "the server could not store it");
      } else {
        this.lost();
      }
      return;
    }
    if (answer.outcome === "again") {
      this.later(entry, answer.reason, 0);
      return;
    }
    this.drop.excluded += answer.excluded;
    this.drop.notes.push(...answer.notes.filter((note) => !this.drop.notes.includes(note)));
    if (answer.outcome === "delivered") {
      entry.state = "delivered";
      if (this.early?.has(entry.name)) {
        this.end(entry, "caption", "");
      }
    } else {
      if (answer.outcome === "added" && entry.file) {
        this.keepPreview(entry.file);
        // The server says the number once everything is sent.
        this.waiting ||= 1;
      }
      // Added before the upload was interrupted, and dropped again with the rest.
      const again = answer.outcome === "here" && entry.before === "added";
      this.end(entry, again ? "added" : answer.outcome, again ? "" : answer.reason);
    }
  }

  /** The server decodes a photo after it has taken it; until then the browser shows its own small picture of it. */
  async keepPreview(file) {
    const name = file.name.split("/").pop();
    if (this.previews.size >= MOST_PREVIEWS || this.previews.has(name)) {
      return;
    }
    this.previews.set(name, undefined);
    const picture = await preview(file);
    if (picture && this.previews.has(name)) {
      picture.title = name;
      this.previews.set(name, picture);
      this.schedule();
    } else {
      this.previews.delete(name);
    }
  }

  /** Hears from the server which photos are still being prepared. */
  preparing(names) {
    this.waiting = names.length;
    const there = new Set(names);
    [...this.previews.keys()].filter((name) => !there.has(name)).forEach((name) => this.previews.delete(name));
    this.schedule();
  }

  strip() {
    const pictures = [...this.previews.values()].filter(Boolean);
    if (pictures.length === 0) {
      return undefined;
    }
    this.shown ??= element("div", "upload-previews");
    this.shown.setAttribute("role", "img");
    this.shown.setAttribute("aria-label", `${this.waiting ?? pictures.length} photos are being prepared`);
    if (this.shown.childElementCount !== pictures.length || pictures.some((each) => each.parentNode !== this.shown)) {
      this.shown.replaceChildren(...pictures);
    }
    return this.shown;
  }

  /** A proxy answered, or a server that is busy: whether it is there at all decides. */
  async away(entry, status) {
    if (!(await this.reached())) {
      this.lost();
    } else if (this.manager && entry.state === "waiting") {
      this.later(entry, `the server answered ${status}`, 0);
      this.schedule();
    }
  }

  /** The server is there and cannot take the file now. */
  later(entry, why, seconds) {
    if (++entry.tries > MOST_BUSY) {
      this.fail(entry, why);
      return;
    }
    const wait = seconds > 0 ? seconds * 1000 : Math.min(LONGEST_WAIT_MS, 500 * 2 ** entry.tries);
    entry.retry = setTimeout(() => this.manager && entry.state === "waiting" && this.send([entry]), wait);
  }

  /** The server does not know this page: it was restarted, or the session is over. A new page continues with the list. */
  async expired(entry, status) {
    if (this.leaving) {
      return;
    }
    const last = Number(sessionStorage.getItem("understudy.reloaded"));
    if (Date.now() - last < RELOAD_GAP_MS) {
      this.fail(entry, `the server did not take it (${status})`);
      return;
    }
    console.warn(`The page is opened again: the server answered ${status} to an upload`);
    this.leaving = true;
    this.lostAt = performance.now();
    this.abortAll();
    this.draw();
    await this.keep();
    // A person who follows a link is answered like this, too, a moment before the page is replaced by the next one.
    await pause(LEAVE_MS);
    if (!this.isConnected) {
      return;
    }
    sessionStorage.setItem("understudy.reloaded", String(Date.now()));
    location.reload();
    await pause(5000);
    // Still here: the person was asked and stayed.
    this.leaving = false;
    this.lostAt = undefined;
    this.drop.of("waiting").forEach((each) => this.fail(each, "the session is over: reload this page"));
    this.schedule();
  }

  lost() {
    if (this.lostAt !== undefined || !this.manager) {
      return;
    }
    this.lostAt = performance.now();
    this.abortAll();
    this.draw();
    this.keeping = this.keep();
    this.waitForConnection();
  }

  /** What is on its way counts as not sent: if it did arrive, it is "already here" when it is sent again. */
  abortAll() {
    this.manager.files.filter((file) => file.uploading && !file.held).forEach((file) => file.xhr?.abort());
  }

  async keep() {
    this.drop.write();
    await keepFiles(this.drop.account, this.drop.store, this.drop.toKeep());
  }

  async reached() {
    try {
      return (await fetch(PROBE, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(5000) })).ok;
    } catch {
      return false;
    }
  }

  async waitForConnection() {
    let wait = 500;
    while (this.lostAt !== undefined && this.manager && !this.leaving) {
      const woken = new Promise((resolve) => {
        this.wake = resolve;
      });
      await Promise.race([pause(wait), woken]);
      wait = Math.min(LONGEST_WAIT_MS, wait * 1.5);
      if (!this.isAway() && (await this.reached()) && this.manager && !this.leaving) {
        // The next files are safe before anything can reload this page.
        await this.keeping;
        this.lostAt = undefined;
        // Those of an earlier page have no file before it is read from the store.
        this.send(this.drop.of("waiting").filter(({ file }) => file));
        this.schedule();
      }
    }
  }

  /** Looks after uploads that do not move: networks go away without a word. */
  async look() {
    if (this.lostAt !== undefined || !this.manager) {
      return;
    }
    const now = performance.now();
    const still = this.manager.files.filter((file) => file.uploading && !file.held && now - file.moved > STILL_MS);
    if (still.length === 0) {
      return;
    }
    if (!(await this.reached())) {
      this.lost();
      return;
    }
    // What is sent whole is being checked, which takes as long as it takes.
    still.filter((file) => (file.progress ?? 0) < 100 && now - file.moved > STUCK_MS).forEach((file) => file.xhr?.abort());
  }

  fail(entry, reason) {
    this.end(entry, "failed", reason);
  }

  end(entry, state, reason) {
    Object.assign(entry, { state, reason });
    if (entry.kept) {
      entry.kept = false;
      forgetFile(this.drop.store, entry.id);
    }
    if (state !== "failed" && entry.file) {
      this.done.push(entry.file);
      entry.file = undefined;
    }
  }

  /** Hears from the server which caption files found their pictures, and which did not. */
  captionsSettled(names, refused, notes, settings) {
    this.early = new Set([...(this.early ?? []), ...names]);
    const read = new Set(names);
    const reasons = new Map(refused.map(({ name, reason }) => [name, reason]));
    for (const entry of this.drop.of("delivered")) {
      if (reasons.has(entry.name)) {
        this.end(entry, "refused", reasons.get(entry.name));
      } else if (read.has(entry.name)) {
        this.end(entry, "caption", "");
      } else if (settings.includes(entry.name)) {
        this.end(entry, "settings", "");
      }
    }
    this.drop.notes.push(...notes);
    this.schedule();
  }

  /** Tells the server when nothing is left to be sent. */
  settle() {
    if (this.sending && this.drop.of("waiting").length === 0) {
      this.sending = false;
      this.early = undefined;
      clearInterval(this.watch);
      this.watch = undefined;
      this.dispatchEvent(new CustomEvent("sent", { detail: this.drop.of("failed").length }));
    }
  }

  schedule() {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      if (this.manager) {
        this.prune();
        this.refill();
        this.settle();
        this.draw();
        this.drop.write();
      }
    }, REDRAW_MS);
  }

  /** Lets go of what has its answer, so that its bytes are not held and others may be sent. */
  prune() {
    const { byFile } = this.drop;
    const there = this.manager.files;
    const waiting = there.filter((file) => byFile.get(file)?.file === file && byFile.get(file).state === "waiting");
    if (waiting.length < there.length) {
      this.manager.files = waiting;
    }
    this.done.forEach((file) => byFile.delete(file));
    this.done = [];
  }

  draw() {
    const { drop } = this;
    if (drop.entries.length === 0) {
      this.replaceChildren();
      return;
    }
    const waiting = drop.of("waiting");
    if (waiting.length === 0) {
      this.drawResult();
      return;
    }
    const lines =
      this.lostAt === undefined
        ? (this.manager?.files ?? [])
            .filter((file) => file.uploading && !file.held)
            .slice(0, MOST_LINES)
            .map((file) => this.line(file.name, file.progress ?? 0, file.progress >= 100 ? "checking" : undefined))
        : [];
    const strip = this.strip();
    this.show(this.said(this.state(waiting)), this.total(waiting), ...lines, ...(strip ? [strip] : []), this.cancel());
  }

  /** Children that stay are not touched: a redraw neither takes the focus away nor has anything read aloud again. */
  show(...wanted) {
    [...this.children].filter((child) => !wanted.includes(child)).forEach((child) => child.remove());
    wanted.forEach((child, index) => {
      if (this.children[index] !== child) {
        this.insertBefore(child, this.children[index] ?? null);
      }
    });
  }

  state(waiting) {
    const files = plural(waiting.length, "file is", "files are");
    if (this.leaving) {
      return `${files} still to be sent. The page is opened again, then sending continues.`;
    }
    if (this.isAway()) {
      return `Files cannot be stored now, ${files} still to be sent. Sending continues when they can.`;
    }
    if (this.lostAt !== undefined) {
      return `Connection lost, ${files} still to be sent. Sending continues when the connection is back.`;
    }
    return this.drop.returned ? `Sending continues: ${files} still to be sent.` : "";
  }

  /** One element for what is read aloud, changed only when its words are others. */
  said(words) {
    this.status ??= element("div", "upload-state");
    this.status.setAttribute("role", "status");
    if (this.status.textContent !== words) {
      this.status.textContent = words;
    }
    this.status.hidden = words === "";
    return this.status;
  }

  total(waiting) {
    const { entries } = this.drop;
    const size = entries.reduce((sum, entry) => sum + entry.size, 0);
    const open = waiting.reduce((sum, entry) => sum + entry.size - (entry.file?.uploading ? (entry.file.loaded ?? 0) : 0), 0);
    const sent = size - Math.max(0, open);
    this.sentBefore ??= sent;
    const seconds = (performance.now() - this.started) / 1000;
    const left = this.lostAt === undefined && sent > this.sentBefore ? remaining((seconds / (sent - this.sentBefore)) * open) : "";
    const words = `Uploading ${entries.length - waiting.length + 1} of ${entries.length}, ${bytes(sent)} of ${bytes(size)}`;
    return this.line(words, (100 * sent) / Math.max(1, size), left, "total");
  }

  drawResult() {
    const { drop } = this;
    this.sentBefore = undefined;
    drop.returned = false;
    const count = (state) => drop.of(state).length;
    const parts = [`${count("added")} added`];
    const tell = (number, words) => number > 0 && parts.push(`${number} ${words}`);
    tell(count("here"), "already here");
    tell(count("caption"), count("caption") === 1 ? "caption read" : "captions read");
    tell(count("settings"), count("settings") === 1 ? "file of settings read" : "files of settings read");
    tell(count("delivered"), "waiting for their pictures");
    tell(count("refused"), "refused");
    tell(count("failed"), "not sent");
    const words =
      `${plural(drop.entries.length, "file", "files")}: ${parts.join(", ")}.` +
      (drop.excluded > 0 ? ` ${drop.excluded} left out of training: below 1024 px.` : "");
    const preparing = this.waiting > 0 ? `Preparing ${plural(this.waiting, "photo", "photos")}: they appear as they are ready.` : "";
    const lists = [
      this.strip(),
      this.list(drop.of("failed"), (number) => `${plural(number, "file", "files")} not sent:`),
      this.sendAgain(),
      this.dropAgain(),
      this.list(drop.of("refused"), (number) => `${plural(number, "file", "files")} refused:`),
      this.here(),
      drop.notes.length > 0 ? element("ul", "refused-files", ...drop.notes.map((note) => element("li", "", note))) : undefined,
    ];
    this.show(this.said(preparing || words), ...lists.filter(Boolean), this.dismissButton());
  }

  list(entries, title) {
    if (entries.length === 0) {
      return undefined;
    }
    const items = entries.map(({ name, reason }) =>
      element("li", "", element("span", "file-name", name), reason ? `: ${reason.replace(/\.$/, "")}.` : ""),
    );
    return element("div", "", element("h2", "", title(entries.length)), element("ul", "refused-files", ...items));
  }

  here() {
    const entries = this.drop.of("here");
    if (entries.length === 0) {
      return undefined;
    }
    this.details ??= element("details", "");
    const list = this.list(entries, () => "");
    this.details.replaceChildren(element("summary", "", `Show what was already here`), list.lastChild);
    return this.details;
  }

  sendAgain() {
    if (!this.drop.of("failed").some((entry) => entry.file)) {
      return undefined;
    }
    this.againButton ??= button("Send again", () => {
      const entries = this.drop.of("failed").filter((entry) => entry.file);
      entries.forEach((entry) => Object.assign(entry, { tries: 0, breaks: 0, reason: "" }));
      this.send(entries);
      this.draw();
    });
    return this.againButton;
  }

  dropAgain() {
    const failed = this.drop.of("failed");
    const gone = failed.filter((entry) => !entry.file);
    if (gone.length === 0) {
      return undefined;
    }
    const which =
      gone.length === failed.length ? "these files" : `the ${plural(gone.length, "file", "files")} that this page no longer has`;
    return element("p", "", `Drop ${which} again, or the whole folder: what is already here is skipped.`);
  }

  dismissButton() {
    this.dismiss ??= button("Dismiss", () => {
      // A file that was not sent would count as dropped again.
      this.manager.files = this.manager.files.filter((file) => !this.drop.byFile.has(file));
      this.done = [];
      this.drop.clear();
      this.dispatchEvent(new CustomEvent("sent", { detail: 0 }));
      this.draw();
    });
    return this.dismiss;
  }

  line(name, percent, words, kind = "one") {
    const bar = element("div", "bar");
    bar.setAttribute("role", "progressbar");
    bar.setAttribute("aria-label", name);
    bar.setAttribute("aria-valuenow", Math.round(percent));
    const fill = element("div", "");
    fill.style.width = `${percent}%`;
    bar.append(fill);
    const number = element("span", "number", words || `${Math.round(percent)} %`);
    return element("div", `upload-line ${kind}`, element("span", "name", name), bar, number);
  }

  cancel() {
    this.cancelButton ??= button("Cancel remaining files", () => {
      for (const entry of this.drop.of("waiting")) {
        clearTimeout(entry.retry);
        this.fail(entry, "cancelled");
      }
      this.manager.files.forEach((file) => this.manager.abortUpload(file));
      this.lostAt = undefined;
      this.schedule();
    });
    return this.cancelButton;
  }
}

customElements.define("upload-progress", UploadProgress);
