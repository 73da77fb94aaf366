package io.understudy.versions.sheets.measures;

import io.understudy.datasets.quality.vision.FaceAngle;
import io.understudy.datasets.quality.vision.Light;
import io.understudy.datasets.quality.vision.ShotType;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a prompt can ask for that is measured on a picture: with the words, and by the limits, that captions use for
 * what was measured on photos. Clothes, scene, expression and style are not measured.
 */
public enum PromptWish {
    FRAMING("Framing", "close-up, upper body, down to the knees, full body, from behind") {
        @Override
        Optional<Boolean> told(String text, SheetReading reading) {
            Set<ShotType> wanted = PromptFraming.of(text);
            ShotType shot = reading.shot();
            return wanted.isEmpty() || shot == null ? Optional.empty() : Optional.of(wanted.contains(shot));
        }
    },
    VIEW("View", "facing the camera, three-quarter view, profile, looking up or down") {
        @Override
        Optional<Boolean> told(String text, SheetReading reading) {
            FaceAngle angle = reading.angle();
            return VIEWS.entrySet().stream()
                    .filter(entry -> entry.getKey().matcher(text).find())
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .filter(wanted -> angle != null && !(TILTED.containsAll(wanted) && TURNED.contains(angle)))
                    .map(wanted -> wanted.contains(angle));
        }
    },
    LIGHT("Light", "warm or cool, bright or dim, from the left, the right, above or below") {
        @Override
        Optional<Boolean> told(String text, SheetReading reading) {
            Light light = reading.light();
            Optional<Predicate<String>> wanted = LIGHTS.entrySet().stream()
                    .filter(entry -> entry.getKey().matcher(text).find())
                    .map(Map.Entry::getValue)
                    .reduce(Predicate::and);
            return light == null ? Optional.empty() : wanted.map(wish -> wish.test(light.words()));
        }
    },
    ONE_PERSON("One person", "a second face next to the one person that a prompt names counts against it") {
        @Override
        Optional<Boolean> told(String text, SheetReading reading) {
            boolean one = PERSON.matcher(text).find() && !SEVERAL.matcher(text).find();
            return one && reading.faces() > 0 ? Optional.of(reading.faces() == 1) : Optional.empty();
        }
    };

    private static final Map<Pattern, Set<FaceAngle>> VIEWS = new LinkedHashMap<>();
    private static final Map<Pattern, Predicate<String>> LIGHTS = new LinkedHashMap<>();
    private static final Set<FaceAngle> TILTED = EnumSet.of(FaceAngle.UP, FaceAngle.DOWN);
    /** Of a head that is turned it is not judged whether it is raised. */
    private static final Set<FaceAngle> TURNED = EnumSet.of(
            FaceAngle.THREE_QUARTER_LEFT,
            FaceAngle.THREE_QUARTER_RIGHT,
            FaceAngle.PROFILE_LEFT,
            FaceAngle.PROFILE_RIGHT);

    private static final Pattern PERSON =
            words("woman|man|girl|boy|person|lady|portrait|headshot|selfie|close[- ]?up|solo");
    private static final Pattern SEVERAL =
            words("two|three|several|many|both|group|crowd|couple|twins?|friends?|family|people|women|men|girls|boys");

    static {
        VIEWS.put(
                words("three[- ]quarter (?:view|profile|angle|face)"),
                EnumSet.of(FaceAngle.THREE_QUARTER_LEFT, FaceAngle.THREE_QUARTER_RIGHT));
        VIEWS.put(
                words("(?:in |side )?profile(?! picture| photo)|side view|seen from the side"),
                EnumSet.of(FaceAngle.PROFILE_LEFT, FaceAngle.PROFILE_RIGHT));
        VIEWS.put(words("looking up"), EnumSet.of(FaceAngle.UP));
        VIEWS.put(words("looking down"), EnumSet.of(FaceAngle.DOWN));
        VIEWS.put(
                words("(?:facing|looking (?:straight )?(?:at|into)) (?:the )?(?:camera|viewer)|front(?:al)? view"),
                EnumSet.of(FaceAngle.FRONT));
        LIGHTS.put(words("warm(?: \\w+){0,2} light(?:ing)?|golden hour|candlelight"), words -> words.contains("warm"));
        LIGHTS.put(words("(?:cool|cold)(?: \\w+){0,2} light(?:ing)?"), words -> words.contains("cool"));
        LIGHTS.put(words("bright(?: \\w+){0,2} light(?:ing)?|high[- ]key"), words -> words.contains("bright"));
        LIGHTS.put(words("dim(?: \\w+){0,2} light(?:ing)?|dimly lit|low[- ]key"), words -> words.contains("dim"));
        for (String side : new String[] {"left", "right"}) {
            LIGHTS.put(words("(?:light|lit|lighting) from (?:the )?" + side), words -> words.contains("the " + side));
        }
        for (String side : new String[] {"above", "below"}) {
            LIGHTS.put(words("(?:light|lit|lighting) from " + side), words -> words.contains(side));
        }
        LIGHTS.put(words("side[- ]lit|side light(?:ing)?"), words -> words.contains("from the"));
    }

    private final String label;
    private final String limits;

    PromptWish(String label, String limits) {
        this.label = label;
        this.limits = limits;
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile("\\b(?:" + alternatives + ")\\b");
    }

    public String label() {
        return label;
    }

    public String inSentence() {
        return label.toLowerCase(Locale.ROOT);
    }

    public String limits() {
        return limits;
    }

    /**
     * Whether a picture shows what its prompt asks for; empty where the prompt does not ask, or it cannot be judged.
     */
    Optional<Boolean> isFollowed(String prompt, SheetReading reading) {
        return told(prompt.toLowerCase(Locale.ROOT), reading);
    }

    abstract Optional<Boolean> told(String text, SheetReading reading);
}
