"""Seconds of a LoRA step in PyTorch, for comparison with the product: python3 speed.py BASE.safetensors THREADS BATCH STEPS
The same net, rank 16 on the same linear layers, AdamW, without prior pictures, on latents made of noise. Prints the seconds of a step
in float32 and in bfloat16 (autocast, as the recipe trains), each after a warm-up of as many steps."""
import sys, time
import torch
import base
from net import flow_loss


def seconds(net, batch, steps, half):
    layers = [l for block in net.blocks for l in (block.lin1, block.lin2)]
    for l in layers:
        l.adapt(16)
    adam = torch.optim.AdamW([p for l in layers for p in (l.A, l.B)], lr=2e-3, weight_decay=0.0, foreach=True)
    x, ids = torch.randn(batch, 64, net.img_in.in_features), torch.randint(1, 2000, (batch, 16))

    def step():
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            loss = flow_loss(net, x, ids)
        adam.zero_grad()
        loss.backward()
        adam.step()

    for _ in range(steps):
        step()
    start = time.perf_counter()
    for _ in range(steps):
        step()
    return (time.perf_counter() - start) / steps


if __name__ == "__main__":
    torch.set_num_threads(int(sys.argv[2]))
    net, batch, steps = base.load(sys.argv[1]).net, int(sys.argv[3]), int(sys.argv[4])
    print(seconds(net, batch, steps, False), seconds(net, batch, steps, True))
