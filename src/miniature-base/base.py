"""A base file as a pair of nets: base.load(FILE) -> Base(net, codec, size). Files without stage lines are the first 64 px base."""
import math
from collections import namedtuple
import torch
import torch.nn.functional as F
import weights
from net import Autoencoder, Codec, Transformer, sample
from pictures import to_bytes
from words import ids_of

FIRST_ENCODER = "unshuffle:4 conv:e0 res:e1 unshuffle:2 conv:e2 res:e3 conv:e4"
FIRST_DECODER = "conv:d0 res:d1 conv:d2 shuffle:2 res:d3 res:d4 silu conv:d5 shuffle:4"


class Base(namedtuple("Base", "net codec size meta")):
    def encode(self, x):
        """128 px pictures in -1..1 -> tokens (shrunk first where the base is smaller)"""
        return self.codec.encode(x if x.shape[-1] == self.size else F.avg_pool2d(x, x.shape[-1] // self.size))

    def pictures(self, prompts, seed=0, steps=20, guidance=2.5):
        ids = torch.tensor([ids_of(p) for p in prompts])
        with torch.autocast("cpu", torch.bfloat16):
            z = sample(self.net, ids, steps, guidance, seed)
        return z, to_bytes(self.codec.decode(z))


def load(file):
    t, meta = weights.read(file)
    vae, trunk = weights.part(t, "vae."), weights.part(t, "transformer.")
    encoder, decoder = meta.get("understudy.encoder", FIRST_ENCODER), meta.get("understudy.decoder", FIRST_DECODER)
    net = Transformer(latent=trunk["img_in.weight"].shape[1])
    net.load_state_dict(trunk)
    net.eval()
    for p in net.parameters():
        p.requires_grad_(False)
    codec = Codec(Autoencoder.of(vae, encoder, decoder), vae["latent_mean"], vae["latent_std"])
    size = 8 * math.prod(int(s.split(":")[1]) for s in encoder.split() if s.startswith("unshuffle"))
    return Base(net, codec, size, meta)
