"""Times one LoRA training step of the miniature's network in PyTorch, to compare with `./mvnw -Pbench test`.

Needs PyTorch, for example Debian's python3-torch. Random weights: time does not depend on them.

    python3 src/bench/python/miniature_step.py [pictures per step] [threads]
"""

import math
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

WIDTH, DEPTH, HEAD, HIDDEN, CHANNELS = 192, 6, 32, 768, 16
TEXT, CELLS, BUCKETS, RANK = 16, 64, 2048, 16


class LoraLinear(nn.Module):
    """Frozen linear layer with a trainable low-rank pair."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.base = nn.Linear(inputs, outputs).requires_grad_(False)
        self.down = nn.Parameter(torch.randn(RANK, inputs) / math.sqrt(inputs))
        self.up = nn.Parameter(torch.zeros(outputs, RANK))

    def forward(self, x):
        return self.base(x) + F.linear(F.linear(x, self.down), self.up)


class Block(nn.Module):
    """FLUX single-stream block."""

    def __init__(self):
        super().__init__()
        self.modulation = nn.Linear(WIDTH, 3 * WIDTH).requires_grad_(False)
        self.first = LoraLinear(WIDTH, 3 * WIDTH + HIDDEN)
        self.second = LoraLinear(WIDTH + HIDDEN, WIDTH)
        self.norm = nn.Parameter(torch.ones(HEAD), requires_grad=False)

    def forward(self, x, v, cos, sin):
        batch, tokens, _ = x.shape
        shift, scale, gate = self.modulation(v)[:, None].chunk(3, -1)
        h = self.first(F.layer_norm(x, (WIDTH,)) * (1 + scale) + shift)
        qkv, mlp = h.split([3 * WIDTH, HIDDEN], -1)
        q, k, w = qkv.view(batch, tokens, 3, WIDTH // HEAD, HEAD).permute(2, 0, 3, 1, 4)
        q, k = (rotate(F.rms_norm(y, (HEAD,), self.norm, 1e-6), cos, sin) for y in (q, k))
        attention = F.scaled_dot_product_attention(q, k, w).transpose(1, 2).reshape(batch, tokens, WIDTH)
        return x + gate * self.second(torch.cat([attention, F.gelu(mlp, approximate="tanh")], -1))


def rotate(x, cos, sin):
    a, b = x.chunk(2, -1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        frozen = lambda i, o: nn.Linear(i, o).requires_grad_(False)
        self.words = nn.Embedding(BUCKETS, WIDTH).requires_grad_(False)
        self.text_in, self.picture_in = frozen(WIDTH, WIDTH), frozen(CHANNELS, WIDTH)
        self.time1, self.time2, self.pooled = frozen(WIDTH, WIDTH), frozen(WIDTH, WIDTH), frozen(WIDTH, WIDTH)
        self.blocks = nn.ModuleList(Block() for _ in range(DEPTH))
        self.modulation, self.out = frozen(WIDTH, 2 * WIDTH), frozen(WIDTH, CHANNELS)
        angles = torch.randn(TEXT + CELLS, HEAD // 2)
        self.cos, self.sin = angles.cos(), angles.sin()

    def forward(self, latent, t, ids):
        words = self.words(ids)
        angles = t[:, None] * 1000 * torch.exp(-math.log(10000) * torch.arange(WIDTH // 2) / (WIDTH // 2))
        waves = torch.cat([angles.cos(), angles.sin()], 1)
        v = F.silu(self.time2(F.silu(self.time1(waves))) + self.pooled(words.sum(1) / 4))
        x = torch.cat([self.text_in(words), self.picture_in(latent)], 1)
        for block in self.blocks:
            x = block(x, v, self.cos, self.sin)
        shift, scale = self.modulation(v)[:, None].chunk(2, -1)
        return self.out(F.layer_norm(x[:, TEXT:], (WIDTH,)) * (1 + scale) + shift)


def main():
    pictures = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    threads = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    network = Network()
    optimiser = torch.optim.AdamW([p for p in network.parameters() if p.requires_grad], lr=2e-3, betas=(0.9, 0.99))

    def step():
        x, noise = torch.randn(2, pictures, CELLS, CHANNELS)
        t = torch.sigmoid(0.4 + torch.randn(pictures))
        ids = torch.randint(1, BUCKETS, (pictures, TEXT))
        z = (1 - t[:, None, None]) * x + t[:, None, None] * noise
        loss = ((network(z, t, ids) - (noise - x)) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()

    for _ in range(20):
        step()
    wall, cpu, count = time.perf_counter(), time.process_time(), 60
    for _ in range(count):
        step()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(
        f"PyTorch {torch.__version__}, {threads} threads: {1000 * wall / count:.0f} ms per step of {pictures} pictures"
        f" (undisturbed {1000 * cpu / count / threads:.0f})"
    )


if __name__ == "__main__":
    main()
