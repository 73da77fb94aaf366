"""The miniature's tokeniser: colour words are bound to their noun, every word hashes to one of 2047 rows, 0 is padding."""
import re

VOCABULARY, TEXT_TOKENS = 2048, 16
STOP = set("a an the of in on at with and her his is are wearing photo picture portrait person someone hair background skin style lighting light".split())
COLOUR = set("black brown blonde red gray white blue green yellow purple orange pink teal light tan dark".split())
NOUN = {"hair": "hair", "beard": "hair", "moustache": "hair", "skin": "skin", "background": "bg", "style": "style"}
NOUN.update({k: "cl" for k in "clothes sweater jacket dress shirt tshirt vest top hoodie coat".split()})
NOUN.update({k: "gl" for k in "glasses sunglasses".split()})
SYNONYM = {
    "grey": "gray", "blond": "blonde", "ginger": "red", "girl": "woman", "female": "woman", "lady": "woman", "boy": "man", "male": "man", "guy": "man",
    "smile": "smiling", "happy": "smiling", "laugh": "laughing", "jumper": "sweater", "closeups": "closeup", "sea": "beach",
}


def bucket(word):
    h = 0x811C9DC7
    for b in word.encode():
        h = ((h ^ b) * 0x01000193) & 0xFFFFFFFF
    return 1 + h % (VOCABULARY - 1)


def words(text):
    text = text.lower().replace("-", "").replace("close up", "closeup").replace("upper body", "halfbody").replace("upperbody", "halfbody")
    text = text.replace("eyes closed", "eyesclosed")
    raw, out = [SYNONYM.get(w, w) for w in re.findall(r"[a-z0-9]+", text)], []
    for i, w in enumerate(raw):
        if w in COLOUR:
            noun = None
            for j in range(i + 1, min(i + 5, len(raw))):
                if raw[j] in NOUN:
                    noun = NOUN[raw[j]]
                    break
                if raw[j] in COLOUR:
                    break
            if noun:
                out.append(noun + ":" + w)
            continue
        if w not in STOP:
            out.append(w)
    return out


def ids_of(text):
    ids = [bucket(w) for w in words(text)][:TEXT_TOKENS]
    return ids + [0] * (TEXT_TOKENS - len(ids))


def caption(c):
    return ", ".join([c["gender"]] + c["attrs"])
