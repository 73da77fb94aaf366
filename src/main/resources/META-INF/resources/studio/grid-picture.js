// The pictures of an <image-grid> with their headings as one PNG, as X/Y/Z plots are drawn: columns over the pictures, prompts
// and seeds next to them. Drawn by the browser, which has the pictures and the fonts already.
import { marked } from "./source-mark.js";

const GAP = 6;
const MARGIN = 24;
const HEAD = 44;
const BESIDE = 260;
const LINE = 19;
/** No browser draws larger. */
const MOST_PIXELS = 100_000_000;
const LONGEST_SIDE = 16_000;
const FONT = "system-ui, sans-serif";

/**
 * @param grid as of <image-grid>
 * @param paths row by row, "" where there is no picture
 * @param wanted width of a picture in px; 0 for that of the files
 */
export async function gridPicture({ title, grid, paths, wanted }) {
  const pictures = await Promise.all(paths.map(load));
  const widest = Math.max(1, ...pictures.map((picture) => picture?.naturalWidth ?? 0));
  const width = fitting(grid, Math.min(wanted || widest, widest));
  const height = Math.round(width / grid.ratio);
  const canvas = document.createElement("canvas");
  canvas.width = 2 * MARGIN + BESIDE + grid.columns.length * (width + GAP);
  canvas.height = 2 * MARGIN + 2 * HEAD + grid.rows.length * (height + GAP);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.textBaseline = "top";
  text(pen, title, MARGIN, MARGIN, canvas.width - 2 * MARGIN, 1, `600 20px ${FONT}`, "#111");
  const left = MARGIN + BESIDE;
  const top = MARGIN + 2 * HEAD;
  grid.columns.forEach((label, column) =>
    text(pen, label, left + column * (width + GAP), top - HEAD + GAP, width, 2, `600 15px ${FONT}`, "#111"),
  );
  grid.rows.forEach(({ prompt, seed }, row) => {
    const y = top + row * (height + GAP);
    const lines = Math.max(1, Math.floor(height / LINE) - 1);
    const used = text(pen, prompt, MARGIN, y, BESIDE - 2 * GAP, lines, `14px ${FONT}`, "#111");
    text(pen, `seed ${seed}`, MARGIN, y + used * LINE, BESIDE - 2 * GAP, 1, `14px ${FONT}`, "#666");
    grid.columns.forEach((label, column) => {
      const picture = pictures[row * grid.columns.length + column];
      const x = left + column * (width + GAP);
      pen.fillStyle = "#eee";
      pen.fillRect(x, y, width, height);
      if (picture) {
        const scale = Math.min(width / picture.naturalWidth, height / picture.naturalHeight);
        const [w, h] = [picture.naturalWidth * scale, picture.naturalHeight * scale];
        pen.drawImage(picture, x + (width - w) / 2, y + (height - h) / 2, w, h);
      }
    });
  });
  const drawn = await new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("The picture is too large for this browser."))), "image/png"),
  );
  return marked(drawn);
}

/** So wide that the whole stays within what browsers draw. */
function fitting({ columns, rows, ratio }, width) {
  const sides = Math.min(
    (LONGEST_SIDE - BESIDE) / columns.length - GAP,
    ((LONGEST_SIDE - 3 * HEAD) / rows.length - GAP) * ratio,
    Math.sqrt((MOST_PIXELS * ratio) / (columns.length * rows.length)),
  );
  return Math.max(16, Math.floor(Math.min(width, sides)));
}

async function load(path) {
  if (!path) {
    return null;
  }
  const picture = new Image();
  picture.src = path;
  try {
    await picture.decode();
    return picture;
  } catch {
    return null;
  }
}

/** Writes words in at most so many lines, the last of which ends with … when there are more, and returns their number. */
function text(pen, words, x, y, width, most, font, colour) {
  pen.font = font;
  pen.fillStyle = colour;
  const lines = [];
  let line = "";
  for (const word of words.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && pen.measureText(longer).width > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  lines.push(line);
  const shown = lines.slice(0, most);
  if (lines.length > most) {
    shown[most - 1] += "…";
  }
  shown.forEach((each, index) => pen.fillText(each, x, y + index * LINE, width));
  return shown.length;
}
