package io.understudy.prompting.formats;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

public final class JsonError {
    private JsonError() {}

    public static String inWords(JacksonException malformed) {
        if (malformed instanceof UnexpectedEndOfInputException) {
            return "it breaks off in the middle. Save or copy it again, to its end.";
        }
        return "it cannot be read" + place(malformed.getLocation()) + ". Save or copy it again, or fix it there.";
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " from line %d, column %d on".formatted(location.getLineNr(), location.getColumnNr());
    }
}
