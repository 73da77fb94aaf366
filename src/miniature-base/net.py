"""The miniature's two nets: a convolutional autoencoder described by a line of stages, and a FLUX-like flow transformer on its latents."""
import math
import torch
import torch.nn as nn
import torch.nn.functional as F
from words import TEXT_TOKENS, VOCABULARY

LATENT, SIDE = 32, 8
TOKENS = SIDE * SIDE
ENCODER = "unshuffle:4 conv:e0 res:e1 unshuffle:2 conv:e2 res:e3 unshuffle:2 conv:e4 res:e5 conv:e6"
DECODER = "conv:d0 res:d1 res:d2 conv:d3 shuffle:2 res:d4 res:d5 conv:d6 shuffle:2 res:d7 res:d8 silu conv:d9 shuffle:4"
# out channels, in channels, kernel; a residual block has one number of channels
SHAPES = {
    "e0": (48, 48, 3), "e1": 48, "e2": (112, 192, 1), "e3": 112, "e4": (192, 448, 1), "e5": 192, "e6": (LATENT, 192, 1),
    "d0": (192, LATENT, 3), "d1": 192, "d2": 192, "d3": (448, 192, 1), "d4": 112, "d5": 112, "d6": (224, 112, 1), "d7": 56, "d8": 56, "d9": (48, 56, 3),
}


class Residual(nn.Module):
    """x + b(SiLU(a(SiLU(x))))"""

    def __init__(self, c):
        super().__init__()
        self.a, self.b = nn.Conv2d(c, c, 3, 1, 1), nn.Conv2d(c, c, 3, 1, 1)
        nn.init.zeros_(self.b.weight)
        nn.init.zeros_(self.b.bias)

    def forward(self, x):
        return x + self.b(F.silu(self.a(F.silu(x))))


