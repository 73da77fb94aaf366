package io.understudy.generation.backends.comfy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a picture was asked for: what a later attempt finds it by.
 *
 * @param server {@link io.understudy.providers.comfy.ComfyServer#id()}
 * @param graph id of its graph there
 */
record ComfyHandle(String server, String graph) {
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{12})/([A-Za-z0-9_.-]{1,100})");

    static Optional<ComfyHandle> parse(String handle) {
        Matcher form = FORM.matcher(handle);
        return form.matches() ? Optional.of(new ComfyHandle(form.group(1), form.group(2))) : Optional.empty();
    }

    @Override
    public String toString() {
        return server + "/" + graph;
    }
}
