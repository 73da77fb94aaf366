package io.understudy.training.backends.api;

import java.util.List;

/**
 * A setting that only one backend has, such as the masks of a hosted trainer. Its value travels as text.
 *
 * @param name as the backend calls it
 * @param label for the form
 * @param help what it does, in one sentence
 * @param choices the values it may have, the first one shown first; {@code true} and {@code false} for a switch
 * @param fallback the value when nobody chose one
 */
public record BackendOption(String name, String label, String help, List<String> choices, String fallback) {
    private static final List<String> SWITCH = List.of("true", "false");

    public BackendOption {
        choices = List.copyOf(choices);
        if (!choices.contains(fallback)) {
            throw new IllegalArgumentException(name + " cannot be " + fallback + ": it is one of " + choices);
        }
    }

    public static BackendOption onOff(String name, String label, String help, boolean fallback) {
        return new BackendOption(name, label, help, SWITCH, Boolean.toString(fallback));
    }

    public static BackendOption choice(String name, String label, String help, List<String> choices) {
        return new BackendOption(name, label, help, choices, choices.getFirst());
    }

    public boolean isSwitch() {
        return choices.equals(SWITCH);
    }
}
