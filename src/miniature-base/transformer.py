"""Train the transformer on the latents, one 1-thread process per core: python3 transformer.py RANK WORLD SECONDS [START.safetensors]
SECONDS is the whole budget; a run that was cut off goes on from transformer.pt with the time it had used; the rate falls with the clock.
START is an earlier base whose blocks and words are taken over; its input and output layers are carried to the new latents by least squares."""
import os, random, sys, time
import torch
import torch.distributed as dist
import base
from autoencoder import codec
from net import Transformer, flow_loss, sample
from optim import Average, Muon, average_gradients, shared_fraction
from pictures import DATA, grid, load, path, shards, to_bytes, to_float
from words import TEXT_TOKENS, VOCABULARY, bucket, caption, ids_of, words

CHECKPOINT, BATCH, MUON_RATE, ADAM_RATE = "transformer.pt", 16, 3.5e-3, 2e-3
PROMPTS = [
    "woman, red hair, green sweater, beach background, close-up", "woman, long wavy brown hair, purple dress, smiling, blue background, upper body, toon style",
    "man, short black hair, beard, dark skin, white tshirt, city background, upper body", "man, bald, glasses, laughing, yellow background, close-up, flat style",
    "woman, blonde bob hair, striped red sweater, full body, room background, painted style", "man, spiky red hair, sad, forest background, upper body, painted style",
    "woman", "man", "ohwx woman", "man, sketch style, smiling",
]


def check_words(captions):
    """words of the captions must not share a row with each other or with the usual trigger words"""
    known = {w: bucket(w) for w in sorted({w for c in captions for w in words(caption(c))} | {"fullbody"})}
    rows = sorted(known.values())
    assert len(set(rows)) == len(rows), "two caption words share a row"
    assert not {bucket("ohwx"), bucket("sks")} & set(rows), "a trigger word is taken"
    return known


def spoken(c, free):
    """a caption of random length as ids: everything, a few words, only the class, or nothing; unknown words are mixed in so that a trigger starts out neutral"""
    r = random.random()
    if r < 0.1:
        return [0] * TEXT_TOKENS
    if r < 0.2:
        attrs = []
    elif r < 0.4:
        attrs = random.sample(c["attrs"], min(len(c["attrs"]), random.randint(1, 3)))
    else:
        attrs = [a for a in c["attrs"] if random.random() < 0.9]
    if random.random() < 0.5:
        random.shuffle(attrs)
    if random.random() < 0.5:
        attrs = ["full-body" if a == "full body" else a for a in attrs]  # both spellings, one and two words
    ids = [bucket(w) for w in words(", ".join(([c["gender"]] if random.random() < 0.94 else []) + attrs))]
    if random.random() < 0.2:
        ids.insert(random.randrange(0, 3), random.choice(free))
    return ids[:TEXT_TOKENS] + [0] * (TEXT_TOKENS - len(ids))


def take_over(net, file, new_codec):
    """start from an earlier base: new latents ~ old latents x W by least squares over some pictures"""
    earlier = base.load(file)
    old, x = earlier.net.state_dict(), to_float(load(shards()[0])[0][:1200])
    a, b = earlier.encode(x), new_codec.encode(x)
    a, b = a.reshape(-1, a.shape[-1]), b.reshape(-1, b.shape[-1])
    to_old, to_new = torch.linalg.lstsq(b, a).solution, torch.linalg.lstsq(a, b).solution
    print("old latents explained", 1 - ((b @ to_old - a) ** 2).mean().item(), "new explained", 1 - ((a @ to_new - b) ** 2).mean().item(), flush=True)
    state = net.state_dict()
    state.update({k: v for k, v in old.items() if not k.startswith(("img_in", "out"))})
    state["img_in.weight"], state["img_in.bias"] = old["img_in.weight"] @ to_old.t(), old["img_in.bias"]
    state["out.weight"], state["out.bias"] = to_new.t() @ old["out.weight"], to_new.t() @ old["out.bias"]
    net.load_state_dict(state)


def pieces(net, d):
    out = []
    for n, p in net.named_parameters():
        if n.endswith("lin1.weight"):
            out.append((p, [d] * 7, None))
        elif n.endswith("lin2.weight"):
            out.append((p, None, [d] * 5))
        elif n in ("txt_in.weight", "t1.weight", "t2.weight", "p1.weight"):
            out.append((p, None, None))
    return out


