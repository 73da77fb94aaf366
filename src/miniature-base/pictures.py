"""Pictures, captions, grids and the data folder (environment MINIATURE_DATA, else ./data)."""
import glob, json, os
import numpy as np
import torch
from PIL import Image, ImageDraw

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.environ.get("MINIATURE_DATA", os.path.join(HERE, "data"))
SIZE = 128


def path(name):
    return os.path.join(DATA, name)


def load(name):
    """(uint8 N,3,S,S view on the mapped file, captions)"""
    a = np.memmap(path(name + ".rgb"), np.uint8, "r").reshape(-1, SIZE, SIZE, 3)
    return a, json.load(open(path(name + ".json")))


def to_float(a):
    """uint8 N,S,S,3 -> float N,3,S,S in -1..1"""
    return torch.from_numpy(np.array(a)).permute(0, 3, 1, 2).float() / 127.5 - 1


def to_bytes(x):
    return ((x.clamp(-1, 1) + 1) * 127.5).round().byte().permute(0, 2, 3, 1).contiguous().numpy()


def shards():
    return sorted(os.path.basename(f)[:-4] for f in glob.glob(path("base*.rgb")))


def grid(a, columns, file, left=None, top=None, left_width=0, scale=1):
    """pictures with a text per row and per column; written as a small palette PNG"""
    n, h, w, _ = a.shape
    h, w, rows = int(h * scale), int(w * scale), (n + columns - 1) // columns
    head = 13 * max(t.count("\n") + 1 for t in top) if top else 0
    sheet = Image.new("RGB", (left_width + columns * (w + 2), head + rows * (h + 2)), "white")
    draw = ImageDraw.Draw(sheet)
    for i in range(n):
        im = Image.fromarray(a[i])
        sheet.paste(im if scale == 1 else im.resize((w, h), Image.LANCZOS), (left_width + i % columns * (w + 2), head + i // columns * (h + 2)))
    for i, t in enumerate(left or []):
        draw.multiline_text((3, head + i * (h + 2) + 4), t, fill="black")
    for i, t in enumerate(top or []):
        draw.multiline_text((left_width + i * (w + 2) + 2, 0), t, fill="black")
    os.makedirs(os.path.dirname(file), exist_ok=True)
    sheet.quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)
