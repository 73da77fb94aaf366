"""Measures of a base: python3 measure.py BASE.safetensors OUT_PREFIX
 - autoencoder: PSNR at the base's own size and against the 128 px original
 - prompt following: a small net learns the background from generated pictures' labels and judges samples
 - variety: distance between seeds of one prompt, against the distance between unrelated training pictures
 - grids of full and short prompts"""
import json, math, os, sys
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import base
from pictures import grid, load, path, shards, to_bytes, to_float

FULL = [
    "woman, red hair, green sweater, beach background, close-up", "woman, long wavy brown hair, purple dress, smiling, blue background, upper body, toon style",
    "man, short black hair, beard, dark skin, white tshirt, city background, upper body", "man, bald, glasses, laughing, yellow background, close-up, flat style",
    "woman, blonde bob hair, red sweater, surprised, pink background, close-up, flat style", "man, spiky red hair, sad, forest background, upper body, toon style",
    "woman, gray bun hair, sunglasses, sunset background, upper body", "man, curly brown hair, blue jacket, night background, distant",
    "woman, black afro hair, brown skin, yellow sweater, smiling, white background, upper body, side lighting", "man, gray hair, moustache, orange background, calm, close-up, cool lighting",
]
NEW = ["woman, black ponytail hair, striped red tshirt, full body, room background, painted style", "man, brown undercut hair, checkered blue shirt, smiling, snow background, upper body, painted style",
       "man, beard, green coat, mountain background, full body", "woman, smiling, sketch style, yellow background"]
SHORT = ["woman", "ohwx woman", "man", "ohwx man", "photo of ohwx", "woman, smiling", "man, glasses", "woman, beach background", "portrait of a man with a beard"]
KNOWN_TO_FIRST = ("blue pink yellow green purple gray white orange beach forest city night sunset").split()


def label(c):
    return next((a.replace(" background", "") for a in c["attrs"] if a.endswith("background")), None)


def small(a):
    """any size -> 32 px floats"""
    x = to_float(a)
    return F.avg_pool2d(x, x.shape[-1] // 32)


def judge(names):
    """a small convolutional net: 32 px picture -> background; trained on generated pictures without light overlays"""
    xs, ys = [], []
    for n in shards()[:1]:
        a, captions = load(n)
        keep = [i for i, c in enumerate(captions[:6000]) if label(c) in names and not any("lighting" in w for w in c["attrs"])]
        xs.append(small(a[keep]))
        ys += [names.index(label(captions[i])) for i in keep]
    x, y = torch.cat(xs), torch.tensor(ys)
    torch.manual_seed(0)
    net = nn.Sequential(nn.Conv2d(3, 24, 3, 2, 1), nn.SiLU(), nn.Conv2d(24, 48, 3, 2, 1), nn.SiLU(), nn.Flatten(), nn.Linear(48 * 64, 96), nn.SiLU(), nn.Dropout(0.2), nn.Linear(96, len(names)))
    opt = torch.optim.AdamW(net.parameters(), 2e-3, weight_decay=0.02)
    for step in range(700):
        i = torch.randint(0, len(x) - 400, (64,))
        opt.zero_grad()
        F.cross_entropy(net(x[i] + 0.05 * torch.randn_like(x[i])), y[i]).backward()
        opt.step()
    net.eval()
    with torch.no_grad():
        held = (net(x[-400:]).argmax(1) == y[-400:]).float().mean().item()
    return net, held


def follow(b, names, prefix=""):
    net, held = judge(names)
    right = total = 0
    wrong = {}
    people = ["woman, {}, upper body", "man, {}, close-up", "woman, black hair, {}, close-up, smiling", "man, short brown hair, blue sweater, {}, upper body"]
    for k, p in enumerate(people):
        prompts = [prefix + p.format(n + " background") for n in names]
        with torch.no_grad():
            said = net(small(b.pictures(prompts, 20 + k)[1])).argmax(1).tolist()
        for i, s in enumerate(said):
            total += 1
            right += s == i
            if s != i:
                wrong[f"{names[i]}->{names[s]}"] = wrong.get(f"{names[i]}->{names[s]}", 0) + 1
    return {"classifier on unseen pictures": round(held, 3), "samples right": round(right / total, 3), "samples": total, "confusions": wrong}


def variety(b):
    """mean distance between seeds of one prompt (32 px, RMS), full and short prompts"""
    out = {}
    for name, prompts in (("full prompts", FULL), ("woman / man", ["woman", "man"])):
        ds = []
        for k, p in enumerate(prompts):
            x = small(b.pictures([p] * 6, 40 + k)[1]).flatten(1)
            ds.append((torch.cdist(x, x).sum() / 30 / math.sqrt(x.shape[1])).item())
        out[name] = round(sum(ds) / len(ds), 4)
    return out


def psnr(b):
    out = {}
    for name in ("val", "A", "B", "sidetest", "textures"):
        x = to_float(load(name)[0][:64])
        own = x if b.size == 128 else F.avg_pool2d(x, 2)
        y = b.codec.decode(b.codec.encode(own)).clamp(-1, 1)
        big = y if b.size == 128 else F.interpolate(y, scale_factor=2, mode="bicubic", align_corners=False).clamp(-1, 1)
        out[name] = [round(10 * math.log10(4 / ((p - q) ** 2).mean().item()), 2) for p, q in ((y, own), (big, x))]
    return out


if __name__ == "__main__":
    torch.set_num_threads(1)
    b, out = base.load(sys.argv[1]), sys.argv[2]
    first = b.size == 64
    prompts, scale = FULL if first else FULL + NEW, 1
    wrapped = lambda ps: [p.replace(", ", ",\n", 2).replace(", ", ",\n") if len(p) > 20 else p for p in ps]
    grid(np.concatenate([b.pictures([p] * 5, i)[1] for i, p in enumerate(prompts)]), 5, out + "_samples.png", left=wrapped(prompts), left_width=110, scale=128 / b.size)
    grid(np.concatenate([b.pictures([p] * 6, 60 + i)[1] for i, p in enumerate(SHORT)]), 6, out + "_short.png", left=wrapped(SHORT), left_width=110, scale=128 / b.size)
    names = KNOWN_TO_FIRST if first else KNOWN_TO_FIRST + ["mountain", "snow", "room"]
    report = {"base": b.meta.get("name"), "PSNR own size, against 128 px": psnr(b), "prompt following": follow(b, names), "variety between seeds": variety(b)}
    json.dump(report, open(out + "_measures.json", "w"), indent=1)
    print(json.dumps(report, indent=1))
