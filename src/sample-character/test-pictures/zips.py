"""usage: python3 zips.py PICTURES_FOLDER      writes PICTURES_FOLDER/zips from the pictures beside it (needs the zip command for encryption)"""
import io
import pathlib
import subprocess
import sys
import tempfile
import warnings
import zipfile

pictures = pathlib.Path(sys.argv[1]).resolve()
out = pictures / "zips"
out.mkdir(exist_ok=True)
MADE = (2026, 11, 25, 12, 0, 0)  # a fixed time, so that the same input gives the same bytes


def write(target, entries):
    """entries: (name, bytes); pictures are stored, everything else deflated"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # duplicate-names.zip means it
        with zipfile.ZipFile(target, "w") as archive:
            for name, data in entries:
                info = zipfile.ZipInfo(name, MADE)
                info.external_attr = 0o644 << 16
                stored = name.endswith((".jpg", ".webp", ".zip"))
                info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                archive.writestr(info, data, compresslevel=None if stored else 9)


def picture(name):
    return (pictures / name).read_bytes()


jpeg, png, webp = picture("jpeg-1024.jpg"), picture("png-1024.png"), picture("webp-1024.webp")
captions = {
    "01": "ohwx woman, brown hair, red coat, smiling, blue background, upper body\n",
    "02": "ohwx woman, blonde hair, teal coat, smiling, white background, upper body, right\n",
    "03": "ohwx woman, white hair, green coat, café terrace, night background, upper body, right\n",
}
good = [
    ("01.jpg", jpeg), ("01.txt", captions["01"].encode()),
    ("02.png", png), ("02.txt", captions["02"].encode()),
    ("03.webp", webp), ("03.txt", captions["03"].encode()),
]

write(out / "good.zip", good)
write(out / "latin1-caption.zip", [("01.jpg", jpeg), ("01.txt", captions["03"].encode("latin-1"))])
inner = io.BytesIO()
write(inner, [("inner.png", png)])
write(out / "nested.zip", [("01.jpg", jpeg), ("more.zip", inner.getvalue())])
write(out / "parent-path.zip", [("../evil.jpg", jpeg), ("02.png", png)])
write(out / "no-pictures.zip", [("notes.txt", b"No pictures here.\n"), ("list.csv", b"name,caption\n")])
write(
    out / "folder.zip",
    [
        ("ava/01.jpg", jpeg), ("ava/01.txt", captions["01"].encode()),
        ("ava/close-ups/02.png", png), ("ava/close-ups/02.txt", captions["02"].encode()),
        ("ava/.DS_Store", b"\0\0\0\1Bud1" + bytes(64)),
        ("__MACOSX/ava/._01.jpg", b"\0\5\x16\7" + bytes(64)),
        ("Thumbs.db", b"\xd0\xcf\x11\xe0" + bytes(64)),
    ],
)
write(out / "duplicate-names.zip", [("01.jpg", jpeg), ("01.jpg", picture("jpeg-512.jpg")), ("01.txt", captions["01"].encode())])
write(out / "same-name-in-folders.zip", [("a/01.jpg", jpeg), ("a/01.txt", captions["01"].encode()), ("b/01.png", png), ("b/01.txt", captions["02"].encode())])
write(out / "bomb.zip", [("x.png", b"\x89PNG\r\n\x1a\n" + bytes(48 * 1024 * 1024))])
whole = (out / "good.zip").read_bytes()
(out / "broken.zip").write_bytes(whole[: len(whole) * 2 // 3])

with tempfile.TemporaryDirectory() as folder:
    (pathlib.Path(folder) / "01.jpg").write_bytes(jpeg)
    (out / "encrypted.zip").unlink(missing_ok=True)
    subprocess.run(["zip", "-q", "-X", "-P", "secret", str(out / "encrypted.zip"), "01.jpg"], cwd=folder, check=True)
