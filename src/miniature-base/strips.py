"""Picture sets for the engine's tests, below each other in one PNG, captions beside it: python3 strips.py OUT_FOLDER NAME..."""
import json, os, sys
import numpy as np
from PIL import Image
from pictures import SIZE, load

for name in sys.argv[2:]:
    pictures, captions = load(name)
    Image.fromarray(np.asarray(pictures).reshape(-1, SIZE, 3)).save(os.path.join(sys.argv[1], name + ".png"), optimize=True)
    with open(os.path.join(sys.argv[1], name + ".json"), "w") as out:
        json.dump(captions, out, separators=(",", ":"))
