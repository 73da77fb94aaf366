package io.understudy.audit;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts an act into words. Verbs come as {@code feature.act-in-past-tense}; most follow one of two patterns. */
final class Sentence {
    // Where neither pattern gives English; %s stands for the thing acted on.
    private static final Map<String, String> PHRASES = Map.of(
            "person.new-password-offered", "offered a new password to %s",
            "person.set-up", "set this installation up",
            "person.joined", "joined the team",
            "person.signed-in", "signed in",
            "person.sign-in-failed", "could not sign in as %s",
            "captions.undone", "undid the last change of captions of %s",
            "audit.exported", "exported the audit trail",
            "audit.verified", "verified the audit trail");
    private static final Set<String> VERBS_IN_FRONT = Set.of("sent", "signed", "taken", "put", "left", "made");

    private Sentence() {}

    static String of(String actor, String verb, String subjectType, String subjectName) {
        return actor + " " + predicate(verb, thing(subjectType, subjectName));
    }

    private static String predicate(String verb, String thing) {
        String phrase = PHRASES.get(verb);
        return phrase == null ? inPattern(verb, thing) : phrase.replace("%s", thing);
    }

    /** {@code run.launched} → launched …; {@code character.cover-changed} → changed the cover of …. */
    private static String inPattern(String verb, String thing) {
        List<String> words = List.of(verb.substring(verb.indexOf('.') + 1).split("-"));
        if (words.size() == 1 || VERBS_IN_FRONT.contains(words.getFirst())) {
            return String.join(" ", words) + " " + thing;
        }
        return pastTense(words.getLast()) + " the " + String.join(" ", words.subList(0, words.size() - 1)) + " of "
                + thing;
    }

    private static String pastTense(String participle) {
        return switch (participle) {
            case "withdrawn" -> "withdrew";
            case "chosen" -> "chose";
            case "taken" -> "took";
            default -> participle;
        };
    }

    private static String thing(String type, String name) {
        return type.equals("person") || name.startsWith(type) ? name : type.replace('-', ' ') + " " + name;
    }
}
