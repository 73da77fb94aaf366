package io.understudy.training.backends.api;

import java.util.List;
import java.util.Map;

/**
 * A setting that only one backend has, such as the masks of a hosted trainer. Its value travels as text.
 *
 * @param name as the backend calls it
 * @param label for the form
 * @param help what it does, in one sentence
 * @param choices the values it may have, the first one shown first; {@code true} and {@code false} for a switch
 * @param fallback the value when nobody chose one
 * @param overrules for a value with which a parameter has no effect, that parameter
 */
public record BackendOption(
        String name,
        String label,
        String help,
        List<String> choices,
        String fallback,
        Map<String, JobField> overrules) {
    /** Name of the setting of how often each picture counts in an epoch. */
    public static final String REPEATS = "repeats";

    /** Value of {@link #REPEATS}: as often as each picture has it. */
    public static final String OWN_REPEATS = "as each picture has";

    private static final List<String> SWITCH = List.of("true", "false");

    public BackendOption {
        choices = List.copyOf(choices);
        overrules = Map.copyOf(overrules);
        if (!choices.contains(fallback)) {
            throw new IllegalArgumentException(name + " cannot be " + fallback + ": it is one of " + choices);
        }
    }

    public static BackendOption onOff(String name, String label, String help, boolean fallback) {
        return new BackendOption(name, label, help, SWITCH, Boolean.toString(fallback), Map.of());
    }

    public static BackendOption choice(String name, String label, String help, List<String> choices) {
        return new BackendOption(name, label, help, choices, choices.getFirst(), Map.of());
    }

    /** The same, whose {@code value} leaves a parameter without effect. */
    public BackendOption overruling(String value, JobField field) {
        return new BackendOption(name, label, help, choices, fallback, Map.of(value, field));
    }

    /** Its value among what was chosen. */
    public String value(Map<String, String> chosen) {
        String value = chosen.getOrDefault(name, fallback);
        return choices.contains(value) ? value : fallback;
    }

    public boolean isSwitch() {
        return choices.equals(SWITCH);
    }
}
