"""Train a LoRA of a test character on a base, measure it and draw grids: python3 lora.py BASE.safetensors A|B OUT_PREFIX [STEPS]
Half of each batch are prior pictures, so that the class word stays generic. Same recipe as the product's trainer."""
import json, math, os, random, sys, time
import numpy as np
import torch
import base
from net import flow_loss
from pictures import grid, load, to_bytes, to_float
from words import caption, ids_of

RANK, BATCH, RATE, TRIGGER = 16, 8, 2e-3, "ohwx"


def spread(z, others=None):
    """mean distance to the nearest picture of the set (to the nearest other one when z is the set)"""
    d = torch.cdist(z.flatten(1), (z if others is None else others).flatten(1))
    if others is None:
        d.fill_diagonal_(math.inf)
    return d.min(1).values.mean().item()


def train(b, name, steps, seed=0, progress=None):
    torch.manual_seed(seed)
    random.seed(seed)
    a, captions = load(name)
    prior, prior_captions = load("prior")
    x, px = b.encode(to_float(a)), b.encode(to_float(prior))
    layers = [l for block in b.net.blocks for l in (block.lin1, block.lin2)]
    for l in layers:
        l.adapt(RANK)
    params = [p for l in layers for p in (l.A, l.B)]
    adam, losses, start = torch.optim.AdamW(params, lr=RATE, weight_decay=0.0, foreach=True), [], time.time()
    for step in range(steps):
        if progress:
            progress(step)
        for g in adam.param_groups:
            g["lr"] = RATE * min(1, (step + 1) / 20) * 0.5 * (1 + math.cos(math.pi * step / steps))
        i, j = torch.randint(0, len(x), (BATCH // 2,)), torch.randint(0, len(px), (BATCH // 2,))
        texts = [TRIGGER + " " + caption(captions[k]) for k in i.tolist()]
        for k in j.tolist():
            c = prior_captions[k]
            keep = 0.35 if random.random() < 0.5 else 1
            texts.append(", ".join([c["gender"]] + [w for w in c["attrs"] if random.random() < keep]))
        with torch.autocast("cpu", torch.bfloat16):
            loss = flow_loss(b.net, torch.cat([x[i], px[j]]), torch.tensor([ids_of(t) for t in texts]))
        adam.zero_grad()
        loss.backward()
        adam.step()
        losses.append(loss.item())
    if progress:
        progress(steps)
    return x, captions, layers, losses, time.time() - start


def main(file, name, out, steps):
    torch.set_num_threads(1)
    b, shown = base.load(file), []
    gender = load(name)[1][0]["gender"]
    other = "man" if gender == "woman" else "woman"
    look = [f"ohwx {gender}, smiling, blue background, upper body", f"ohwx {gender}, surprised, beach background, close-up", f"ohwx {gender}, laughing, night background, upper body",
            f"ohwx {gender}", f"{gender}, brown hair, red sweater, blue background, upper body", f"{gender}", f"{other}, upper body, green background", f"{other}"]

    def progress(step):
        if step in (0, 50, 100, 200, steps):
            shown.append((str(step), b.pictures(look, 3)[1]))

    x, captions, layers, losses, seconds = train(b, name, steps, progress=progress)
    own = load(name)[0]
    small = np.asarray(own[:8]) if b.size == 128 else to_bytes(torch.nn.functional.avg_pool2d(to_float(own[:8]), 2))
    scale = 128 / b.size
    top = [t.replace(", ", ",\n").replace("man, brown", "man,\nbrown") for t in look]
    grid(np.concatenate([s for _, s in shown] + [small]), 8, out + "_progress.png", left=[s for s, _ in shown] + ["set"], left_width=34, top=top, scale=scale)
    prompts = [TRIGGER + " " + caption(captions[i % len(captions)]) for i in range(16)]
    plain = [p.replace(TRIGGER + " ", "") for p in prompts]
    own_spread, result, rows = spread(x), {}, []
    for s in (0, 0.35, 0.5, 0.8, 1.0, 1.3):
        for l in layers:
            l.strength = s
        result[s] = (spread(b.pictures(prompts, 7)[0], x), spread(b.pictures(plain, 7)[0], x))
        rows.append(b.pictures(look, 11)[1])
    grid(np.concatenate(rows), 8, out + "_strength.png", left=[str(s) for s in result], left_width=34, top=top, scale=scale)
    report = {"base": b.meta.get("name"), "character": name, "steps": steps, "seconds": round(seconds, 1), "loss first 20": round(sum(losses[:20]) / 20, 3), "loss last 50": round(sum(losses[-50:]) / 50, 3),
              "set's own spread": round(own_spread, 2), "distance with trigger": {s: round(v[0], 2) for s, v in result.items()}, "without trigger": {s: round(v[1], 2) for s, v in result.items()},
              "excess left at 1.0": round((result[1.0][0] - own_spread) / (result[0][0] - own_spread), 3), "same without trigger": round((result[1.0][1] - own_spread) / (result[0][1] - own_spread), 3)}
    json.dump(report, open(out + ".json", "w"), indent=1)
    print(json.dumps(report))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else 300)
