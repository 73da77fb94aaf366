"""Train the autoencoder, one 1-thread process per core: python3 autoencoder.py RANK WORLD SECONDS
SECONDS is the whole budget; a run that was cut off goes on from autoencoder.pt with the time it had used. The rate falls with the clock, not with the steps.
python3 autoencoder.py encode   writes NAME.latents.pt for every shard"""
import json, math, os, sys, time
import numpy as np
import torch
import torch.distributed as dist
from net import Autoencoder, Codec
from optim import Average, Muon, average_gradients, shared_fraction
from pictures import HERE, grid, load, path, shards, to_bytes, to_float

CHECKPOINT, BATCH, MUON_RATE, ADAM_RATE = "autoencoder.pt", 8, 3e-3, 2.5e-3


def codec(file=None):
    k = torch.load(file or path(CHECKPOINT))
    net = Autoencoder()
    net.load_state_dict(k["average"])
    return Codec(net, k["mean"], k["std"])


def decibel(net, x):
    with torch.no_grad():
        y = torch.cat([net.decode(net.encode(x[i:i + 32])) for i in range(0, len(x), 32)]).clamp(-1, 1)
    return 10 * math.log10(4 / ((y - x) ** 2).mean().item()), y


def encode_shards():
    torch.set_num_threads(1)
    c, todo = codec(), shards()
    if len(sys.argv) > 2:  # share the shards between processes: encode RANK WORLD
        todo = todo[int(sys.argv[2])::int(sys.argv[3])]
    for name in todo:
        a, _ = load(name)
        parts = []
        for i in range(0, len(a), 100):
            with torch.autocast("cpu", torch.bfloat16):
                z = c.encode(to_float(a[i:i + 100]))
            parts.append(z.half())
        z = torch.cat(parts)
        torch.save(z, path(name + ".latents.new"))
        os.replace(path(name + ".latents.new"), path(name + ".latents.pt"))
        print(name, tuple(z.shape), flush=True)


def train(rank, world, budget):
    say = print if rank == 0 else (lambda *a, **k: None)
    if world > 1:
        dist.init_process_group("gloo", init_method="file://" + path("meet.autoencoder"), rank=rank, world_size=world)
    torch.set_num_threads(1)
    torch.manual_seed(0)
    main, side = [load(n)[0] for n in shards()], [load(n)[0] for n in ("side", "textures")]
    validation = to_float(load("val")[0])
    net = Autoencoder().to(memory_format=torch.channels_last)
    params = list(net.parameters())
    edge = ("e0.weight", "d9.weight", "e6.weight")
    inner = [p for n, p in net.named_parameters() if p.ndim > 1 and n not in edge]
    muon = Muon([(p, None, None) for p in inner], rank, world, decay=0.0)
    adam = torch.optim.AdamW([p for p in params if not any(p is q for q in inner)], lr=ADAM_RATE, betas=(0.9, 0.98), weight_decay=0.0, foreach=True)
    average, step, used = Average(params, 0.997), 0, 0.0
    if os.path.exists(path(CHECKPOINT)):
        k = torch.load(path(CHECKPOINT))
        net.load_state_dict(k["live"])
        adam.load_state_dict(k["adam"])
        step, used = k["step"], k["used"]
        for e, n in zip(average.values, dict(net.named_parameters())):
            e.copy_(k["average"][n])
        for m, v in zip(muon.m, k["muon"]):
            m.copy_(v)
    say("parameters", sum(p.numel() for p in params), "pictures", sum(map(len, main)), [len(s) for s in side], "from step", step, flush=True)

    def save():
        average.swap()
        smooth = {n: v.detach().clone().contiguous() for n, v in net.state_dict().items()}
        with torch.no_grad():  # channel statistics of the latents
            z = torch.cat([net.encode(to_float(main[0][i:i + 100])) for i in range(0, 1000, 100)])
        average.swap()
        torch.save({"live": net.state_dict(), "average": smooth, "adam": adam.state_dict(), "muon": muon.m, "step": step, "used": used + time.time() - start,
                    "mean": z.mean((0, 2, 3)), "std": z.std((0, 2, 3))}, path(CHECKPOINT) + ".new")
        os.replace(path(CHECKPOINT) + ".new", path(CHECKPOINT))

    chance = np.random.default_rng(1000 * rank + step)
    torch.manual_seed(10 + rank + step)
    start, saved, smoothed = time.time(), time.time(), 0.0
    while True:
        f = shared_fraction(used + time.time() - start, budget, world)
        if f >= 1:
            break
        rate = min(1, (step + 1) / 60) * min(1, (1 - f) / 0.75) + 1e-4
        picks = [main[chance.integers(len(main))] for _ in range(BATCH - 2)] + side
        x = to_float(np.stack([s[chance.integers(len(s))] for s in picks]))
        if step % 4 == 0:  # colour jitter keeps it generic
            x = (x[:, torch.randperm(3)] * (torch.rand(BATCH, 3, 1, 1) * 0.6 + 0.5) + (torch.rand(BATCH, 3, 1, 1) - 0.5) * 0.6).clamp(-1, 1)
        if step % 2:
            x = x.flip(3)
        x = x.contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16):
            z = net.encode(x)
            z = z.float() + 0.1 * torch.randn_like(z, dtype=torch.float32)
            target = x
            if step % 3 == 0:  # a mirrored latent must give the mirrored picture: smoother latents, easier for the transformer
                z, target = z.flip(3), x.flip(3)
            y = net.decode(z).float()
        d = y - target
        edges = (d[:, :, 1:] - d[:, :, :-1]).abs().mean() + (d[:, :, :, 1:] - d[:, :, :, :-1]).abs().mean()
        loss = d.abs().mean() + 2 * (d**2).mean() + 0.4 * edges + 2e-3 * (z**2).mean()
        for p in params:
            p.grad = None
        loss.backward()
        average_gradients(params, world)
        torch.nn.utils.clip_grad_norm_(params, 1.0, foreach=True)
        for g in adam.param_groups:
            g["lr"] = ADAM_RATE * rate
        adam.step()
        muon.step(MUON_RATE * rate)
        step += 1
        average.update(step)
        smoothed = loss.item() if smoothed == 0 else 0.95 * smoothed + 0.05 * loss.item()
        if rank == 0 and step % 200 == 0:
            average.swap()
            q = decibel(net, validation)[0]
            average.swap()
            say(step, f"{time.time() - start:.0f} s, part {f:.2f}, loss {smoothed:.4f}, unseen {q:.2f} dB, latent std {z.std().item():.2f}", flush=True)
        if rank == 0 and time.time() - saved > 150:
            saved = time.time()
            save()
    if rank == 0:
        save()
        report(average, net)


def report(average, net):
    average.swap()
    rows, labels = [], []
    for name in ("val", "A", "B", "sidetest", "textures"):
        x = to_float(load(name)[0][:64])
        q, y = decibel(net, x)
        print(name, f"{q:.2f} dB", flush=True)
        rows += [to_bytes(x[:8]), to_bytes(y[:8])]
        labels += [name, f"rebuilt\n{q:.1f} dB"]
    grid(np.concatenate(rows), 8, os.path.join(HERE, "grids", "autoencoder.png"), left=labels, left_width=70)


if __name__ == "__main__":
    if sys.argv[1] == "encode":
        encode_shards()
    else:
        train(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
