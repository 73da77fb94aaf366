"""Stands in for sd-scripts: the names, the bar and the way of counting after a resume of its train_network.py."""
import os, re, sys, time
import fake

LENGTH = 4  # steps of an epoch
given = sys.argv[1:]
with open(given[given.index("--config_file") + 1], encoding="utf-8") as file:
    text = file.read()


def value(key):
    return re.search(r"^%s = \"?([^\"\n]*)\"?$" % key, text, re.M).group(1)


def argument(name, otherwise):
    return given[given.index(name) + 1] if name in given else otherwise


out, name, steps = value("output_dir"), argument("--output_name", value("output_name")), int(value("max_train_steps"))
save_every, sample_every = int(value("save_every_n_steps")), int(value("sample_every_n_steps"))
with open(value("sample_prompts"), encoding="utf-8") as file:
    prompts = file.read().count("[[prompt.subset]]")
start = int(argument("--initial_step", 0))
state = argument("--resume", None)
if state and not os.path.exists(state + "/train_state.json"):
    sys.exit("no state in " + state)
done = start % LENGTH
total = steps - done
logs = argument("--logging_dir", None) + "/20260301120000/network_train"
prodigy = value("optimizer_type") == "Prodigy"
print("running training / 学習開始", flush=True)
if fake.has_tensorboard():
    os.makedirs(logs)
    fake.scalar(logs, 0, "", 0)
print("steps:   0%%|          | 0/%d [00:00<?, ?it/s]" % total, end="", file=sys.stderr, flush=True)
for number in range(1, steps - start + 1):
    fake.behave(start + number - 1)
    step = done + number
    if step % sample_every == 0:
        for index in range(prompts):
            fake.png("%s/sample/%s_%06d_%02d_%s_%d.png" % (out, name, step, index, time.strftime("%Y%m%d%H%M%S"), 1))
    if step % save_every == 0:
        fake.safetensors("%s/%s-step%08d.safetensors" % (out, name, step), start + number)
        folder = "%s/%s-step%08d-state" % (out, name, step)
        os.makedirs(folder, exist_ok=True)
        with open(folder + "/train_state.json", "w") as file:
            file.write('{"current_epoch": 1, "current_step": %d}' % step)
    bar = "\rsteps:  %d%%|###      | %d/%d [00:04<00:08, 48.44s/it, avr_loss=%.3f]"
    print(bar % (100 * number / total, number, total, fake.loss(start + number)), end="", file=sys.stderr, flush=True)
    if fake.has_tensorboard():
        fake.scalar(logs, step, "loss/current", 1 + fake.loss(start + number))
        fake.scalar(logs, step, "loss/average", 9)
        fake.scalar(logs, step, "lr/unet", 1 if prodigy else fake.rate(start + number))
        if prodigy:
            fake.scalar(logs, step, "lr/d*lr/unet", fake.rate(start + number))
        if step % LENGTH == 0:
            fake.scalar(logs, step // LENGTH, "loss/epoch", 9)
print("\nmodel saved.", flush=True)
fake.safetensors("%s/%s.safetensors" % (out, name), steps)
