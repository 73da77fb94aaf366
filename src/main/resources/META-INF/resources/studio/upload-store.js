// Files that wait to be sent, kept by the browser while the connection is lost: only so do they survive a reload of the
// page. Where the browser keeps nothing (a private window, a full disk), uploads work without that.
const NAME = "understudy-uploads";
const FILES = "files";
const DAY_MS = 86_400_000;

let opened;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(FILES, { keyPath: ["drop", "id"] });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

function run(mode, work) {
  return database().then(
    (db) =>
      new Promise((resolve, reject) => {
        const transaction = db.transaction(FILES, mode);
        const request = work(transaction.objectStore(FILES));
        transaction.oncomplete = () => resolve(request?.result);
        transaction.onabort = () => reject(transaction.error);
        transaction.onerror = () => reject(transaction.error);
      }),
  );
}

function whole(drop) {
  return IDBKeyRange.bound([drop, 0], [drop, Number.MAX_SAFE_INTEGER]);
}

/** Keeps the files of these entries one by one, and marks each that is safe; stops where the browser refuses more. */
export async function keepFiles(account, drop, entries) {
  for (const entry of entries) {
    if (!entry.file || entry.kept) {
      continue;
    }
    try {
      await run("readwrite", (files) => files.put({ drop, id: entry.id, account, at: Date.now(), file: entry.file }));
      entry.kept = true;
    } catch (refused) {
      console.warn("The browser does not keep the files that wait to be sent", refused);
      return;
    }
  }
}

/** The files of a drop by the ids of their entries. */
export async function keptFiles(drop) {
  try {
    const rows = await run("readonly", (files) => files.getAll(whole(drop)));
    return new Map(rows.map((row) => [row.id, row.file]));
  } catch (refused) {
    console.warn("The browser does not give back the files that wait to be sent", refused);
    return new Map();
  }
}

function quietly(work) {
  return work.catch((refused) => console.warn("Kept files stay until they are a day old", refused));
}

export function forgetFile(drop, id) {
  return quietly(run("readwrite", (files) => files.delete([drop, id])));
}

export function forgetAll(drop) {
  return quietly(run("readwrite", (files) => files.delete(whole(drop))));
}

/** Nobody finds the photos of another person in this browser, and nothing stays for longer than a day. */
export function purge(account) {
  return quietly(
    run("readwrite", (files) => {
      files.openCursor().onsuccess = ({ target }) => {
        const cursor = target.result;
        if (cursor) {
          if (cursor.value.account !== account || cursor.value.at < Date.now() - DAY_MS) {
            cursor.delete();
          }
          cursor.continue();
        }
      };
      return undefined;
    }),
  );
}
