const SIDE = 64;

/** A small picture of a file that the browser makes itself; undefined where it cannot read it. */
export async function preview(file) {
  try {
    const bitmap = await createImageBitmap(file, { resizeHeight: SIDE, resizeQuality: "low" });
    const canvas = document.createElement("canvas");
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    bitmap.close();
    return canvas;
  } catch {
    return undefined;
  }
}
