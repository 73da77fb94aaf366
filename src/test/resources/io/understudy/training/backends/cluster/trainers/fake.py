"""What the stand-ins of the trainers share: they write the same files as the trainers, and do what behave.json asks."""
import json, os, signal, struct, sys, time, zlib

HERE = os.path.dirname(os.path.abspath(__file__))


def behave(step):
    """crashAt with crash, or holdAt until a file named go, or go- and the step, is there; deaf to signals from then on."""
    try:
        with open(os.path.join(HERE, "behave.json")) as file:
            wanted = json.load(file)
    except OSError:
        return
    if wanted.get("crashAt") == step:
        print(wanted["crash"], file=sys.stderr, flush=True)
        sys.exit(wanted.get("exit", 1))
    if step in wanted.get("holdAt", ()):
        for deaf in (signal.SIGINT, signal.SIGTERM) if wanted.get("deaf") else ():
            signal.signal(deaf, signal.SIG_IGN)
        open(os.path.join(HERE, "held"), "w").close()
        while not any(os.path.exists(os.path.join(HERE, name)) for name in ("go", "go-%d" % step)):
            time.sleep(0.02)


def safetensors(name, step):
    os.makedirs(os.path.dirname(name), exist_ok=True)
    header = {
        "__metadata__": {"step": str(step)},
        "lora_unet_double_blocks_0_img_attn_proj.lora_down.weight": {
            "dtype": "F32",
            "shape": [1, 4],
            "data_offsets": [0, 16],
        },
    }
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(name, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + struct.pack("<4f", step, 1, 2, 3))


def step_of(name):
    with open(name, "rb") as file:
        length = struct.unpack("<Q", file.read(8))[0]
        return int(json.loads(file.read(length))["__metadata__"]["step"])


def png(name):
    os.makedirs(os.path.dirname(name), exist_ok=True)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x40\x80\xc0" * 8 for _ in range(8))
    with open(name + ".tmp", "wb") as file:
        file.write(
            b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b"")
        )
    os.replace(name + ".tmp", name)


def loss(step):
    return 1.0 / (step + 1)


def rate(step):
    return 1e-4 / (step + 1)


def has_tensorboard():
    return not os.path.exists(os.path.join(HERE, "no-tensorboard"))


def scalar(folder, step, tag, value):
    """A record of TensorBoard's writer; the first one of a file says its version, and readers here check no checksum."""

    def part(number, data):
        return bytes([number << 3 | 2, len(data)]) + data

    event = b"\x09" + struct.pack("<d", time.time())
    if tag:
        named = part(1, tag.encode()) + b"\x15" + struct.pack("<f", value)
        event += bytes([0x10, step]) + part(5, part(1, named))
    else:
        event += part(3, b"brain.Event:2")
    with open(os.path.join(folder, "events.out.tfevents.1.host.2.0"), "ab") as file:
        file.write(struct.pack("<QI", len(event), 0) + event + struct.pack("<I", 0))