class Autoencoder(nn.Module):
    def __init__(self, encoder=ENCODER, decoder=DECODER, shapes=None):
        super().__init__()
        self.stages = {"encoder": encoder, "decoder": decoder}
        for name, shape in (shapes or SHAPES).items():
            self.add_module(name, Residual(shape) if isinstance(shape, int) else nn.Conv2d(shape[1], shape[0], shape[2], 1, shape[2] // 2))

    @staticmethod
    def of(weights, encoder, decoder):
        """the net that stored weights and stage lines describe"""
        shapes = {}
        for name, w in weights.items():
            stage, _, rest = name.partition(".")
            if rest == "weight":
                shapes[stage] = (w.shape[0], w.shape[1], w.shape[2])
            elif rest == "a.weight":
                shapes[stage] = w.shape[0]
        net = Autoencoder(encoder, decoder, shapes)
        net.load_state_dict({k: v for k, v in weights.items() if not k.startswith("latent_")})
        return net

    def run(self, which, x):
        for stage in self.stages[which].split():
            kind, _, arg = stage.partition(":")
            if kind == "unshuffle":
                x = F.pixel_unshuffle(x, int(arg))
            elif kind == "shuffle":
                x = F.pixel_shuffle(x, int(arg))
            elif kind == "silu":
                x = F.silu(x)
            else:
                x = getattr(self, arg)(x)
        return x

    def encode(self, x):
        return self.run("encoder", x)

    def decode(self, z):
        return self.run("decoder", z)


def tokens(z):
    """B,C,8,8 -> B,64,C"""
    return z.flatten(2).transpose(1, 2).contiguous()


class Codec:
    """the autoencoder with its latent statistics: pictures <-> normalised tokens"""

    def __init__(self, net, mean, std):
        self.net, self.mean, self.std = net.eval(), mean.view(-1, 1, 1), std.view(-1, 1, 1)

    @torch.no_grad()
    def encode(self, x, batch=100):
        return torch.cat([tokens((self.net.encode(x[i:i + batch]) - self.mean) / self.std) for i in range(0, len(x), batch)])

    @torch.no_grad()
    def decode(self, z):
        return self.net.decode(z.transpose(1, 2).reshape(len(z), -1, SIDE, SIDE) * self.std + self.mean)


class Linear(nn.Linear):
    """a linear layer with an optional low-rank branch"""

    def adapt(self, rank):
        self.A = nn.Parameter(torch.randn(rank, self.in_features) / math.sqrt(self.in_features))
        self.B = nn.Parameter(torch.zeros(self.out_features, rank))
        self.strength = 1.0

    def forward(self, x):
        y = F.linear(x, self.weight, self.bias)
        if hasattr(self, "A") and self.strength != 0:
            y = y + F.linear(F.linear(x, self.A), self.B) * self.strength
        return y


def rotate(x, cos, sin):
    a, b = x.chunk(2, -1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)


class Block(nn.Module):
    """FLUX single-stream block: attention and MLP side by side, one modulation"""

    def __init__(self, d, head, mlp):
        super().__init__()
        self.d, self.head, self.mlp = d, head, mlp
        self.mod, self.lin1, self.lin2 = nn.Linear(d, 3 * d), Linear(d, 3 * d + mlp * d), Linear(d + mlp * d, d)
        self.qn, self.kn = nn.Parameter(torch.ones(head)), nn.Parameter(torch.ones(head))
        nn.init.zeros_(self.mod.weight)
        nn.init.zeros_(self.mod.bias)
        self.mod.bias.data[2 * d:] = 0.15  # gates slightly open from the start

    def forward(self, x, v, cos, sin):
        d, (b, n, _) = self.d, x.shape
        shift, scale, gate = self.mod(v)[:, None].chunk(3, -1)
        qkv, m = self.lin1(F.layer_norm(x, (d,)) * (1 + scale) + shift).split([3 * d, self.mlp * d], -1)
        # attention in float32: the CPU kernel for bfloat16 is several times slower
        q, k, w = qkv.view(b, n, 3, d // self.head, self.head).permute(2, 0, 3, 1, 4).float()
        q = rotate(F.rms_norm(q, (self.head,), self.qn, 1e-6), cos, sin)
        k = rotate(F.rms_norm(k, (self.head,), self.kn, 1e-6), cos, sin)
        with torch.autocast("cpu", enabled=False):
            o = F.scaled_dot_product_attention(q, k, w).transpose(1, 2).reshape(b, n, d)
        return x + gate * self.lin2(torch.cat([o.to(m.dtype), F.gelu(m, approximate="tanh")], -1))


def time_features(t, d):
    f = torch.exp(-math.log(10000) * torch.arange(d // 2) / (d // 2))
    a = t[:, None] * 1000 * f
    return torch.cat([a.cos(), a.sin()], 1)


class Transformer(nn.Module):
    """rectified flow: z = (1 - t) x + t eps, the net returns eps - x"""

    def __init__(self, d=192, depth=6, head=32, mlp=4, latent=LATENT):
        super().__init__()
        self.d = d
        self.img_in, self.txt, self.txt_in = nn.Linear(latent, d), nn.Embedding(VOCABULARY, d), nn.Linear(d, d)
        self.t1, self.t2, self.p1 = nn.Linear(d, d), nn.Linear(d, d), nn.Linear(d, d)
        self.blocks = nn.ModuleList([Block(d, head, mlp) for _ in range(depth)])
        self.fmod, self.out = nn.Linear(d, 2 * d), nn.Linear(d, latent)
        for w in (self.out.weight, self.out.bias, self.fmod.weight, self.fmod.bias):
            nn.init.zeros_(w)
        yy, xx = (g.reshape(-1, 1) for g in torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), indexing="ij"))
        f = 1 / (20.0 ** (torch.arange(d // 4) / (d // 4)))
        self.pos = nn.Parameter(torch.cat([(yy * f).sin(), (yy * f).cos(), (xx * f).sin(), (xx * f).cos()], 1) * 0.7)
        q = head // 4
        f = 1.0 / (100.0 ** (torch.arange(q) / q))
        text = -(torch.arange(TEXT_TOKENS).float()[:, None] + 1) * f  # text on the negative diagonal
        angles = torch.cat([torch.cat([text, text], 1), torch.cat([yy * f, xx * f], 1)], 0)
        self.register_buffer("cos", angles.cos(), False)
        self.register_buffer("sin", angles.sin(), False)

    def forward(self, z, t, ids):
        """z: B,64,C  t: B  ids: B,16"""
        e, known = self.txt(ids), (ids > 0).float()[..., None]
        pool = (e * known).sum(1) / known.sum(1).clamp(min=1).sqrt()
        v = F.silu(self.t2(F.silu(self.t1(time_features(t, self.d)))) + self.p1(pool))
        x = torch.cat([self.txt_in(e), self.img_in(z) + self.pos], 1)
        for block in self.blocks:
            x = block(x, v, self.cos, self.sin)
        shift, scale = self.fmod(v)[:, None].chunk(2, -1)
        return self.out(F.layer_norm(x[:, TEXT_TOKENS:], (self.d,)) * (1 + scale) + shift)


def flow_loss(net, x, ids, t=None, eps=None, mu=0.4):
    t = torch.sigmoid(mu + torch.randn(len(x))) if t is None else t
    eps = torch.randn_like(x) if eps is None else eps
    tt = t[:, None, None]
    return ((net((1 - tt) * x + tt * eps, t, ids).float() - (eps - x)) ** 2).mean()


@torch.no_grad()
def sample(net, ids, steps=20, guidance=2.5, seed=0):
    return flow(net, torch.randn(len(ids), TOKENS, net.img_in.in_features, generator=torch.Generator().manual_seed(seed)), ids, steps, guidance)


def flow(net, z, ids, steps, guidance, shift=2.0, guided=(0.5, 0.9)):
    """Euler steps from noise z at t = 1 to the picture at t = 0; guidance counts for t in `guided` (see FlowSampler.java)."""
    ts = torch.linspace(1, 0, steps + 1)
    ts = shift * ts / (1 + (shift - 1) * ts)
    for i in range(steps):
        v = net(z, ts[i].expand(len(ids)), ids).float()
        if guided[0] < ts[i] <= guided[1]:
            without = net(z, ts[i].expand(len(ids)), torch.zeros_like(ids)).float()
            v = without + guidance * (v - without)
        z = z + (ts[i + 1] - ts[i]) * v
    return z
