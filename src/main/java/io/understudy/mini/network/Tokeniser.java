package io.understudy.mini.network;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a caption into at most {@link #LENGTH} word ids. Words are hashed into buckets, so any trigger word has an id; a colour
 * word is bound to the next noun ("red hair" becomes {@code hair:red}), because the model has no grammar to do it.
 */
public final class Tokeniser {
    /** Ids per caption; 0 fills the rest. */
    public static final int LENGTH = 16;

    private static final Pattern WORD = Pattern.compile("[a-z0-9]+");
    private static final int NOUN_REACH = 4;
    private static final Set<String> STOP_WORDS =
            set("a an the of in on at with and her his is are wearing photo picture"
                    + " portrait person someone hair background skin style lighting light");
    private static final Set<String> COLOURS =
            set("black brown blonde red gray white blue green yellow purple orange pink teal light tan dark");
    private static final Map<String, String> SYNONYMS =
            pairs("grey:gray blond:blonde ginger:red girl:woman female:woman"
                    + " lady:woman boy:man male:man guy:man smile:smiling happy:smiling laugh:laughing jumper:sweater"
                    + " closeups:closeup sea:beach");
    private static final Map<String, String> NOUNS = pairs("hair:hair beard:hair moustache:hair skin:skin background:bg"
            + " style:style clothes:cl sweater:cl jacket:cl dress:cl shirt:cl tshirt:cl vest:cl top:cl hoodie:cl coat:cl"
            + " glasses:gl sunglasses:gl");

    private final int buckets;

    /**
     * @param buckets rows of the word embedding; row 0 is the filler
     */
    public Tokeniser(int buckets) {
        this.buckets = buckets;
    }

    /** The words that count, in order: lower case, hyphens removed, synonyms replaced, colours bound, stop words dropped. */
    public List<String> words(String caption) {
        String text = caption.toLowerCase(Locale.ROOT)
                .replace("-", "")
                .replace("close up", "closeup")
                .replace("upper body", "halfbody")
                .replace("upperbody", "halfbody")
                .replace("eyes closed", "eyesclosed");
        List<String> plain = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            plain.add(SYNONYMS.getOrDefault(matcher.group(), matcher.group()));
        }
        List<String> words = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            String word = plain.get(i);
            String noun = COLOURS.contains(word) ? nounAfter(plain, i) : "";
            if (!noun.isEmpty()) {
                words.add(noun + ":" + word);
            } else if (!STOP_WORDS.contains(word)) {
                words.add(word);
            }
        }
        return words;
    }

    /** {@link #LENGTH} ids; words beyond that are cut off. */
    public int[] ids(String caption) {
        int[] ids = new int[LENGTH];
        List<String> words = words(caption);
        for (int i = 0; i < Math.min(LENGTH, words.size()); i++) {
            ids[i] = bucket(words.get(i));
        }
        return ids;
    }

    /** The ids of no caption at all, against which guidance is measured. */
    public static int[] unconditional() {
        return new int[LENGTH];
    }

    private static String nounAfter(List<String> words, int colour) {
        for (int i = colour + 1; i < Math.min(colour + 1 + NOUN_REACH, words.size()); i++) {
            String noun = NOUNS.get(words.get(i));
            if (noun != null) {
                return noun;
            }
            if (COLOURS.contains(words.get(i))) {
                return "";
            }
        }
        return "";
    }

    /** 32-bit FNV-1a with a start value under which no two words of the vocabulary collide. */
    private int bucket(String word) {
        int hash = 0x811c9dc7;
        for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x01000193;
        }
        return 1 + Integer.remainderUnsigned(hash, buckets - 1);
    }

    private static Set<String> set(String words) {
        return Set.of(words.split(" ", -1));
    }

    private static Map<String, String> pairs(String pairs) {
        Map<String, String> map = new HashMap<>();
        for (String pair : pairs.split(" ", -1)) {
            int colon = pair.indexOf(':');
            map.put(pair.substring(0, colon), pair.substring(colon + 1));
        }
        return Map.copyOf(map);
    }
}
