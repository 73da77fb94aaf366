"""Textures for the autoencoder, so that it stays useful for photographs: dead leaves (overlapping soft shapes) with 1/f noise. Own code, no source pictures.
python3 textures.py COUNT NAME SEED"""
import json, sys
import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from pictures import SIZE, path

count, name, rng = int(sys.argv[1]), sys.argv[2], np.random.default_rng(int(sys.argv[3]))
f = np.hypot(np.fft.fftfreq(SIZE)[:, None], np.fft.rfftfreq(SIZE)[None])
f[0, 0] = 1


def noise(power):
    """1/f^power noise, mean 0, deviation 1"""
    n = np.fft.irfft2((rng.normal(size=f.shape) + 1j * rng.normal(size=f.shape)) / f**power, (SIZE, SIZE))
    return (n - n.mean()) / n.std()


def texture():
    palette = rng.integers(10, 246, (6, 3)) if rng.random() < 0.5 else np.clip(rng.normal([150, 110, 85], 55, (8, 3)), 0, 255).astype(int)
    im = Image.new("RGB", (SIZE, SIZE), tuple(palette[0]))
    draw = ImageDraw.Draw(im)
    for r in np.sort(60 * rng.random(int(rng.integers(0, 90))) ** 3)[::-1] + 2:
        x, y, c = *rng.uniform(-10, SIZE + 10, 2), tuple(int(v) for v in np.clip(palette[rng.integers(len(palette))] + rng.normal(0, 14, 3), 0, 255))
        if rng.random() < 0.6:
            q = rng.uniform(0.4, 1)
            draw.ellipse([x - r, y - r * q, x + r, y + r * q], fill=c)
        else:
            a, k = rng.uniform(0, 6.28), int(rng.integers(3, 6))
            draw.polygon([(x + r * np.cos(a + 6.28 * i / k), y + r * np.sin(a + 6.28 * i / k)) for i in range(k)], fill=c)
    if rng.random() < 0.5:
        im = im.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 5)))
    out = np.asarray(im, np.float32)
    grey = noise(rng.uniform(0.8, 2.2))[..., None]
    tint = np.stack([noise(rng.uniform(1.2, 2.2)) for _ in range(3)], -1)
    return np.clip(out + grey * rng.uniform(0, 36) + tint * rng.uniform(0, 14), 0, 255).astype(np.uint8)


np.stack([texture() for _ in range(count)]).tofile(path(name + ".rgb"))
json.dump([{"gender": "", "attrs": []}] * count, open(path(name + ".json"), "w"))
print(name, count)
