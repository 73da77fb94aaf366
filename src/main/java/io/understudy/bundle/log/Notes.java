package io.understudy.bundle.log;

import io.understudy.bundle.MalformedBundleException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** What the texts of C2SP share. */
final class Notes {
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final int MOST_HASHES = 63;

    private Notes() {}

    static byte[] decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (Base64.getEncoder().encodeToString(bytes).equals(base64)) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            // Reported below.
        }
        throw new MalformedBundleException("“%s” is not Base64.".formatted(base64));
    }

    static long number(String decimal) {
        if (!DECIMAL.matcher(decimal).matches()) {
            throw new MalformedBundleException("“%s” is not a number.".formatted(decimal));
        }
        return Long.parseLong(decimal);
    }

    /** @param line such as {@code index 7} */
    static long number(String keyword, String line) {
        if (!line.startsWith(keyword + " ")) {
            throw new MalformedBundleException("A line “%s” and a number is missing.".formatted(keyword));
        }
        return number(line.substring(keyword.length() + 1));
    }

    static List<TreeHash> hashes(List<String> lines) {
        if (lines.size() > MOST_HASHES) {
            throw new MalformedBundleException("A proof has at most %d hashes.".formatted(MOST_HASHES));
        }
        return lines.stream().map(TreeHash::ofBase64).toList();
    }

    /** @return the lines before the first empty one, and the checkpoint behind it */
    static Parts split(String text) {
        int empty = text.indexOf("\n\n");
        if (empty < 0) {
            throw new MalformedBundleException("The proof has no checkpoint.");
        }
        return new Parts(List.of(text.substring(0, empty).split("\n", -1)), text.substring(empty + 2));
    }

    record Parts(List<String> lines, String checkpoint) {}

    static String joined(List<String> lines, List<TreeHash> hashes, String checkpoint) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        hashes.forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.append('\n').append(checkpoint).toString();
    }
}
