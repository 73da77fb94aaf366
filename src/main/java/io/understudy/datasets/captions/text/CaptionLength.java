package io.understudy.datasets.captions.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * About how many tokens a caption has. FLUX reads a caption with two encoders: CLIP, which sees the first 77 tokens, and
 * T5, which sees 512. Their vocabularies are not here, so this counts as they do on English: a short word is one token, a
 * longer one is cut in pieces, a sign is a token of its own.
 */
public record CaptionLength(int clipTokens, int t5Tokens) {
    /** The text encoder CLIP-L reads no more, its start and its end among them. */
    public static final int CLIP_LIMIT = 77;

    /** The text encoder T5-XXL reads no more. */
    public static final int T5_LIMIT = 512;

    private static final Pattern PIECE = Pattern.compile("\\p{L}[\\p{L}\\p{M}'’]*|\\p{N}|[^\\s\\p{L}\\p{N}]");
    /** Letters of a word that both vocabularies mostly hold as one token. */
    private static final int CLIP_WORD = 9;

    private static final int T5_WORD = 6;

    public static CaptionLength of(String caption) {
        if (caption.isEmpty()) {
            return new CaptionLength(0, 0);
        }
        int clip = 2;
        int t5 = 1;
        Matcher pieces = PIECE.matcher(caption);
        while (pieces.find()) {
            int letters = pieces.end() - pieces.start();
            clip += (letters + CLIP_WORD - 1) / CLIP_WORD;
            t5 += (letters + T5_WORD - 1) / T5_WORD;
        }
        return new CaptionLength(clip, t5);
    }

    /** Whether CLIP does not see the end of it; T5 still may. */
    public boolean beyondClip() {
        return clipTokens > CLIP_LIMIT;
    }
}
