// Folders that are dropped: all of their files, each called by its path, because trainers say by folders what a picture is.

/** The same file under another name, such as its path. */
export function named(file, name) {
  if (file && file.name !== name) {
    Object.defineProperty(file, "name", { value: name, configurable: true });
  }
  return file;
}

function isJunk(name) {
  return name.startsWith(".") || name === "__MACOSX" || /^(thumbs\.db|desktop\.ini)$/i.test(name);
}

async function files(entry) {
  if (isJunk(entry.name)) {
    return [];
  }
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [named(file, entry.fullPath.replace(/^\//, ""))];
  }
  const reader = entry.createReader();
  const found = [];
  // A browser gives a hundred at a time.
  for (let some; some === undefined || some.length > 0; found.push(...some)) {
    some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
  }
  const inside = [];
  for (const each of found) {
    inside.push(...(await files(each)));
  }
  return inside;
}

/** Settings and lists before what they speak of: the server then knows what a picture is when it arrives. */
function tellingFirst(found) {
  const tells = (file) => /\.(toml|ya?ml|jsonl?|csv)$/i.test(file.name);
  return [...found.filter(tells), ...found.filter((file) => !tells(file))];
}

/** The files of a drop that holds a folder, to be awaited; undefined when there is none. Must be called at once. */
export function filesOfFolders(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  return entries.some((entry) => entry.isDirectory)
    ? Promise.all(entries.map((entry) => files(entry))).then((found) => tellingFirst(found.flat()))
    : undefined;
}
