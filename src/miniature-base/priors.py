"""Generic captioned pictures as latents of one base, for prior preservation in LoRA runs: python3 priors.py BASE.safetensors OUT.safetensors"""
import sys
import base
import weights
from pictures import load, to_float
from words import caption

b = base.load(sys.argv[1])
a, captions = load("prior")
weights.write(sys.argv[2], {"prior.latents": b.encode(to_float(a)).half()}, {"understudy.prior_captions": "\n".join(caption(c) for c in captions), "understudy.base": b.meta["name"]})
