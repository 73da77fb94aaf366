"""One bf16 file with transformer and autoencoder: python3 export.py OUT.safetensors  (from transformer.pt and autoencoder.pt, averaged weights)"""
import os, sys
import torch
import weights
from net import DECODER, ENCODER
from pictures import load, path, shards

out = sys.argv[1]
trunk, vae = torch.load(path("transformer.pt")), torch.load(path("autoencoder.pt"))
tensors = {"transformer." + n: p.bfloat16() for n, p in trunk["average"].items()}
tensors.update({"vae." + n: p.bfloat16() for n, p in vae["average"].items()})
tensors.update({"vae.latent_mean": vae["mean"].float(), "vae.latent_std": vae["std"].float()})
pictures = sum(len(load(n)[1]) for n in shards())
weights.write(out, tensors, {
    "format": "pt", "name": "mini-portrait-base-3", "understudy.encoder": ENCODER, "understudy.decoder": DECODER,
    "architecture": "understudy-miniature: FLUX-like single-stream flow transformer d192 x 6, 8x8x32 latents, 128 px",
    "note": "Miniature for demonstration; NOT compatible with FLUX. LoRA for this base only.",
    "data": f"{pictures} synthetic pictures: own painted figures, DiceBear 9 toon-head, personas and open-peeps (modified); autoencoder also six other DiceBear styles and generated textures; no photographs",
    "licences": "ToonHead by Johan Melin, CC BY 4.0; Personas by Draftbit, CC BY 4.0; Open Peeps by Pablo Stanley, CC0 1.0; autoencoder only: Adventurer by Lisa Wischofsky, Big Smile by Ashley Seo, "
                "Big Ears by The Visual Team, Dylan by Natalia Spivak, Miniavs by Webpixels (CC BY 4.0), Lorelei by Lisa Wischofsky, Notionists by Zoish (CC0 1.0)",
    "steps": str(trunk["step"]), "sampler": "Euler 20 steps, shift 2.0, CFG 2.5, v-prediction",
})
print(out, round(os.path.getsize(out) / 1e6, 2), "MB, step", trunk["step"])
