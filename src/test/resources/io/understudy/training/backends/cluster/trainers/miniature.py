"""Stands in for this product's own command line, which takes seconds to start."""
import os, sys
import fake

given = dict(word.split("=", 1) for word in sys.argv if word.startswith("--") and "=" in word)
out, steps = given["--out"], int(given["--steps"])
sample_every, save_every = int(given["--sample-every"]), int(given["--save-every"])
prompts = sum(word.startswith("--prompt=") for word in sys.argv)
start = fake.step_of(sys.argv[sys.argv.index("--resume") + 1]) if "--resume" in sys.argv else 0
os.makedirs(out, exist_ok=True)


def sample(step):
    for index in range(prompts if sample_every else 0):
        fake.png("%s/samples/step-%05d-%d.png" % (out, step, index + 1))


with open(out + "/metrics.csv", "w") as metrics:
    print("step,loss,prior_loss,learning_rate,seconds", file=metrics, flush=True)
    if start == 0:
        sample(0)
    for step in range(start + 1, steps + 1):
        fake.behave(step - 1)
        print("%d,%.6f,0.1,1.000e-04,0.1" % (step, fake.loss(step)), file=metrics, flush=True)
        if save_every and step % save_every == 0:
            fake.safetensors("%s/checkpoint-%05d.safetensors" % (out, step), step)
        if sample_every and step % sample_every == 0:
            sample(step)
        if steps > 1000:
            import time

            time.sleep(0.05)
fake.safetensors("%s/ohwx-woman_%dsteps.safetensors" % (out, steps), steps)
