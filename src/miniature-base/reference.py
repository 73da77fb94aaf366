"""Stored numbers for the tests of the Java engine: python3 reference.py BASE.safetensors OUT.json"""
import json, math, sys
import torch
import base
from net import flow
from words import ids_of


def wave(n, fa, fb, s):
    return (s * torch.sin(fa * torch.arange(n, dtype=torch.float64) + fb)).float()


torch.set_num_threads(1)
b = base.load(sys.argv[1])
c, size = b.net.img_in.in_features, b.size
r = {"note": f"inputs: z[i]=sin(.37 i+.2) ({64 * c} values, token-major 64x{c}), target v[i]=sin(.53 i+.4), t=0.6; LoRA rank 16: lin1.A[i]=sin(.9 i+l)/sqrt(192), lin1.B[i]=.02 sin(1.3 i+l), "
             f"lin2.A[i]=sin(.8 i+l)/sqrt(960), lin2.B[i]=.02 sin(1.1 i+l), l = block, row-major; encoder image byte[i]=round(127.5+100 sin(.011 i)), i over {size}x{size}x3; "
             "sample: start z as above, ids of the prompt, 6 Euler steps, shift 2, guidance 2.5 for t from 0.9 to 0.5; float32 arithmetic on the bf16 weights", "tokeniser": []}
for t in ["woman, red hair, green sweater, beach background, close-up", "ohwx man with short gray hair wearing a light blue t-shirt, dark skin, in a forest, upper body, warm lighting",
          "girl ginger hair, black sunglasses, eyes closed, happy", "Photo of ohwx", "", "woman, brown shoulder-length hair, striped red t-shirt, full body, mountain background, painted style"]:
    r["tokeniser"].append({"text": t, "ids": ids_of(t)})
prompt = "ohwx woman, red hair, green sweater, beach background, close-up"
z, ids, t = wave(64 * c, 0.37, 0.2, 1).view(1, 64, c), torch.tensor([ids_of(prompt)]), torch.tensor([0.6])
with torch.no_grad():
    y = b.codec.decode(z)
    r["vae_decode_mean"], r["vae_decode_std"] = y.mean().item(), y.std().item()
    r["vae_decode_first8"] = [round(v, 6) for v in y.permute(0, 2, 3, 1).flatten()[:8].tolist()]
    image = torch.round(127.5 + 100 * torch.sin(0.011 * torch.arange(size * size * 3, dtype=torch.float64))).view(1, size, size, 3).permute(0, 3, 1, 2).float() / 127.5 - 1
    e = b.codec.encode(image)
    r["vae_encode_norm"], r["vae_encode_first8"] = e.norm().item(), [round(v, 6) for v in e.flatten()[:8].tolist()]
    o = b.net(z, t, ids)
    r["forward_norm"], r["forward_first8"] = o.norm().item(), [round(v, 6) for v in o.flatten()[:8].tolist()]
    s = flow(b.net, z, ids, 6, 2.5)
    r["sample_norm"], r["sample_first8"] = s.norm().item(), [round(v, 6) for v in s.flatten()[:8].tolist()]
for l, block in enumerate(b.net.blocks):
    for layer, fa, fb in ((block.lin1, 0.9, 1.3), (block.lin2, 0.8, 1.1)):
        layer.adapt(16)
        layer.A.data.copy_(wave(layer.A.numel(), fa, l, 1 / math.sqrt(layer.in_features)).view_as(layer.A))
        layer.B.data.copy_(wave(layer.B.numel(), fb, l, 0.02).view_as(layer.B))
loss = ((b.net(z, t, ids) - wave(64 * c, 0.53, 0.4, 1).view(1, 64, c)) ** 2).mean()
loss.backward()
r["lora_loss"] = loss.item()
for l in (0, 3, 5):
    block = b.net.blocks[l]
    r.update({f"gA1_{l}": block.lin1.A.grad.norm().item(), f"gB1_{l}": block.lin1.B.grad.norm().item(), f"gA2_{l}": block.lin2.A.grad.norm().item(), f"gB2_{l}": block.lin2.B.grad.norm().item()})
json.dump(r, open(sys.argv[2], "w"), indent=1)
print(json.dumps(r, indent=1)[-700:])
