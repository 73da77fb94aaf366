"""Muon for matrices (work split over the processes), averaging of gradients, moving average of weights."""
import math
import torch
import torch.distributed as dist


def orthogonal(g, steps):
    x = (g / (g.norm() + 1e-7)).bfloat16()  # the products are several times faster in bfloat16 and need no more digits
    flip = x.shape[0] > x.shape[1]
    x = x.t() if flip else x
    for _ in range(steps):
        a = x @ x.t()
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * (a @ a)) @ x
    return (x.t() if flip else x).float()


class Muon:
    """pieces: (tensor, row splits or None, column splits or None); the update is matched to AdamW's size, 0.2 sqrt(max dim)"""

    def __init__(self, pieces, rank, world, momentum=0.95, decay=0.02, steps=4):
        self.pieces, self.rank, self.world, self.momentum, self.decay, self.steps = pieces, rank, world, momentum, decay, steps
        self.m = [torch.zeros_like(p) for p, _, _ in pieces]

    @torch.no_grad()
    def step(self, lr):
        updates, turn = [torch.zeros(p.shape) for p, _, _ in self.pieces], 0
        for (p, rows, columns), m, u in zip(self.pieces, self.m, updates):
            m.mul_(self.momentum).add_(p.grad, alpha=1 - self.momentum)
            g, flat, a = p.grad.lerp(m, self.momentum).reshape(p.shape[0], -1), u.view(p.shape[0], -1), 0
            for i in rows or [g.shape[0]]:
                b = 0
                for j in columns or [g.shape[1]]:
                    if turn % self.world == self.rank:
                        flat[a:a + i, b:b + j] = orthogonal(g[a:a + i, b:b + j], self.steps) * (0.2 * math.sqrt(max(i, j)))
                    turn, b = turn + 1, b + j
                a += i
        if self.world > 1:
            flat, o = torch.cat([u.reshape(-1) for u in updates]), 0
            dist.all_reduce(flat)
            for i, u in enumerate(updates):
                updates[i] = flat[o:o + u.numel()].view_as(u)
                o += u.numel()
        for (p, _, _), u in zip(self.pieces, updates):
            p.mul_(1 - lr * self.decay).add_(u, alpha=-lr)


def average_gradients(params, world):
    for p in params:
        if p.grad is None:
            p.grad = torch.zeros_like(p)
    if world < 2:
        return
    flat, o = torch.cat([p.grad.reshape(-1) for p in params]), 0
    dist.all_reduce(flat)
    flat /= world
    for p in params:
        p.grad = flat[o:o + p.numel()].view_as(p)
        o += p.numel()


class Average:
    """exponential moving average of the weights; swap() exchanges it with the live ones"""

    def __init__(self, params, decay):
        self.params, self.decay, self.values = params, decay, [p.detach().clone() for p in params]

    def update(self, step):
        torch._foreach_lerp_(self.values, [p.data for p in self.params], 1 - min(self.decay, (1 + step) / (10 + step)))

    def swap(self):
        for p, e in zip(self.params, self.values):
            t = p.data.clone()
            p.data.copy_(e)
            e.copy_(t)


def shared_fraction(elapsed, budget, world):
    """the part of the time budget that is used up, the same in every process"""
    f = torch.tensor([elapsed / budget])
    if world > 1:
        dist.broadcast(f, 0)
    return f.item()