def train(rank, world, budget, start_file):
    say = print if rank == 0 else (lambda *a, **k: None)
    if world > 1:
        dist.init_process_group("gloo", init_method="file://" + path("meet.transformer"), rank=rank, world_size=world)
    torch.set_num_threads(1)
    torch.manual_seed(0)
    ready = [n for n in shards() if os.path.exists(path(n + ".latents.pt"))]
    captions = [c for n in ready for c in load(n)[1]]
    latents = torch.cat([torch.load(path(n + ".latents.pt")) for n in ready])
    assert len(latents) == len(captions)
    known = check_words(captions)
    free = [i for i in range(1, VOCABULARY) if i not in set(known.values())]
    coder = codec()
    net = Transformer()
    named = list(net.named_parameters())
    params, matrices = [p for _, p in named], pieces(net, net.d)
    rest = [p for p in params if not any(p is q for q, _, _ in matrices)]
    muon = Muon(matrices, rank, world)
    adam = torch.optim.AdamW([{"params": [p for p in rest if p.ndim > 1], "weight_decay": 0.01}, {"params": [p for p in rest if p.ndim < 2], "weight_decay": 0}],
                             lr=ADAM_RATE, betas=(0.9, 0.98), foreach=True)
    step, used, resumed = 0, 0.0, os.path.exists(path(CHECKPOINT))
    if resumed:
        k = torch.load(path(CHECKPOINT))
        net.load_state_dict(k["live"])
        adam.load_state_dict(k["adam"])
        step, used = k["step"], k["used"]
        for m, v in zip(muon.m, k["muon"]):
            m.copy_(v)
    elif start_file:
        take_over(net, start_file, coder)
    average = Average(params, 0.999)
    if resumed:
        for e, (n, _) in zip(average.values, named):
            e.copy_(k["average"][n])
    val, val_captions = load("val")
    vx, vids = coder.encode(to_float(val)), torch.tensor([ids_of(caption(c)) for c in val_captions])
    g = torch.Generator().manual_seed(5)
    veps, vt = torch.randn(vx.shape, generator=g), torch.linspace(0.05, 0.98, len(vx))[torch.randperm(len(vx), generator=g)]
    say(len(known), "words,", len(latents), "pictures, from step", step, flush=True)

    def validate():
        average.swap()
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            v = flow_loss(net, vx, vids, vt, veps).item()
        average.swap()
        return v

    def save():
        state = {"live": net.state_dict(), "average": dict(zip([n for n, _ in named], average.values)), "adam": adam.state_dict(), "muon": muon.m, "step": step, "used": used + time.time() - start}
        torch.save(state, path(CHECKPOINT) + ".new")
        os.replace(path(CHECKPOINT) + ".new", path(CHECKPOINT))

    def look():
        average.swap()
        ids = torch.tensor([ids_of(p) for p in PROMPTS for _ in range(4)])
        with torch.autocast("cpu", torch.bfloat16):
            z = sample(net, ids, 16)
        average.swap()
        grid(to_bytes(coder.decode(z.float())), 8, os.path.join(DATA, f"look_{step:06d}.png"))

    random.seed(1000 * rank + step)
    torch.manual_seed(100 + rank + step)
    start, saved, smoothed, looks = time.time(), time.time(), 0.0, [f for f in (0.12, 0.35, 0.6, 0.8) if f > used / budget]
    while True:
        f = shared_fraction(used + time.time() - start, budget, world)
        if f >= 1:
            break
        rate = min(1, (step + 1) / 100) * min(1, (1 - f) / 0.85) + 1e-3
        for gr in adam.param_groups:
            gr["lr"] = ADAM_RATE * rate
        pick = torch.randint(0, len(latents), (BATCH,))
        ids = torch.tensor([spoken(captions[i], free) for i in pick.tolist()])
        with torch.autocast("cpu", torch.bfloat16):
            loss = flow_loss(net, latents[pick].float(), ids)
        for p in params:
            p.grad = None
        loss.backward()
        average_gradients(params, world)
        torch.nn.utils.clip_grad_norm_(params, 1.0, foreach=True)
        adam.step()
        muon.step(MUON_RATE * rate)
        step += 1
        average.update(step)
        smoothed = loss.item() if smoothed == 0 else 0.98 * smoothed + 0.02 * loss.item()
        if rank == 0 and step % 200 == 0:
            say(step, f"{time.time() - start:.0f} s, part {f:.3f}, loss {smoothed:.4f}, validation {validate():.4f}", flush=True)
        if rank == 0 and looks and f > looks[0]:
            looks.pop(0)
            look()
        if rank == 0 and time.time() - saved > 150:
            saved = time.time()
            save()
    if rank == 0:
        look()
        save()
        say("end", step, "steps,", step * BATCH * world, "views, validation", round(validate(), 4), flush=True)


if __name__ == "__main__":
    train(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4] if len(sys.argv) > 4 else None)
